"""All tables of a release from the readings of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from imcwp_data.consolidate.actions import JoinedActions, accepted_action_values, join_actions
from imcwp_data.consolidate.meetings import accepted_meeting_values, join_meetings
from imcwp_data.consolidate.participants import accepted_participant_values, join_participants
from imcwp_data.consolidate.quotations import passages, quotation_rows
from imcwp_data.consolidate.statements import Row, Statement, evidence_rows
from imcwp_data.consolidate.texts import (
    date_rows,
    document_row,
    mention_rows,
    paragraph_rows,
    place_mention_rows,
    place_rows,
    source_row,
)
from imcwp_data.model import Reading, SourceReading
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary import Vocabulary


def consolidate(
    sources: Iterable[SourceReading], vocabulary: Vocabulary, publications: Mapping[str, Mapping[str, str | None]]
) -> dict[str, list[Row]]:
    """Return the rows of all tables by table name.

    ``publications`` holds for a source's path what ``sources.csv`` says of it. The order of ``sources`` does not
    matter.
    """
    ordered = sorted(sources, key=lambda s: s.source.source_id)
    readings = [reading for source in ordered for reading in source.readings]
    quotations = quotation_rows(passage for reading in readings for passage in passages(reading))
    meetings = join_meetings(readings)
    actions = join_actions(readings, meetings.meeting_of, quotations)
    states = _states(actions, readings, vocabulary)
    participants, participant_statements = join_participants(readings, states)
    statements = [
        *participant_statements,
        *meetings.statements,
        *actions.statements,
        *_state_statements(actions, states),
    ]
    accepted = accepted_participant_values(participants) | accepted_meeting_values(meetings.meetings)
    for row in actions.actions:
        for column, value in accepted_action_values(row):
            accepted["actions", str(row["action_id"]), column] = frozenset({value})
    for table, joined in (
        ("meeting_participants", meetings.participants),
        ("action_participants", actions.participants),
    ):
        for row in joined:
            accepted[table, "|".join(map(str, row.values())), "role"] = frozenset({str(row["role"])})
    return {
        "sources": [source_row(s.source, publications.get(s.source.path, {})) for s in ordered],
        "documents": [document_row(reading) for reading in readings],
        "paragraphs": [row for reading in readings for row in paragraph_rows(reading)],
        "meetings": meetings.meetings,
        "participants": participants,
        "actions": actions.actions,
        "meeting_participants": meetings.participants,
        "action_participants": actions.participants,
        "places": place_rows(readings),
        "mentions": [row for reading in readings for row in mention_rows(reading)],
        "place_mentions": [row for reading in readings for row in place_mention_rows(reading)],
        "dates": [row for reading in readings for row in date_rows(reading)],
        "evidence": evidence_rows(statements, accepted),
        "quotations": quotations,
    }


def _states(
    actions: JoinedActions, readings: Sequence[Reading], vocabulary: Vocabulary
) -> dict[str, tuple[str, str | None]]:
    """Return name and country code of the countries that act or are acted upon, by participant id."""
    known = {candidate.participant_id for reading in readings for candidate in reading.participants}
    countries: dict[str, tuple[str, str | None]] = {}
    for place in vocabulary.places:
        if place.kind in {"country", "territory"}:
            countries.setdefault(slug(place.name), (place.name, place.country_code))
    for country in vocabulary.countries:
        countries[slug(country.name)] = (country.name, country.country_code)
    return {key: countries[key] for key in sorted(actions.acting - known) if key in countries}


def _state_statements(actions: JoinedActions, states: Mapping[str, tuple[str, str | None]]) -> Iterable[Statement]:
    """Yield, for each state in an action, that the words which name it there give its row."""
    for told in actions.statements:
        if told.table_name != "action_participants":
            continue
        participant_id = told.row_id.split("|")[1]
        if participant_id in states:
            name, country_code = states[participant_id]
            for column, value in (("name", name), ("kind", "state"), ("country_code", country_code)):
                if value is not None:
                    yield Statement(
                        "participants",
                        participant_id,
                        column,
                        value,
                        told.document_id,
                        told.published,
                        told.position,
                        told.char_start,
                        told.char_end,
                        told.quote,
                        told.rule,
                        told.certainty,
                    )
