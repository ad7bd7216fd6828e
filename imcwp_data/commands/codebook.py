"""``imcwp-data codebook``: a page for each table of a release."""

from __future__ import annotations

import argparse
from pathlib import Path

from imcwp_data.commands.arguments import Subparsers, add_command, add_release, chosen_release

_DESCRIPTION = """\
Writes the codebook of a release as Markdown: a first page that tells which table answers which question, a page for
each table (columns, constraints, nulls, distinct and commonest values, an example row with the passage behind it, known
limits) and a diagram of all tables as SVG. The release needs its SQLite file.
"""
_EXAMPLES = """\
  imcwp-data codebook                                  of dist/, into docs/codebook/
  imcwp-data codebook my-release --out my-codebook
"""


def add_to(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(commands, "codebook", run, "write a page for each table", _DESCRIPTION, _EXAMPLES)
    add_release(parser)
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("docs/codebook"),
        metavar="DIR",
        help="folder of the pages, whose files of the same names are replaced (default: docs/codebook/)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the pages and print where they are."""
    from imcwp_data.codebook.pages import write_codebook

    names = write_codebook(chosen_release(arguments.release), arguments.out)
    print(f"{len(names)} files are in {arguments.out}; begin with {arguments.out / 'index.md'}")
    return 0
