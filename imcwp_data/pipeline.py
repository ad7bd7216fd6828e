"""The way of the data, stage by stage: seeds → texts → readings → tables → checked tables → release."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.errors import SourceError
from imcwp_data.model import Source, SourceReading

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.consolidate.corrections import Correction
    from imcwp_data.publish.card import MeasuredQuality
    from imcwp_data.vocabulary import Vocabulary

Progress = Callable[[str, int, int], None]
_PUBLICATION_COLUMNS = ("file", "publisher", "url", "retrieved", "rights")


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build made: where it is, the rows of each table, and whether anything had to be written.

    ``unknown_parties`` are lines to add to ``parties.csv`` for parties that are named but not in it.
    """

    folder: Path
    rows: Mapping[str, int]
    changed: bool
    unknown_parties: tuple[str, ...] = ()


def _silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


def build(
    seeds: Path,
    out: Path,
    vocabulary_folder: Path | None = None,
    progress: Progress = _silent,
    gold: Path | None = None,
) -> BuildSummary:
    """Read the texts of ``seeds`` and publish their release in ``out``; nothing is published unless all of it holds.

    ``gold`` is a folder of answer keys: the reader is measured on them, and the release says how well it reads.
    Raises an `ImcwpError` that names the file and what to do where a text, a vocabulary or a table is at fault.
    """
    from imcwp_data.consolidate.corrections import CORRECTIONS_FILE, read_corrections
    from imcwp_data.corpus.read import read_folder
    from imcwp_data.publish.release import publish
    from imcwp_data.schema import load_schemas
    from imcwp_data.validate import prove_offsets
    from imcwp_data.vocabulary import load_vocabulary

    schemas = load_schemas()
    vocabulary = load_vocabulary(vocabulary_folder)
    sources = read_folder(seeds)
    publications = read_publications(seeds)
    corrections = read_corrections(seeds / CORRECTIONS_FILE)
    readings = list(read_sources(sources, vocabulary, progress))
    tables = make_tables(readings, vocabulary, publications, corrections)
    progress("checking", 0, 1)
    prove_offsets(tables, {source.source_id: source.text for source in sources}).raise_if_faulty()
    progress("checking", 1, 1)
    quality = measure_quality(gold, seeds, vocabulary, progress) if gold is not None else None
    changed = publish(tables, schemas, out, quality=quality, progress=progress)
    rows = {name: table.num_rows for name, table in tables.items()}
    return BuildSummary(out, rows, changed, _unknown_parties(readings, vocabulary))


def measure_quality(gold: Path, seeds: Path, vocabulary: Vocabulary, progress: Progress = _silent) -> MeasuredQuality:
    """Measure the reader on the answer keys of a folder, for `quality.json` and the card."""
    from imcwp_data.evaluation import evaluate, quality_json, quality_table
    from imcwp_data.publish.card import MeasuredQuality

    quality = evaluate(gold, seeds, vocabulary, progress)
    return MeasuredQuality(quality_json(quality), quality_table(quality))


def _unknown_parties(readings: list[SourceReading], vocabulary: Vocabulary) -> tuple[str, ...]:
    from imcwp_data.extract.unknown_names import unknown_parties

    return unknown_parties((p for s in readings for r in s.readings for p in r.participants), vocabulary)


def read_sources(
    sources: list[Source], vocabulary: Vocabulary, progress: Progress = _silent
) -> Iterator[SourceReading]:
    """Read each source by itself: a pure function of its bytes and the vocabularies."""
    from imcwp_data.extract.reader import Reader

    reader = Reader(vocabulary)
    for done, source in enumerate(sources):
        progress("reading", done, len(sources))
        yield reader.read(source)
    progress("reading", len(sources), len(sources))


def make_tables(
    readings: list[SourceReading],
    vocabulary: Vocabulary,
    publications: Mapping[str, Mapping[str, str | None]],
    corrections: Sequence[Correction] = (),
) -> dict[str, pa.Table]:
    """Consolidate readings, with a curator's corrections, into Arrow tables, sorted by key."""
    from imcwp_data.consolidate.corrections import apply_corrections
    from imcwp_data.consolidate.tables import consolidate
    from imcwp_data.schema import arrow_table, load_schemas

    schemas = load_schemas()
    rows = apply_corrections(consolidate(readings, vocabulary, publications), corrections, schemas)
    return {name: arrow_table(rows[name], schema) for name, schema in schemas.items()}


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
            if not (seeds / name).is_file():
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
