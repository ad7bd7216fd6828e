"""The cells of tables lead to pages and passages."""

from __future__ import annotations

from typing import Any

import pytest

from imcwp_data.explorer.cells import linked_cell
from imcwp_data.explorer.site import Site

SITE = Site("imcwp", None, "/data/", {}, {})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "value", "address"),
    [
        ("paragraph_id", "001_a.1.6", "/data/documents/001_a.1#p6"),
        ("quoted_paragraph_id", "001_a.1.6", "/data/documents/001_a.1#p6"),
        ("restates_id", "001_a.1.6.a1", "/data/actions/001_a.1.6.a1"),
        ("evidence_id", "001_a.1.6.e1", "/data/evidence/001_a.1.6.e1"),
        ("meeting_id", "imcwp-22", "/data/meetings/imcwp-22"),
        ("affiliation_id", "kke", "/data/participants/kke"),
        ("place_id", "a/b", "/data/places/a%2Fb"),
    ],
)
def test_a_key_leads_to_its_page(column: str, value: str, address: str) -> None:
    assert linked_cell(SITE, None, column, value) == f'<a href="{address}">{value}</a>'


def test_a_key_with_a_label_shows_both() -> None:
    cell = linked_cell(SITE, "actions", "meeting_id", {"value": "imcwp-22", "label": "22nd <b>Meeting</b>"})
    assert cell == '<a href="/data/meetings/imcwp-22">22nd &lt;b&gt;Meeting&lt;/b&gt;</a> <em>imcwp-22</em>'


@pytest.mark.parametrize("value", [None, "", 3, b"bytes", {"value": None, "label": None}])
def test_what_is_no_key_stays(value: Any) -> None:
    assert linked_cell(SITE, "actions", "meeting_id", value) is None
    assert linked_cell(SITE, "actions", "name", "a name") is None


def test_a_hostile_key_is_escaped() -> None:
    cell = linked_cell(SITE, None, "meeting_id", '"><script>alert(1)</script>')
    assert cell is not None
    assert "<script" not in cell
