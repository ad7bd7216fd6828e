"""The way of the data, stage by stage: seeds → batches of texts → facts → decisions → rows → release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from imcwp_data.engine.engines import Engine
    from imcwp_data.publish.card import MeasuredQuality
    from imcwp_data.vocabulary import Vocabulary

Progress = Callable[[str, int, int], None]
# From so many texts on, workers save more time than they take to start.
PROCESSES_FROM = 300
# From so many texts on, a release is Parquet in parts unless other formats are asked for.
PARTS_FROM = 5_000
_ALL_FORMATS = ("csv", "parquet", "sqlite")
_PARTS = ("parts",)


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a build runs; what it makes does not depend on it, but for the formats.

    ``engine`` is ``serial``, ``processes`` or ``dask`` (default: by the number of texts), ``scheduler`` the address of
    a Dask scheduler. ``cache`` is the folder of what was read before, None for none. ``formats`` are some of ``csv``,
    ``parquet`` and ``sqlite``, or ``parts`` alone: Parquet in parts, the default from `PARTS_FROM` texts on.
    ``compression`` is that of the CSV files: ``gzip``, ``zstd`` or None. Without ``texts`` the release leaves out the
    words of the publishers (`imcwp_data.withheld`).
    """

    engine: str | None = None
    workers: int | None = None
    scheduler: str | None = None
    cache: Path | None = None
    formats: tuple[str, ...] | None = None
    compression: str | None = None
    texts: bool = True


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build made: where it is, the rows of each table, and whether anything had to be written.

    ``unknown_parties`` are lines to add to ``parties.csv`` for parties that are named but not in it. ``read`` tells how
    many of the ``texts`` were read anew; the facts of the others were kept from an earlier build. ``stale_changes`` is
    a file of changes that tells of other tables, and so was left out.
    """

    folder: Path
    rows: Mapping[str, int]
    changed: bool
    unknown_parties: tuple[str, ...] = ()
    texts: int = 0
    read: int = 0
    stale_changes: Path | None = None


def _silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


def build(
    seeds: Path | str,
    out: Path,
    vocabulary_folder: Path | None = None,
    progress: Progress = _silent,
    gold: Path | None = None,
    options: BuildOptions | None = None,
    changes: Path | None = None,
) -> BuildSummary:
    """Read the texts of ``seeds`` and publish their release in ``out``; nothing is published unless all of it holds.

    ``seeds`` is a folder or another address of `corpus.listing`. ``gold`` is a folder of answer keys: the reader is
    measured on them, and the release says how well it reads. ``changes`` is a diff to the version before, which the
    release carries if it is of the very tables that are built. Raises an `ImcwpError` that names the file and what to
    do where a text, a vocabulary or a table is at fault.
    """
    from imcwp_data import __version__
    from imcwp_data.consolidate.corrected import corrected
    from imcwp_data.consolidate.corrections import CORRECTIONS_FILE, read_corrections
    from imcwp_data.consolidate.join import finish_tasks, join
    from imcwp_data.corpus.listing import list_address, list_folder
    from imcwp_data.corpus.publications import read_publications
    from imcwp_data.engine.batches import batches_of, parts_of
    from imcwp_data.engine.cache import open_cache, rules_hash, trim, work_folder
    from imcwp_data.engine.engines import open_engine
    from imcwp_data.engine.tasks import RowsTask, facts_key, make_rows, read_batch, read_tasks, warm_up
    from imcwp_data.memory import give_back
    from imcwp_data.publish.changes import CHANGES, carried_changes
    from imcwp_data.publish.parts import publish_parts
    from imcwp_data.publish.release import publish
    from imcwp_data.publish.rules import RULES, rules_of, rules_text
    from imcwp_data.publish.streams import release_streams
    from imcwp_data.schema import load_schemas
    from imcwp_data.table_file import TableFile
    from imcwp_data.turns import in_even_order
    from imcwp_data.vocabulary import load_vocabulary

    options = options or BuildOptions()
    schemas = load_schemas()
    vocabulary = load_vocabulary(vocabulary_folder)
    rules = rules_hash(vocabulary_folder)
    folder = _folder(seeds)
    corrections = read_corrections(folder / CORRECTIONS_FILE) if folder else ()
    with work_folder(options.cache) as work:
        cache = open_cache(options.cache or work, rules)
        listing = list_folder(folder) if folder else list_address(str(seeds), work)
        publications = read_publications(folder) if folder else listing.publications
        batches, texts = batches_of(listing.sources), len(listing.sources)
        parts = parts_of(batches)
        targets = [cache.path("facts", facts_key(batch)) for batch in batches]
        tasks = read_tasks(batches, targets, cache.kept("facts"), vocabulary_folder, rules)
        tasks = in_even_order(tasks, lambda task: sum(source.size for source in task.sources))
        fresh = sum(len(task.sources) - len(task.known) for task in tasks)
        engine_name = options.engine or ("processes" if texts >= PROCESSES_FROM else "serial")
        if tasks and engine_name != "dask":
            warm_up(vocabulary_folder, rules, vocabulary)
        with open_engine(engine_name, options.workers, options.scheduler) as engine:
            for _ in _run(engine, "reading", progress)(read_batch, tasks):
                pass
            # What tells of each text goes once it is read, so that it is not held beside what the texts tell.
            del listing, batches, tasks
            facts = [TableFile(path) for path in targets]
            joined = join(facts, vocabulary, _run(engine, "joining", progress), work)
            give_back()
            finishing = (RowsTask(task, cache.folder) for task in finish_tasks(facts, joined, publications))
            rows = list(_run(engine, "finishing", progress, len(facts))(make_rows, finishing))
            rows, tables = corrected(rows, joined.tables, corrections, schemas, work)
            unknown_parties = joined.unknown_parties
            del joined, finishing
            give_back()
            quality = measure_quality(gold, folder, vocabulary, progress) if gold is not None else None
            beside = {RULES: rules_text(rules_of(vocabulary_folder, corrections))}
            carried = carried_changes(changes, release_streams(rows, tables, schemas), __version__) if changes else None
            beside |= {CHANGES: carried} if carried else {}
            formats = options.formats or (_PARTS if texts >= PARTS_FROM else _ALL_FORMATS)
            if formats == _PARTS:
                counts, changed = publish_parts(
                    [[rows[number] for number in part] for part in parts],
                    tables,
                    schemas,
                    out,
                    _run(engine, "writing", progress),
                    cache.folder,
                    quality=quality,
                    progress=progress,
                    beside=beside,
                    texts=options.texts,
                )
            else:
                streams = release_streams(rows, tables, schemas)
                counts = {name: streams[name].rows for name in schemas}
                changed = publish(
                    streams,
                    schemas,
                    out,
                    quality=quality,
                    progress=progress,
                    formats=formats,
                    compression=options.compression,
                    beside=beside,
                    texts=options.texts,
                )
        if options.cache is not None:
            trim(options.cache, [file.path for file in (*facts, *rows)])
    stale = None if carried else changes
    return BuildSummary(out, counts, changed, unknown_parties, texts, fresh, stale)


def _folder(seeds: Path | str) -> Path | None:
    """Return the folder of texts on this machine that an address means, None where it means something else."""
    if "://" in str(seeds):
        return None
    return None if Path(seeds).is_file() else Path(seeds)


def _run(
    engine: Engine, stage: str, progress: Progress, total: int | None = None
) -> Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]:
    """Return an engine's ``map`` that says how far it is. With ``total`` tasks are made when their turn comes."""

    def run(function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        given = list(tasks) if total is None else tasks
        count = total if total is not None else len(given)  # type: ignore[arg-type]
        progress(stage, 0, count)
        return told(engine.map(function, given), count)

    def told(results: Iterator[Any], count: int) -> Iterator[Any]:
        for done, result in enumerate(results, 1):
            progress(stage, done, count)
            yield result

    return run


def measure_quality(
    gold: Path, seeds: Path | None, vocabulary: Vocabulary, progress: Progress = _silent
) -> MeasuredQuality:
    """Measure the reader on the answer keys of a folder, for `quality.json` and the card."""
    from imcwp_data.evaluation import evaluate, quality_json, quality_table
    from imcwp_data.publish.card import MeasuredQuality

    quality = evaluate(gold, seeds, vocabulary, progress)
    return MeasuredQuality(quality_json(quality), quality_table(quality))
