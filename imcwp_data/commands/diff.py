"""``imcwp-data diff``: what is other in two releases, and why."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imcwp_data.commands.arguments import Subparsers, add_command
from imcwp_data.errors import ReleaseError
from imcwp_data.progress import TerminalProgress

_DESCRIPTION = """\
Compares two releases row by row, by primary key, and column by column: totals of each table, each added or removed row
and each changed cell with its old and new value, and the cause where it can be known: a source that came, went or
changed, a changed rule or vocabulary, a correction. Suggests the step of the version that follows.

OLD and NEW are release folders, zips of them, or SQLite files (imcwp.db), in any mix.
"""
_EXAMPLES = """\
  imcwp-data diff before.zip dist                          totals, and the first changes
  imcwp-data diff before.zip dist --table meetings --limit 0
  imcwp-data diff old/imcwp.db new/imcwp.db --format json
  imcwp-data diff before.zip dist --out changes.parquet    all changes as a table
  imcwp-data diff before.zip dist --exit-code              1 if there are differences
"""
_ENDINGS = {".json": "json", ".parquet": "parquet", ".txt": "text"}
_CHANGES_ON_A_SCREEN = 50


def add_to(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(commands, "diff", run, "compare two releases", _DESCRIPTION, _EXAMPLES)
    parser.add_argument("old", type=Path, metavar="OLD", help="the earlier release")
    parser.add_argument("new", type=Path, metavar="NEW", help="the later release")
    parser.add_argument(
        "--format",
        choices=("text", "json", "parquet"),
        help="form of the output (default: by the ending of --out, else text)",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to a file instead of printing")
    parser.add_argument(
        "--limit",
        type=_limit,
        metavar="N",
        help=f"how many changes to tell at most; 0 for all (default: {_CHANGES_ON_A_SCREEN} as text, else all)",
    )
    parser.add_argument(
        "--table", action="append", default=[], metavar="TABLE", help="compare only this table; may be given repeatedly"
    )
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if there are differences")
    parser.set_defaults(wrong_usage=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Compare, and print or write what is other."""
    from imcwp_data.diff.releases import diff_releases
    from imcwp_data.diff.report import diff_json, diff_text, write_diff_parquet

    form = _form(arguments)
    out: Path | None = arguments.out
    limit = arguments.limit
    if limit is None:
        limit = _CHANGES_ON_A_SCREEN if form == "text" else 0
    with TerminalProgress(sys.stderr) as progress:
        diff = diff_releases(
            arguments.old, arguments.new, tables=arguments.table, content=form == "json", progress=progress
        )
    at_most = limit or None
    if form == "parquet" and out is not None:
        with _writing(out):
            write_diff_parquet(diff, out, at_most)
    else:
        text = diff_json(diff, at_most) if form == "json" else diff_text(diff, at_most)
        if out is None:
            sys.stdout.write(text)
        else:
            with _writing(out):
                out.write_text(text, encoding="utf-8", newline="\n")
    return 1 if arguments.exit_code and not diff.same else 0


def _form(arguments: argparse.Namespace) -> str:
    out: Path | None = arguments.out
    if out is not None and any(out.resolve().is_relative_to(p.resolve()) for p in (arguments.old, arguments.new)):
        arguments.wrong_usage(f"--out {out}: stands in a release that is compared; name a file outside of it")
    if arguments.format is not None:
        if arguments.format == "parquet" and out is None:
            arguments.wrong_usage("--format parquet is no text: name a file with --out")
        return str(arguments.format)
    if out is None:
        return "text"
    if out.suffix not in _ENDINGS:
        arguments.wrong_usage(f"--out {out}: the ending tells no form; end it in {', '.join(_ENDINGS)} or use --format")
    return _ENDINGS[out.suffix]


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn faults in writing the output into a message."""
    try:
        yield
    except OSError as error:
        raise ReleaseError(
            f"{path}: cannot be written ({error.strerror or error}). Name another file (--out)."
        ) from error


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of changes: give 0 or more")
    return int(text)
