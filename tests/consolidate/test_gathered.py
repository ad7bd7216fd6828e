"""Facts are what the readings tell, in the order of the texts, whatever order the readings have."""

from dataclasses import replace

import pytest

from imcwp_data.consolidate.facts import facts_of
from imcwp_data.model import (
    ActionCandidate,
    Assertion,
    Document,
    MeetingCandidate,
    MeetingParticipant,
    Mention,
    Paragraph,
    ParticipantCandidate,
    PlaceMention,
    Reading,
    Source,
    SourceReading,
)

SOURCE = Source("a", "a.txt", "0" * 64, 1, "utf-8", "")
TEXTS = ("A statement", "The dockers of Lima demand peace. They march.", "Havana, Lima and Lima again")


def document(source_id: str, part: int = 1) -> Document:
    paragraphs = tuple(Paragraph(n, n, "body", "en", text, 0, len(text)) for n, text in enumerate(TEXTS, 1))
    return Document(source_id, part, None, "statement", "2020-01-02", None, None, None, None, "en", 0, 0, paragraphs)


def reading(source_id: str = "a", part: int = 1, **told) -> Reading:
    return Reading(document(source_id, part), **{name: tuple(values) for name, values in told.items()})


def action(position=2, start=0, end=33, kind="REQUEST", **told) -> ActionCandidate:
    return ActionCandidate(position, start, end, TEXTS[position - 1][start:end], kind, "stated", "verb", **told)


def facts(*readings: Reading, vocabulary) -> dict[str, list[dict[str, object]]]:
    tables, _ = facts_of([SourceReading(SOURCE, readings)], vocabulary)
    return {name: table.to_pylist() for name, table in tables.items()}


def statements(tables, table_name, *columns):
    rows = [row for row in tables["statements"] if row["table_name"] == table_name]
    return sorted(tuple(row[column] for column in columns) for row in rows)


def test_what_stands_in_a_paragraph_has_its_id_and_comes_in_the_order_of_the_text(vocabulary):
    mentions = [
        Mention(2, 4, 11, "dockers", "d", "x"),
        Mention(1, 0, 1, "A", "a", "x"),
        Mention(2, 0, 3, "The", "t", "x"),
    ]
    places = [
        PlaceMention(3, start, start + 4, "Lima", "lima", "Lima", "city", "PE", 1.5, None, "y") for start in (8, 17)
    ]
    tables = facts(reading(), reading(part=2, mentions=mentions, places=places), vocabulary=vocabulary)
    assert [(row["paragraph_id"], row["surface"]) for row in tables["mentions"]] == [
        ("a.2.1", "A"), ("a.2.2", "The"), ("a.2.2", "dockers"),
    ]  # fmt: skip
    assert [row["char_start"] for row in tables["place_mentions"]] == [8, 17]
    assert [(row["place_id"], row["country_code"]) for row in tables["places"]] == [("lima", "PE")]
    assert [row["paragraph_id"] for row in tables["paragraphs"]] == [
        f"a.{part}.{n}" for part in (1, 2) for n in (1, 2, 3)
    ]
    assert [(row["paragraph_count"], row["word_count"]) for row in tables["documents"]] == [(3, 15)] * 2


def test_actions_are_numbered_in_their_paragraph_in_the_order_of_the_text(vocabulary):
    last, first, other = action(start=34, end=45), action(), action(kind="APPEAL")
    tables = facts(reading(actions=[last, first, other, action(position=3, end=6)]), vocabulary=vocabulary)
    assert [(row["action_id"], row["char_start"], row["event_type"]) for row in tables["actions"]] == [
        ("a.1.2.a1", 0, "APPEAL"), ("a.1.2.a2", 0, "REQUEST"), ("a.1.2.a3", 34, "REQUEST"), ("a.1.3.a1", 0, "REQUEST"),
    ]  # fmt: skip


def test_who_takes_part_in_an_action_is_told_once_a_role_by_key_with_the_words_that_say_so(vocabulary):
    said = [Assertion("actors", "p9", 2, 4, 11, "subject", 0.9), Assertion("actors", "p9", 2, 0, 3, "other"),
            Assertion("actors", "p7", 2, 0, 3, "other"), Assertion("targets", "p10", 2, 15, 19, "object")]  # fmt: skip
    told = action(actors=("p10", "p9", "p9"), targets=("p10",), beneficiaries=("p9",), assertions=tuple(said))
    tables = facts(reading(actions=[told]), vocabulary=vocabulary)
    members = [(row["participant_id"], row["role"]) for row in tables["action_participants"]]
    assert members == [("p9", "actor"), ("p9", "beneficiary"), ("p10", "actor"), ("p10", "target")]
    columns = ("row_id", "value", "char_start", "char_end", "rule", "certainty", "accepted")
    assert statements(tables, "action_participants", *columns) == [
        ("a.1.2.a1|p10|actor", "actor", 0, 33, "verb", 1.0, True),
        ("a.1.2.a1|p10|target", "target", 15, 19, "object", 1.0, True),
        ("a.1.2.a1|p9|actor", "actor", 4, 11, "subject", 0.9, True),
        ("a.1.2.a1|p9|beneficiary", "beneficiary", 0, 33, "verb", 1.0, True),
    ]


def test_statements_on_an_action_tell_what_its_row_shows_and_the_clause_what_nothing_else_does(vocabulary):
    said = [
        Assertion("status", "stated", 2, 20, 26, "verb", 0.8),
        Assertion("status", "planned", 2, 27, 32, "verb"),
        Assertion("themes", "peace", 2, 27, 32, "theme"),
        Assertion("quantity", "3 000", 2, 0, 3, "count"),
        Assertion("joint_axis", "2", 2, 0, 3, "axis"),
        Assertion("place", "Lima", 2, 15, 19, "place"),
    ]
    told = action(themes=("peace", "bread"), quantity=3000.0, joint_axis=2, assertions=tuple(said))
    tables = facts(reading(actions=[told]), vocabulary=vocabulary)
    assert statements(tables, "actions", "column_name", "value", "char_start", "certainty", "accepted") == [
        ("event_type", "REQUEST", 0, 1.0, True),
        ("joint_axis", "2", 0, 1.0, True),
        ("quantity", "3000.0", 0, 1.0, True),
        ("status", "planned", 27, 1.0, False),
        ("status", "stated", 20, 0.8, True),
        ("text", TEXTS[1][:33], 0, 1.0, True),
        ("themes", '["peace", "bread"]', 27, 1.0, True),
    ]


def test_on_participants_and_meetings_all_documents_together_decide(vocabulary):
    named = (Assertion("name", "Dockers", 2, 4, 11, "x"),)
    party = ParticipantCandidate("dockers", "Dockers", "union", None, None, None, None, named)
    held = (Assertion("status", "held", 2, 20, 26, "y", 0.5),)
    meeting = MeetingCandidate(
        "m1", "A meeting", "other", "meeting", held, (MeetingParticipant("p", "host", 3, 0, 6, "z"),)
    )
    tables = facts(reading(participants=[party], meetings=[meeting]), vocabulary=vocabulary)
    columns = ("row_id", "column_name", "value", "document_id", "published", "position", "char_start", "accepted")
    assert statements(tables, "participants", *columns) == [
        ("dockers", "name", "Dockers", "a.1", "2020-01-02", 2, 4, None),
    ]
    assert statements(tables, "meetings", *columns) == [("m1", "status", "held", "a.1", "2020-01-02", 2, 20, None)]
    assert statements(tables, "meeting_participants", *columns) == [
        ("m1|p|host", "role", "host", "a.1", "2020-01-02", 3, 0, True),
    ]


@pytest.mark.parametrize("kind", ["party", "union"])
def test_a_party_that_is_not_known_is_a_line_to_add(vocabulary, kind):
    told = ParticipantCandidate("party-of-the-bay", "Party of the Bay", kind, "PB", None, None, None, ())
    tables = facts(reading(participants=[told, told]), vocabulary=vocabulary)
    lines = [row["line"] for row in tables["unknown_parties"]]
    assert lines == (["Party of the Bay,PB,,"] if kind == "party" else [])


def test_each_source_has_its_rows(vocabulary):
    of_source = {
        "a": (reading("a", 1, mentions=[Mention(1, 0, 1, "A", "a", "x")]), reading("a", 2)),
        "b": (),
        "c": (reading("c", actions=[action()]),),
    }
    sources = [SourceReading(replace(SOURCE, source_id=name), found) for name, found in of_source.items()]
    _, counts = facts_of(sources, vocabulary)
    assert [(c["sources"], c["documents"], c["mentions"], c["actions"], c["statements"]) for c in counts] == [
        (1, 2, 1, 0, 0), (1, 0, 0, 0, 0), (1, 1, 0, 1, 3),
    ]  # fmt: skip
