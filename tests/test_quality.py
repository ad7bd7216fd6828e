"""The reading of the project's own texts with answer keys must not become worse than it was at the last release."""

from __future__ import annotations

import json

import pytest

from imcwp_data.evaluation import evaluate, fallen_figures, quality_json, read_record

_HOW = """\
tests/gold is read worse than at the last release (see which items with: imcwp-data evaluate tests/gold --misses):
  {fallen}
If that is wanted (a key was corrected, or a rule was given up for a better one), record the new figures and say why in
CHANGELOG.md: imcwp-data evaluate tests/gold --record tests/quality_recorded.json"""


@pytest.fixture(scope="module")
def quality(root, seeds, vocabulary):
    return evaluate(root / "tests" / "gold", seeds, vocabulary)


def test_no_figure_falls_below_the_one_recorded(quality, root):
    fallen = fallen_figures(quality, read_record(root / "tests" / "quality_recorded.json"))
    assert not fallen, _HOW.format(fallen="\n  ".join(fallen))


def test_every_text_is_counted_and_told(quality, root):
    keys = sorted(path.stem for path in (root / "tests" / "gold").glob("*.json"))
    assert [name.removesuffix(".txt") for name in quality.texts] == keys
    assert quality.silence.documents.total >= len(keys)
    assert json.loads(quality_json(quality))["measures"]["paragraphs.kind"]["n"] == sum(
        len(json.loads((root / "tests" / "gold" / f"{key}.json").read_text(encoding="utf-8"))["paragraphs"])
        for key in keys
    )
