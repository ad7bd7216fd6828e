"""`python -m benchmarks` used wrongly: one message that says what to do, without a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.__main__ import main


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "invalid choice: 'nothing'"),
        (["corpus", "--documents", "0"], "'0' is no number of 1 or more"),
        (["reading", "--documents", "-3"], "'-3' is no number of 1 or more"),
        (["growth", "--sizes", "1000,many"], "'many' is no number of 1 or more"),
        (["growth", "--sizes", ""], "'' is no number of 1 or more"),
        (["loading", "--rows", "0"], "'0' is no number of 1 or more"),
        (["linear_time", "--characters", "0"], "'0' is no number of 1 or more"),
        (["linear_time", "--texts", "capitals,poems"], "'poems': choose some of"),
        (["site", "my-release"], "site takes no FOLDER; reading, corpus, accuracy do"),
        (["accuracy"], "accuracy needs the folder of a release and --facts"),
    ],
)
def test_wrong_usage_ends_with_2(arguments, message, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_what_cannot_be_measured_is_one_message(sample_release, tmp_path: Path, capsys):
    (tmp_path / "file.txt").write_text("A text.\n")
    (tmp_path / "empty").mkdir()
    file, empty, out = str(tmp_path / "file.txt"), str(tmp_path / "empty"), ["--out", str(tmp_path / "out")]
    for arguments, message in (
        (["reading", str(tmp_path / "nowhere")], "nowhere: there is no such folder"),
        (["reading", empty], "empty: the folder holds no .txt file"),
        (["reading", file], "file.txt: this is a file, not a folder"),
        (["corpus", file, "--documents", "1"], "file.txt"),
        (["accuracy", empty, "--facts", file], "neither documents.parquet"),
        (["accuracy", str(sample_release), "--facts", str(tmp_path / "nowhere")], "nowhere"),
        (["accuracy", str(sample_release), "--facts", file], "file.txt, line 1: tells no facts of a document"),
    ):
        assert main([*arguments, *out]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("python -m benchmarks: ")
        assert message in line
