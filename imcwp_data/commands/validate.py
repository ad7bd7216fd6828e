"""``imcwp-data validate``: check a release as its users would read it."""

from __future__ import annotations

import argparse
import sys

from imcwp_data.commands.arguments import Subparsers, add_command, add_release, chosen_release, require

_DESCRIPTION = """\
Checks a release: every constraint, key and reference of every table, in CSV, Parquet and SQLite alike, the Data Package
descriptor, and the hashes of all files. Names file, row, column and value of each fault; exits with 1 if there is one.
"""
_EXAMPLES = """\
  imcwp-data validate
  imcwp-data validate my-release
"""


def add_to(commands: Subparsers) -> None:
    """Declare the command."""
    add_release(add_command(commands, "validate", run, "check a release", _DESCRIPTION, _EXAMPLES))


def run(arguments: argparse.Namespace) -> int:
    """Check, and print one line, or the faults on standard error."""
    require("build", "frictionless")
    from imcwp_data.load import TABLES, table_facts
    from imcwp_data.progress import TerminalProgress
    from imcwp_data.validate import validate_release

    folder = chosen_release(arguments.release)
    with TerminalProgress(sys.stderr) as progress:
        report = validate_release(folder, progress=progress)
    if not report.ok:
        print(f"{folder}: {report.total} {'fault' if report.total == 1 else 'faults'}\n{report}", file=sys.stderr)
        return 1
    rows = sum(int(str(facts["rows"])) for facts in table_facts(folder))
    print(f"{folder}: valid, {len(TABLES)} tables with {rows:,} rows")
    return 0
