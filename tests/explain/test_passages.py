"""``imcwp-data explain``: a document or a paragraph with what was read in it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from imcwp_data.cli import main
from imcwp_data.errors import QueryError
from imcwp_data.explain.release import find_passages, near_names

STATEMENT, REPORT = "010_statement.1", "009_report.1"


@pytest.fixture
def explain(capsys, sample_release, monkeypatch):
    """Run the command on the sample's release; give exit code, output and messages."""
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(["explain", *arguments, "--release", str(sample_release)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_a_paragraph_shows_its_spans_and_below_them_each_fact_with_its_rule(explain):
    code, out, err = explain(f"{STATEMENT}.3")
    assert (code, err) == (0, "")
    head, _, body = out.partition("\n\n")
    assert head.splitlines()[0] == f'{STATEMENT} · Statement of the "Harbour Forum"'
    assert "published 2019-05-03" in head
    assert "https://example.org/statement" in head
    assert body.splitlines() == [
        f"{STATEMENT}.3 · body, line 3, en",
        "The [P1:Harbour Forum] (HF) met in [L1:Lisbon] on [D1:1-3 May 2019]; 12 parties, took part.",
        "P1  “Harbour Forum” is Harbour Forum (organisation) · harbour-forum · name",
        "L1  “Lisbon” is Lisbon (city, PT) · lisbon · place",
        "D1  “1-3 May 2019” is 2019-05-01/2019-05-03 (explicit, 2019-05-01 to 2019-05-03) · range",
        "M   Harbour Forum · other-2019-05-01",
        "    date_edtf = 2019-05-01/2019-05-03, accepted “1-3 May 2019” · invented",
        "    party_count = 12, accepted “12 parties” · invented",
    ]


def test_a_value_that_lost_says_so(explain):
    _, out, _ = explain(f"{REPORT}.2")
    assert "    date_edtf = 2019-05-01/2019-05-04, not accepted “1-4 May 2019” · invented" in out


def test_an_action_shows_what_it_is_who_acts_and_where_it_belongs(explain):
    _, out, _ = explain(f"{STATEMENT}.4")
    assert "The [P1:Red Party of Nowhere] {A1:calls for 2,500 blankets:A1}, and peace | for Ödland." in out
    assert out[out.index("A1  ") :].splitlines() == [
        "A1  REQUEST called for · invented",
        "    quantity 2500 blankets",
        "    meeting other-2019-05-01, Harbour Forum",
    ]
    _, out, _ = explain(f"{STATEMENT}.5")
    assert "    themes peace, other" in out
    assert "    joint axis 1" in out
    _, out, _ = explain(f"{REPORT}.3")
    assert f"    restates {STATEMENT}.5.a1" in out


@pytest.mark.parametrize("name", [STATEMENT, "010_statement", "010", "0", "010_statement.1.9"])
def test_a_document_is_found_by_the_beginning_of_its_id_if_it_is_the_only_one(explain, name):
    code, out, err = explain(name)
    if name == "0":
        assert (code, out) == (1, "")
        assert f"begins the ids of 2 documents: {REPORT}, {STATEMENT}." in err
    elif name.endswith(".9"):
        assert (code, out) == (1, "")
        assert f"document {STATEMENT} has 5 of them. Give {STATEMENT}.1 to {STATEMENT}.5" in err
    else:
        assert (code, err) == (0, "")
        assert [line.split(" · ")[0] for line in out.splitlines() if line.startswith(f"{STATEMENT}.")] == [
            f"{STATEMENT}.{position}" for position in range(1, 6)
        ]
    assert len(err.splitlines()) <= 1


@pytest.mark.parametrize("name", ["010.1.4", f"{STATEMENT}.4.a1", f"{STATEMENT}.4.e2"])
def test_a_paragraph_is_found_by_what_stands_in_it(sample_release, name):
    passages = find_passages(sample_release, name)
    assert [paragraph["paragraph_id"] for paragraph in passages.paragraphs] == [f"{STATEMENT}.4"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("010_statment.1", f"Did you mean {STATEMENT}"),
        ("zzz", f"The documents are {REPORT}, {STATEMENT}."),
        ("", "The documents are"),
        ("%", "The documents are"),
        ("010.2", "There is no document or paragraph '010.2'"),
    ],
)
def test_an_unknown_id_is_one_line_with_what_comes_near(explain, name, hint):
    code, out, err = explain(name)
    assert (code, out) == (1, "")
    (line,) = err.splitlines()
    assert hint in line


def test_of_very_many_names_only_some_are_compared():
    known = [f"{number:06}" for number in range(30_000)]
    assert near_names("002999x", known)[0] == "002999"


def test_silent_furniture_is_dimmed(sample, tmp_path, capsys):
    from imcwp_data.publish.release import publish
    from imcwp_data.schema import arrow_table, load_schemas

    made = sample.Sample()
    for row in made.rows["paragraphs"]:
        if row["paragraph_id"] == f"{REPORT}.4":
            row["kind"] = "boilerplate"
    schemas = load_schemas()
    publish({name: arrow_table(made.rows[name], schema) for name, schema in schemas.items()}, schemas, tmp_path / "r")
    assert main(["explain", f"{REPORT}.4", "--release", str(tmp_path / "r"), "--color", "always"]) == 0
    out = capsys.readouterr().out
    assert "\x1b[2m¡Viva la paz!\x1b[0m" in out
    assert "boilerplate, line 4, es, nothing read" in out


@pytest.mark.parametrize("columns", ["30", "80"])
def test_no_line_is_wider_than_the_terminal(explain, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    _, out, _ = explain("010")
    assert max(map(len, out.splitlines())) <= int(columns)


def test_a_release_of_an_earlier_version_is_one_message(sample_release, tmp_path, capsys):
    import shutil
    import sqlite3

    old = shutil.copytree(sample_release, tmp_path / "old")
    with sqlite3.connect(old / "imcwp.db") as connection:
        connection.execute("alter table evidence rename column certainty to doubt")
    connection.close()
    assert main(["explain", "010", "--release", str(old)]) == 1
    assert "build it anew" in capsys.readouterr().err


def run(root, release, **more: str) -> tuple[str, str]:
    """Return what the command prints on a terminal and into a pipe."""
    command = [sys.executable, "-m", "imcwp_data", "explain", f"{STATEMENT}.3", "--release", str(release)]
    environment = {**os.environ, "PYTHONPATH": str(root), "TERM": "xterm", "COLUMNS": "80", **more}
    if "NO_COLOR" not in more:
        environment.pop("NO_COLOR", None)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdout=theirs, stderr=subprocess.PIPE, env=environment)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other side has been closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert process.wait(timeout=60) == 0
    piped = subprocess.run(command, capture_output=True, env=environment, check=True).stdout
    return seen.decode().replace("\r\n", "\n"), piped.decode()


def test_colours_stand_on_a_terminal_and_nowhere_else(root, sample_release):
    seen, piped = run(root, sample_release)
    assert "\x1b[1;36m[P1:Harbour Forum]\x1b[0m" in seen
    assert "\x1b" not in piped
    import re

    assert re.sub(r"\x1b\[[0-9;]*m", "", seen) == piped


def test_no_color_is_honoured(root, sample_release):
    seen, piped = run(root, sample_release, NO_COLOR="1")
    assert "\x1b" not in seen
    assert seen == piped


def test_an_unknown_passage_is_a_query_error(sample_release):
    with pytest.raises(QueryError):
        find_passages(sample_release, "nowhere")
