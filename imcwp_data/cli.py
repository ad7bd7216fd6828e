"""``imcwp-data``: build, check, serve and read releases from the command line.

Exit codes: 0 done, 1 the data is at fault or a check failed, 2 the command was used wrongly. What a user can mend is
one message on standard error without a traceback; a fault of this package keeps its traceback.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence

from imcwp_data.commands import build, codebook, diff, evaluate, explain, serve, show, tables, validate
from imcwp_data.commands.arguments import HelpFormatter
from imcwp_data.errors import ImcwpError

PROGRAM = "imcwp-data"
_COMMANDS = (build, validate, serve, tables, show, explain, diff, evaluate, codebook)
_EPILOG = """\
examples:
  imcwp-data tables                                    what there is
  imcwp-data show meetings --where "status = 'held'"   rows of a table
  imcwp-data explain --why meetings imcwp-22 status    the passages behind a value
  imcwp-data serve --open                              all of it in the browser
  imcwp-data build my-texts --out my-release           tables from texts of your own
  imcwp-data diff before.zip dist                      what is other in two releases, and why

'imcwp-data COMMAND --help' tells more of each command.
Exit codes: 0 done, 1 the data is at fault or a check failed, 2 wrong usage.
"""


class _Version(argparse.Action):
    """Prints the version; asked for only when wanted, since it is read from a file."""

    def __call__(self, parser: argparse.ArgumentParser, *arguments: object, **named: object) -> None:
        from imcwp_data.version import package_version

        print(f"{PROGRAM} {package_version()}")
        parser.exit()


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Texts of the International Meeting of Communist and Workers' Parties (IMCWP) as linked tables.",
        epilog=_EPILOG,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add_to(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (default: that of the process) and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Names and texts are in many scripts; a locale of the terminal must not stop them.
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parsed = make_parser().parse_args(arguments)
    parsed.own_process = arguments is None
    try:
        code: int = parsed.run(parsed)
        sys.stdout.flush()
    except ImcwpError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return 1
    except MemoryError:
        print(f"{PROGRAM}: there is not enough memory. Give it more, or ask for less at a time.", file=sys.stderr)
        return 1
    except PermissionError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(
            f"{PROGRAM}: {where}may not be read or written ({error.strerror}). Mend the permissions of the file "
            "and of the folders that it is in, or name another one.",
            file=sys.stderr,
        )
        return 1
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python flushes once more when it ends, so that must go nowhere.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(f"{PROGRAM}: stopped.", file=sys.stderr)
        return 130
    return code
