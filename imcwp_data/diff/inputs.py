"""What went into two releases and is other in them: sources, what is known of their publication, rules, corrections.

A release follows from these alone (and from the versions of libraries, which no release tells of by its rules), so what
is not other here cannot be the cause of a change.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.statements import CORRECTION_RULE
from imcwp_data.diff.opening import OpenRelease

if TYPE_CHECKING:
    import pyarrow as pa

SOURCE_ADDED, SOURCE_REMOVED, SOURCE_CHANGED = "source_added", "source_removed", "source_changed"
PUBLICATION, RULE, VOCABULARY, SCHEMA = "publication", "rule", "vocabulary", "schema"
CORRECTION, UNKNOWN = "correction", "unknown"
# All causes, in the order in which several possible ones are told.
CAUSES = (
    SOURCE_ADDED,
    SOURCE_REMOVED,
    SOURCE_CHANGED,
    PUBLICATION,
    CORRECTION,
    RULE,
    VOCABULARY,
    SCHEMA,
    UNKNOWN,
)
_SHA256 = "sha256"
Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is other: ``sources`` by id with one of the causes of sources; ``rules`` as cause with what is other in it.

    ``rules`` is None where a release does not say by which rules it was made. ``corrected`` are the cells of tables
    whose correction came, went or changed, each with the id of the evidence that it now has, if any.
    """

    sources: Mapping[str, str]
    rules: Mapping[str, str] | None
    corrected: Mapping[Cell, str]

    def of(self, cause: str) -> list[str]:
        """Return the ids of the sources of which one thing holds, sorted."""
        return sorted(name for name, told in self.sources.items() if told == cause)


def compare_inputs(old: OpenRelease, new: OpenRelease) -> Inputs:
    """Return what is other in the inputs of two releases. Raises ReleaseError when one of them is damaged."""
    rules = None if old.rules is None or new.rules is None else _rules(old.rules, new.rules)
    return Inputs(_sources(old, new), rules, _corrected(old, new))


def _sources(old: OpenRelease, new: OpenRelease) -> dict[str, str]:
    import pyarrow.compute as pc

    before, after = (_columns(release, "sources", ("source_id", _SHA256)) for release in (old, new))
    if before is None or after is None:
        return {}
    told: dict[str, str] = {}
    for one, other, cause in ((before, after, SOURCE_REMOVED), (after, before, SOURCE_ADDED)):
        lacking = pc.invert(pc.is_in(one.column(0), value_set=other.column(0)))
        told |= dict.fromkeys(one.column(0).filter(lacking).to_pylist(), cause)
    at = pc.index_in(before.column(0), value_set=after.column(0))
    both = before.filter(at.is_valid())
    changed = pc.not_equal(both.column(1), after.column(1).take(at.drop_null()))
    return told | dict.fromkeys(both.column(0).filter(changed).to_pylist(), SOURCE_CHANGED)


def _rules(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    told: dict[str, str] = {}
    if old["code"] != new["code"]:
        told[RULE] = "code"
    for cause, key in ((VOCABULARY, "vocabularies"), (SCHEMA, "schemas")):
        before, after = old[key], new[key]
        files = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        if files:
            told[cause] = ", ".join(files)
    return told


def _corrected(old: OpenRelease, new: OpenRelease) -> dict[Cell, str]:
    """Return the cells that are corrected in one release, or otherwise in the other: by evidence, and as recorded."""
    before, after = _evidence_of_corrections(old), _evidence_of_corrections(new)
    cells = {cell for cell in {*before, *after} if _values(before, cell) != _values(after, cell)}
    if old.rules is not None and new.rules is not None:
        recorded, now = _recorded(old.rules), _recorded(new.rules)
        cells |= {line[:3] for line in recorded ^ now}
    return {cell: after[cell][-1] if cell in after else "" for cell in cells}


def _values(told: Mapping[Cell, tuple[str | None, str, str]], cell: Cell) -> tuple[str | None, str] | None:
    return told[cell][:2] if cell in told else None


def _evidence_of_corrections(release: OpenRelease) -> dict[Cell, tuple[str | None, str, str]]:
    import pyarrow.compute as pc

    columns = ("table_name", "row_id", "column_name", "value", "quote", "evidence_id", "rule")
    found: dict[Cell, tuple[str | None, str, str]] = {}
    table = _columns(release, "evidence", columns)
    if table is not None:
        for row in table.filter(pc.equal(table.column("rule"), CORRECTION_RULE)).to_pylist():
            cell = (row["table_name"], row["row_id"], row["column_name"])
            found[cell] = (row["value"], row["quote"], row["evidence_id"])
    return found


def _recorded(rules: Mapping[str, Any]) -> set[tuple[str, str, str, str]]:
    lines = (line for line in rules["corrections"] if isinstance(line, dict))
    return {(str(x.get("table")), str(x.get("row")), str(x.get("column")), str(x.get(_SHA256))) for x in lines}


def _columns(release: OpenRelease, table: str, columns: Collection[str]) -> pa.Table | None:
    form = release.tables.get(table)
    return form.read(tuple(columns)) if form is not None and set(columns) <= set(form.types) else None
