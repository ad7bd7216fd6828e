"""``imcwp-data evaluate``: how well texts are read, by answer keys."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from imcwp_data.commands.arguments import DEFAULT_SEEDS, Subparsers, add_command, require
from imcwp_data.errors import AnswerKeyError
from imcwp_data.progress import TerminalProgress

_DESCRIPTION = """\
Builds the texts of a folder of answer keys in memory and prints precision, recall and F1 of every table and column,
with 95 % bootstrap intervals, and how many documents, paragraphs and sentences gave no fact. A key is a JSON file with
a field source, which names its text; a text that does not stand beside its key is looked for in the seeds. Each text is
read by itself. A mistake in a key is named with file, row and field; the exit code is then 1.
"""
_EXAMPLES = """\
  imcwp-data evaluate tests/gold
  imcwp-data evaluate my-keys --misses                what is missing or wrong, by file, line and measure
  imcwp-data evaluate my-keys --json > quality.json
  imcwp-data evaluate tests/gold --record tests/quality_recorded.json
"""


def add_to(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(commands, "evaluate", run, "measure how well texts are read", _DESCRIPTION, _EXAMPLES)
    parser.add_argument(
        "gold", type=Path, metavar="GOLD_DIR", help="folder of answer keys (*.json) and their texts (*.txt)"
    )
    parser.add_argument(
        "--seeds",
        type=Path,
        metavar="DIR",
        help="folder of texts whose keys stand alone (default: seeds/ in the current folder, else of the checkout)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, as quality.json of a release has it")
    parser.add_argument("--misses", action="store_true", help="list what is missing or wrong")
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="write the figures to a file that later ones are compared with"
    )
    parser.add_argument(
        "--vocabulary", type=Path, metavar="DIR", help="folder of vocabularies (default: those of the package)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Evaluate and print the report."""
    require("build", "ahocorasick_rs")
    from imcwp_data.evaluation import evaluate, quality_json, quality_text, record_json
    from imcwp_data.vocabulary import load_vocabulary

    if arguments.seeds is not None and not arguments.seeds.is_dir():
        raise AnswerKeyError(f"{arguments.seeds}: there is no such folder; give the folder of the texts")
    if arguments.record is not None and not arguments.record.parent.is_dir():
        raise AnswerKeyError(f"{arguments.record}: there is no such folder; name a file in a folder that exists")
    seeds = arguments.seeds or _default_seeds()
    with TerminalProgress(sys.stderr) as progress:
        quality = evaluate(arguments.gold, seeds, load_vocabulary(arguments.vocabulary), progress)
    if arguments.record is not None:
        _write(arguments.record, record_json(quality))
    report = quality_json if arguments.json else quality_text
    sys.stdout.write(report(quality, misses=arguments.misses))
    return 0


def _default_seeds() -> Path | None:
    checkout = Path(__file__).resolve().parent.parent.parent / DEFAULT_SEEDS
    return next((folder for folder in (DEFAULT_SEEDS, checkout) if folder.is_dir()), None)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise AnswerKeyError(f"{path}: cannot be written ({error.strerror}); name another file") from None
