"""The tutorial's steps in a spreadsheet give what its Python and SQL give."""

from __future__ import annotations

import csv
import re

import pytest

from tests.documentation.blocks import ROOT


@pytest.fixture(scope="module")
def sheets():
    """The three files as a spreadsheet shows them: every cell a text."""
    found = {}
    for name in ("actions", "action_participants", "participants"):
        with (ROOT / "dist" / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = list(csv.reader(file))
    return found


def test_the_filters_leave_as_many_rows_as_the_tutorial_counts(sheets):
    head, *rows = sheets["actions"]
    status, themes, restates = (head.index(name) for name in ("status", "themes", "restates_id"))
    left = [r for r in rows if r[status] in {"demanded", "called_for"} and '"cuba"' in r[themes] and not r[restates]]
    page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    assert re.search(rf"^{len(left)} without those that repeat", page, re.MULTILINE)


def test_the_formulas_name_the_right_columns(sheets):
    # =XLOOKUP(B2, participants!A:A, participants!B:B), written into D2 of action_participants.
    assert sheets["action_participants"][0] == ["action_id", "participant_id", "role"]
    assert sheets["participants"][0][:2] == ["participant_id", "name"]
    ids = {row[0] for row in sheets["participants"]}
    assert all(row[1] in ids for row in sheets["action_participants"][1:])


def test_nulls_and_lists_look_as_told(sheets):
    head, *rows = sheets["actions"]
    assert all(row[head.index("themes")].startswith('["') for row in rows if row[head.index("themes")])
    assert any(row[head.index("meeting_id")] == "" for row in rows)
