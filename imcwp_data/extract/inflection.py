"""Forms of verbs and nouns from their dictionary form, English and Spanish.

The rules are those of school grammars; what does not follow them stands in ``vocabulary/irregular_verbs.csv``. Forms
that no text writes do no harm, so where English spelling depends on stress both spellings are made.
"""

from __future__ import annotations

from collections.abc import Mapping

BASE, THIRD, PAST, PARTICIPLE, GERUND, FUTURE, SUBJUNCTIVE = (
    "base", "third", "past", "participle", "gerund", "future", "subjunctive",
)  # fmt: skip

_VOWELS = "aeiou"
_ACUTE = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú"}


def _doubled(lemma: str) -> list[str]:
    """Return the stems that take -ed and -ing: with the last consonant doubled where that may be so, and without."""
    after_consonant = len(lemma) > 2 and (lemma[-3] not in _VOWELS or lemma[-4:-2] == "qu")
    if after_consonant and lemma[-1] not in "aeiouwxy" and lemma[-2] in _VOWELS:
        syllables = sum(c in _VOWELS and (i == 0 or lemma[i - 1] not in _VOWELS) for i, c in enumerate(lemma))
        return [lemma + lemma[-1]] if syllables == 1 else [lemma + lemma[-1], lemma]
    return [lemma]


def _spellings(lemma: str) -> list[str]:
    return [lemma, lemma[:-3] + "ize"] if lemma.endswith("ise") else [lemma]


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def english_third_persons(lemma: str) -> list[str]:
    """Return the third persons of an English verb, one for each spelling."""
    return list(map(_third_person, _spellings(lemma)))


def english_verb(lemma: str, past: tuple[str, ...] = (), participle: tuple[str, ...] = ()) -> dict[str, set[str]]:
    """Return the forms of an English verb, each with what it may be (base, third, past, participle, gerund).

    Verbs in -ise are made with -ize too. ``past`` and ``participle`` are irregular forms.
    """
    forms: dict[str, set[str]] = {}

    def put(form: str, feature: str) -> None:
        forms.setdefault(form, set()).add(feature)

    for base in _spellings(lemma):
        put(base, BASE)
        consonant_y = base.endswith("y") and base[-2] not in _VOWELS
        put(_third_person(base), THIRD)
        if base.endswith("ie"):
            put(base[:-2] + "ying", GERUND)
        elif base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
            put(base[:-1] + "ing", GERUND)
        else:
            for stem in _doubled(base):
                put(stem + "ing", GERUND)
        if past:
            continue
        if base.endswith("e"):
            regular = [base + "d"]
        elif consonant_y:
            regular = [base[:-1] + "ied"]
        else:
            regular = [stem + "ed" for stem in _doubled(base)]
        for form in regular:
            put(form, PAST)
            put(form, PARTICIPLE)
    for form in past:
        put(form, PAST)
    for form in participle:
        put(form, PARTICIPLE)
    return forms


def _spelled(stem: str, ending: str) -> str:
    """Join a Spanish stem of an -ar verb and an ending in e, keeping the sound (marcar: marque)."""
    if stem.endswith("z"):
        return stem[:-1] + "c" + ending
    if stem.endswith("c"):
        return stem[:-1] + "qu" + ending
    return stem + ("u" if stem.endswith("g") else "") + ending


def spanish_verb(
    lemma: str, present: tuple[str, ...] = (), past: tuple[str, ...] = (), participle: tuple[str, ...] = ()
) -> dict[str, set[str]]:
    """Return the forms of a Spanish verb in the third persons and the first person plural, each with what it may be."""
    forms: dict[str, set[str]] = {}

    def put(feature: str, *made: str) -> None:
        for form in made:
            forms.setdefault(form, set()).add(feature)

    stem, kind = lemma[:-2], lemma[-2:].replace("í", "i")
    put(BASE, lemma)
    put(FUTURE, lemma + "á", lemma + "án", lemma + "emos")
    if kind == "ar":
        put(THIRD, stem + "a", stem + "an", stem + "amos")
        put(PAST, stem + "ó", stem + "aron", stem + "amos", stem + "aba", stem + "aban")
        put(SUBJUNCTIVE, _spelled(stem, "e"), _spelled(stem, "en"), _spelled(stem, "emos"))
        put(GERUND, stem + "ando")
        regular = stem + "ad"
    else:
        put(THIRD, stem + "e", stem + "en", stem + ("emos" if kind == "er" else "imos"))
        put(PAST, stem + "ió", stem + "ieron", stem + "imos", stem + "ía", stem + "ían")
        soft = stem[:-1] + {"c": "zc", "g": "j"}.get(stem[-1:], stem[-1:])
        put(SUBJUNCTIVE, soft + "a", soft + "an", soft + "amos")
        put(GERUND, stem + "iendo")
        regular = stem + "id"
    for done in (*(p[:-1] for p in participle), *(() if participle else (regular,))):
        put(PARTICIPLE, *(done + ending for ending in ("o", "a", "os", "as")))
    put(THIRD, *present)
    put(PAST, *past)
    return forms


def verb_forms(lemma: str, language: str, irregular: Mapping[str, str] | None) -> dict[str, set[str]]:
    """Return the forms of a verb; ``irregular`` is its row of ``irregular_verbs.csv``, if it has one."""
    cells = {key: tuple(v.strip() for v in value.split(";") if v.strip()) for key, value in (irregular or {}).items()}
    if language == "es":
        return spanish_verb(lemma, cells.get("present", ()), cells.get("past", ()), cells.get("participle", ()))
    return english_verb(lemma, cells.get("past", ()), cells.get("participle", ()))


def noun_forms(noun: str, language: str) -> tuple[str, ...]:
    """Return singular and plural of a noun, of a phrase that ends in one, or of a noun with "of ..." after it."""
    link = next((word for word in (" of ", " de ", " del ", " for ") if word in noun), None)
    if link:
        head, _, rest = noun.partition(link)
        return tuple(f"{form}{link}{rest}" for form in noun_forms(head, language))
    if language == "es":
        if noun[-1] in "aeiouáéó":
            return noun, noun + "s"
        if noun[-1] == "z":
            return noun, noun[:-1] + "ces"
        if noun[-1] in "sx":
            return (noun,)
        accented = next((a for a in _ACUTE.values() if noun[-2:] == a + "n"), None)
        if accented:
            plain = next(p for p, a in _ACUTE.items() if a == accented)
            return noun, noun[:-2] + plain + "nes"
        return noun, noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun, noun[:-1] + "ies"
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return noun, noun + "es"
    return noun, noun + "s"
