"""What people come for, click by click."""

from __future__ import annotations

import re

import pandas
import pytest
from playwright.sync_api import expect

import imcwp_data
from imcwp_data.explorer.words import label_of
from tests.browser.browsing import DESK, PHONE, RELEASE

devices = pytest.mark.parametrize("device", [DESK, PHONE], ids=["desk", "phone"])


def downloaded(page, link) -> pandas.DataFrame:
    """Click a link to a CSV file and load what the browser kept."""
    with page.expect_download() as waited:
        link.click()
    with open(waited.value.path(), encoding="utf-8") as handle:  # noqa: PTH123
        return pandas.read_csv(handle)


def shown(table) -> pandas.DataFrame:
    """Return a table as the page shows it, numbers as numbers, without the lines that only head others."""
    head, *rows = table.evaluate("(one) => [...one.rows].map((row) => [...row.cells].map((cell) => cell.innerText))")
    frame = pandas.DataFrame([row for row in rows if len(row) == len(head)], columns=head)
    return frame.apply(lambda column: pandas.to_numeric(column) if column.str.fullmatch(r"\d+").all() else column)


@devices
def test_from_a_search_to_the_passage_to_a_facts_evidence_to_the_table_and_back(new_tab, device):
    tab = new_tab(**device)
    page = tab.page
    tab.open("/")
    page.get_by_role("search", name="Texts").get_by_role("searchbox").fill("solidarity")
    page.keyboard.press("Enter")
    assert page.locator(".results mark").first.inner_text().lower().startswith("solidarity")
    page.locator("a.result").first.click()

    passage = page.locator(".paragraph:target")
    assert "solidarity" in passage.inner_text().lower()
    expect(passage).to_be_in_viewport()
    reader = tab.path

    passage = page.locator(".paragraph", has=page.locator(".margin details:not(.rows) a.rule")).first
    passage.locator("details:not(.rows)", has=page.locator("a.rule")).first.locator("summary").click()
    fact = passage.locator("a.rule:visible").first
    rule = fact.inner_text()
    fact.click()
    assert tab.path.startswith("/evidence/")
    assert rule in page.locator("dl.facts").inner_text()
    quote = page.locator("blockquote mark").first.inner_text()
    evidence = tab.path

    page.get_by_role("link", name="this piece of evidence").click()
    assert tab.path.startswith("/imcwp/evidence?")
    assert page.locator("table.rows-and-columns tbody tr").count() == 1
    row = page.locator("table.rows-and-columns tbody tr")
    assert " ".join(quote.split()) in " ".join(row.inner_text().split())

    row.locator("td.col-evidence_id a.to-page").click()
    assert tab.path == evidence
    page.get_by_role("link", name="Read it in the document").click()
    assert tab.path.split("?")[0] == reader.split("?")[0]
    expect(page.locator(".paragraph:target")).to_be_in_viewport()
    assert quote in page.locator(".paragraph:target").inner_text()


@devices
def test_who_called_for_what_on_these_days_and_where_does_it_say_so(new_tab, device):
    """Three clicks from the first page: the question, the passage, what its words prove."""
    tab = new_tab(**device)
    page = tab.page
    tab.open("/")
    page.get_by_role("link", name=re.compile("Who called for what on 12–15 November 2021")).click()
    called = page.locator(".action-row", has=page.locator(".status-called_for", has_text="called for"))
    first = called.filter(has_text="12–15 November 2021").first
    who = first.locator("dd").first.inner_text()
    what = first.locator("a.to-passage").inner_text()
    assert who != "not named"

    first.locator("a.to-passage").click()
    passage = page.locator(".paragraph:target")
    expect(passage).to_be_in_viewport()
    assert what in passage.inner_text().replace("\n", " ") or passage.locator(".mark").count() > 0
    assert "12-15" in passage.locator(".passage").inner_text()

    page.get_by_role("link", name="what these words prove").click()
    assert "12-15" in page.locator("blockquote").first.inner_text()
    assert "Accepted" in page.locator("main").inner_text()


@devices
def test_other_days_are_as_near(new_tab, device):
    tab = new_tab(**device)
    tab.open("/")
    tab.page.get_by_role("textbox", name="From").fill("2021-12-10")
    tab.page.get_by_role("textbox", name="To").fill("2021-12-11")
    tab.page.get_by_role("button", name="Show the actions").click()
    assert tab.path == "/actions?from=2021-12-10&to=2021-12-11"
    assert tab.page.locator(".action-row").count() > 0


@devices
def test_all_facts_of_a_document_can_be_opened_and_marks_be_hidden(new_tab, device):
    tab = new_tab(**device)
    page = tab.page
    document = imcwp_data.load("actions", folder=RELEASE)["document_id"].mode()[0]
    tab.open(f"/documents/{document}")
    assert page.locator("a.rule:visible").count() == 0
    page.get_by_role("button", name="Open all facts").click()
    assert page.locator("a.rule:visible").count() > 20
    assert tab.too_wide() == []
    if device is PHONE:
        assert tab.barriers(also=("target-size",)) == []
    mark = page.locator("#reader .mark-place").first
    before = mark.evaluate("(one) => getComputedStyle(one).cssText + getComputedStyle(one).textDecorationLine")
    page.get_by_role("button", name="places").click()
    assert page.get_by_role("button", name="places").get_attribute("aria-pressed") == "false"
    after = mark.evaluate("(one) => getComputedStyle(one).cssText + getComputedStyle(one).textDecorationLine")
    assert before != after


@devices
def test_the_timeline_leads_to_a_meeting_and_to_an_action(new_tab, device):
    tab = new_tab(**device)
    page = tab.page
    for kind in ("meeting", "actions"):
        tab.open("/timeline?from=2021-11-02&to=2021-12-14")
        mark = page.locator(f"svg a.mark.{kind}").first
        told = mark.get_attribute("aria-label")
        mark.locator(".shape").first.click()
        assert tab.path.startswith("/meetings/" if kind == "meeting" else "/actions/")
        assert told.split(": ")[-1][:20] in page.locator("h1").inner_text()


@pytest.mark.parametrize("picture", ["timeline", "network", "map", "themes"])
def test_marks_are_reached_with_tab_and_followed_with_enter(new_tab, picture):
    tab = new_tab()
    page = tab.page
    tab.open(f"/{picture}")
    page.locator(".figure-scroll").first.focus()
    page.keyboard.press("Tab")
    focused = page.evaluate_handle("() => document.activeElement").as_element()
    assert focused.evaluate("(one) => one.tagName === 'a' && one.closest('svg') !== null")
    assert focused.get_attribute("aria-label")
    unfocused = page.locator("svg a").last
    ways = (
        "(one) => [one, ...one.querySelectorAll('*')].map((part) => { const s = getComputedStyle(part); "
        "return [s.outlineStyle, s.outlineWidth, s.stroke, s.strokeWidth, s.fill].join(); }).join(';')"
    )
    with_focus = focused.evaluate(ways)
    address = focused.get_attribute("href")
    page.keyboard.press("Tab")
    assert focused.evaluate(ways) != with_focus, "nobody sees where the focus is"
    assert unfocused.count() == 1
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + address)


@devices
def test_the_network_leads_to_the_actions_between_two_and_to_a_participant(new_tab, device):
    tab = new_tab(**device)
    page = tab.page
    tab.open("/network")
    rows = page.locator("#table tbody tr")
    actor, count = rows.first.locator("td").first.inner_text(), int(rows.first.locator("td.number").inner_text())
    rows.first.locator("td.number a").click()
    assert tab.path.startswith("/actions?")
    assert page.locator(".action-row").count() == count
    assert actor in page.locator("main").inner_text()
    page.go_back()
    band = page.locator("svg a[href*='/actions?']").first
    address = band.get_attribute("href")
    band.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**" + address)
    page.go_back()
    name = page.locator("svg a[href*='/participants/']").first
    told = name.locator("text").first.text_content()
    name.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/participants/**")
    assert told[:12] in page.locator("h1").inner_text()


@pytest.mark.parametrize("picture", ["timeline", "network", "map"])
def test_the_table_below_a_picture_can_be_taken_as_csv(new_tab, picture):
    tab = new_tab()
    tab.open(f"/{picture}")
    below = shown(tab.page.locator("#table"))
    taken = downloaded(tab.page, tab.page.locator(f"a[href='/{picture}.csv']"))
    assert len(taken) == len(below) > 0
    columns = [taken[column].tolist() for column in taken.select_dtypes("number").columns]
    numbers = below.select_dtypes("number").columns
    assert len(numbers)
    for number in numbers:
        assert below[number].tolist() in columns, number


def test_the_table_of_themes_can_be_taken_as_csv(new_tab):
    tab = new_tab()
    tab.open("/themes")
    below = shown(tab.page.locator("#table")).set_index("Event type").drop(columns="all").stack()
    taken = downloaded(tab.page, tab.page.locator("a[href='/themes.csv']"))
    cells = zip(taken["event_type"], taken["theme"], taken["count"], strict=True)
    counts = {(label_of(event_type), label_of(theme)): count for event_type, theme, count in cells}
    assert counts == below[below > 0].to_dict()


def test_a_table_that_was_downloaded_is_the_table(new_tab):
    tab = new_tab()
    tab.open("/downloads")
    for table in ("meetings", "actions", "participants"):
        taken = downloaded(tab.page, tab.page.locator(f"a[href='/downloads/csv/{table}.csv']"))
        expected = imcwp_data.load(table, folder=RELEASE)
        assert list(taken.columns) == list(expected.columns)
        key = expected.columns[0]
        assert taken[key].tolist() == expected[key].tolist()
        for column in expected.columns:
            assert taken[column].notna().tolist() == expected[column].notna().tolist(), column
        for column in expected.select_dtypes(["string", "category", "number"]).columns:
            assert taken[column].dropna().tolist() == expected[column].dropna().tolist(), column


@devices
def test_a_filtered_list_can_be_taken_as_csv(new_tab, device):
    tab = new_tab(**device)
    tab.open("/actions?from=2021-11-12&to=2021-11-15&status=called_for")
    texts = tab.page.locator("a.to-passage").all_inner_texts()
    taken = downloaded(tab.page, tab.page.get_by_role("link", name="as CSV"))
    assert taken["text"].tolist() == texts


def test_the_menu_of_a_phone_leads_everywhere_and_closes(new_tab):
    tab = new_tab(**PHONE)
    page = tab.page
    tab.open("/")
    menu = page.locator("details.menu.narrow")
    menu.locator("summary").tap()
    assert menu.get_by_role("link", name="Timeline").is_visible()
    assert tab.too_wide() == tab.barriers(also=("target-size",)) == []
    page.keyboard.press("Escape")
    assert not menu.get_by_role("link", name="Timeline").is_visible()
    menu.locator("summary").tap()
    menu.get_by_role("link", name="Repeated passages").tap()
    page.wait_for_url("**/repeated")


def test_the_menus_of_a_desk_work_with_the_keyboard(new_tab):
    tab = new_tab()
    page = tab.page
    tab.open("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id || location.hash") in {"content", "#content"}
    pictures = page.locator("nav.wide summary", has_text="Pictures")
    pictures.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Timeline"
    assert tab.barriers() == []
    page.keyboard.press("Escape")
    assert pictures.evaluate("(one) => one === document.activeElement && !one.parentElement.open")


def test_sql_is_written_in_an_editor_that_comes_when_it_is_used(new_tab):
    tab = new_tab()
    page = tab.page
    tab.open("/imcwp")
    page.get_by_label("SQL, read-only").focus()
    page.locator(".CodeMirror-focused").wait_for()
    assert tab.barriers() == []
    page.keyboard.press("Control+a")
    page.keyboard.type("select count(*) as how_many from meetings")
    page.keyboard.press("Shift+Enter")
    page.wait_for_url("**how_many**")
    assert page.locator("td.col-how_many").inner_text() == str(len(imcwp_data.load("meetings", folder=RELEASE)))
    page.get_by_role("button", name="Format SQL").click()
    page.wait_for_function("() => document.querySelector('#sql-editor').value.includes('\\n')")


def test_every_page_reads_without_scripts(new_tab):
    tab = new_tab(java_script_enabled=False)
    page = tab.page
    tab.open("/search?q=solidarity")
    page.locator("a.result").first.click()
    page.locator(".margin summary").first.click()
    assert page.locator(".margin details[open] a:visible").count() > 0
    tab.open("/timeline")
    page.locator("svg a.mark.meeting .shape").first.click()
    assert tab.path.startswith("/meetings/")
