"""From a folder of answer keys to figures: texts read one by one, counted, added up, with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.evaluation.bootstrap import Bootstrap, Intervals
from imcwp_data.evaluation.keys import read_keys
from imcwp_data.evaluation.measures import MEASURES, count_text
from imcwp_data.evaluation.silence import Silence, count_silence
from imcwp_data.evaluation.tally import Count, Miss, Tally
from imcwp_data.progress import Progress, silent
from imcwp_data.steps import in_groups
from imcwp_data.vocabulary import Vocabulary

if TYPE_CHECKING:
    from imcwp_data.extract.reader import Reader
    from imcwp_data.model import SourceReading


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure over all texts: its counts, and how far its figures could be from those of other texts."""

    name: str
    count: Count
    intervals: Intervals


@dataclass(frozen=True, slots=True)
class Quality:
    """How well texts are read. ``texts`` are the file names of the texts; ``misses`` are in the order of the texts.

    ``unseen_texts`` are those of them by which nobody has mended the reader, ``unseen_measures`` what holds on these.
    """

    texts: tuple[str, ...]
    measures: tuple[Measure, ...]
    silence: Silence
    misses: tuple[Miss, ...]
    unseen_texts: tuple[str, ...] = ()
    unseen_measures: tuple[Measure, ...] = ()

    @property
    def figures(self) -> dict[str, float]:
        """The F1 of each measure that has one, in percent."""
        return {m.name: m.count.f1 for m in self.measures if m.count.f1 is not None}


def evaluate(
    gold: Path,
    seeds: Path | None,
    vocabulary: Vocabulary,
    progress: Progress = silent,
    reader: Reader | None = None,
) -> Quality:
    """Build the texts of the answer keys in ``gold`` in memory, and count the tables against the keys.

    A text that does not stand beside its key is looked for in ``seeds``. Each text is read and consolidated alone, so
    that it is measured by what it tells itself. Counts are added up over all texts. ``reader`` is one of these
    vocabularies; without it one is made, which takes half a second. Raises AnswerKeyError for a mistake
    in a key and SourceError for a text that cannot be read.
    """
    from imcwp_data.consolidate.tables import consolidate
    from imcwp_data.extract.reader import Reader

    keys = read_keys(gold, seeds)
    reader = reader or Reader(vocabulary)
    readings: list[SourceReading] = []
    for group in in_groups(keys, lambda key: len(key.source.text)):
        progress("measuring", len(readings), len(keys))
        readings += reader.read_all([key.source for key in group])
    tallies = [
        count_text(key, {name: table.to_pylist() for name, table in consolidate([reading], vocabulary, {}).items()})
        for key, reading in zip(keys, readings, strict=True)
    ]
    unseen = [tally for key, tally in zip(keys, tallies, strict=True) if key.unseen]
    return Quality(
        texts=tuple(key.source.path for key in keys),
        measures=_measures(tallies),
        silence=count_silence((document for reading in readings for document in reading.readings), vocabulary),
        misses=tuple(miss for tally in tallies for miss in sorted(tally.misses, key=_order)),
        unseen_texts=tuple(key.source.path for key in keys if key.unseen),
        unseen_measures=_measures(unseen) if unseen else (),
    )


def _measures(tallies: Sequence[Tally]) -> tuple[Measure, ...]:
    """Add the counts of texts up, with how far the figures could be from those of other texts."""
    bootstrap = Bootstrap()
    found = []
    for name in MEASURES:
        counts = [tally.counts.get(name, Count()) for tally in tallies]
        found.append(Measure(name, sum(counts, Count()), bootstrap.intervals(counts)))
    return tuple(found)


def _order(miss: Miss) -> tuple[int, str, str, str, str]:
    return miss.line, miss.measure, miss.about, miss.expected or "", miss.read or ""
