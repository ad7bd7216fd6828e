"""``imcwp-data build``: a folder of texts → a release."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from imcwp_data.commands.arguments import DEFAULT_RELEASE, DEFAULT_SEEDS, Subparsers, add_command, require
from imcwp_data.commands.output import text_table
from imcwp_data.progress import TerminalProgress

_DESCRIPTION = """\
Reads all texts (*.txt) of a folder and publishes their tables as a release: CSV, Parquet, SQLite, Data Package, data
set card and checksums. All or nothing: when a text or a value is at fault, what stood there before stays as it was;
when nothing changed, its files are not touched. A file sources.csv in the folder may say where each text was published.
"""
_EXAMPLES = """\
  imcwp-data build                              seeds/ to dist/
  imcwp-data build my-texts --out my-release    texts of your own
"""


def add_to(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(commands, "build", run, "make a release from a folder of texts", _DESCRIPTION, _EXAMPLES)
    parser.add_argument(
        "seeds", nargs="?", type=Path, default=DEFAULT_SEEDS, metavar="SEEDS", help="folder of texts (default: seeds/)"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=DEFAULT_RELEASE,
        metavar="DIR",
        help="folder of the release (default: dist/); new, empty, or holding a release, which is replaced",
    )
    parser.add_argument(
        "--vocabulary", type=Path, metavar="DIR", help="folder of vocabularies (default: those of the package)"
    )
    parser.add_argument(
        "--gold",
        type=Path,
        metavar="DIR",
        help="folder of answer keys on which the reading is measured for the release's quality.json "
        "(default: tests/gold beside SEEDS, where there is one)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Build, and print what was made and what to try next."""
    require("build", "ahocorasick_rs", "frictionless")
    from imcwp_data.pipeline import build

    with TerminalProgress(sys.stderr) as progress:
        summary = build(arguments.seeds, arguments.out, arguments.vocabulary, progress, _gold(arguments))
    print(text_table(["table", "rows"], [[name, f"{count:,}"] for name, count in summary.rows.items()], right=[1]))
    if summary.unknown_parties:
        print("\nNamed like parties, but not in the vocabulary. Where they are parties, add to parties.csv:")
        print("\n".join(f"  {line}" for line in summary.unknown_parties))
    state = "The release is in" if summary.changed else "Nothing changed: the release is still in"
    print(f"\n{state} {summary.folder}\n\nTry next:")
    at = "" if arguments.out == DEFAULT_RELEASE else f" {_shell(arguments.out)}"
    option = f" --release{at}" if at else ""
    print(f"""  imcwp-data validate{at}
  imcwp-data show meetings{option}
  imcwp-data serve{at} --open""")
    return 0


def _gold(arguments: argparse.Namespace) -> Path | None:
    beside: Path = arguments.seeds.resolve().parent / "tests" / "gold"
    return arguments.gold or (beside if beside.is_dir() else None)


def _shell(path: Path) -> str:
    import shlex

    return shlex.quote(str(path))
