"""Corpus → files: texts in folders of a thousand or as JSON Lines, and beside them what is known of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus.corpus import Corpus
from benchmarks.corpus.facts import Known

FACTS = "facts.jsonl"
IN_A_FOLDER = 1000
FORMS = ("folder", "jsonl")


def texts_of(folder: Path, form: str = "folder") -> Path:
    """Return where the texts of a corpus are, as a build takes it: a folder or a file."""
    return folder / ("texts" if form == "folder" else "texts.jsonl")


def write_corpus(folder: Path, count: int, seed: int = 0, form: str = "folder") -> int:
    """Write ``count`` documents and their facts into a folder; return the bytes of text. Nothing is kept in memory.

    ``form`` is ``folder`` (files in subfolders of a thousand) or ``jsonl`` (one file with the columns id and text).
    Raises ValueError for another form, OSError where a file cannot be written.
    """
    if form not in FORMS:
        raise ValueError(f"the form of a corpus is {' or '.join(FORMS)}, not {form!r}")
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    with (folder / FACTS).open("w", encoding="utf-8") as facts:
        for known, size in (_as_files if form == "folder" else _as_lines)(folder, Corpus(seed), count):
            facts.write(json.dumps(known.as_json(), ensure_ascii=False) + "\n")
            written += size
    return written


def _as_files(folder: Path, corpus: Corpus, count: int) -> Iterator[tuple[Known, int]]:
    texts = texts_of(folder)
    for number, (text, known) in enumerate(corpus.documents(count)):
        part = texts / f"{number // IN_A_FOLDER:05d}"
        if number % IN_A_FOLDER == 0:
            part.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        (part / f"{known.document}.txt").write_bytes(data)
        yield known, len(data)


def _as_lines(folder: Path, corpus: Corpus, count: int) -> Iterator[tuple[Known, int]]:
    with texts_of(folder, "jsonl").open("w", encoding="utf-8") as lines:
        for text, known in corpus.documents(count):
            lines.write(json.dumps({"id": known.document, "text": text}, ensure_ascii=False) + "\n")
            yield known, len(text.encode())


def corpus_folder(root: Path, count: int, seed: int = 0, form: str = "folder") -> Path:
    """Return a folder with that corpus: the one that was made before, or a new one."""
    folder = root / f"{count}-{seed}-{form}"
    if not (folder / "complete").is_file():
        write_corpus(folder, count, seed, form)
        (folder / "complete").touch()
    return folder
