"""The way of the data, stage by stage: seeds → batches of texts → facts → decisions → rows → release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data import __version__
from imcwp_data.build_options import PROCESSES_FROM, BuildOptions
from imcwp_data.build_plan import PARTS, Inputs, Plan, Publication, Texts, from_anywhere, plan_of
from imcwp_data.consolidate.before import latest
from imcwp_data.consolidate.corrected import corrected
from imcwp_data.consolidate.join import join
from imcwp_data.engine.cache import remove_damaged, trim, work_folder
from imcwp_data.engine.engines import SerialEngine, open_engine
from imcwp_data.engine.finishing import finished_rows, keep_decided
from imcwp_data.engine.measuring import QualityTask, measured, measured_with
from imcwp_data.engine.ready import Ready, getting_ready, kept_to_read
from imcwp_data.engine.tasks import packed, publications_of, read_packed, read_tasks, reader_of
from imcwp_data.errors import DamagedFileError, WorkFileError
from imcwp_data.memory import give_back, give_back_free, load_shared
from imcwp_data.progress import Progress, silent
from imcwp_data.publish.changes import CHANGES, carried_changes
from imcwp_data.publish.parts import publish_parts
from imcwp_data.publish.release import Placed, can_be_replaced, publish
from imcwp_data.publish.rules import RULES, rules_of, rules_text
from imcwp_data.publish.standing import Standing, note_standing, standing
from imcwp_data.publish.streams import release_streams
from imcwp_data.table_file import TableFile
from imcwp_data.turns import in_even_order

if TYPE_CHECKING:
    import pyarrow as pa

    from imcwp_data.engine.engines import Engine
    from imcwp_data.engine.tasks import PackedTask
    from imcwp_data.publish.card import MeasuredQuality


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build made: where it is, the rows of each table, and whether anything had to be written.

    ``unknown_parties`` are lines to add to ``parties.csv`` for parties that are named but not in it. ``read`` tells how
    many of the ``texts`` were read anew; the facts of the others were kept from an earlier build. ``stale_changes`` is
    a file of changes that tells of other tables, and so was left out. ``left_out`` texts could not be read.
    """

    folder: Path
    rows: Mapping[str, int]
    changed: bool
    unknown_parties: tuple[str, ...] = ()
    texts: int = 0
    read: int = 0
    stale_changes: Path | None = None
    left_out: int = 0


def build(
    seeds: Path | str,
    out: Path,
    vocabulary_folder: Path | None = None,
    progress: Progress = silent,
    gold: Path | None = None,
    options: BuildOptions | None = None,
    changes: Path | None = None,
    ready: Ready | None = None,
) -> BuildSummary:
    """Read the texts of ``seeds`` and publish their release in ``out``; nothing is published unless all of it holds.

    ``seeds`` is a folder or another address of `corpus.listing`. ``gold`` is a folder of answer keys: the reader is
    measured on them, and the release says how well it reads. ``changes`` is a diff to the version before, which the
    release carries if it is of the very tables that are built. ``ready`` are workers that get ready for this build
    already (`getting_ready`). Raises an `ImcwpError` that names the file and what to do where a text, a vocabulary or a
    table is at fault.
    """
    options = options or BuildOptions()
    inputs = Inputs(seeds, out.resolve(), vocabulary_folder, gold, options, changes)
    if options.engine == "dask":
        inputs = from_anywhere(inputs)
    try:
        return _build(inputs, out, ready, progress)
    except DamagedFileError as error:
        # What is kept can be made anew, and where one file is damaged others may be. One that is gone was removed by
        # another build, or by somebody.
        if options.cache is None or (Path(error.path).exists() and not remove_damaged(options.cache)):
            raise
    return _build(inputs, out, None, progress)


def _build(inputs: Inputs, out: Path, ready: Ready | None, progress: Progress) -> BuildSummary:
    cache = inputs.options.cache
    with ExitStack() as used_here:
        if ready is None:
            ready = used_here.enter_context(getting_ready(inputs.seeds, inputs.out, inputs.vocabulary, inputs.options))
        work = used_here.enter_context(work_folder(cache))
        summary, used = _made(inputs, out, work, ready, progress)
    if cache is not None:
        trim(cache, used)
    return summary


def _made(inputs: Inputs, out: Path, work: Path, ready: Ready, progress: Progress) -> tuple[BuildSummary, list[Path]]:
    """Build in a work folder; return what was made, and the kept files that were used."""
    options = inputs.options
    plan, texts = plan_of(inputs, work)
    left = standing(TableFile(plan.made), inputs.out) if plan.made is not None else None
    if plan.made is not None and left is not None:
        stale = None if left.changes_carried else inputs.changes
        summary = BuildSummary(out, left.rows, False, left.unknown_parties, plan.texts, 0, stale, plan.left_out)
        return summary, [plan.made, *(plan.cache.folder / name for name in left.used)]
    # What is wrong with the place of the release is told before the texts are read.
    can_be_replaced(inputs.out)
    name = options.engine or ("processes" if plan.texts >= PROCESSES_FROM else "serial")
    tasks = _reading_tasks(plan, texts)
    fresh = sum(task.fresh for task in tasks)
    told_of = publications_of(texts.batches, texts.publications)
    with ExitStack() as used_here:
        # What was not got ready before is by the vocabularies that are loaded already.
        if tasks and name == "serial":
            reader_of(inputs.vocabulary, plan.rules, texts.vocabulary)
        elif tasks and name == "processes" and ready.kept is None:
            ready = used_here.enter_context(kept_to_read(inputs.vocabulary, texts.vocabulary))
        # What tells of each text is in the tasks now, so that it is not held besides, here and by forked workers.
        del texts
        engine = used_here.enter_context(open_engine(name, options.workers, options.scheduler, ready.local, ready.kept))
        quality = _read(plan, engine, tasks, progress)
        del tasks
        engine.renew()
        if ready.kept is not None:
            ready.kept.close()
        give_back()
        finished = _finished(plan, engine, told_of, work, progress)
        del told_of
        give_back()
        engine.renew()
        published = _published(plan, finished, quality, engine, out, work, progress)
    used = [] if plan.made is None else _note(plan, plan.made, finished, published)
    stale = None if published.changes_carried else inputs.changes
    counts, changed = published.counts, published.placed.changed
    return BuildSummary(out, counts, changed, finished.unknown_parties, plan.texts, fresh, stale, plan.left_out), used


def _reading_tasks(plan: Plan, texts: Texts) -> list[PackedTask]:
    # A source of one batch is in no other one of its corpus, but may be in one of another time.
    others = sorted(set(plan.cache.kept("facts")).difference(plan.targets))
    tasks = read_tasks(texts.batches, plan.targets, others, plan.inputs.vocabulary, plan.rules)
    return in_even_order([packed(task) for task in tasks], lambda task: task.size)


def _read(plan: Plan, engine: Engine, tasks: list[PackedTask], progress: Progress) -> MeasuredQuality | None:
    """Read the texts, and measure that on the answer keys, where there are some."""
    inputs = plan.inputs
    here = isinstance(engine, SerialEngine)
    reading = _run(engine, "reading", progress)(read_packed, tasks)
    if not here:
        # While the workers read.
        load_shared()
        give_back_free()
    for _ in reading:
        pass
    if inputs.gold is None:
        return None
    keys = QualityTask(inputs.gold, plan.folder, inputs.vocabulary, plan.rules)
    if here or inputs.options.scheduler is not None:
        # Workers of other machines need not have the keys.
        return measured_with(keys, progress)
    quality: MeasuredQuality
    (quality,) = _run(engine, "measuring", progress)(measured, [keys])
    return quality


@dataclass(frozen=True, slots=True)
class _Finished:
    """Rows of each batch, tables of all of them together, and the kept files that another build can begin with."""

    rows: list[TableFile]
    tables: Mapping[str, pa.Table]
    unknown_parties: tuple[str, ...]
    kept: list[Path]


def _finished(
    plan: Plan, engine: Engine, told_of: Sequence[Mapping[str, Publication]], work: Path, progress: Progress
) -> _Finished:
    """Join what the batches tell, and make their rows."""
    keeps, folder = plan.made is not None, plan.cache.folder
    facts = [TableFile(path) for path in plan.targets]
    before = latest(folder, [path.name for path in plan.targets]) if keeps else None
    joined = join(facts, plan.countries, _run(engine, "joining", progress), work, folder, before)
    give_back()
    engine.renew()
    rows = finished_rows(facts, joined, told_of, folder, before, partial(_run, engine, "finishing", progress))
    kept = keep_decided(facts, joined, told_of, rows, folder) if keeps else []
    rows, tables = corrected(rows, joined.tables, plan.corrections, plan.schemas, work, joined)
    return _Finished(rows, tables, joined.unknown_parties, kept)


@dataclass(frozen=True, slots=True)
class _Published:
    """The rows of each published table, what publishing came to, and whether changes were carried."""

    counts: dict[str, int]
    placed: Placed
    changes_carried: bool


def _published(
    plan: Plan,
    finished: _Finished,
    quality: MeasuredQuality | None,
    engine: Engine,
    out: Path,
    work: Path,
    progress: Progress,
) -> _Published:
    """Write the release, and put it in its place if all of it holds."""
    inputs, options = plan.inputs, plan.inputs.options
    beside = {RULES: rules_text(rules_of(inputs.vocabulary, plan.corrections))}
    carried = None
    if inputs.changes is not None:
        streams = release_streams(finished.rows, finished.tables, plan.schemas)
        carried = carried_changes(inputs.changes, streams, __version__)
    if carried:
        beside[CHANGES] = carried
    if plan.formats == PARTS:
        counts, placed = publish_parts(
            [[finished.rows[number] for number in part] for part in plan.parts],
            finished.tables,
            plan.schemas,
            out,
            _run(engine, "writing", progress),
            plan.cache.folder,
            quality=quality,
            progress=progress,
            beside=beside,
            texts=options.texts,
        )
    else:
        # Workers of a cluster elsewhere do not see what is kept in this machine's temporary files meanwhile.
        shares = engine.workers > 1 and options.scheduler is None
        file = work / "published.tables" if shares else None
        streams = release_streams(finished.rows, finished.tables, plan.schemas, file)
        counts = {name: streams[name].rows for name in plan.schemas}
        placed = publish(
            streams,
            plan.schemas,
            out,
            quality=quality,
            progress=progress,
            formats=plan.formats,
            compression=options.compression,
            beside=beside,
            texts=options.texts,
            run=engine.map if shares else None,
        )
    return _Published(counts, placed, bool(carried))


def _note(plan: Plan, made: Path, finished: _Finished, published: _Published) -> list[Path]:
    """Note what stands there now, and return the kept files that it needed."""
    used = [*plan.targets, *finished.kept]
    names = tuple(path.name for path in used)
    with suppress(WorkFileError):
        # The release stands where it should; the next build looks at all of it if this is not noted.
        carried = published.changes_carried
        note_standing(
            made, Standing(published.placed.checksums, published.counts, finished.unknown_parties, carried, names)
        )
    return [made, *used]


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
