"""The reference of the command line: what ``--help`` says of each command."""

from __future__ import annotations

import argparse
import os
from unittest.mock import patch

from imcwp_data.cli import make_parser
from tests.documentation.blocks import ROOT

PAGE = ROOT / "docs" / "reference" / "command-line.md"
_WIDTH = "88"
_BEGIN = """\
# Command line

`imcwp-data` builds, checks, serves and reads releases. Each command explains itself with `--help`; this page holds what
it says. `build` and `evaluate` need `pip install 'imcwp-data[build]'`, `serve` needs `pip install 'imcwp-data[serve]'`.
"""


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command by its name."""
    (subparsers,) = [action for action in make_parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(subparsers.choices)


def command_line_page() -> str:
    """Return the page in Markdown; the same whatever the width of the terminal."""
    with patch.dict(os.environ, {"COLUMNS": _WIDTH, "NO_COLOR": "1"}):
        parts = [_BEGIN, _help("imcwp-data", make_parser())]
        parts += [_help(f"imcwp-data {name}", parser) for name, parser in commands().items()]
    return "\n".join(parts)


def _help(name: str, parser: argparse.ArgumentParser) -> str:
    text = "".join(line.rstrip() + "\n" for line in parser.format_help().splitlines())
    return f"## {name}\n\n```text\n{text}```\n"
