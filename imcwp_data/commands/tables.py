"""``imcwp-data tables``: which tables there are."""

from __future__ import annotations

import argparse
import re

from imcwp_data.commands.arguments import Subparsers, add_command, add_format, add_release, chosen_release
from imcwp_data.commands.output import print_rows
from imcwp_data.load import table_facts

_DESCRIPTION = "Lists the tables of a release: how many rows and columns each has, and what one row is."
_EXAMPLES = """\
  imcwp-data tables
  imcwp-data tables my-release --format json
"""
_ONE_ROW = re.compile(r"One row is ([^.;]+)")


def add_to(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(commands, "tables", run, "list the tables", _DESCRIPTION, _EXAMPLES)
    add_release(parser)
    add_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the tables."""
    facts = table_facts(chosen_release(arguments.release))
    rows = [[fact["table"], fact["rows"], fact["columns"], _one_row(fact)] for fact in facts]
    print_rows(["table", "rows", "columns", "one row is"], rows, arguments.format, right=[1, 2])
    return 0


def _one_row(fact: dict[str, object]) -> str:
    found = _ONE_ROW.search(str(fact["description"]))
    return found.group(1).strip() if found else str(fact["title"])
