import re
import shutil
import sqlite3
import statistics
import time

import pytest

from imcwp_data.explorer.site import PARAGRAPHS_A_PAGE

from .conftest import RELEASE, Client

DOCUMENT = "003_404ff5b579af2ce0.1"
EVIDENCE = f"{DOCUMENT}.4.e10"
LONG = "long.1"
HOSTILE = '<script>alert("1")</script> & "quoted" \'text\''


@pytest.fixture(scope="module")
def page(client):
    return client.get(f"/documents/{DOCUMENT}").text


def _column(sql, *parameters):
    with sqlite3.connect(f"file:{RELEASE / 'imcwp.db'}?mode=ro", uri=True) as database:
        return [row[0] for row in database.execute(sql, parameters)]


def _paragraph(html, position):
    return html.partition(f'id="p{position}"')[2].partition('<div class="paragraph')[0]


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The release with a document of 130 paragraphs, and with hostile texts in another."""
    folder = tmp_path_factory.mktemp("changed")
    shutil.copy(RELEASE / "imcwp.db", folder)
    (folder / "imcwp.db").chmod(0o600)
    with sqlite3.connect(folder / "imcwp.db") as database:
        database.execute(
            "insert into documents (document_id, source_id, part, title, document_type, language, char_start, "
            f"char_end, paragraph_count, word_count) select '{LONG}', source_id, 90, 'Long', 'report', 'el', 0, 9, "
            "130, 130 from documents limit 1"
        )
        for n in range(1, 131):
            database.execute(
                "insert into paragraphs (paragraph_id, document_id, position, line, kind, language, text, char_start, "
                "char_end, word_count) values (?, ?, ?, ?, 'body', 'el', ?, 0, 9, 2)",
                (f"{LONG}.{n}", LONG, n, n, f"λέξη {n}"),
            )
        database.execute(
            "insert into evidence (evidence_id, table_name, row_id, column_name, value, paragraph_id, char_start, "
            f"char_end, quote, rule, certainty, accepted) values ('{LONG}.101.e1', 'meetings', 'imcwp-22', 'theme', "
            f"'λέξη', '{LONG}.101', 0, 4, 'λέξη', 'meeting.theme', 1.0, 0)"
        )
        for table, columns in {
            "documents": ("title", "author", "outlet"),
            "participants": ("name",),
            "places": ("name",),
            "meetings": ("name",),
            "evidence": ("rule", "value"),
            "sources": ("publisher", "rights"),
        }.items():
            for column in columns:
                database.execute(f"update {table} set {column} = ? where {column} not null", (HOSTILE,))
        database.execute("update paragraphs set text = ? || text where document_id = ?", (HOSTILE, DOCUMENT))
        database.execute("update sources set url = 'javascript:alert(1)'")
    database.close()
    made = Client(folder)
    yield made
    made.close()


def test_every_paragraph_has_an_address_and_its_number_leads_there(client, site, page):
    ids = _column("select paragraph_id from paragraphs where document_id = ?", DOCUMENT)
    assert len(ids) == 16
    for paragraph_id in ids:
        address = site.passage(paragraph_id)
        assert f'href="{address}"' in page
        assert f'id="{address.partition("#")[2]}"' in page


def test_marks_lead_to_the_pages_of_what_they_name(site, page):
    text = _paragraph(page, 4)
    assert f'href="{site.path("participants", "communist-party-of-greece")}">Communist Party of Greece</a>' in text
    assert f'href="{site.path("meetings", "imcwp-extraordinary-2021-12")}">teleconference</a>' in text
    assert f'href="{site.path("actions", f"{DOCUMENT}.4.a1")}"' in text
    assert 'title="Participant: Communist Party of Greece (party)' in text


def test_a_date_leads_to_the_actions_of_its_days(client):
    page = client.get("/documents/000_423a86f05c092d30.1").text
    assert 'href="/actions?from=2021-11-12&amp;to=2021-11-15"' in page


def test_the_margin_tells_each_fact_with_its_rule_and_evidence(site, page):
    margin = _paragraph(page, 4)
    assert re.search(r"cooperate</strong>,\s*reported", margin)
    for number, rule in ((10, "meeting.organiser"), (7, "meeting.status")):
        assert re.search(rf'href="{re.escape(site.path("evidence", f"{DOCUMENT}.4.e{number}"))}"[^>]*>{rule}<', margin)


def test_all_evidence_of_a_document_is_on_its_page(page):
    ids = _column("select evidence_id from evidence where paragraph_id like ?", f"{DOCUMENT}.%")
    assert len(ids) > 200
    assert not [one for one in ids if f'/evidence/{one}"' not in page]


def test_a_passage_leads_to_its_rows(site, page):
    for table in ("evidence", "mentions", "actions"):
        assert f'href="{site.table(table, paragraph_id__exact=f"{DOCUMENT}.4")}"' in _paragraph(page, 4)


def test_the_evidence_asked_for_is_marked_and_its_facts_are_open(client, site):
    page = client.get(site.passage(f"{DOCUMENT}.4", EVIDENCE).partition("#")[0]).text
    paragraph = _paragraph(page, 4)
    assert re.search(r'<mark class="mark mark-evidence">.*Communist Party of Greece', paragraph)
    assert '<details class="of-meeting" open>' in paragraph
    assert page.count('<mark class="mark mark-evidence">') == 1
    assert "no piece of evidence" in client.get(f"/documents/{DOCUMENT}?evidence=nothing").text


def test_a_repeated_passage_leads_to_both_side_by_side(client, site):
    later, earlier = "001_e75d475c6ead23d5.1.12", "000_423a86f05c092d30.1.6"
    for paragraph_id, other in ((later, earlier), (earlier, later)):
        document_id, _, position = paragraph_id.rpartition(".")
        paragraph = _paragraph(client.get(f"/documents/{document_id}").text, position)
        assert f'href="{site.path("compare", later, earlier)}"' in paragraph
        assert f'href="{site.passage(other)}"' in paragraph


def test_furniture_is_folded_away_but_there(client):
    page = client.get("/documents/001_e75d475c6ead23d5.1").text
    folded = page.partition('<details class="furniture"')[2]
    assert folded.index("top of page") < folded.index('<details class="furniture"')


def test_the_source_and_its_neighbours_are_told(client, site):
    page = client.get("/documents/002_302ec6be8646aaaa.4").text
    assert "88475739b62dba9fb4a30355c05f89cda5ca47b60afe1213813894d748234eb9" in page
    assert f'rel="prev" href="{site.path("documents", "002_302ec6be8646aaaa.3")}"' in page
    assert f'rel="next" href="{site.path("documents", "002_302ec6be8646aaaa.5")}"' in page
    assert "How to cite this document" in page


def test_a_passage_in_another_language_says_which(client):
    [slogan] = _column("select paragraph_id from paragraphs where text = '¡Patria o Muerte!'")
    document_id, _, position = slogan.rpartition(".")
    assert 'lang="es" dir="auto">' in _paragraph(client.get(f"/documents/{document_id}").text, position)


def test_a_long_document_is_read_page_by_page_and_every_passage_is_on_the_page_of_its_address(changed):
    site = changed.site
    for position in (1, PARAGRAPHS_A_PAGE, PARAGRAPHS_A_PAGE + 1, 130):
        address, _, anchor = site.passage(f"{LONG}.{position}").partition("#")
        html = changed.get(address).text
        assert f'id="{anchor}"' in html
        assert html.count('<div class="paragraph') <= PARAGRAPHS_A_PAGE
    assert changed.get(f"/documents/{LONG}?from=999999999").status_code == 200
    assert 'id="p1"' in changed.get(f"/documents/{LONG}?from=nonsense").text


def test_evidence_alone_finds_its_page(changed):
    html = changed.get(f"/documents/{LONG}?evidence={LONG}.101.e1").text
    assert '<mark class="mark mark-evidence">' in _paragraph(html, 101)
    assert "not accepted" in _paragraph(html, 101)


@pytest.mark.parametrize(
    "path",
    [
        f"/documents/{DOCUMENT}", f"/documents/{DOCUMENT}?evidence={EVIDENCE}", "/documents", f"/evidence/{EVIDENCE}",
        f"/compare/001_e75d475c6ead23d5.1.6/{DOCUMENT}.3", "/repeated",
    ],
)  # fmt: skip
def test_hostile_texts_are_escaped(changed, path):
    html = changed.get(path).text
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert 'href="javascript' not in html


def test_the_same_is_there_as_json(client):
    data = client.get(f"/documents/{DOCUMENT}.json").json()
    paragraph = data["paragraphs"][3]
    assert paragraph["paragraph_id"] == f"{DOCUMENT}.4"
    assert paragraph["actions"][0]["event_type"] == "COOPERATE"
    assert paragraph["meetings"][0]["facts"][0]["evidence"][0]["rule"] == "meeting.status"


def test_a_document_that_is_not_there_is_said_so(client):
    assert client.get("/documents/nope").status_code == 404


def test_a_page_is_light_and_soon_there(client):
    times = []
    for _ in range(7):
        start = time.process_time()
        answer = client.get(f"/documents/{DOCUMENT}")
        times.append(time.process_time() - start)
    assert len(answer.content) < 300_000
    assert statistics.median(times) < 0.3
