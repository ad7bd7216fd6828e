"""Years, decades and centuries, and what tells a year from any other number of four digits."""

from __future__ import annotations

from imcwp_data.text.date_context import EVENT_NOUNS, NOT_PLURAL, NUMBERED_NOUNS, QUANTIFIERS, UNIT_WORDS
from imcwp_data.text.date_language import words
from imcwp_data.text.date_parts import Phrase
from imcwp_data.text.date_tokens import Scan
from imcwp_data.text.numbers import ordinal_number

_YEAR_PREFIXES = words("pre post mid early late")
_DETERMINERS = words("the its their his her our this that these those failed el la los las sus su nuestras nuestros")
_OF_PREPOSITIONS = words("of with by from for to among de con por a")
_BEFORE_DECADE = words("the early late mid - and los")
_OPENING_MARKS = frozenset("([\"“”„«':,;.©*¿¡")
_RANGE_LEADS = words("from de del desde")
_TITLE_MARKS = frozenset("\"“”„«'‘")
_CODE_MARKS = frozenset("%°€$£@_=&#")


def read_years(scan: Scan, index: int) -> list[Phrase]:
    """Return the year at a token, or the range of years that it begins ("1914-1918", "1939–45", "1936 to 1939")."""
    token = scan.padded[index]
    if token.kind != "number" or len(token.text) != 4:
        return []
    ranged = _range(scan, index)
    if ranged is not None:
        return _landmarks(scan, ranged) or [ranged]
    if not is_year(scan, index):
        return []
    return [Phrase(index, index + 1, "date.year", edtf=f"{token.value:04d}")]


def _range(scan: Scan, index: int) -> Phrase | None:
    first, joint, second = scan.padded[index], scan.padded[index + 1], scan.padded[index + 2]
    if second.kind != "number" or not 1000 <= first.value <= 2199 or not _free_before(scan, index):
        return None
    if joint.word in {"-", "/"}:
        if len(second.text) == 2 and scan.glued(index + 1) and scan.glued(index + 2):
            value = first.value - first.value % 100 + second.value
            hyphen = joint.text in {"-", "‐", "‑"}
            if (
                hyphen
                and scan.padded[index + 2].text[0] in "01"
                and 1 <= second.value <= 12
                and value != first.value + 1
            ):
                return Phrase(index, index + 3, "date.iso_month", edtf=f"{first.text}-{second.text}")
            # "1999-00" runs into the next century.
            if first.value % 100 == 99 and second.value == 0:
                value += 100
        else:
            value = second.value if len(second.text) == 4 else 0
    elif joint.word in scan.words.to or (joint.word in scan.words.conjunctions and _between(scan, index)):
        value = second.value if len(second.text) == 4 else 0
        if scan.padded[index + 3].word in UNIT_WORDS or scan.padded[index - 1].word in QUANTIFIERS:
            return None
    else:
        return None
    if not first.value < value <= 2199 or not _free_after(scan, index + 2):
        return None
    if joint.word == "/" and value - first.value > 10:
        return None
    return Phrase(index, index + 3, "date.year_range", edtf=f"{first.value:04d}/{value:04d}")


def _landmarks(scan: Scan, ranged: Phrase) -> list[Phrase]:
    """Return the two years that open a title and stand for what happened in each: "From 1917 to 2017: ..."."""
    if not scan.padded[ranged.first + 1].word.isalpha() or scan.padded[ranged.after].word != ":":
        return []
    at = ranged.first - 1
    at -= scan.padded[at].word in _RANGE_LEADS
    if scan.padded[at].kind != "end" and scan.padded[at].word not in _TITLE_MARKS:
        return []
    years = (ranged.edtf or "").split("/")
    last = ranged.after - 1
    return [
        Phrase(edge, edge + 1, "date.year", edtf=year) for edge, year in zip((ranged.first, last), years, strict=True)
    ]


def _between(scan: Scan, index: int) -> bool:
    return scan.padded[index - 1].word in scan.words.between


def is_year(scan: Scan, index: int) -> bool:
    """Tell whether a number of four digits is a year, by what stands before and after it."""
    token, before, following = scan.padded[index], scan.padded[index - 1], scan.padded[index + 1]
    led = before.word in scan.words.year_prepositions or scan.padded[index - 2].word in _YEAR_PREFIXES
    lowest = 1000 if led else 1789
    highest = 2199 if led else 2060
    if not lowest <= token.value <= highest or not _free_before(scan, index) or not _free_after(scan, index):
        return False
    if before.word in NUMBERED_NOUNS or (before.word == "." and scan.padded[index - 2].word in NUMBERED_NOUNS):
        return False
    until_at_least = before.word == "least" and scan.padded[index - 3].word in scan.words.to
    if before.word in QUANTIFIERS and not led and not until_at_least:
        return False
    if before.word in _CODE_MARKS or following.word in UNIT_WORDS or following.word in {"agenda", "%"}:
        return False
    if following.kind == "word" and following.text.islower():
        word = following.word
        plural = (
            len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "is", "us")) and word not in NOT_PLURAL
        )
        if plural and following.word not in EVENT_NOUNS and not led and before.word not in _DETERMINERS:
            # "of 2000 volunteers", "1917 sailors" count; "the 1967 frontiers" are of a year.
            return False
        if token.value % 100 == 0 and before.word in _OF_PREPOSITIONS and plural:
            return False
    return True


def _free_before(scan: Scan, index: int) -> bool:
    """Tell whether nothing stuck to the front of a number makes it part of a code, an amount or an address."""
    if index == 0 or not scan.glued(index):
        return True
    before = scan.padded[index - 1]
    if before.word == "-":
        prior = scan.padded[index - 2]
        return (
            not scan.glued(index - 1) or prior.word in _YEAR_PREFIXES or prior.kind in {"month", "month_abbreviation"}
        )
    if before.kind != "mark":
        return False
    return before.word in _OPENING_MARKS or (before.word == "/" and not scan.glued(index - 1))


def _free_after(scan: Scan, index: int) -> bool:
    """Tell whether nothing stuck to the end of a number makes it part of a code, a time or an amount."""
    if not scan.glued(index + 1):
        return True
    after = scan.padded[index + 1]
    if after.kind != "mark":
        return False
    if after.word in {"-", "/", ":", "."} and scan.glued(index + 2):
        return after.word == "-" and scan.padded[index + 2].kind == "word"
    return after.word not in _CODE_MARKS


def read_decade(scan: Scan, index: int) -> list[Phrase]:
    """Return the decade at a token: "1960s", "’70s", "the nineties", "años 90", "década de 1990"."""
    token, before = scan.padded[index], scan.padded[index - 1].word
    if token.kind == "decade":
        digits = "".join(c for c in token.text if c.isdigit())
        if len(digits) == 4:
            # "the 1800s" are a century, "the 2000s" a decade.
            century = digits.endswith("00") and digits < "2000"
            edtf = f"{digits[:2]}XX" if century else f"{digits[:3]}X"
            return _positioned(scan, Phrase(index, index + 1, f"date.{'century' if century else 'decade'}", edtf=edtf))
        told = not token.text[0].isdigit() or before in _BEFORE_DECADE
        if digits in {"00", "10"} or not told:
            return []
        return _positioned(scan, Phrase(index, index + 1, "date.decade", edtf=f"19{digits[0]}X"))
    if not scan.words.modifiers_follow:
        prefix = scan.words.decades.get(token.word)
        if prefix is None or before not in _BEFORE_DECADE:
            return []
        return _positioned(scan, Phrase(index, index + 1, "date.decade", edtf=f"{prefix}X"))
    return _counted_decade(scan, index)


def _counted_decade(scan: Scan, index: int) -> list[Phrase]:
    """Return "años noventa", "década de 1990", "década de los 80" at the noun."""
    unit = scan.words.units.get(scan.padded[index].word)
    plural_years = (
        unit == "year" and scan.padded[index].word.endswith("s") and scan.padded[index - 1].word in {"los", "de"}
    )
    if unit != "decade" and not plural_years:
        return []
    at = index + 1
    for _ in range(3):
        word = scan.padded[at].word
        at += word in scan.words.of or word in scan.words.articles or word in scan.words.year_nouns or word == "'"
    number = scan.padded[at]
    prefix = scan.words.decades.get(number.word)
    if number.kind == "number" and number.value % 10 == 0:
        if len(number.text) == 4 and unit == "decade":
            prefix = number.value // 10
        elif len(number.text) == 2 and number.value >= 20:
            prefix = 190 + number.value // 10
    return [] if prefix is None else [Phrase(index, at + 1, "date.decade", edtf=f"{prefix}X")]


def _positioned(scan: Scan, phrase: Phrase) -> list[Phrase]:
    """Return a phrase with a word before it that places the date in it: "early 1960s", "mid-1970s"."""
    at = phrase.first - 1
    at -= scan.padded[at].word == "-" and scan.glued(phrase.first)
    return [phrase.changed(first=at) if scan.padded[at].word in scan.words.positions else phrase]


def read_century(scan: Scan, index: int) -> list[Phrase]:
    """Return the century at a token: "20th century", "twentieth century", "XX century", "siglo XX"."""
    token = scan.padded[index]
    if scan.words.modifiers_follow:
        if token.word not in scan.words.centuries:
            return []
        return _century(index, index + 2, ordinal_number(scan.padded[index + 1].text))
    at = index + 1
    if token.word == "twenty" and scan.padded[at].word == "-":
        at += 2
    beyond = at + (scan.padded[at].word == "-")
    if scan.padded[beyond].word in scan.words.centuries:
        spelt = token.text if at == index + 1 else f"twenty-{scan.padded[at - 1].word}"
        return _century(index, beyond + 1, ordinal_number(spelt) if not token.text.isdigit() else None)
    following = scan.padded[at + 1]
    if scan.padded[at].word in scan.words.conjunctions and following.kind == token.kind == "ordinal":
        beyond = at + 2 + (scan.padded[at + 2].word == "-")
        if scan.padded[beyond].word in scan.words.centuries:
            return _century(index, index + 1, token.value)
    return []


def _century(first: int, after: int, number: int | None) -> list[Phrase]:
    if number is None or not 11 <= number <= 22:
        return []
    return [Phrase(first, after, "date.century", edtf=f"{number - 1:02d}XX")]
