"""Run the measurements, print them as tables and write them as JSON to build/benchmarks/."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import accuracy, database, engines, growth, linear_time, loading, profiling, reading, site, validation
from benchmarks.building import build, build_options
from benchmarks.corpus.write import FACTS, FORMS, corpus_folder, texts_of, write_corpus
from benchmarks.peers import Peers, ensure_peers
from benchmarks.printing import write_json
from benchmarks.running import CommandFailedError
from imcwp_data.errors import ImcwpError

_SITE_TIMES = 100
_WHAT = {
    "reading": "reading texts beside spaCy and dateparser; FOLDER: texts of your own",
    "engines": "one process, two, and Dask",
    "growth": "builds of a thousand to a hundred thousand documents",
    "validation": "checking a release beside frictionless",
    "sqlite": "SQLite beside sqlite-utils, datapackage-to-datasette and csvs-to-sqlite",
    "loading": "importing the package and loading its tables beside pandas",
    "profile": "where the time goes",
    "linear_time": "reading time by length, on texts that are made to be hard",
    "site": "how fast the site answers",
}


# What is measured of a folder of the user's own.
_OF_A_FOLDER = ("reading", "corpus", "accuracy")


def main(given: Sequence[str] | None = None) -> int:
    """Measure what the arguments (default: those of the process) ask for; return 0, or 1 where it cannot be measured.

    What a user can mend is one message on standard error; wrong usage ends the process with 2.
    """
    parser = _parser()
    arguments = parser.parse_args(given)
    if arguments.folder is not None and arguments.what not in _OF_A_FOLDER:
        parser.error(f"{arguments.what} takes no FOLDER; {', '.join(_OF_A_FOLDER)} do")
    try:
        _run(parser, arguments)
    except (ImcwpError, CommandFailedError, OSError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 1
    return 0


def _run(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    out: Path = arguments.out
    if arguments.what == "corpus":
        folder = arguments.folder or out / "corpus" / f"{arguments.documents}-{arguments.seed}-{arguments.form}"
        size = write_corpus(folder, arguments.documents, arguments.seed, arguments.form)
        print(f"{arguments.documents:,} documents, {size / 1e6:.1f} MB: {texts_of(folder, arguments.form)}")
        return
    if arguments.what == "accuracy":
        if arguments.folder is None or arguments.facts is None:
            parser.error("accuracy needs the folder of a release and --facts, the file of facts of its corpus")
        print(accuracy.table(accuracy.score(arguments.folder, arguments.facts)))
        return
    for what in _WHAT if arguments.what == "all" else [arguments.what]:
        _measure(what, arguments, out)


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)


def _positives(text: str) -> list[int]:
    return [_positive(part.strip()) for part in text.split(",")]


def _texts(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    unknown = [name for name in names if name not in linear_time.TEXTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r}: choose some of {', '.join(linear_time.TEXTS)}")
    return names


def _parser() -> argparse.ArgumentParser:
    what = {"all": "everything below (default)", **_WHAT}
    what |= {
        "corpus": "only write a generated corpus, into FOLDER",
        "accuracy": "compare the release FOLDER with --facts",
    }
    listed = "\n".join(f"  {name:12} {text}" for name, text in what.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=f"{__doc__}\n\nwhat to measure:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("what", nargs="?", default="all", choices=list(what), metavar="WHAT", help="see above")
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="a folder: see above")
    documents_help = "number of documents of a corpus (default: %(default)s); as many at most are read of a FOLDER"
    parser.add_argument("--documents", type=_positive, default=1000, help=documents_help)
    sizes_help = "numbers of documents for growth, by comma (default: %(default)s)"
    parser.add_argument("--sizes", type=_positives, default="1000,10000,100000", help=sizes_help)
    rows_help = "rows of the large table for loading (default: %(default)s)"
    parser.add_argument("--rows", type=_positive, default=1_000_000, help=rows_help)
    characters_help = "lengths of the texts for linear_time, by comma (default: %(default)s)"
    parser.add_argument("--characters", type=_positives, default="2500000,5000000,10000000", help=characters_help)
    texts_help = "kinds of text for linear_time, by comma (default: all)"
    parser.add_argument("--texts", type=_texts, default=",".join(linear_time.TEXTS), help=texts_help)
    parser.add_argument("--seed", type=int, default=0, help="which corpus to write (default: %(default)s)")
    parser.add_argument("--form", choices=FORMS, default="folder", help="how to write it (default: %(default)s)")
    parser.add_argument("--facts", type=Path, help="file of facts of a corpus, for accuracy")
    out_help = "folder for JSON files, corpora and peers (default: %(default)s)"
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"), help=out_help)
    return parser


def _measure(what: str, arguments: argparse.Namespace, out: Path) -> None:
    figures: object
    if what == "reading":
        with tempfile.TemporaryDirectory() as folder:
            texts = Path(folder) / "texts.jsonl"
            size = reading.gather(texts, min(arguments.documents, _READ_AT_MOST), arguments.folder)
            read = reading.measure(texts, size, _peers(out))
        print(reading.shown(read), flush=True)
        figures = read
    elif what == "engines":
        run = engines.measure(out, arguments.documents)
        print(engines.shown(run), flush=True)
        figures = run
    elif what == "growth":
        figures = growth.measure(out, arguments.sizes)
    elif what == "validation":
        checked = validation.measure(out, _release(out, arguments.documents), _peers(out))
        print(validation.shown(checked), flush=True)
        figures = checked
    elif what == "sqlite":
        loaded = database.measure(out, _release(out, arguments.documents), _peers(out))
        print(database.shown(loaded), flush=True)
        figures = loaded
    elif what == "loading":
        times = loading.measure(out, arguments.rows)
        print(loading.shown(times), flush=True)
        figures = times
    elif what == "profile":
        spent = profiling.measure(min(arguments.documents, _READ_AT_MOST))
        print(profiling.shown(spent), flush=True)
        figures = spent
    elif what == "linear_time":
        figures = linear_time.printed(arguments.characters, arguments.texts)
    else:
        figures = _site()
    write_json(out / f"{what}.json", figures)


# The peers take minutes for a megabyte.
_READ_AT_MOST = 400


def _peers(out: Path) -> Peers:
    return ensure_peers((out / "peers").resolve())


def _release(out: Path, documents: int) -> Path:
    """Return a release of a generated corpus in all formats; it is built where it is not there."""
    corpus = corpus_folder(out / "corpus", documents)
    release = out / "releases" / str(documents)
    if not (release / "SHA256SUMS").is_file():
        options = ["--formats", "csv,parquet,sqlite"] if "--formats" in build_options() else []
        build(texts_of(corpus), release, *options)
        known = accuracy.score(release, corpus / FACTS)
        print(accuracy.table(known), flush=True)
    return release


def _site() -> object:
    answers = site.measure(site.RELEASE)
    print(site.table("The release", answers), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        larger = site.measure(site.enlarged(site.RELEASE, Path(folder), _SITE_TIMES))
    print(site.table(f"A release {_SITE_TIMES} times as large", larger), flush=True)
    return {"release": [asdict(a) for a in answers], "enlarged": [asdict(a) for a in larger]}


if __name__ == "__main__":
    raise SystemExit(main())
