"""What ``sources.csv`` of a folder of texts says of their publication."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

from imcwp_data.errors import SourceError

_PUBLICATION_COLUMNS = ("file", "publisher", "url", "retrieved", "rights")


def read_publications(seeds: Path) -> dict[str, dict[str, str | None]]:
    """Return what ``sources.csv`` of a seeds folder says of each file, by path; empty where there is no such file."""
    path = seeds / "sources.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        missing = [name for name in _PUBLICATION_COLUMNS if name not in (reader.fieldnames or [])]
        if missing:
            raise SourceError(
                f"{path}, line 1: no column {', '.join(missing)}; the header is {','.join(_PUBLICATION_COLUMNS)}."
            )
        publications: dict[str, dict[str, str | None]] = {}
        for row in reader:
            name = (row["file"] or "").strip()
            if not (seeds / os.fsdecode(name.encode())).is_file():
                raise SourceError(
                    f"{path}, line {reader.line_num}, column file: there is no {name!r} in {seeds}; "
                    "correct or remove the line."
                )
            retrieved = (row["retrieved"] or "").strip()
            if retrieved and not _is_day(retrieved):
                raise SourceError(
                    f"{path}, line {reader.line_num}, column retrieved: {retrieved!r} is no date; "
                    "write it like 2021-11-09, or leave the cell empty."
                )
            publications[name] = {column: (row[column] or "").strip() or None for column in _PUBLICATION_COLUMNS[1:]}
    return publications


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
