"""One row for each participant, under whichever of its names the documents speak of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from imcwp_data.consolidate.statements import Row, Statement, accepted_value, statement
from imcwp_data.model import ParticipantCandidate, Reading

_COLUMNS = ("name", "kind", "acronym", "country_code", "role", "affiliation_id")


def join_participants(
    readings: Iterable[Reading], states: Mapping[str, tuple[str, str | None]]
) -> tuple[list[Row], list[Statement]]:
    """Join the candidates of equal id.

    ``states`` holds name and country code of the countries that act or are acted upon in an action. Returns the rows of
    ``participants``, and the statements on them. Where documents differ, `accepted_value` decides; a value that no text
    states but the vocabulary knows (the country of a party) is taken from the candidates as they are.
    """
    known: dict[str, list[ParticipantCandidate]] = {}
    told: dict[tuple[str, str], list[Statement]] = {}
    aliases: dict[str, set[str]] = {}
    statements: list[Statement] = []
    for reading in readings:
        for candidate in reading.participants:
            participant_id = candidate.participant_id
            known.setdefault(participant_id, []).append(candidate)
            for assertion in candidate.assertions:
                made = statement(reading.document, "participants", participant_id, assertion)
                statements.append(made)
                told.setdefault((participant_id, assertion.column_name), []).append(made)
                if assertion.column_name == "aliases":
                    aliases.setdefault(participant_id, set()).add(assertion.value)
    rows: list[Row] = []
    for participant_id, candidates in known.items():
        row: Row = {"participant_id": participant_id}
        for column in _COLUMNS:
            value = accepted_value(told.get((participant_id, column), []))
            if value is None:
                given = sorted({str(v) for c in candidates if (v := getattr(c, column)) is not None})
                value = given[0] if given else None
            row[column] = value
        row["aliases"] = sorted(aliases.get(participant_id, set()) - {str(row["name"])}) or None
        rows.append(row)
    for participant_id, (name, country_code) in states.items():
        if participant_id not in known:
            rows.append({"participant_id": participant_id, "name": name, "kind": "state", "country_code": country_code})
    present = {row["participant_id"] for row in rows}
    for row in rows:
        if row.get("affiliation_id") not in present:
            row["affiliation_id"] = None
    rows.sort(key=lambda row: str(row["participant_id"]))
    return rows, statements


def accepted_participant_values(rows: Iterable[Row]) -> dict[tuple[str, str, str], frozenset[str]]:
    """Return for each column of each participant the values that its row shows."""
    accepted: dict[tuple[str, str, str], frozenset[str]] = {}
    for row in rows:
        for column, value in row.items():
            if value is None or column == "participant_id":
                continue
            values = frozenset(map(str, value)) if isinstance(value, list) else frozenset({str(value)})
            accepted["participants", str(row["participant_id"]), column] = values
    return accepted


def as_json(values: Iterable[str]) -> str:
    """Return a list of strings as the JSON that CSV and evidence show."""
    return json.dumps(list(values), ensure_ascii=False)
