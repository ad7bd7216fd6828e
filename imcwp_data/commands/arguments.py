"""What the commands share: the look of their help, arguments that several take, and which release they mean."""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from imcwp_data.errors import MissingExtraError, ReleaseError
from imcwp_data.load import release_folder
from imcwp_data.release_files import DATABASE

# The standard library gives the type no public name.
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
DEFAULT_SEEDS = Path("seeds")
DEFAULT_RELEASE = Path("dist")
WHICH_RELEASE = "default: dist/ in the current folder if it holds a release, else the release that is installed"


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Keeps examples as written and gives the options room."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32)


def add_command(
    commands: Subparsers,
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    description: str,
    examples: str,
) -> argparse.ArgumentParser:
    """Add a command with its help and return its parser."""
    parser = commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=f"examples:\n{examples}",
        formatter_class=HelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_release(parser: argparse.ArgumentParser) -> None:
    """Add the release as the command's argument."""
    parser.add_argument("release", nargs="?", type=Path, metavar="DIR", help=f"folder of the release ({WHICH_RELEASE})")


def add_release_option(parser: argparse.ArgumentParser) -> None:
    """Add the release as an option, for commands whose argument is something else."""
    parser.add_argument("--release", type=Path, metavar="DIR", help=f"folder of the release ({WHICH_RELEASE})")


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add the form of the output."""
    parser.add_argument(
        "--format", choices=("table", "csv", "json"), default="table", help="form of the output (default: table)"
    )


def chosen_release(folder: Path | None) -> Path:
    """Return the release that a command means. Raises ReleaseError where there is none."""
    if folder is None:
        # A release may be without a database, but none is without check sums.
        here = any((DEFAULT_RELEASE / name).is_file() for name in (DATABASE, "SHA256SUMS"))
        return DEFAULT_RELEASE if here else release_folder()
    if folder.is_file():
        raise ReleaseError(f"{folder}: is a file. Name the folder of a release; unpack one that is packed.")
    if not folder.is_dir():
        raise ReleaseError(f"{folder}: there is no such folder. Name the folder of a release, or build one.")
    return folder


def require(extra: str, *modules: str) -> None:
    """Raise MissingExtraError, saying what to install, when a module of an optional dependency is missing."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if missing:
        raise MissingExtraError(
            f"This command needs {', '.join(missing)}. Install it with: pip install 'imcwp-data[{extra}]'"
        )
