"""The whole way: texts and keys in, figures out, on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from imcwp_data.cli import main
from imcwp_data.errors import AnswerKeyError
from imcwp_data.evaluation import (
    evaluate,
    fallen_figures,
    quality_json,
    quality_table,
    quality_text,
    read_record,
    record_json,
)
from imcwp_data.evaluation.measures import MEASURES
from imcwp_data.evaluation.report import miss_line
from imcwp_data.evaluation.tally import Miss


@pytest.fixture
def run(capsys):
    def call(*arguments):
        try:
            code = main(["evaluate", *map(str, arguments)])
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture(scope="module")
def quality(write_gold, tmp_path_factory, vocabulary):
    return evaluate(write_gold(tmp_path_factory.mktemp("keys")), None, vocabulary)


def test_every_measure_has_its_line(run, gold, quality, tmp_path):
    record = tmp_path / "recorded.json"
    code, out, err = run(gold(), "--misses", "--record", record)
    assert (code, err) == (0, "")
    assert out == quality_text(quality, misses=True)
    assert record.read_text(encoding="utf-8") == record_json(quality)
    table = out.partition("Missing or wrong")[0]
    lines = {line.split()[0]: line.split() for line in table.splitlines() if line}
    assert lines["measure"] == ["measure", "F1", "interval", "precision", "interval", "recall", "interval", "n"]
    for name in MEASURES:
        assert len(lines[name]) == 8
    assert lines["dates"][-1] == "4"
    assert lines["documents"][1] == str(quality.silence.documents.total)
    assert "One text alone gives no intervals." in out
    assert max(map(len, table.splitlines())) <= 120


def test_json_has_the_same_figures(quality):
    figures = json.loads(quality_json(quality))
    assert set(figures["measures"]) == set(MEASURES)
    assert figures["texts"] == ["harbour.txt"]
    dates = figures["measures"]["dates"]
    assert dates["n"] == 4
    assert dates["f1"] == round(200 * dates["correct"] / (dates["read"] + 4), 2)
    assert figures["silence"]["paragraphs"]["total"] == quality.silence.paragraphs.total > 0
    assert figures["silence"]["languages"]["en"]["read"]["actions"] == "yes"
    assert "misses" not in figures


def test_misses_are_listed_by_file_line_and_measure(quality):
    listed = quality_text(quality, misses=True).partition("Missing or wrong: ")[2].splitlines()
    assert listed[0] == str(len(quality.misses))
    assert len(listed) == 1 + len(quality.misses)
    assert all(line.startswith("harbour.txt:") for line in listed[1:])
    assert [m.line for m in quality.misses] == sorted(m.line for m in quality.misses)
    assert quality_text(replace(quality, misses=()), misses=True).endswith("\nNothing is missing or wrong.\n")


def test_a_miss_says_what_is_missing_wrong_or_too_much():
    assert (
        miss_line(Miss("a.txt", 3, "dates", "1 May", "2019-05-01", None))
        == "a.txt:3: dates: '1 May': '2019-05-01' is missing"
    )
    assert (
        miss_line(Miss("a.txt", 3, "places", "Rome", None, "IT"))
        == "a.txt:3: places: 'Rome': read 'IT', which is not in the key"
    )
    assert miss_line(Miss("a.txt", 3, "dates", "", "x", "y")) == "a.txt:3: dates: 'y' instead of 'x'"


def test_the_table_of_the_card_holds_what_the_keys_hold(quality):
    lines = quality_table(quality).splitlines()
    assert lines[0] == "| measure | F1 | 95 % interval | precision | recall | n | F1 unseen | n unseen |"
    held = [measure.name for measure in quality.measures if measure.count.expected]
    assert [line.split("`")[1] for line in lines[2:]] == held
    assert "documents.agency" not in held
    assert next(line for line in lines if "`dates`" in line).endswith(" | 4 | – | – |")


def test_texts_that_nobody_mended_the_reader_by_are_told_apart(gold, key_content, vocabulary, quality):
    folder = gold()
    key_content.update(source="second.txt", unseen=True)
    (folder / "second.json").write_text(json.dumps(key_content), encoding="utf-8")
    (folder / "second.txt").write_bytes((folder / "harbour.txt").read_bytes())
    both = evaluate(folder, None, vocabulary)
    assert both.unseen_texts == ("second.txt",)
    assert [m.count for m in both.unseen_measures] == [m.count for m in quality.measures]
    told = json.loads(quality_json(both))["unseen"]
    assert told["texts"] == ["second.txt"]
    assert told["measures"]["dates"]["n"] == 4
    assert next(line for line in quality_table(both).splitlines() if "`dates`" in line).endswith(" | 4 |")
    assert "1 text by which nobody has mended the reader" in quality_text(both)


def test_texts_are_measured_alone_and_give_intervals_together(gold, key_content, vocabulary, quality):
    folder = gold()
    key_content["source"] = "second.txt"
    (folder / "second.json").write_text(json.dumps(key_content), encoding="utf-8")
    (folder / "second.txt").write_bytes((folder / "harbour.txt").read_bytes())
    both = evaluate(folder, None, vocabulary)
    for one, two in zip(quality.measures, both.measures, strict=True):
        assert two.count == one.count + one.count
        if two.count.f1 is not None:
            # Two texts that are the same differ in nothing.
            assert two.intervals.f1.low == pytest.approx(two.count.f1)
            assert two.intervals.f1.high == pytest.approx(two.count.f1)
    assert "One text alone" not in quality_text(both)


def test_a_mistake_in_a_key_is_one_line_and_1(run, gold, key_content):
    key_content["dates"][0]["surface"] = "13 June"
    code, out, err = run(gold(key_content))
    assert (code, out) == (1, "")
    (line,) = err.splitlines()
    assert line.startswith("imcwp-data: ")
    assert "harbour.json, dates, row 1, field surface: '13 June' is not in line 2 of harbour.txt;" in line


@pytest.mark.parametrize("arguments", [(), ("a", "b"), ("a", "--jsn"), ("a", "--record")])
def test_wrong_usage_is_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: ")


def test_folders_that_are_not_there(run, gold, tmp_path):
    for arguments in ((tmp_path / "none",), (gold(), "--seeds", tmp_path / "none")):
        code, _, err = run(*arguments)
        assert code == 1
        assert "there is no such folder" in err
    code, _, err = run(gold(), "--vocabulary", tmp_path / "none")
    assert code == 1
    assert len(err.splitlines()) == 1


def test_a_fall_is_told(quality, tmp_path):
    path = tmp_path / "recorded.json"
    path.write_text(record_json(quality), encoding="utf-8")
    recorded = read_record(path)
    assert fallen_figures(quality, recorded) == []
    now = quality.figures["paragraphs.kind"]
    assert fallen_figures(quality, {"paragraphs.kind": now + 0.04}) == []
    fallen = fallen_figures(quality, {**recorded, "paragraphs.kind": now + 0.06})
    assert fallen == [f"paragraphs.kind: F1 fell from {now + 0.06:.2f} to {now:.2f}"]
    assert fallen_figures(quality, {"gone": 50.0}) == ["gone: F1 was 50.00, and is measured no more"]


@pytest.mark.parametrize("content", ["{", "[]", '{"f1": []}', '{"f1": {"dates": null}}', None])
def test_a_record_that_cannot_be_read_says_how_to_make_one(tmp_path, content):
    path = tmp_path / "recorded.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(AnswerKeyError, match=r"recorded\.json: .*; record them with: imcwp-data evaluate GOLD_DIR"):
        read_record(path)


def test_a_record_that_cannot_be_written_is_named_at_once(run, gold, tmp_path):
    code, _, err = run(gold(), "--record", tmp_path / "none" / "recorded.json")
    assert code == 1
    assert "there is no such folder" in err


def test_the_bytes_do_not_depend_on_the_order_of_hashes(gold, quality):
    folder = gold()
    for seed in ("1", "2"):
        out = subprocess.run(
            [sys.executable, "-m", "imcwp_data", "evaluate", str(folder), "--json", "--misses"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        assert out.decode() == quality_json(quality, misses=True)
