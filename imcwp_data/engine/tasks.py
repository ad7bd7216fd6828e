"""The task of a build that goes through texts: reading a batch.

It is a pure function of its task; what it gives lies in a file, and a file that is there already is the result.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.consolidate.facts import OF_DOCUMENTS, Facts, facts_of, facts_schemas, joined, sliced, with_derived
from imcwp_data.corpus.listing import Listed, read_listed
from imcwp_data.engine.cache import key_of, rules_hash
from imcwp_data.errors import VocabularyError
from imcwp_data.lasting import collector_at_rest, made_to_stay
from imcwp_data.memory import give_back_free, kept_for_a_stage, load_shared
from imcwp_data.model import Source
from imcwp_data.offsets import prove
from imcwp_data.schema import package_schemas
from imcwp_data.table_file import TableFile, write_table_file
from imcwp_data.table_stream import TableStream, streams_of_tables
from imcwp_data.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from imcwp_data.extract.reader import Reader
    from imcwp_data.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A batch of sources, where its facts go, and where facts of some of them are kept already.

    ``known`` holds by number of a source in the batch the file that has its facts, and its number there. ``rules`` is
    the hash of the rules by which it is read.
    """

    sources: tuple[Listed, ...]
    vocabulary: Path | None
    rules: str
    target: Path
    known: Mapping[int, tuple[Path, int]]

    def __str__(self) -> str:
        first, last = self.sources[0].path, self.sources[-1].path
        return first if first == last else f"{first} to {last} ({len(self.sources)} texts)"


def read_batch(task: ReadTask) -> TableFile:
    """Read the sources of a batch that were not read before, prove every offset, and keep the facts in a file.

    Raises SourceError for a text that cannot be read, ValidationError where an offset is wrong.
    """
    vocabulary, reader = _reader(_Rules(task.vocabulary, task.rules))
    parts: list[Facts] = []
    counts: list[list[int]] = []
    fresh: list[Source] = []
    names = list(facts_schemas())

    def read_fresh() -> None:
        if fresh:
            with collector_at_rest():
                facts, found = facts_of(reader.read_all(fresh), vocabulary)
            texts = {source.source_id: source.text for source in fresh}
            prove(_streams(facts), package_schemas(), texts).raise_if_faulty()
            parts.append(facts)
            counts.extend([count[name] for name in names] for count in found)
            fresh.clear()

    for number, listed in enumerate(task.sources):
        if number in task.known:
            read_fresh()
            path, place = task.known[number]
            file = _opened(path)
            kept = file.notes()["counts"]
            held = [dict(zip(names, count, strict=True)) for count in kept]
            parts.append(sliced({name: file.table(name) for name in names}, held, place))
            counts.append(kept[place])
        else:
            fresh.append(read_listed(listed))
    read_fresh()
    notes = {"sources": [listed.digest() for listed in task.sources], "counts": counts}
    return write_table_file(task.target, with_derived(joined(parts)), notes)


@dataclass(frozen=True, slots=True)
class PackedTask:
    """A batch to read as bytes: how many of its texts are not kept yet, and how large all of them are.

    A build holds all of them, and each of its forked workers until they are looked at, which copies them; as objects
    they would take three times as much.
    """

    fresh: int
    size: int
    packed: bytes

    def task(self) -> ReadTask:
        """Return the task itself."""
        task: ReadTask = pickle.loads(self.packed)
        return task

    def __str__(self) -> str:
        return str(self.task())


def packed(task: ReadTask) -> PackedTask:
    """Return a task as bytes."""
    size = sum(source.size for source in task.sources)
    return PackedTask(len(task.sources) - len(task.known), size, pickle.dumps(task, pickle.HIGHEST_PROTOCOL))


def read_packed(task: PackedTask) -> TableFile:
    """Read a batch; see `read_batch`."""
    return read_batch(task.task())


def _streams(facts: Facts) -> dict[str, TableStream]:
    """Return the tables that are proved against the texts."""
    return streams_of_tables({name: facts[name] for name in OF_DOCUMENTS if name != "sources"})


def facts_key(sources: Sequence[Listed]) -> str:
    """Return the key under which the facts of a batch are kept, besides the rules."""
    return key_of(source.digest() for source in sources)


@dataclass(frozen=True, slots=True)
class _Rules:
    """By which rules is read; ``loaded`` are the vocabularies of the folder, where they are loaded already."""

    vocabulary: Path | None
    rules: str
    loaded: Vocabulary | None = field(default=None, compare=False)


@kept_for_a_stage
def _reader(rules: _Rules) -> tuple[Vocabulary, Reader]:
    """Return what reads texts by these rules; made once in each process, since that takes longer than many texts."""
    from imcwp_data.extract.reader import Reader

    with made_to_stay():
        loaded = rules.loaded
        if loaded is None:
            loaded = load_vocabulary(rules.vocabulary)
            if rules_hash(rules.vocabulary) != rules.rules:
                # What is read is kept under the hash, and would be taken for a reading by what was there before.
                raise VocabularyError(
                    f"{rules.vocabulary or 'the vocabularies of the package'}: a file was changed while the texts were "
                    "read; build again when it is finished"
                )
        return loaded, Reader(loaded)


@lru_cache(maxsize=4)
def _opened(path: Path) -> TableFile:
    return TableFile(path)


def reader_of(folder: Path | None, rules: str, vocabulary: Vocabulary) -> Reader:
    """Return what reads by the vocabularies of a folder, made once: workers forked from this process have it too."""
    return _reader(_Rules(folder, rules, vocabulary))[1]


def reader_by(folder: Path | None, rules: str) -> tuple[Vocabulary, Reader]:
    """Return the vocabularies of a folder and what reads by them; made once in each process."""
    return _reader(_Rules(folder, rules))


def load_to_read(folder: Path | None, vocabulary: Vocabulary | None = None) -> None:
    """Load all that reads by the vocabularies of a folder: workers forked from this process have it too.

    ``vocabulary`` are those vocabularies where they are loaded already. Raises VocabularyError.
    """
    with made_to_stay():
        load_shared()
        _reader(_Rules(folder, rules_hash(folder), vocabulary))
    give_back_free()


def load_for_cluster(folder: Path | None) -> None:
    """Load all that the tasks of a build need in a Dask worker of this machine. Raises VocabularyError."""
    from imcwp_data import pipeline  # noqa: F401
    from imcwp_data.engine.same import package_told

    with made_to_stay():
        package_told()
    load_to_read(folder)


def publications_of(
    batches: Sequence[Sequence[Listed]], publications: Mapping[str, Mapping[str, str | None]]
) -> list[Mapping[str, Mapping[str, str | None]]]:
    """Return for each batch what ``sources.csv`` says of its sources, by path."""
    if not publications:
        return [{}] * len(batches)
    return [{s.path: publications[s.path] for s in batch if s.path in publications} for batch in batches]


def read_tasks(
    batches: Sequence[tuple[Listed, ...]],
    targets: Sequence[Path],
    kept: Sequence[Path],
    vocabulary: Path | None,
    rules: str,
) -> list[ReadTask]:
    """Return the tasks of the batches that are not kept as a whole; ``kept`` are files that may hold some of them."""
    missing = [pair for pair in zip(batches, targets, strict=True) if not TableFile(pair[1]).claim()]
    if not missing:
        return []
    where: dict[str, tuple[Path, int]] = {}
    for path in kept:
        if not TableFile(path).is_whole():
            continue
        where.update((digest, (path, number)) for number, digest in enumerate(TableFile(path).notes()["sources"]))
    tasks = []
    for batch, target in missing:
        known = {number: where[d] for number, s in enumerate(batch) if (d := s.digest()) in where} if where else {}
        tasks.append(ReadTask(batch, vocabulary, rules, target, known))
    for path in {path for task in tasks for path, _ in task.known.values()}:
        TableFile(path).claim()
    return tasks
