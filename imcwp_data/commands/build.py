"""``imcwp-data build``: a folder of texts → a release."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from imcwp_data.commands.arguments import DEFAULT_RELEASE, DEFAULT_SEEDS, Subparsers, add_command, require
from imcwp_data.commands.output import text_table
from imcwp_data.progress import TerminalProgress
from imcwp_data.release_files import DATABASE

PARTS = "parts"
FORMATS_TO_CHOOSE = ("csv", "parquet", "sqlite", PARTS)

_DESCRIPTION = """\
Reads all texts (*.txt) of a folder and publishes their tables as a release: CSV, Parquet, SQLite, Data Package, data
set card and checksums. All or nothing: when a text or a value is at fault, what stood there before stays as it was;
when nothing changed, its files are not touched. A file sources.csv in the folder may say where each text was published.

SEEDS may also be a zip or tar archive of texts, JSON Lines or Parquet with a column text, a WET file of a web crawl, or
an address of any of these that fsspec opens (s3://..., gs://..., https://...). What was read before is kept, so that
only new or changed texts are read again. From 5,000 texts on the release is Parquet in parts, unless --formats says
otherwise.
"""
_EXAMPLES = """\
  imcwp-data build                                     seeds/ to dist/
  imcwp-data build my-texts --out my-release           texts of your own
  imcwp-data build crawl.wet.gz --out crawl            the pages of a crawl
  imcwp-data build texts.jsonl --out big --engine dask --scheduler tcp://host:8786
"""


def add_to(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(commands, "build", run, "make a release from a folder of texts", _DESCRIPTION, _EXAMPLES)
    parser.add_argument(
        "seeds",
        nargs="?",
        default=str(DEFAULT_SEEDS),
        metavar="SEEDS",
        help="folder of texts, or another address of texts (default: seeds/)",
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
        "(default: tests/gold beside a folder that is called seeds, where there is one)",
    )
    parser.add_argument(
        "--changes",
        type=Path,
        metavar="FILE",
        help="diff to the version before, which the release carries if it is of these tables (default: changes.json "
        "beside SEEDS, where there is one; docs/versions.md)",
    )
    parser.add_argument(
        "--formats",
        type=_formats,
        metavar="LIST",
        help="files of tables to write, of csv, parquet, sqlite and parts (Parquet in parts), joined by commas "
        "(default: csv,parquet,sqlite; from 5,000 texts on parts)",
    )
    parser.add_argument("--compress", choices=("gzip", "zstd"), help="compress the CSV files")
    parser.add_argument(
        "--no-text",
        action="store_true",
        help="leave out the words of the publishers, for places that may not hand them on: facts, names, dates, "
        "offsets and hashes stay, and quotes of up to 10 words",
    )
    parser.add_argument(
        "--unreadable",
        type=_list_to_write,
        metavar="FILE.csv",
        help="leave out texts that cannot be read (no text, or another encoding), and list them with the reason in "
        "this file; without it the first of them stops the build",
    )
    where = parser.add_argument_group("where and how much to work")
    where.add_argument(
        "--engine",
        choices=("serial", "processes", "dask"),
        help="this process, processes of this machine, or Dask (default: serial, from 300 texts on processes)",
    )
    where.add_argument("--workers", type=_positive, metavar="N", help="workers of the engine (default: one a core)")
    where.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="a Dask scheduler (default: a cluster on this machine); with --engine dask",
    )
    where.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="folder of what was read before (default: the user's cache folder, or IMCWP_DATA_CACHE)",
    )
    parser.set_defaults(wrong_usage=parser.error)
    where.add_argument("--no-cache", action="store_true", help="read all texts, and keep nothing")


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(name.strip() for name in text.split(","))
    unknown = [name for name in formats if name not in FORMATS_TO_CHOOSE]
    if unknown or (PARTS in formats and len(formats) > 1):
        raise argparse.ArgumentTypeError(
            f"{text!r}: choose some of {', '.join(FORMATS_TO_CHOOSE[:-1])}, joined by commas, or {PARTS} alone"
        )
    return formats


def _list_to_write(text: str) -> Path:
    # A folder of texts in this place, or a file of them, would be meant as SEEDS.
    if not text.lower().endswith(".csv"):
        raise argparse.ArgumentTypeError(f"{text!r}: name the CSV file to write the list into, such as unreadable.csv")
    return Path(text)


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of workers: give 1 or more")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Build, and print what was made and what to try next."""
    require("build", "ahocorasick_rs", "frictionless")
    from imcwp_data.lasting import collector_at_rest
    from imcwp_data.memory import leave_pandas_out, take_from_system

    take_from_system()
    if arguments.own_process:
        leave_pandas_out()
    from imcwp_data.build_options import BuildOptions, default_cache
    from imcwp_data.engine.ready import getting_ready

    if arguments.compress and arguments.formats and "csv" not in arguments.formats:
        arguments.wrong_usage("--compress is for CSV files: add csv to --formats, or leave --compress out")
    if arguments.scheduler and arguments.engine != "dask":
        arguments.wrong_usage("--scheduler is for --engine dask: add that, or leave --scheduler out")
    cache = None if arguments.no_cache else arguments.cache or default_cache()
    options = BuildOptions(
        arguments.engine,
        arguments.workers,
        arguments.scheduler,
        cache,
        arguments.formats,
        arguments.compress,
        texts=not arguments.no_text,
        unreadable=arguments.unreadable,
    )
    with (
        _ended_by_sigterm(),
        getting_ready(arguments.seeds, arguments.out, arguments.vocabulary, options) as ready,
        TerminalProgress(sys.stderr) as progress,
    ):
        # While the workers get ready. What is loaded stays: there is no garbage among it to look for.
        with collector_at_rest():
            from imcwp_data.pipeline import build

        summary = build(
            arguments.seeds,
            arguments.out,
            arguments.vocabulary,
            progress,
            _gold(arguments),
            options,
            _changes(arguments),
            ready,
        )
    print(text_table(["table", "rows"], [[name, f"{count:,}"] for name, count in summary.rows.items()], right=[1]))
    if summary.unknown_parties:
        print("\nNamed like parties, but not in the vocabulary. Where they are parties, add to parties.csv:")
        print("\n".join(f"  {line}" for line in summary.unknown_parties))
    if summary.stale_changes:
        print(f"\n{summary.stale_changes} tells of other tables than these, so it is left out: see docs/versions.md.")
    print(f"\n{summary.texts:,} {'text' if summary.texts == 1 else 'texts'}, of which {summary.read:,} read anew.")
    if summary.left_out:
        print(
            f"{summary.left_out:,} could not be read and {'was' if summary.left_out == 1 else 'were'} left out: see "
            f"{arguments.unreadable}"
        )
    state = "The release is in" if summary.changed else "Nothing changed: the release is still in"
    print(f"\n{state} {summary.folder}\n\nTry next:")
    at = "" if arguments.out == DEFAULT_RELEASE else f" {_shell(arguments.out)}"
    option = f" --release{at}" if at else ""
    print(f"  imcwp-data validate{at}")
    if (arguments.out / DATABASE).is_file():
        print(f"  imcwp-data show meetings{option}\n  imcwp-data serve{at} --open")
    return 0


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let a request to end remove what is unfinished before it ends the process."""
    asked = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        if asked:
            os.kill(os.getpid(), signal.SIGTERM)


def _gold(arguments: argparse.Namespace) -> Path | None:
    seeds = Path(arguments.seeds).resolve()
    beside = seeds.parent / "tests" / "gold"
    # In a checkout, texts of others may stand beside seeds/, to whose texts the keys belong.
    return arguments.gold or (beside if seeds.name == DEFAULT_SEEDS.name and beside.is_dir() else None)


def _changes(arguments: argparse.Namespace) -> Path | None:
    beside = Path(arguments.seeds).resolve().parent / "changes.json"
    return arguments.changes or (beside if beside.is_file() else None)


def _shell(path: Path) -> str:
    import shlex

    return shlex.quote(str(path))
