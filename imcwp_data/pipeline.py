"""The way of the data, stage by stage: seeds → batches of texts → facts → decisions → rows → release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
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
    from imcwp_data.engine.cache import remove_damaged
    from imcwp_data.errors import DamagedFileError

    options = options or BuildOptions()
    inputs = Inputs(seeds, out.resolve(), vocabulary_folder, gold, options, changes)
    try:
        return _build(inputs, out, progress)
    except DamagedFileError:
        # What is kept can be made anew, and where one file is damaged others may be.
        if options.cache is None or not remove_damaged(options.cache):
            raise
    return _build(inputs, out, progress)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build was asked for; see `build`."""

    seeds: Path | str
    out: Path
    vocabulary: Path | None
    gold: Path | None
    options: BuildOptions
    changes: Path | None


def _build(inputs: Inputs, out: Path, progress: Progress) -> BuildSummary:
    from imcwp_data import __version__
    from imcwp_data.consolidate.before import latest
    from imcwp_data.consolidate.corrected import corrected
    from imcwp_data.consolidate.corrections import CORRECTIONS_FILE, read_corrections
    from imcwp_data.consolidate.join import join
    from imcwp_data.corpus.listing import list_address, list_folder
    from imcwp_data.corpus.publications import read_publications
    from imcwp_data.engine.batches import batches_of, parts_of
    from imcwp_data.engine.cache import open_cache, rules_hash, trim, work_folder
    from imcwp_data.engine.engines import open_engine
    from imcwp_data.engine.finishing import finished_rows, keep_decided
    from imcwp_data.engine.tasks import facts_key, publications_of, read_batch, read_tasks, warm_up
    from imcwp_data.memory import give_back, load_shared
    from imcwp_data.publish.changes import CHANGES, carried_changes
    from imcwp_data.publish.parts import publish_parts
    from imcwp_data.publish.release import publish
    from imcwp_data.publish.rules import RULES, rules_of, rules_text
    from imcwp_data.publish.standing import Standing, made_of, note_standing, standing
    from imcwp_data.publish.streams import release_streams
    from imcwp_data.schema import load_schemas, schemas_folder
    from imcwp_data.table_file import TableFile
    from imcwp_data.turns import in_even_order
    from imcwp_data.vocabulary import load_vocabulary

    options, gold, changes = inputs.options, inputs.gold, inputs.changes
    schemas = load_schemas()
    vocabulary = load_vocabulary(inputs.vocabulary)
    rules = rules_hash(inputs.vocabulary)
    folder = _folder(inputs.seeds)
    corrections = read_corrections(folder / CORRECTIONS_FILE) if folder else ()
    with work_folder(options.cache) as work:
        cache = open_cache(options.cache or work, rules)
        listing = list_folder(folder) if folder else list_address(str(inputs.seeds), work)
        publications = read_publications(folder) if folder else listing.publications
        batches, texts = batches_of(listing.sources), len(listing.sources)
        parts = parts_of(batches)
        keys = [facts_key(batch) for batch in batches]
        formats = options.formats or (_PARTS if texts >= PARTS_FROM else _ALL_FORMATS)
        made = None
        if options.cache is not None:
            told = (rules, keys, sorted(publications.items()), corrections, formats, options.compression, options.texts)
            made = cache.path("standing", made_of(told, [schemas_folder(), gold], [changes]))
            left = standing(TableFile(made), inputs.out)
            if left is not None:
                trim(options.cache, [made, *(cache.folder / name for name in left.used)])
                stale = None if left.changes_carried else changes
                return BuildSummary(out, left.rows, False, left.unknown_parties, texts, 0, stale)
        targets = [cache.path("facts", key) for key in keys]
        # A source of one batch is in no other one of its corpus, but may be in one of another time.
        others = sorted(set(cache.kept("facts")).difference(targets))
        tasks = read_tasks(batches, targets, others, inputs.vocabulary, rules)
        tasks = in_even_order(tasks, lambda task: sum(source.size for source in task.sources))
        fresh = sum(len(task.sources) - len(task.known) for task in tasks)
        engine_name = options.engine or ("processes" if texts >= PROCESSES_FROM else "serial")
        if tasks and engine_name != "dask":
            warm_up(inputs.vocabulary, rules, vocabulary)
        if engine_name == "processes":
            load_shared()
        with open_engine(engine_name, options.workers, options.scheduler) as engine:
            for _ in _run(engine, "reading", progress)(read_batch, tasks):
                pass
            told_of = publications_of(batches, publications)
            # What tells of each text goes once it is read, so that it is not held beside what the texts tell.
            del listing, batches, tasks, publications
            give_back()
            facts = [TableFile(path) for path in targets]
            before = latest(cache.folder, [path.name for path in targets]) if options.cache is not None else None
            joined = join(facts, vocabulary, _run(engine, "joining", progress), work, cache.folder, before)
            give_back()
            run_of = partial(_run, engine, "finishing", progress)
            rows = finished_rows(facts, joined, told_of, cache.folder, before, run_of)
            kept = keep_decided(facts, joined, told_of, rows, cache.folder) if options.cache is not None else []
            rows, tables = corrected(rows, joined.tables, corrections, schemas, work, joined)
            unknown_parties = joined.unknown_parties
            del joined, told_of, before
            give_back()
            quality = measure_quality(gold, folder, vocabulary, progress) if gold is not None else None
            beside = {RULES: rules_text(rules_of(inputs.vocabulary, corrections))}
            carried = carried_changes(changes, release_streams(rows, tables, schemas), __version__) if changes else None
            beside |= {CHANGES: carried} if carried else {}
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
        if options.cache is not None and made is not None:
            used = [*targets, *kept]
            names = tuple(path.name for path in used)
            with suppress(OSError):
                # The release stands where it should; the next build looks at all of it if this is not noted.
                note_standing(made, inputs.out, Standing(counts, unknown_parties, carried is not None, names))
            trim(options.cache, [made, *used])
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
