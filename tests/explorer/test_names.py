"""Names are found by any part, whole names first."""

from __future__ import annotations

from imcwp_data.explorer.names import OTHER_LETTER, fold, names_of


def _row(key: str, name: str, acronym: str | None = None, aliases: str | None = None) -> dict[str, object]:
    return {
        "id": key, "name": name, "group": "party", "country": None, "note": None, "acronym": acronym,
        "aliases": aliases,
    }  # fmt: skip


NAMES = names_of([
    _row("cp-cuba", "Communist Party of Cuba", "PCC", '["CP of Cuba"]'),
    _row("cuba", "Cuba"),
    _row("cuba-si", "Cuba Sí"),
    _row("cubaonu", "@CUBAONU"),
    _row("perez", "Ana Pérez"),
    _row("signs", "!!!"),
])  # fmt: skip


def test_finds_whole_names_then_beginnings_then_words() -> None:
    assert [one.id for one in NAMES.find("cuba")] == ["cuba", "cuba-si", "cubaonu", "cp-cuba"]


def test_finds_without_accents_and_by_other_names() -> None:
    assert [one.id for one in NAMES.find("perez")] == ["perez"]
    assert [one.id for one in NAMES.find("pcc")] == ["cp-cuba"]
    assert [one.id for one in NAMES.find("CP of")] == ["cp-cuba"]
    assert NAMES.find("???") == []


def test_takes_a_whole_name_or_id_before_all_others() -> None:
    assert [one.id for one in NAMES.meant("Cuba")] == ["cuba"]
    assert [one.id for one in NAMES.meant("cp-cuba")] == ["cp-cuba"]
    assert len(NAMES.meant("cub")) == 4
    assert NAMES.meant("nobody") == []


def test_letters() -> None:
    assert [one.letter for one in NAMES.rows] == ["A", "C", "C", "C", "C", "S"]
    assert OTHER_LETTER not in {one.letter for one in NAMES.rows}
    assert fold("U.S. Workers’ Párty") == "us workers party"
