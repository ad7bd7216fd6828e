"""The command line: what it prints, where, and its exit codes."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from imcwp_data import cli
from imcwp_data.cli import main, make_parser
from imcwp_data.commands.output import csv_text, text_table
from imcwp_data.progress import TerminalProgress
from imcwp_data.publish.release import write_release
from imcwp_data.schema import load_schemas


@pytest.fixture
def run(capsys, sample_release):
    """Run a command line; give exit code, output and messages. RELEASE stands for the sample's folder."""

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main([str(sample_release) if argument == "RELEASE" else argument for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def one_line(messages: str) -> str:
    (line,) = messages.splitlines()
    assert line.startswith("imcwp-data: ")
    return line


def commands() -> dict[str, argparse.ArgumentParser]:
    (subparsers,) = [a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return dict(subparsers.choices)


def test_the_commands_are_those_of_the_contract():
    assert list(commands()) == [
        "build", "validate", "serve", "tables", "show", "explain", "diff", "evaluate", "codebook",
    ]  # fmt: skip


@pytest.mark.parametrize("name", commands())
def test_the_help_of_each_command_lists_every_option_with_examples(run, name):
    code, out, _ = run(name, "--help")
    assert code == 0
    assert f"imcwp-data {name}" in out.partition("examples:")[2]
    for action in commands()[name]._actions:
        assert action.help
        for option in action.option_strings:
            assert option in out


def test_the_help_lists_the_commands(run):
    code, out, _ = run("--help")
    assert code == 0
    for name in commands():
        assert f"\n    {name} " in out


def test_the_version(run):
    import imcwp_data

    assert run("--version") == (0, f"imcwp-data {imcwp_data.__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("bild",),
        ("show",),
        ("show", "meeting"),
        ("show", "meetings", "--limit", "-1"),
        ("show", "meetings", "--format", "xml"),
        ("serve", "--port", "99999"),
        ("build", "a", "b"),
    ],
)
def test_wrong_usage_is_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: ")


def test_tables_says_what_there_is(run):
    code, out, _ = run("tables", "RELEASE")
    assert code == 0
    assert len(out.splitlines()) == 2 + 14
    assert "one published piece" in out or "one statement, press release" in out
    code, out, _ = run("tables", "RELEASE", "--format", "json")
    assert {row["table"]: row["rows"] for row in json.loads(out)}["paragraphs"] == 9


def test_show_chooses_rows_and_columns(run):
    code, out, _ = run(
        "show",
        "participants",
        "--release",
        "RELEASE",
        "--where",
        "kind = 'party' or acronym = 'HF'",
        "--columns",
        "name, aliases",
    )
    assert code == 0
    assert [line.split("  ")[0] for line in out.splitlines()[2:]] == ["Harbour Forum", "Red Party of Nowhere"]


def test_show_gives_types_in_json(run):
    _, out, _ = run("show", "actions", "--release", "RELEASE", "--format", "json")
    rows = json.loads(out)
    assert rows[1]["quantity"] == 2500
    assert isinstance(rows[1]["quantity"], int)
    assert rows[2]["themes"] == ["peace", "other"]
    assert rows[0]["themes"] is None
    _, out, _ = run("show", "evidence", "--release", "RELEASE", "--format", "json", "--where", "not accepted")
    assert [row["accepted"] for row in json.loads(out)] == [False]


@pytest.mark.parametrize("table", ["actions", "evidence", "participants", "paragraphs", "places"])
def test_show_gives_csv_as_the_release_has_it(run, sample_release, table):
    _, out, _ = run("show", table, "--release", "RELEASE", "--format", "csv")
    assert out == (sample_release / "csv" / f"{table}.csv").read_text(encoding="utf-8")


def test_show_says_when_there_is_more(run):
    code, out, err = run("show", "paragraphs", "--release", "RELEASE", "--columns", "line", "--limit", "3")
    assert (code, len(out.splitlines())) == (0, 5)
    assert "--limit 0 shows all" in err
    _, out, err = run("show", "paragraphs", "--release", "RELEASE", "--columns", "line", "--limit", "9")
    assert (len(out.splitlines()), err) == (11, "")
    _, out, err = run("show", "paragraphs", "--release", "RELEASE", "--columns", "line", "--limit", "0")
    assert (len(out.splitlines()), err) == (11, "")


def test_show_without_rows(run):
    code, out, _ = run("show", "meetings", "--release", "RELEASE", "--where", "0", "--format", "csv")
    assert code == 0
    assert out.startswith("meeting_id,")
    assert len(out.splitlines()) == 1
    assert run("show", "meetings", "--release", "RELEASE", "--where", "0", "--format", "json")[1] == "[]\n"


@pytest.mark.parametrize(
    "condition",
    [
        "nam = 1",
        "kind = 'party",
        "",
        "1) ; drop table meetings; --",
        "1); attach 'x.db' as x; select (1",
        "kind = :party",
        "paragraphs_fts match '('",
    ],
)
def test_wrong_conditions_are_one_message(run, condition, sample_release):
    before = (sample_release / "imcwp.db").read_bytes()
    code, out, err = run("show", "meetings", "--release", "RELEASE", "--where", condition)
    assert (code, out) == (1, "")
    assert "The tables are" in one_line(err)
    assert (sample_release / "imcwp.db").read_bytes() == before


def test_a_comment_at_the_end_of_a_condition_does_no_harm(run):
    assert run("show", "meetings", "--release", "RELEASE", "--where", "1 -- all of them")[0] == 0


def test_an_unknown_column_is_one_message(run):
    code, _, err = run("show", "meetings", "--release", "RELEASE", "--columns", "name,nam")
    assert code == 1
    assert "no column 'nam'" in one_line(err)


@pytest.mark.parametrize("command", [("validate",), ("tables",), ("serve",), ("show", "meetings", "--release")])
def test_a_missing_or_empty_release_is_one_message(run, tmp_path, command):
    for folder in (tmp_path / "nowhere", tmp_path):
        code, out, err = run(*command, str(folder))
        assert (code, out) == (1, "")
        assert "Name the folder" in one_line(err)


def test_a_release_in_the_current_folder_comes_first(run, sample_release, tmp_path, monkeypatch):
    (tmp_path / "dist").symlink_to(sample_release)
    monkeypatch.chdir(tmp_path)
    assert json.loads(run("tables", "--format", "json")[1])[0]["rows"] == 2


def test_validate_says_valid_or_names_the_fault(run, sample_release, tmp_path):
    import shutil

    code, out, err = run("validate", "RELEASE")
    assert (code, err) == (0, "")
    assert out == f"{sample_release}: valid, 14 tables with 43 rows\n"
    copy = shutil.copytree(sample_release, tmp_path / "copy")
    path = copy / "csv" / "meetings.csv"
    path.write_bytes(path.read_bytes().replace(b",held,", b",hold,"))
    code, out, err = run("validate", str(copy))
    assert (code, out) == (1, "")
    assert "csv/meetings.csv" in err
    assert "status" in err


@pytest.mark.parametrize("seeds", ["nowhere", "empty"])
def test_build_without_texts_is_one_message(run, tmp_path, seeds):
    (tmp_path / "empty").mkdir()
    code, out, err = run("build", str(tmp_path / seeds), "--out", str(tmp_path / "out"))
    assert (code, out) == (1, "")
    assert seeds in one_line(err)
    assert not (tmp_path / "out").exists()


def test_build_makes_a_release_of_any_texts(run, sample, tmp_path):
    sample.write_seeds(tmp_path / "texts")
    code, out, err = run("build", str(tmp_path / "texts"), "--out", str(tmp_path / "out"))
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()[2:16]] == list(run_tables())
    assert f"imcwp-data serve {tmp_path / 'out'} --open" in out
    assert run("validate", str(tmp_path / "out"))[0] == 0
    code, out, _ = run("build", str(tmp_path / "texts"), "--out", str(tmp_path / "out"))
    assert "Nothing changed" in out


def run_tables() -> tuple[str, ...]:
    from imcwp_data.load import TABLES

    return TABLES


@pytest.mark.parametrize(
    ("command", "module", "extra"), [("serve", "datasette", "serve"), ("build", "frictionless", "build")]
)
def test_a_missing_extra_says_what_to_install(run, monkeypatch, command, module, extra):
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == module else find(name, *more))
    code, _, err = run(command)
    assert code == 1
    assert f"pip install 'imcwp-data[{extra}]'" in one_line(err)


def test_a_fault_of_the_package_keeps_its_traceback(run, monkeypatch):
    def fault(*arguments):
        raise ZeroDivisionError

    monkeypatch.setattr("imcwp_data.commands.tables.table_facts", fault)
    with pytest.raises(ZeroDivisionError):
        run("tables", "RELEASE")


def test_stopping_it_is_130_without_traceback(run, monkeypatch):
    def stop(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("imcwp_data.commands.tables.table_facts", stop)
    code, _, err = run("tables", "RELEASE")
    assert code == 130
    one_line(err)


def test_want_of_memory_is_told_without_traceback(run, monkeypatch):
    def want(*arguments):
        raise MemoryError

    monkeypatch.setattr("imcwp_data.commands.tables.table_facts", want)
    code, _, err = run("tables", "RELEASE")
    assert code == 1
    assert "not enough memory" in one_line(err)


def start(root, *arguments, **options) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(root), **options.pop("env", {})}
    return subprocess.Popen(
        [sys.executable, "-m", "imcwp_data", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **options,
    )  # fmt: skip


def test_output_is_utf_8_in_any_locale(root, sample_release):
    process = start(
        root, "show", "participants", "--release", str(sample_release), "--columns", "name",
        env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )  # fmt: skip
    out, err = process.communicate(timeout=60)
    assert err == b""
    assert "Ana Pérez" in out.decode("utf-8")


def test_a_reader_that_has_seen_enough_is_no_error(root, sample_release):
    process = start(root, "show", "paragraphs", "--release", str(sample_release))
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait(timeout=60) == 0
    assert err == b""


def test_serve_shows_the_release_until_it_is_stopped(root, sample_release, tmp_path):
    pytest.importorskip("datasette")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = start(root, "serve", str(sample_release), "--port", str(port), cwd=tmp_path)
    try:
        page = wait_for(f"http://127.0.0.1:{port}/imcwp", process)
        assert "Where sources disagree" in page
        rows = json.loads(wait_for(f"http://127.0.0.1:{port}/imcwp/disagreements.json?_shape=objects", process))["rows"]
        assert len(rows) == 2
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert b"Traceback" not in err
    assert process.returncode in (0, 130)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> str:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"it ended: {process.communicate()}")
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    pytest.fail("it did not answer")


def test_a_port_in_use_is_one_message(run):
    pytest.importorskip("datasette")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = run("serve", "RELEASE", "--port", str(taken.getsockname()[1]))
    assert code == 1
    assert "--port" in one_line(err)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_on_a_terminal_only():
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        with TerminalProgress(stream) as progress:
            progress("reading", 0, 5)
            progress("writing", 3, 5)
    assert "reading 0/5" in terminal.getvalue()
    assert "writing 3/5" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\033[K")
    assert pipe.getvalue() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_progress_stays_on_one_line_of_a_narrow_terminal():
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 12, 0, 0))
    with open(theirs, "w", encoding="utf-8") as stream, TerminalProgress(stream) as progress:  # noqa: PTH123
        progress("checking the release", 0, 500)
        assert os.read(ours, 1_000).decode() == "\r\033[Kchecking th"
    os.close(ours)


def test_a_table_fits_the_terminal_and_shortens_the_widest_column(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    table = text_table(["id", "text"], [["1", "word " * 30], ["22", "中文" * 30]], right=[0])
    assert all(len(line) <= 40 for line in table.splitlines())
    assert table.splitlines()[2].startswith(" 1  word word")
    assert table.splitlines()[2].endswith("…")
    assert len(table.splitlines()[3]) < 30, "wide characters take two columns"


def test_too_many_columns_become_blocks(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    table = text_table([f"column {n}" for n in range(12)], [["some value"] * 11 + [""]])
    assert table.splitlines()[0] == "column 0   some value"
    assert len(table.splitlines()) == 11, "an absent value takes no line"


def test_csv_of_the_command_line_quotes_line_ends():
    text = csv_text(["a", "b"], [["x\ry", None], ["x\ny", True]])
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], ["x\ry", ""], ["x\ny", "true"]]


def test_the_module_runs_as_the_command(root):
    process = start(root, "--version")
    assert process.communicate(timeout=60)[0].startswith(b"imcwp-data ")
    assert process.returncode == 0
    assert cli.PROGRAM == "imcwp-data"


def test_what_may_not_be_read_is_one_line_with_the_file(run, monkeypatch):
    def refuse(folder, **named):
        raise PermissionError(13, "Permission denied", str(folder / "csv"))

    monkeypatch.setattr("imcwp_data.validate.validate_release", refuse)
    code, _, messages = run("validate", "RELEASE")
    assert code == 1
    assert "/csv: may not be read or written (Permission denied). Mend the permissions" in one_line(messages)


def test_a_release_in_dist_is_meant_whatever_its_forms(run, sample_tables, tmp_path, monkeypatch):
    (tmp_path / "dist").mkdir()
    write_release(tmp_path / "dist", sample_tables, load_schemas(), "1", formats=["csv"])
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("validate")
    assert (code, out.partition(":")[0]) == (0, "dist")


def test_what_to_try_next_can_be_done(run, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("An appeal\n\nThe KKE calls for peace.\n", encoding="utf-8")
    for formats, wanted in (("csv", False), ("csv,sqlite", True)):
        arguments = ("build", str(tmp_path / "texts"), "--out", str(tmp_path / formats), "--no-cache")
        code, out, _ = run(*arguments, "--formats", formats)
        assert code == 0
        assert (" show meetings" in out, " serve " in out) == (wanted, wanted)


def test_a_release_in_parts_is_not_compressed_and_says_so_before_it_is_read(run, tmp_path, monkeypatch):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("An appeal\n\nThe KKE calls for peace.\n", encoding="utf-8")
    monkeypatch.setattr("imcwp_data.build_plan.PARTS_FROM", 1)
    arguments = ("build", str(tmp_path / "texts"), "--out", str(tmp_path / "r"), "--no-cache", "--compress", "gzip")
    code, _, messages = run(*arguments)
    assert code == 1
    assert "a release in parts has none" in one_line(messages.splitlines()[-1])
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("content", [b"", b"junk" * 100])
def test_a_file_that_is_no_database_is_not_served(run, sample_release, tmp_path, content):
    folder = shutil.copytree(sample_release, tmp_path / "release")
    (folder / "imcwp.db").write_bytes(content)
    code, _, messages = run("serve", str(folder))
    assert code == 1
    assert "Build or install the release anew" in one_line(messages)
