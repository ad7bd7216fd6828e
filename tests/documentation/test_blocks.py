"""Every code block of the documentation runs, and gives what the page shows."""

from __future__ import annotations

import pytest

from tests.documentation.blocks import ROOT, RUN, SHOWN, Runner, blocks, change, pages

_PAGES = [page for page in pages() if "```" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_block_runs_and_prints_what_stands_below_it(page, tmp_path):
    runner = Runner(tmp_path / "project")
    for block in blocks(page.read_text(encoding="utf-8")):
        printed = runner.run(block)
        if block.shown is not None:
            assert printed == block.shown, f"{block.code}\nrun `make codebook` where the new output is right"


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_block_is_of_a_language_that_nothing_runs(page):
    assert {block.language for block in blocks(page.read_text(encoding="utf-8"))} <= {*RUN, *SHOWN}


def test_a_block_that_fails_is_found(tmp_path):
    wrong = "```python\nprint(1)\n```\n\n```text\n2\n```\n\n```sh\nimcwp-data show nothing\n```\n\n```sh\ncurl x\n```\n"
    prints, fails, unknown = blocks_of(wrong)
    runner = Runner(tmp_path / "project")
    assert runner.run(prints) != prints.shown
    with pytest.raises(AssertionError, match="show nothing"):
        runner.run(fails)
    with pytest.raises(ValueError, match="curl"):
        runner.run(unknown)


def test_a_diff_whose_place_is_gone_is_found(tmp_path):
    (tmp_path / "file.py").write_text("one\ntwo\n", encoding="utf-8")
    change(tmp_path, "--- a/file.py\n+++ b/file.py\n@@\n one\n-two\n+three\n")
    assert (tmp_path / "file.py").read_text(encoding="utf-8") == "one\nthree\n"
    with pytest.raises(AssertionError, match="0 times"):
        change(tmp_path, "--- a/file.py\n+++ b/file.py\n@@\n one\n-two\n+three\n")


def blocks_of(text: str):
    return [block for block in blocks(text) if block.language in RUN]
