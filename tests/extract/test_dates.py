"""Dates of whole documents. Every text here is invented."""

from __future__ import annotations

from imcwp_data.extract.dates import find_dates
from imcwp_data.model import Document, Paragraph
from imcwp_data.text.date_grammar import DateGrammar

GRAMMAR = DateGrammar()


def document(*texts: str, published: str | None = "2014-06-18", language: str = "en") -> Document:
    paragraphs = tuple(Paragraph(n, n, "body", language, text, 0, len(text)) for n, text in enumerate(texts, 1))
    return Document("x", 1, None, "news", published, None, None, None, None, language, 0, 0, paragraphs)


def test_dates_know_their_paragraph_their_characters_and_their_bounds() -> None:
    read = document("Nothing here.", "The strike began on 2 June and ended last week, on 10 June 2014.")
    dates = find_dates(read, GRAMMAR)
    assert [(date.position, date.surface, date.date_edtf) for date in dates] == [
        (2, "2 June", "2014-06-02"),
        (2, "10 June 2014", "2014-06-10"),
    ]
    for date in dates:
        assert read.paragraph(date.position).text[date.char_start : date.char_end] == date.surface
        assert (date.start_date, date.end_date) == (date.date_edtf, date.date_edtf)
    assert [date.basis for date in dates] == ["inferred", "explicit"]


def test_open_dates_have_one_bound_and_recurring_ones_none() -> None:
    dates = find_dates(document("Postponed until at least spring 2015.", "Every 29 November we meet."), GRAMMAR)
    assert [(date.date_edtf, date.start_date, date.end_date) for date in dates] == [
        ("2015-21/..", "2015-03-01", None),
        ("XXXX-11-29", None, None),
    ]


def test_without_a_date_of_publication_years_come_from_the_days_that_are_written_in_full() -> None:
    texts = ("They met on November 5 & 6.", "A session on 10–12 December 2021 will follow; the first one was in 1998.")
    dates = find_dates(document(*texts, published=None), GRAMMAR)
    assert [date.date_edtf for date in dates] == ["2021-11-05/2021-11-06", "2021-12-10/2021-12-12", "1998"]
    assert dates[0].basis == "inferred"


def test_history_does_not_date_a_text_that_names_later_years() -> None:
    texts = ("The union was founded on 30 December 1922.", "We will march on 8 March.", "That is our plan for 2022.")
    assert [date.date_edtf for date in find_dates(document(*texts, published=None), GRAMMAR)] == [
        "1922-12-30",
        "2022-03-08",
        "2022",
    ]


def test_nothing_relative_is_read_without_a_date_of_publication() -> None:
    assert find_dates(document("They met yesterday and on Monday.", published=None), GRAMMAR) == ()


def test_a_month_of_publication_fills_in_years() -> None:
    dates = find_dates(document("The congress met on 30 November.", published="2014-01"), GRAMMAR)
    assert [date.date_edtf for date in dates] == ["2013-11-30"]


def test_each_paragraph_is_read_in_its_own_language() -> None:
    read = document("On 5 May 2014.", "La huelga de mayo fue larga.", language="en")
    spanish = Paragraph(2, 2, "quote", "es", read.paragraph(2).text, 0, 0)
    mixed = Document(
        "x", 1, None, "news", "2014-06-18", None, None, None, None, "en", 0, 0, (read.paragraph(1), spanish)
    )
    assert [date.date_edtf for date in find_dates(mixed, GRAMMAR)] == ["2014-05-05", "2014-05"]


def test_a_year_in_the_path_to_a_page_dates_what_leaves_out_its_year() -> None:
    path = Paragraph(1, 1, "boilerplate", "en", "Home » News » 2013", 0, 18)
    texts = ("On Wednesday 20 February the ports stood still.", "Six pickets were taken away on Monday.")
    body = tuple(Paragraph(n, n, "body", "en", text, 0, len(text)) for n, text in enumerate(texts, 2))
    read = Document("x", 1, None, "news", None, None, None, None, None, "en", 0, 0, (path, *body))
    assert [date.date_edtf for date in find_dates(read, GRAMMAR)] == ["2013", "2013-02-20", "2013-02-18"]


def test_items_of_a_plan_lie_ahead_of_it() -> None:
    item = Paragraph(1, 1, "list_item", "en", "Marches for equal pay on 8 March.", 0, 33)
    plan = Document("x", 1, None, "joint_actions", "2017-11-03", None, None, None, None, "en", 0, 0, (item,))
    news = Document("x", 1, None, "news", "2017-11-03", None, None, None, None, "en", 0, 0, (item,))
    assert [date.date_edtf for date in find_dates(plan, GRAMMAR)] == ["2018-03-08"]
    assert [date.date_edtf for date in find_dates(news, GRAMMAR)] == ["2017-03-08"]
