"""All tables of a release from readings that are in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from imcwp_data.consolidate.facts import facts_of, with_derived
from imcwp_data.consolidate.finish import BY_BATCH
from imcwp_data.consolidate.join import countries_of, finish_batch, finish_tasks, join
from imcwp_data.lasting import collector_at_rest
from imcwp_data.model import SourceReading
from imcwp_data.schema import package_schemas, source_order
from imcwp_data.table_file import TablesInMemory
from imcwp_data.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pyarrow as pa


def consolidate(
    sources: Iterable[SourceReading], vocabulary: Vocabulary, publications: Mapping[str, Mapping[str, str | None]]
) -> dict[str, pa.Table]:
    """Return all tables of a release by name, sorted by key.

    ``publications`` holds for a source's path what ``sources.csv`` says of it. The order of ``sources`` does not
    matter.
    """
    with collector_at_rest():
        ordered = sorted(sources, key=lambda s: source_order(s.source.source_id))
        facts, _ = facts_of(ordered, vocabulary)
        batches = [TablesInMemory(with_derived(facts))]
        joined = join(batches, countries_of(vocabulary))
        (task,) = finish_tasks(batches, joined, [publications])
        finished = finish_batch(task)
        tables = {**{name: finished[name] for name in (*BY_BATCH, "meeting_participants")}, **joined.tables}
        return {name: tables[name] for name in package_schemas()}
