"""Two releases compared: table by table, with the causes of what is other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.diff.causes import with_causes
from imcwp_data.diff.comparing import TableDiff, compare
from imcwp_data.diff.inputs import Inputs, compare_inputs
from imcwp_data.diff.opening import OpenRelease, open_release
from imcwp_data.errors import QueryError
from imcwp_data.progress import Progress, silent

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """What is other in two releases: by table, and in what they were made from.

    ``moved`` are rows of which the same text now proves a row with another id: pairs of old and new id, by table.
    ``content`` has for each table the SHA-256 of its rows in the old and the new release, None where it has no such
    table; empty unless it was asked for.
    """

    old_version: str | None
    new_version: str | None
    tables: tuple[TableDiff, ...]
    inputs: Inputs
    moved: Mapping[str, tuple[tuple[str, str], ...]]
    content: Mapping[str, tuple[str | None, str | None]]

    @property
    def same(self) -> bool:
        """Whether all tables are the same."""
        return all(table.same for table in self.tables)

    @property
    def changes(self) -> pa.Table:
        """All changes of all tables, in the order of the tables."""
        import pyarrow as pa

        return pa.concat_tables([table.changes for table in self.tables])

    def causes(self) -> dict[str, int]:
        """Return how many changes each cause has, the most frequent first."""
        import pyarrow.compute as pc

        counted = pc.value_counts(self.changes.column("cause")).to_pylist()
        return {c["values"]: c["counts"] for c in sorted(counted, key=lambda c: (-c["counts"], c["values"]))}


def diff_releases(
    old: Path, new: Path, *, tables: Iterable[str] = (), content: bool = False, progress: Progress = silent
) -> ReleaseDiff:
    """Compare two releases, each a folder, a zip of one or a SQLite file.

    ``tables`` are the ones to compare (default: all); ``content`` asks for the hashes of all tables. Raises
    ReleaseError when one of both is no release or damaged, QueryError for a table that neither has.
    """
    from imcwp_data.diff.moved import moved_rows

    with open_release(old) as before, open_release(new) as after:
        names = [*after.tables, *(name for name in before.tables if name not in after.tables)]
        wanted = list(tables)
        for name in wanted:
            if name not in names:
                raise QueryError(f"Neither release has a table {name!r}. There are {', '.join(names)}.")
        inputs = compare_inputs(before, after)
        found = []
        chosen = [name for name in names if not wanted or name in wanted]
        for done, name in enumerate(chosen):
            progress("comparing", done, len(chosen))
            found.append(compare(name, before.tables.get(name), after.tables.get(name), (before.name, after.name)))
        progress("comparing", len(chosen), len(chosen))
        explained = with_causes(found, inputs, before, after)
        hashes = {name: (_content(before, name), _content(after, name)) for name in chosen} if content else {}
        return ReleaseDiff(
            before.version, after.version, tuple(explained), inputs, moved_rows(found, before, after), hashes
        )


def _content(release: OpenRelease, name: str) -> str | None:
    from imcwp_data.canonical import table_hash

    form = release.tables.get(name)
    if form is None:
        return None
    import pyarrow as pa

    table = form.read(tuple(form.types))
    return table_hash(table.cast(pa.schema([(name, pa.string()) for name in table.column_names])))
