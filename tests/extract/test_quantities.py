"""Quantities of invented clauses."""

from __future__ import annotations

import pytest

from imcwp_data.extract.quantities import find_quantity, find_voters


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("sent 10,000 syringes to the clinic", 10_000, "syringes"),
        ("unloaded 30 tonnes of cable and insulators", 30, "tonnes of cable and insulators"),
        ("gave three tonnes of bottled water", 3, "tonnes of bottled water"),
        ("gathered 6,350 signatures", 6350, "signatures"),
        ("sent two ships with rice", 2, "ships with rice"),
        ("a brigade of 45 volunteers", 45, "volunteers"),
        ("donated 2,000 woollen blankets", 2000, "woollen blankets"),
        ("detained two dozen people", 24, "people"),
        ("delivered three million doses of vaccine", 3_000_000, "doses of vaccine"),
        ("recogió 1.200 firmas", 1200, "firmas"),
        ("envió 12 toneladas de arroz", 12, "toneladas de arroz"),
    ],
)
def test_number_and_unit(text: str, value: float, unit: str) -> None:
    found = find_quantity(text, 0, len(text), [])
    assert found is not None
    assert (found.value, found.unit) == (value, unit)
    assert text[found.char_start : found.char_end].endswith(unit)


@pytest.mark.parametrize(
    "text",
    [
        "marched for the third time",
        "at 10 o'clock",
        "resolution 541 of the council",
        "in eight cities",
        "after 3 years",
        "",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert find_quantity(text, 0, len(text), []) is None


def test_numbers_of_dates_and_names_are_left_out() -> None:
    text = "On 3 June they sent 40 tents"
    found = find_quantity(text, 0, len(text), [(3, 9)])
    assert found is not None
    assert found.value == 40


def test_only_the_clause_is_read() -> None:
    text = "sent 40 tents and 12 stoves"
    found = find_quantity(text, 17, len(text), [])
    assert found is not None
    assert found.value == 12


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("the 176 (of 190) countries that voted", 176, "countries"),
        ("181 member states voted", 181, "member states"),
        ("noventa países votaron", 90, "países"),
    ],
)
def test_voters_are_counted(text: str, value: float, unit: str) -> None:
    found = find_voters(text, 0, len(text))
    assert found is not None
    assert (found.value, found.unit) == (value, unit)
