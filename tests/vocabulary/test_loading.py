"""What a curator is told about a mistake in a vocabulary file."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from imcwp_data import vocabulary as package
from imcwp_data.errors import ImcwpError, VocabularyError
from imcwp_data.vocabulary import load_vocabulary

HEADERS = {
    "parties": "name,acronym,country_code,other_names",
    "organisations": "name,acronym,country_code,other_names",
    "governments": "name,acronym,country_code,other_names",
    "intergovernmental": "name,acronym,country_code,other_names",
    "outlets": "name,acronym,country_code,other_names",
    "countries": "country_code,name,kind,article,other_names,adjectives,people,spanish_names,capital,"
    "latitude,longitude",
    "places": "name,country_code,kind,rank,latitude,longitude,other_names",
    "given_names": "name",
    "leaders": "surname,country_codes",
    "roles": "role,language,kind",
    "organisation_nouns": "noun,language,position,kind,lower_case",
    "events": "lemma,language,part_of_speech,followed_by,object_class,event_type,status",
    "event_objects": "word,language,object_class",
    "irregular_verbs": "lemma,language,present,past,participle",
    "themes": "cue,language,theme,strength",
    "theme_causes": "theme,beneficiary_code,adversary_code,only_named",
    "rubrics": "rubric,document_type,in_title,language",
    "meeting_cues": "attribute,value,cue,language",
    "meeting_series": "series,participant,kind,short_name",
    "meeting_sessions": "year,place,series,kind",
    "shared_acronyms": "acronym,name",
}
ROWS = {
    "parties": ["Green Hills Party,GHP,GR,GHP Greece; Party of the Green Hills", "Quiet Harbour Party,QHP,NO,"],
    "countries": [
        "GR,Greece,country,,Hellas,Greek,Greeks,Grecia,Athens,39.1,22.9",
        "NO,Norway,country,,,Norwegian,Norwegians,Noruega,Oslo,64.5,12",
    ],
    "places": ["Athens,GR,city,1,37.98,23.73,Atenas", "Oslo,NO,city,1,59.91,10.75,"],
    "given_names": ["Ana", "Berit"],
    "roles": ["secretary,en,party"],
    "organisation_nouns": ["committee,en,last,organisation,yes"],
}

ATHENS, OSLO = ROWS["places"]
GREECE, NORWAY = ROWS["countries"]

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a folder of small vocabularies; keyword arguments replace the rows of a file."""

    def write_folder(**rows: list[str]) -> Path:
        for stem, header in HEADERS.items():
            lines = [header, *rows.get(stem, ROWS.get(stem, []))]
            (tmp_path / f"{stem}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path

    return write_folder


def fault_of(folder: Path) -> str:
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(folder)
    return str(caught.value)


def test_a_folder_of_right_files_is_read(write: Write) -> None:
    vocabulary = load_vocabulary(write())
    party = vocabulary.parties[0]
    assert (party.participant_id, party.kind, party.acronym, party.country_code) == (
        "green-hills-party",
        "party",
        "GHP",
        "GR",
    )
    assert party.other_names == ("GHP Greece", "Party of the Green Hills")
    assert vocabulary.parties[1].other_names == ()
    assert vocabulary.countries[0].spanish_names == ("Grecia",)
    assert [place.place_id for place in vocabulary.places] == ["athens", "greece", "norway", "oslo"]
    assert vocabulary.tables["roles"] == ({"role": "secretary", "language": "en", "kind": "party"},)


def test_a_further_file_of_a_curator_becomes_a_table(write: Write) -> None:
    folder = write()
    (folder / "verbs.csv").write_text("verb,type\ndonate,AID\n", encoding="utf-8")
    assert load_vocabulary(folder).tables["verbs"] == ({"verb": "donate", "type": "AID"},)


def test_a_byte_order_mark_and_line_ends_of_other_systems_are_read(write: Write) -> None:
    folder = write()
    path = folder / "given_names.csv"
    path.write_bytes(b'\xef\xbb\xbfname\r\nAna\r\n"Berit"\r\n')
    assert [row["name"] for row in load_vocabulary(folder).tables["given_names"]] == ["Ana", "Berit"]


def test_a_mistake_is_one_that_users_can_mend(write: Write) -> None:
    folder = write()
    (folder / "parties.csv").unlink()
    with pytest.raises(ImcwpError):
        load_vocabulary(folder)


@pytest.mark.parametrize("stem", sorted(HEADERS))
def test_a_missing_file_is_named(write: Write, stem: str) -> None:
    folder = write()
    (folder / f"{stem}.csv").unlink()
    message = fault_of(folder)
    assert str(folder / f"{stem}.csv") in message
    assert "missing" in message


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert str(tmp_path / "nowhere") in fault_of(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("stem", "rows", "line", "column", "value", "advice"),
    [
        ("parties", [",GHP,GR,"], 2, "name", "empty", "fill it in"),
        ("parties", ["B Party,,GR,", "A Party,,GR,"], 3, "name", "'A Party'", "move the row up to line 2"),
        ("parties", ["A Party,,GR,", "A Party,,NO,"], 3, "name", "'A Party'", "join the two rows"),
        ("parties", ["A Party,,GR,", "a-party,,NO,"], 3, "name", "'a-party'", "join the two rows"),
        ("parties", ["A Party,,gr,"], 2, "country_code", "'gr'", "two capital letters"),
        ("parties", ["A Party,,XQ,"], 2, "country_code", "'XQ'", "add the country"),
        ("parties", ["A Party,,GR,AP;Old AP"], 2, "other_names", "'AP;Old AP'", "'; '"),
        ("parties", ["A Party,,GR,AP; AP"], 2, "other_names", "'AP'", "delete one"),
        ("parties", ["A Party,,GR,AP; "], 2, "other_names", "'AP; '", "take it out"),
        ("parties", ["A Party,,GR,B Party", "B Party,,NO,"], 2, "other_names", "'B Party'", "delete it here"),
        ("parties", ["A Party,,GR,AP", "B Party,,GR,AP"], 3, "other_names", "'AP'", "keep it in one"),
        ("places", ["Athens,GR,town,1,37.98,23.73,", OSLO], 2, "kind", "'town'", "city, country, region"),
        ("places", ["Athens,GR,city,0,37.98,23.73,", OSLO], 2, "rank", "'0'", "1, 2, 3"),
        ("places", ["Athens,GR,city,1,97.98,23.73,", OSLO], 2, "latitude", "'97.98'", "decimal degrees"),
        ("places", ["Athens,GR,city,1,37.98,east,", OSLO], 2, "longitude", "'east'", "decimal degrees"),
        ("places", ["Athens,GR,city,1,37.98,,", OSLO], 2, "longitude", "one coordinate", "both or neither"),
        ("places", [ATHENS, OSLO, "Oslo,GR,city,1,1,1,"], 4, "name", "'Oslo, GR, city'", "move the row up to line 3"),
        ("places", [ATHENS, "Oslo,GR,city,1,1,1,", OSLO], 4, "rank", "'oslo'", "rank the one less often"),
        ("places", [ATHENS], 3, "capital", "'Oslo'", "add it there"),
        ("countries", [GREECE, NORWAY.replace("Noruega", "Hellas")], 3, "spanish_names", "'Hellas'", "one country"),
        ("roles", ["secretary,english,party"], 2, "language", "'english'", "such as en"),
        ("organisation_nouns", ["committee,en,last,gang,yes"], 2, "kind", "'gang'", "write one of"),
        ("given_names", ["Ana", "Ana"], 3, "name", "'Ana'", "join the two rows"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_line_column_value_and_what_to_do(
    write: Write, stem: str, rows: list[str], line: int, column: str, value: str, advice: str
) -> None:
    folder = write(**{stem: rows})
    file = "countries" if column == "capital" else stem
    start = f"{folder / file}.csv, line {line}, column {column}: "
    (message,) = [text for text in fault_of(folder).splitlines() if text.startswith(start)]
    assert value in message
    assert advice in message


def test_two_rows_share_another_name_where_their_countries_differ(write: Write) -> None:
    parties = load_vocabulary(write(parties=["A Party,AP,GR,AP", "B Party,AP,NO,AP"])).parties
    assert [party.other_names for party in parties] == [("AP",), ("AP",)]


def test_places_of_one_name_have_ids_of_their_own(write: Write) -> None:
    rows = ["Athens,GR,city,1,37.98,23.73,", "Oslo,GR,city,2,1,1,", "Oslo,NO,city,1,59.91,10.75,"]
    ids = {(p.place_id, p.country_code, p.rank) for p in load_vocabulary(write(places=rows)).places if p.name == "Oslo"}
    assert ids == {("oslo", "NO", 1), ("oslo-gr", "GR", 2)}


def test_every_mistake_is_reported_at_once(write: Write) -> None:
    message = fault_of(write(parties=["A Party,,gr,", "B Party,,no,"], given_names=["Berit", "Ana"]))
    assert len(message.splitlines()) == 3


def test_lines_are_counted_where_a_cell_is_quoted_or_a_line_is_blank(write: Write) -> None:
    message = fault_of(write(parties=['"A, B and C Party",,GR,', "", "D Party,,gr,"]))
    assert "parties.csv, line 4, column country_code" in message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"name\nAna\nJos\xe9\n", ("line 3", "0xe9", "save the file as UTF-8")),
        (b"", ("empty", "header")),
        (b'name\n"Ana\n', ("not CSV", "quotation mark")),
        (b"names\nAna\n", ("line 1", "'names'", "write 'name'")),
        (b"name\nAna,Berit\n", ("line 2", "2 cells", "quote cells that hold commas")),
    ],
)
def test_a_file_that_is_no_such_table_is_named(write: Write, data: bytes, words: tuple[str, ...]) -> None:
    folder = write()
    (folder / "given_names.csv").write_bytes(data)
    message = fault_of(folder)
    assert str(folder / "given_names.csv") in message
    assert all(word in message for word in words)


def test_a_vocabulary_travels_to_other_processes_unchanged() -> None:
    vocabulary = load_vocabulary()
    assert pickle.loads(pickle.dumps(vocabulary)) == vocabulary


def test_a_copied_folder_reads_as_the_package_own(tmp_path: Path) -> None:
    for path in Path(package.__file__).parent.glob("*.csv"):
        shutil.copy(path, tmp_path)
    assert load_vocabulary(tmp_path) == load_vocabulary()


@pytest.mark.parametrize(
    ("stem", "rows", "words"),
    [
        ("events", ["demand,en,verb,,,DEMAND,"], ("line 2, column event_type", "'DEMAND'", "REQUEST")),
        ("events", ["demand,en,verb,,,REQUEST,wanted"], ("line 2, column status", "'wanted'", "called_for")),
        (
            "events",
            ["demand,en,verb,,ending,REQUEST,"],
            ("line 2, column object_class", "'ending'", "event_objects.csv"),
        ),
        (
            "events",
            ["demand,en,verb,,,ACCUSE,", "demand,en,verb,,,REQUEST,"],
            ("line 3, column lemma", "line 2 already", "join the two rows"),
        ),
        ("themes", ["strike,en,work,strong"], ("line 2, column theme", "'work'", "labour")),
        ("meeting_cues", ["status,done,was held,en"], ("line 2, column value", "'done'", "held")),
        ("meeting_series", ["IMCWP,Quiet Harbor Party,regular,IMCWP"], ("line 2, column participant", "Quiet Harbor")),
        ("leaders", ["Okafor,GR; XX"], ("line 2, column country_codes", "'XX'", "countries.csv")),
        ("shared_acronyms", ["QHP,Quiet Harbor Party"], ("line 2, column name", "Quiet Harbor Party")),
    ],
)
def test_a_rule_that_says_what_no_schema_or_file_knows_is_named(write, stem, rows, words):
    message = fault_of(write(**{stem: rows}))
    assert f"{stem}.csv" in message
    for word in words:
        assert word in message
