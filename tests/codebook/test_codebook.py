"""The codebook that is committed is that of the release, and tells of every column."""

from __future__ import annotations

import re
import sqlite3
import xml.etree.ElementTree as ElementTree
from contextlib import closing

import pytest

from imcwp_data.cli import main
from imcwp_data.codebook.columns import column_facts
from imcwp_data.codebook.diagram import diagram
from imcwp_data.codebook.layout import BOX_WIDTH, lay_out
from imcwp_data.codebook.notes import load_notes
from imcwp_data.codebook.pages import codebook, write_codebook
from imcwp_data.errors import ReleaseError, SchemaError
from imcwp_data.schema import load_schemas

SCHEMAS = load_schemas()


@pytest.fixture(scope="module")
def pages(release):
    return codebook(release)


@pytest.fixture(scope="module")
def connection(release):
    with closing(sqlite3.connect(f"file:{release / 'imcwp.db'}?mode=ro&immutable=1", uri=True)) as opened:
        yield opened


def section(page: str, heading: str) -> str:
    return page.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_the_committed_codebook_is_that_of_the_release(root, pages):
    folder = root / "docs" / "codebook"
    committed = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert committed == pages, "run `make codebook` and look at what changed"


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_column_is_on_the_page_of_its_table(pages, table):
    page = pages[f"{table}.md"]
    for heading in ("Columns", "Values", "An example row and where it was read"):
        named = re.findall(r"^\| `(\w+)` \|", section(page, heading), re.MULTILINE)
        assert named == list(SCHEMAS[table].columns), heading
    for field in SCHEMAS[table].fields:
        assert re.search(rf"^\| `{field.name}` \| {field.type} \| \S", section(page, "Columns"), re.MULTILINE)
    assert section(page, "Known limits").count("\n- ") >= 1


@pytest.mark.parametrize("table", SCHEMAS)
def test_nulls_and_distinct_values_are_counted(pages, connection, table):
    rows = {
        line.split("|")[1].strip(" `"): [cell.strip() for cell in line.split("|")[2:4]]
        for line in section(pages[f"{table}.md"], "Values").splitlines()
        if line.startswith("| `")
    }
    (total,) = connection.execute(f"select count(*) from {table}").fetchone()
    for field in SCHEMAS[table].fields:
        values = [value for (value,) in connection.execute(f"select {field.name} from {table}")]
        missing = values.count(None)
        shown = int(rows[field.name][0].removesuffix("%"))
        assert (shown == 0) == (missing == 0)
        assert (shown == 100) == (missing == total)
        assert abs(shown - 100 * missing / total) <= 1
        if field.type != "array":
            assert rows[field.name][1] == f"{len(set(values) - {None}):,}"


def test_the_items_of_lists_are_counted(connection):
    facts = column_facts(connection, "actions", SCHEMAS["actions"].field("themes"))
    (cuba,) = connection.execute("select count(*) from actions where themes like '%\"cuba\"%'").fetchone()
    assert facts.commonest[0] == ("cuba", cuba)
    assert {value for value, _ in facts.commonest} <= set(SCHEMAS["actions"].field("themes").item_enum)


def test_an_example_shows_the_words_that_prove_it(pages, connection):
    page = section(pages["meetings.md"], "An example row and where it was read")
    assert re.search(r"`date_edtf` \| `2021-12-10/2021-12-11` \| “10–11 December 2021” `meeting\.date` \|", page)
    for table in ("meetings", "participants", "actions", "mentions", "dates", "evidence", "quotations", "places"):
        example = section(pages[f"{table}.md"], "An example row and where it was read")
        quoted = re.findall(r"— paragraph `([^`]+)`", example)
        assert quoted, table
        for paragraph_id in quoted:
            assert connection.execute("select 1 from paragraphs where paragraph_id = ?", (paragraph_id,)).fetchone()


def test_the_first_page_answers_by_question_and_names_every_table(pages):
    before_the_list = pages["index.md"].split("## How the tables hang together")[0]
    for table in SCHEMAS:
        assert f"]({table}.md)" in before_the_list, f"no question leads to {table}"
    assert before_the_list.count("```sql") == before_the_list.count("| --- |\n")


def test_keys_are_told_in_both_directions(pages):
    for schema in SCHEMAS.values():
        for key in schema.foreign_keys:
            assert f"({key.table}.md)" in section(pages[f"{schema.name}.md"], "Keys")
            assert f"({schema.name}.md)" in section(pages[f"{key.table}.md"], "Keys")


def test_the_diagram_shows_every_table_and_is_told_in_words():
    drawing = diagram(SCHEMAS)
    assert drawing == diagram(load_schemas())
    space = {"svg": "http://www.w3.org/2000/svg"}
    tree = ElementTree.fromstring(drawing)
    assert tree.get("role") == "img"
    named = tree.get("aria-labelledby", "").split()
    assert [tree.find(f"svg:{name}", space).get("id") for name in ("title", "desc")] == named
    told = tree.find("svg:desc", space).text
    drawn = {element.text for element in tree.iterfind(".//svg:text[@class='name']", space)}
    assert drawn == set(SCHEMAS)
    for schema in SCHEMAS.values():
        for key in schema.foreign_keys:
            assert f"{key.columns[0]} refers to {key.table}" in told
    assert "prefers-color-scheme:dark" in drawing
    assert "http" not in drawing.replace("http://www.w3.org/2000/svg", "")


def test_no_line_of_the_diagram_crosses_a_table_and_no_tables_overlap():
    layout = lay_out(SCHEMAS)
    boxes = list(layout.boxes.values())
    for number, box in enumerate(boxes):
        assert 0 <= box.x <= layout.width - BOX_WIDTH
        assert 0 <= box.y <= layout.height - box.height
        for other in boxes[:number]:
            apart = abs(box.x - other.x) >= BOX_WIDTH
            assert apart or box.y + box.height <= other.y or other.y + other.height <= box.y
        for line in layout.lines:
            for x1, y1, x2, y2 in line.pieces:
                beside = max(x1, x2) <= box.x or min(x1, x2) >= box.x + BOX_WIDTH
                assert beside or max(y1, y2) <= box.y or min(y1, y2) >= box.y + box.height, (line.table, box.table)


def test_every_reference_ends_at_its_column_in_the_diagram():
    layout = lay_out(SCHEMAS)
    ends = {line.table: set(line.ends) for line in layout.lines}
    for schema in SCHEMAS.values():
        box = layout.boxes[schema.name]
        for key in schema.foreign_keys:
            if key.table != schema.name:
                assert (box.x, box.row(key.columns[0])) in ends[key.table]


def test_a_release_of_others_has_a_codebook_too(sample_release, tmp_path, capsys):
    assert main(["codebook", str(sample_release), "--out", str(tmp_path / "new" / "pages")]) == 0
    assert "index.md" in capsys.readouterr().out
    assert {path.stem for path in (tmp_path / "new" / "pages").glob("*.md")} == {"index", *SCHEMAS}
    again = {path: path.read_bytes() for path in (tmp_path / "new" / "pages").iterdir()}
    write_codebook(sample_release, tmp_path / "new" / "pages")
    assert again == {path: path.read_bytes() for path in again}


def test_a_folder_without_a_database_is_named(tmp_path):
    with pytest.raises(ReleaseError, match=r"imcwp\.db"):
        codebook(tmp_path)


def test_a_table_without_limits_stops_the_codebook():
    more = {**SCHEMAS, "new_table": SCHEMAS["places"]}
    with pytest.raises(SchemaError, match=r"'new_table' has no limits"):
        load_notes(more)
    with pytest.raises(SchemaError, match="there is no table 'sources'"):
        load_notes({name: schema for name, schema in SCHEMAS.items() if name != "sources"})
