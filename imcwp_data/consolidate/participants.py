"""One row for each participant, under whichever of its names the documents speak of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from imcwp_data.consolidate.gathered import CANDIDATE_COLUMNS
from imcwp_data.consolidate.statements import Row
from imcwp_data.consolidate.tallies import decided, together

if TYPE_CHECKING:
    import pyarrow as pa


def given_values(candidates: Sequence[pa.Table]) -> pa.Table:
    """Return for each participant the first value in the alphabet that candidates give for each column.

    It serves where no text states a value but the vocabulary knows it: the country of a party.
    """
    import pyarrow as pa

    table = pa.concat_tables(candidates)
    grouped = table.group_by("participant_id").aggregate([(name, "min") for name in CANDIDATE_COLUMNS])
    names = ["participant_id", *CANDIDATE_COLUMNS]
    return grouped.select(["participant_id", *(f"{name}_min" for name in CANDIDATE_COLUMNS)]).rename_columns(names)


def join_participants(
    tallied: Sequence[pa.Table], given: pa.Table, states: Mapping[str, tuple[str, str | None]]
) -> list[Row]:
    """Return the rows of ``participants``, sorted by id.

    ``tallied`` are the tallies of all documents, ``given`` what `given_values` returns; ``states`` holds name and
    country code of the countries that act or are acted upon in an action and that no document has as a candidate.
    Where documents differ, the rule of `statements.accepted_value` decides.
    """
    import pyarrow.compute as pc

    told = together(tallied)
    values: dict[str, dict[str, str]] = {}
    for row_id, column, value in _cells(decided(told)):
        values.setdefault(row_id, {})[column] = value
    aliases: dict[str, set[str]] = {}
    for row_id, _, value in _cells(told.filter(pc.equal(told.column("column_name"), "aliases"))):
        aliases.setdefault(row_id, set()).add(value)
    rows: list[Row] = []
    for candidate in given.to_pylist():
        participant_id = candidate["participant_id"]
        said = values.get(participant_id, {})
        row = {
            "participant_id": participant_id,
            **{column: said.get(column, candidate[column]) for column in CANDIDATE_COLUMNS},
        }
        row["aliases"] = sorted(aliases.get(participant_id, set()) - {row["name"]}) or None
        rows.append(row)
    for participant_id, (name, country_code) in states.items():
        rows.append({"participant_id": participant_id, "name": name, "kind": "state", "country_code": country_code})
    present = {row["participant_id"] for row in rows}
    for row in rows:
        if row.get("affiliation_id") not in present:
            row["affiliation_id"] = None
    rows.sort(key=lambda row: str(row["participant_id"]))
    return rows


def _cells(tallied: pa.Table) -> Iterator[tuple[str, str, str]]:
    return zip(*(tallied.column(name).to_pylist() for name in ("row_id", "column_name", "value")), strict=True)
