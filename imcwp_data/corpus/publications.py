"""What ``sources.csv`` of a folder of texts says of their publication."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from imcwp_data.corpus.record import PUBLICATION, publication_of
from imcwp_data.errors import SourceError

_COLUMNS = ("file", *PUBLICATION)


def read_publications(seeds: Path) -> dict[str, dict[str, str | None]]:
    """Return what ``sources.csv`` of a seeds folder says of each file, by path; empty where there is no such file."""
    path = seeds / "sources.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return publications_in(handle, str(path), lambda name: (seeds / os.fsdecode(name.encode())).is_file())


def publications_in(
    lines: Iterable[str], where: str, is_there: Callable[[str], bool]
) -> dict[str, dict[str, str | None]]:
    """Return what the lines of a ``sources.csv`` say of each file, by path.

    ``where`` names it in messages, ``is_there`` tells whether a file is beside it. Raises SourceError.
    """
    reader = csv.DictReader(lines)
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        raise SourceError(f"{where}, line 1: no column {', '.join(missing)}; the header is {','.join(_COLUMNS)}.")
    publications: dict[str, dict[str, str | None]] = {}
    for row in reader:
        line = f"{where}, line {reader.line_num}"
        name = (row["file"] or "").strip()
        if not is_there(name):
            folder = where.rpartition("sources.csv")[0].rstrip("/, ") or "the folder"
            raise SourceError(f"{line}, column file: there is no {name!r} in {folder}; correct or remove the line.")
        publications[name] = {**dict.fromkeys(PUBLICATION), **publication_of(row, line)}
    return publications
