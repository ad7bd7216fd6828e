"""Answer keys: which files are keys, where their texts are, and what a mistake says."""

from __future__ import annotations

import json

import pytest

from imcwp_data.errors import AnswerKeyError, SourceError
from imcwp_data.evaluation.keys import read_keys


def message(folder, seeds=None) -> str:
    with pytest.raises(AnswerKeyError) as caught:
        read_keys(folder, seeds)
    return str(caught.value)


def test_a_key_is_read_with_the_text_beside_it(gold):
    (key,) = read_keys(gold(), None)
    assert key.source.source_id == "harbour"
    assert key.source.text.startswith("Harbour Tribune\n")
    assert key.rows["dates"][0]["edtf"] == "2019-06-12"


def test_a_text_that_is_not_beside_its_key_is_looked_for_in_the_seeds(gold, tmp_path):
    folder = gold()
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (folder / "harbour.txt").rename(seeds / "harbour.txt")
    assert len(read_keys(folder, seeds)) == 1
    assert "harbour.json, field source: there is no harbour.txt in" in message(folder)


def test_other_files_are_no_keys(gold):
    folder = gold()
    (folder / "figures.json").write_text('{"f1": {"dates": 99.0}}')
    (folder / "list.json").write_text("[1, 2]")
    (folder / "notes.md").write_text("{")
    assert len(read_keys(folder, None)) == 1


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_ends_and_byte_order_marks_are_no_mistakes(gold, mark):
    folder = gold()
    path = folder / "harbour.txt"
    path.write_bytes((mark + path.read_text(encoding="utf-8").replace("\n", "\r\n")).encode())
    assert len(read_keys(folder, None)) == 1


def test_a_no_break_space_is_a_space(gold, key_content):
    text = gold().joinpath("harbour.txt").read_text(encoding="utf-8").replace("12 June", "12\u00a0June")
    assert len(read_keys(gold(key_content, text), None)) == 1


def test_no_folder_and_no_keys(tmp_path):
    assert "there is no such folder" in message(tmp_path / "missing")
    assert "holds no answer key" in message(tmp_path)


def test_what_is_no_json_is_named_by_line_and_column(gold):
    assert "harbour.json, line 3, column 1: this is not JSON" in message(gold('{\n"source": "harbour.txt",\n]'))
    assert "nested too deep" in message(gold("[" * 100_000))
    assert "'line' stands twice" in message(gold('{"source": "harbour.txt", "dates": [{"line": 1, "line": 2}]}'))


def test_bytes_that_are_no_utf_8(gold):
    folder = gold()
    (folder / "harbour.json").write_bytes(b'{"source": "\xff"}')
    assert "is not UTF-8" in message(folder)


def test_a_text_that_cannot_be_read_is_named(gold):
    folder = gold()
    (folder / "harbour.txt").write_bytes(b"caf\xe9")
    with pytest.raises(SourceError, match=r"harbour\.txt, line 1"):
        read_keys(folder, None)


def test_a_key_without_its_source(gold, key_content):
    del key_content["source"]
    assert "field source: is missing" in message(gold(key_content))


@pytest.mark.parametrize("name", ["../harbour.txt", "a/harbour.txt", "harbour", 7, ""])
def test_the_source_is_the_name_of_a_text(gold, key_content, name):
    key_content["source"] = name
    assert "is no name of a text; write one such as harbour.txt" in message(gold(key_content))


def test_two_keys_of_one_text(gold, key_content):
    folder = gold()
    (folder / "again.json").write_text(json.dumps(key_content), encoding="utf-8")
    assert "again.json is a key of harbour.txt too" in message(folder)


def change(path, value):
    """Return a change of a key: the value at a path of list, row, field."""

    def apply(content):
        at = content
        for step in path[:-1]:
            at = at[step]
        if value is ...:
            del at[path[-1]]
        else:
            at[path[-1]] = value

    return apply


MISTAKES = [
    (("dates", 1, "surface"), "5-6 June", "dates, row 2, field surface: '5-6 June' is not in line 4 of harbour.txt"),
    (("actions", 0, "quote"), "met us", "actions, row 1, field quote: 'met us' is not in line 4"),
    (("dates", 0, "line"), 99, "dates, row 1, field line: harbour.txt has no line 99"),
    (("dates", 0, "line"), 5, "dates, row 1, field line: line 5 of harbour.txt is blank"),
    (("dates", 0, "line"), "2", "dates, row 1, field line: '2' is not the number of a line"),
    (("dates", 0, "line"), True, "True is not the number of a line"),
    (("dates", 0, "edtf"), "12.6.2019", "'12.6.2019' does not have the form of dates.date_edtf"),
    (("dates", 0, "edtf"), ..., "dates, row 1, field edtf: is missing"),
    (
        ("paragraphs", 2, "kind"),
        "headline",
        "paragraphs, row 3, field kind: 'headline' is not known; write one of title,",
    ),
    (("paragraphs", 2, "lang"), "English", "'English' does not have the form of paragraphs.language"),
    (("paragraphs", 2, "line"), 4, "paragraphs: line 4 has 2 rows"),
    (("paragraphs", 8), ..., "paragraphs: line 10 of harbour.txt has no row"),
    (("participants", 0, "kind"), "syndicate", "participants, row 1, field kind: 'syndicate' is not known"),
    (("participants", 0, "country"), "Norway", "'Norway' does not have the form of participants.country_code"),
    (("participants", 0, "aliases"), "NWP", "field aliases: 'NWP' is not a list of texts"),
    (("participants", 0, "aliases"), ["NWP", 5], "is not a list of texts"),
    (("mentions", 5, "participant"), "Ann Rock", "'Ann Rock' is no name in participants (did you mean 'Ann Rook'?)"),
    (("meetings", 0, "status"), "done", "meetings, row 1, field status: 'done' is not known"),
    (("meetings", 0, "parties"), 12.5, "meetings, row 1, field parties: 12.5 is not a whole number"),
    (("meetings", 0, "evidence_lines"), [4, 5], "field evidence_lines: line 5 of harbour.txt is blank"),
    (
        ("meetings", 0, "participants", 1, "role"),
        "guest",
        "meetings, row 1, participants, row 2, field role: 'guest' is not known",
    ),
    (("meetings", 0, "participants"), {}, "field participants: {} is not a list of rows"),
    (("actions", 1, "type"), "DEMAND", "actions, row 2, field type: 'DEMAND' is not known; write one of AGREE,"),
    (("actions", 1, "themes"), ["cuba", "ports"], "field themes: 'ports' is not known"),
    (("actions", 2, "quantity"), "40", "field quantity: '40' is not a number"),
    (("documents", 0, "published"), "12 June 2019", "'12 June 2019' is no ISO 8601 date"),
    (("documents", 1, "first_line"), 7, "documents, row 2, field first_line: line 7 belongs to the document before"),
    (("documents", 1, "last_line"), 3, "field last_line: line 3 stands before first_line, 8"),
    (("documents", 0, "publised"), None, "documents, row 1, field publised: is not known (did you mean 'published'?)"),
    (("dates",), ..., "field dates: is missing; write an empty list"),
    (("dates",), {}, "field dates: {} is no list"),
    (("dates", 0), 3, "dates, row 1: 3 is no row"),
]


@pytest.mark.parametrize(("path", "value", "said"), MISTAKES, ids=[said[:50] for _, _, said in MISTAKES])
def test_a_mistake_is_one_line_with_file_row_and_field(gold, key_content, path, value, said):
    change(path, value)(key_content)
    text = message(gold(key_content))
    assert said in text
    line = next(line for line in text.splitlines() if said in line)
    assert "harbour.json, " in line
    assert ";" in line


def test_a_single_slip_is_a_single_line(gold, key_content):
    key_content["dates"][1]["surface"] = "5-6 June"
    assert len(message(gold(key_content)).splitlines()) == 1


def test_fields_of_the_annotator_s_own_are_left_alone(gold, key_content):
    key_content["note"] = "The dateline is doubtful."
    key_content["dates"][0]["remark"] = "of the page"
    assert len(read_keys(gold(key_content), None)) == 1


def test_many_mistakes_are_cut(gold, key_content):
    key_content["dates"] = [{"line": 77, "surface": "x", "edtf": "2019"}] * 50
    lines = message(gold(key_content)).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "... and 30 more"
