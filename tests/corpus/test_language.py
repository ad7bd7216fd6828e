from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.corpus.language import LanguageIdentifier, speaks
from imcwp_data.corpus.phrases import tokens
from imcwp_data.text.normalise import fold, lower_form
from imcwp_data.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def identifier() -> LanguageIdentifier:
    return LanguageIdentifier(load_vocabulary().tables["languages"])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The workers of the port have been on strike since the first of the month.", "en"),
        ("Los trabajadores del puerto están en huelga desde el lunes.", "es"),
        ("¡No pasarán!", "es"),
        ("Les ouvriers du port sont en grève depuis lundi dans toute la ville.", "fr"),
        ("Os trabalhadores do porto estão em greve e não voltam sem uma resposta.", "pt"),
        ("I lavoratori del porto sono in sciopero e non hanno paura di nessuno.", "it"),
        ("Die Arbeiter des Hafens sind im Streik und wollen nicht zurück.", "de"),
        ("Liman işçileri grevde ve geri dönmek için bir neden yok.", "tr"),
        ("Οι εργάτες του λιμανιού απεργούν από τη Δευτέρα.", "el"),
        ("Рабочие порта бастуют с понедельника, и они не боятся.", "ru"),
        ("Робітники порту страйкують з понеділка, і їх підтримує місто.", "uk"),
        ("عمال الميناء في إضراب منذ يوم الاثنين", "ar"),
        ("港口工人从星期一开始罢工", "zh"),
        ("港の労働者は月曜日からストライキをしている", "ja"),
        ("항구 노동자들이 월요일부터 파업 중이다", "ko"),
        ("12345 -- 67", None),
    ],
)
def test_languages(identifier: LanguageIdentifier, text: str, language: str | None) -> None:
    assert identifier.identify(text) == language


@given(st.text())
def test_any_text_has_a_tag_or_none(identifier: LanguageIdentifier, text: str) -> None:
    language = identifier.identify(text)
    assert language is None or (language.isascii() and 2 <= len(language) <= 3)
    assert language == identifier.identify(text)


_PIECES = st.sampled_from(
    "the party’s party's of d'Ana que los no 2nd 1º straße gęślą İl ı Σας και ʼ o'zbek o‘zbek и — “ ” ² Ⅷ a".split()
)


@given(st.lists(_PIECES, max_size=20), st.sampled_from(["en", "es", "fr", "tr", "pl"]))
def test_a_language_leads_alike_by_a_text_and_by_its_words(
    identifier: LanguageIdentifier, pieces: list[str], language: str
) -> None:
    text = fold(" ".join(pieces))
    leads = speaks(identifier.lead(text, language))
    assert leads == speaks(identifier.lead(text, language, tokens(lower_form(text))))
    if leads:
        assert identifier.identify(text) == language
