"""``imcwp-data explain``: what was read in a passage by which rule, and why a table holds a value."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from imcwp_data.commands.arguments import Subparsers, add_command, add_release_option, chosen_release

_DESCRIPTION = """\
Shows a document or a paragraph with everything that was read in it: names, places, dates and actions are marked in the
text, and each fact stands below it with the rule that read it. The beginning of a document's id will do.

With --why it shows every passage that states one value of a table, which one was accepted, and why the others lost.

Colours stand on a terminal only; the marks are there without them. The variable NO_COLOR is honoured.
"""
_EXAMPLES = """\
  imcwp-data explain 007                                   a document, by the beginning of its id
  imcwp-data explain 007_statement.1.5                     one paragraph
  imcwp-data explain --why meetings imcwp-22 status        one value
  imcwp-data explain 007 --color always | less -R
"""
_WIDTH_OF_NO_TERMINAL = 120
_WITHOUT_TEXTS = """\
This release is without the texts of its sources (imcwp-data build --no-text): […] stands for words that were left out.
"""


def add_to(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "explain", run, "show what was read in a passage, or why a value holds", _DESCRIPTION, _EXAMPLES
    )
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "passage", nargs="?", metavar="DOCUMENT_OR_PARAGRAPH", help="id of a document or paragraph, or its beginning"
    )
    asked.add_argument(
        "--why", nargs=3, metavar=("TABLE", "ROW", "COLUMN"), help="why a table's row holds its value in a column"
    )
    parser.add_argument(
        "--color",
        "--colour",
        choices=("auto", "always", "never"),
        default="auto",
        help="whether to colour (default: auto, on a terminal only)",
    )
    parser.add_argument(
        "--vocabulary",
        type=Path,
        metavar="DIR",
        help="folder of the vocabularies of the build, which --why names (default: those of the package)",
    )
    add_release_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the explanation."""
    from imcwp_data.explain.passages import passage_lines
    from imcwp_data.explain.release import find_passages
    from imcwp_data.explain.terminal import wants_colour
    from imcwp_data.explain.why import why_lines
    from imcwp_data.withheld import is_without_texts

    release = chosen_release(arguments.release)
    colour = wants_colour(arguments.color, sys.stdout, os.environ)
    room = shutil.get_terminal_size((_WIDTH_OF_NO_TERMINAL, 24)).columns
    if arguments.why:
        lines = why_lines(release, *arguments.why, room=room, colour=colour, vocabulary=arguments.vocabulary)
    else:
        lines = passage_lines(find_passages(release, arguments.passage), room, colour)
    if is_without_texts(release):
        print(_WITHOUT_TEXTS)
    for line in lines:
        print(line)
    return 0
