"""What gave no fact, and what is not read of a language."""

from __future__ import annotations

from imcwp_data.evaluation.silence import KNOWN_NAMES, NOT_READ, Silent, count_silence, language_read
from imcwp_data.model import (
    ActionCandidate,
    Assertion,
    DateExpression,
    Document,
    MeetingCandidate,
    Mention,
    Paragraph,
    Reading,
)


def document(part, *paragraphs):
    made = tuple(
        Paragraph(position, position, kind, language, text, 0, len(text))
        for position, (kind, language, text) in enumerate(paragraphs, 1)
    )
    facts = dict.fromkeys(("title", "published", "author", "outlet", "agency", "dateline_place"))
    return Document("s", part, document_type="news", language="en", char_start=0, char_end=9, paragraphs=made, **facts)


def mention(position, start, end):
    return Mention(position, start, end, "x" * (end - start), "someone", "rule")


def test_a_document_without_a_fact_is_silent_with_all_it_holds(vocabulary):
    silent = Reading(
        document(
            1, ("title", "en", "Rain. And more."), ("body", "en", "It rained. It rained on."), ("quote", "en", "Rain!")
        )
    )
    told = count_silence([silent], vocabulary)
    assert told.documents == Silent(1, 1)
    assert told.paragraphs == Silent(2, 2)
    assert told.sentences == Silent(3, 3)


def test_only_sentences_that_a_fact_touches_speak(vocabulary):
    text = "It rained. Ann spoke of Ben. It rained on. Then the League left."
    read = document(1, ("body", "en", text), ("list_item", "en", "Rain"))
    facts = {
        "mentions": (mention(1, 11, 14), mention(1, 24, 27)),
        "actions": (
            ActionCandidate(1, text.index("the League"), len(text) - 1, "the League left", "RETREAT", "reported", "r"),
        ),
    }
    told = count_silence([Reading(read, **facts)], vocabulary)
    assert told.documents == Silent(1, 0)
    assert told.paragraphs == Silent(2, 1)
    assert told.sentences == Silent(5, 3)


def test_a_fact_that_runs_over_a_stop_touches_both_sentences(vocabulary):
    read = document(1, ("body", "en", "At St. Anne! It rained. It rained on."))
    told = count_silence([Reading(read, mentions=(mention(1, 3, 20),))], vocabulary)
    assert told.sentences == Silent(3, 1)


def test_values_of_meetings_and_dates_are_facts(vocabulary):
    read = document(1, ("body", "en", "We will come."), ("body", "en", "It is on."), ("body", "en", "So it is."))
    meeting = MeetingCandidate("m", "Meeting", "other", "other", (Assertion("status", "planned", 1, 0, 7, "r"),))
    date = DateExpression(2, 0, 2, "It", "2019", None, None, "explicit", "r")
    assert count_silence([Reading(read, meetings=(meeting,), dates=(date,))], vocabulary).paragraphs == Silent(3, 1)


def test_languages_are_told_with_what_is_read_of_them(vocabulary):
    read = document(
        1,
        ("body", "en", "Rain."),
        ("body", "sv", "Regn."),
        ("body", "sv", "Regn igen."),
        ("list_item", "fr", "Pluie"),
        ("slogan", "tr", "Yağmur!"),
    )
    told = count_silence([Reading(read, mentions=(mention(2, 0, 4),))], vocabulary)
    assert {language: count for language, (count, _) in told.languages.items()} == {
        "en": Silent(1, 1),
        "fr": Silent(1, 1),
        "sv": Silent(2, 1),
    }
    assert told.unread("actions") == told.unread("names") == told.unread("dates") == 3


def test_english_and_spanish_are_read_and_others_in_part(vocabulary):
    for language in ("en", "en-GB", "es"):
        read = language_read(language, vocabulary)
        assert {read.names, read.dates, read.meetings, read.actions} == {"yes"}
    french, unknown = language_read("fr", vocabulary), language_read("und", vocabulary)
    assert (french.names, french.dates, french.actions) == (KNOWN_NAMES, "absolute dates", NOT_READ)
    assert (unknown.names, unknown.dates, unknown.meetings) == (KNOWN_NAMES, "numeric and English dates", NOT_READ)
