"""What is counted, on an invented text whose build slipped in ways that were counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.evaluation.keys import read_keys
from imcwp_data.evaluation.matching import alike, comparable, matched, overlapping
from imcwp_data.evaluation.measures import MEASURES, count_text
from imcwp_data.evaluation.tally import Count

# Right, read, expected.
COUNTED = {
    "documents.bounds": (2, 2, 2),
    "documents.title": (2, 2, 2),  # capitals and a dash do not count
    "documents.document_type": (1, 2, 2),
    "documents.published": (1, 2, 1),  # the second document has no date of its own
    "documents.outlet": (1, 1, 1),
    "documents.author": (0, 1, 1),  # one too much in the first, one missing in the second document
    "documents.dateline_place": (0, 0, 1),
    "paragraphs.kind": (7, 9, 9),
    "paragraphs.language": (7, 8, 8),  # the key leaves one open; en-GB is English
    "dates": (2, 3, 4),  # one has the wrong year, one is missing
    "mentions": (5, 5, 7),
    "mentions.linked": (4, 5, 5),
    "participants": (3, 4, 4),  # the Port Council is not mentioned, the United States neither
    "participants.kind": (2, 3, 3),
    "participants.country": (0, 2, 1),
    "participants.acronym": (0, 1, 1),
    "places": (2, 5, 4),  # one in the wrong country, one on the wrong line, one too much
    "meetings": (2, 3, 2),
    "meetings.kind": (2, 2, 2),
    "meetings.status": (1, 2, 2),
    "meetings.mode": (0, 0, 1),
    "meetings.date_edtf": (0, 1, 1),
    "meetings.place": (1, 2, 1),
    "meetings.country_code": (1, 1, 1),
    "meetings.theme": (1, 1, 1),
    "meetings.counts": (1, 3, 2),
    "meetings.participants": (2, 3, 3),
    "actions.found": (4, 5, 5),  # the thanks are read twice, the march not at all
    "actions": (3, 5, 5),
    "actions.status": (3, 4, 4),
    "actions.date": (0, 0, 1),
    "actions.quantity": (1, 1, 1),
    "actions.joint_axis": (0, 1, 1),
    "actions.themes": (2, 3, 4),
    "actions.actors": (2, 2, 4),
    "actions.targets": (1, 2, 2),  # a state need not be among the key's participants
}


@pytest.fixture
def count(gold, tables):
    """Count the invented build against a key."""

    def counted(content=None, changed=None):
        (key,) = read_keys(gold(content) if content else gold(), None)
        return count_text(key, changed or tables)

    return counted


def test_every_measure_counts_what_was_counted_by_hand(count):
    counts = count().counts
    assert {name: (c.correct, c.read, c.expected) for name, c in counts.items() if c != Count()} == COUNTED
    assert set(counts) <= set(MEASURES)


def test_misses_name_line_measure_and_both_values(count):
    misses = {(m.line, m.measure, m.expected, m.read) for m in count().misses}
    assert (4, "dates", "2019-06-09", None) in misses
    assert (4, "dates", None, "2018-06-09") in misses
    assert (3, "paragraphs.kind", "title", "heading") in misses
    assert (4, "participants.country", "NO", "SE") in misses
    assert (6, "actions", "REQUEST", "REJECT") in misses
    assert (9, "actions.found", "PROTEST", None) in misses
    assert (6, "mentions.linked", None, None) not in misses
    assert (4, "meetings.participants", "Harbour League (attendee)", None) in misses
    assert (4, "meetings.participants", None, "Dock League (host)") in misses
    assert {m.source for m in count().misses} == {"harbour.txt"}


def test_each_shortfall_has_its_miss(count):
    tally = count()
    missed = {m.measure for m in tally.misses}
    short = {name for name, c in tally.counts.items() if c.correct < max(c.read, c.expected)}
    assert missed == short


def test_a_build_that_is_the_key_is_right_throughout(count, key_content, tables):
    for row in key_content["paragraphs"]:
        row["kind"], row["lang"] = "body", "en"
    for row in tables["paragraphs"]:
        row["kind"], row["language"] = "body", "en"
    counts = count(key_content, tables).counts
    assert counts["paragraphs.kind"] == counts["paragraphs.language"] == Count(9, 9, 9)
    assert counts["paragraphs.kind"].f1 == 100


def test_a_text_of_which_nothing_was_read_has_no_precision(count, tables):
    empty = count(changed={name: [] for name in tables}).counts
    assert empty["dates"] == Count(0, 0, 4)
    assert (empty["dates"].f1, empty["dates"].precision, empty["dates"].recall) == (0, None, 0)
    assert empty["paragraphs.kind"] == Count(0, 0, 9)


def test_meetings_without_evidence_in_the_text_are_not_its_own(count, tables):
    tables["evidence"] = [row for row in tables["evidence"] if row["row_id"] != "imcwp-8"]
    assert count(changed=tables).counts["meetings"] == Count(2, 2, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Party’s  Congress", "party's congress"),
        ("Workers´ Party", "workers party"),
        ("Köln–Süd", "koln sud"),
        ("“Peace!”", "peace"),
        (None, ""),
    ],
)
def test_names_are_compared_without_their_typography(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("3-4 June 2019", "from 3–4 June 2019", True),
        ("met the League in the port", "the League met", True),
        ("a b c d", "c d e f", True),
        ("a b c d", "d e f g", False),
        ("peace", "", False),
        ("...", "...", False),
    ],
)
def test_words_overlap_where_one_holds_the_other_or_half_is_shared(one, other, same):
    assert overlapping(one, other) is same
    assert overlapping(other, one) is same


@given(st.text(max_size=40))
def test_the_comparable_form_is_words_parted_by_single_spaces(text):
    form = comparable(text)
    assert form.split(" ") == form.split() or form == ""
    assert comparable(f"  {text} ...") == form
    assert overlapping(text, text) is bool(form)


@given(st.lists(st.integers(0, 3), max_size=12), st.lists(st.integers(0, 3), max_size=12))
def test_every_item_is_matched_at_most_once_and_as_many_as_can_be(expected, read):
    pairs = matched(expected, read, lambda a, b: a == b)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert len(pairs) == sum(min(expected.count(n), read.count(n)) for n in range(4))
    assert matched(expected, read, lambda a, b: a == b, (lambda n: n, lambda n: n)) == pairs
