"""Years, decades and centuries, and what tells a year from any other number of four digits."""

from __future__ import annotations

from imcwp_data.text.date_context import EVENT_NOUNS, NOT_PLURAL, NUMBERED_NOUNS, QUANTIFIERS, UNIT_WORDS
from imcwp_data.text.date_parts import Phrase
from imcwp_data.text.date_tokens import Scan
from imcwp_data.text.numbers import ordinal_number

_YEAR_PREFIXES = frozenset("pre post mid early late".split())
_DETERMINERS = frozenset(
    "the its their his her our this that these those failed el la los las sus su nuestras nuestros".split()
)
_OF_PREPOSITIONS = frozenset("of with by from for to among de con por a".split())


def read_years(scan: Scan, index: int) -> list[Phrase]:
    """Return the year at a token, or the range of years that it begins ("1914-1918", "1939–45", "from 1936 to 1939")."""
    token = scan.at(index)
    if token.kind != "number" or len(token.text) != 4:
        return []
    ranged = _range(scan, index)
    if ranged is not None:
        return [ranged]
    if not is_year(scan, index):
        return []
    return [Phrase(index, index + 1, "date.year", edtf=f"{token.value:04d}")]


def _range(scan: Scan, index: int) -> Phrase | None:
    first, joint, second = scan.at(index), scan.at(index + 1), scan.at(index + 2)
    if second.kind != "number" or not 1000 <= first.value <= 2199 or not _free_before(scan, index):
        return None
    if joint.word in {"-", "/"}:
        if len(second.text) == 2 and scan.glued(index + 1) and scan.glued(index + 2):
            value = first.value - first.value % 100 + second.value
            hyphen = joint.text in {"-", "‐", "‑"}
            if hyphen and scan.at(index + 2).text[0] in "01" and 1 <= second.value <= 12 and value != first.value + 1:
                return Phrase(index, index + 3, "date.iso_month", edtf=f"{first.text}-{second.text}")
            # "1999-00" runs into the next century.
            if first.value % 100 == 99 and second.value == 0:
                value += 100
        else:
            value = second.value if len(second.text) == 4 else 0
    elif joint.word in scan.words.to or (joint.word in scan.words.conjunctions and _between(scan, index)):
        value = second.value if len(second.text) == 4 else 0
        if scan.at(index + 3).word in UNIT_WORDS or scan.at(index - 1).word in QUANTIFIERS:
            return None
    else:
        return None
    if not first.value < value <= 2199 or not _free_after(scan, index + 2):
        return None
    if joint.word == "/" and value - first.value > 10:
        return None
    return Phrase(index, index + 3, "date.year_range", edtf=f"{first.value:04d}/{value:04d}")


def _between(scan: Scan, index: int) -> bool:
    return scan.at(index - 1).word in scan.words.between


def is_year(scan: Scan, index: int) -> bool:
    """Tell whether a number of four digits is a year, by what stands before and after it."""
    token, before, following = scan.at(index), scan.at(index - 1), scan.at(index + 1)
    led = before.word in scan.words.year_prepositions
    lowest = 1000 if led else 1789
    highest = 2199 if led else 2060
    if not lowest <= token.value <= highest or not _free_before(scan, index) or not _free_after(scan, index):
        return False
    if before.word in NUMBERED_NOUNS or (before.word == "." and scan.at(index - 2).word in NUMBERED_NOUNS):
        return False
    until_at_least = before.word == "least" and scan.at(index - 3).word in scan.words.to
    if before.word in QUANTIFIERS and not led and not until_at_least:
        return False
    if following.word in UNIT_WORDS or following.word in {"agenda", "%"}:
        return False
    if following.kind == "word" and following.text.islower():
        plural = len(following.word) > 3 and following.word.endswith("s") and following.word not in NOT_PLURAL
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
    before = scan.at(index - 1)
    if before.word == "-":
        prior = scan.at(index - 2)
        return not scan.glued(index - 1) or prior.word in _YEAR_PREFIXES or is_named_part(prior.kind)
    if before.kind != "mark":
        return False
    return before.word in {"(", "[", '"', "“", "”", "„", "«", "'", ":", ",", ";", ".", "©", "*", "¿", "¡"} or (
        before.word == "/" and not scan.glued(index - 1)
    )


def is_named_part(kind: str) -> bool:
    """Tell whether a token before a dash is a date's part, so that what follows the dash may be a year."""
    return kind in {"month", "decade", "month_abbreviation"}


def _free_after(scan: Scan, index: int) -> bool:
    """Tell whether nothing stuck to the end of a number makes it part of a code, a time or an amount."""
    if not scan.glued(index + 1):
        return True
    after = scan.at(index + 1)
    if after.kind != "mark":
        return False
    if after.word in {"-", "/", ":", "."} and scan.glued(index + 2):
        return after.word == "-" and scan.at(index + 2).kind == "word"
    return after.word not in {"%", "°", "€", "$", "£", "@", "_", "=", "&", "#"}


def read_decade(scan: Scan, index: int) -> list[Phrase]:
    """Return the decade at a token: "1960s", "’70s", "the nineties", "años 90", "década de 1990"."""
    token = scan.at(index)
    if token.kind == "decade":
        digits = "".join(c for c in token.text if c.isdigit())
        if len(digits) == 2 and (digits in {"00", "10"} or not (token.text[0] in "'’‘" or scan.at(index - 1).word in _SPOKEN)):
            return []
        return [Phrase(index, index + 1, "date.decade", edtf=f"{digits[:3] if len(digits) == 4 else '19' + digits[0]}X")]
    prefix = scan.words.decades.get(token.word)
    if prefix is not None and scan.words.capital_names:
        if scan.at(index - 1).word == "the" or scan.at(index - 1).word in _SPOKEN - {"the"}:
            return [Phrase(index, index + 1, "date.decade", edtf=f"{prefix}X")]
        return []
    if scan.words.units.get(token.word) not in {"decade", "year"} or scan.words.capital_names:
        return []
    at = index + 1
    for _ in range(3):
        if scan.at(at).word in scan.words.of or scan.at(at).word in scan.words.articles or scan.at(at).word in {"años", "'"}:
            at += 1
    year = scan.at(at)
    prefix = scan.words.decades.get(year.word)
    if year.kind == "number" and year.value % 10 == 0 and (len(year.text) == 4 or (len(year.text) == 2 and year.value >= 20)):
        if len(year.text) == 4 and scan.words.units[token.word] == "year":
            return []
        prefix = year.value // 10 if len(year.text) == 4 else 190 + year.value // 10
    if prefix is None or (scan.words.units[token.word] == "year" and token.word == "año"):
        return []
    if scan.words.units[token.word] == "year" and scan.at(index - 1).word not in {"los", "de"}:
        return []
    return [Phrase(index, at + 1, "date.decade", edtf=f"{prefix}X")]


_SPOKEN = frozenset("the early late mid - and".split())


def read_century(scan: Scan, index: int) -> list[Phrase]:
    """Return the century at a token: "20th century", "twentieth century", "XX century", "siglo XX"."""
    token = scan.at(index)
    if token.word in scan.words.centuries and not scan.words.capital_names:
        number = ordinal_number(scan.at(index + 1).text)
        return _century(index, index + 2, number)
    if not scan.words.capital_names or not any(scan.at(index + i).word in scan.words.centuries for i in range(1, 6)):
        return []
    number = ordinal_number(token.text)
    at = index + 1
    if token.word == "twenty" and scan.at(at).word == "-":
        number, at = ordinal_number(f"twenty-{scan.at(at + 1).word}"), at + 2
    elif token.kind == "number" and not (token.text.isdigit() and scan.at(at).kind == "word" and scan.glued(at)):
        return []
    if scan.at(at).word in {"-", "th"}:
        at += 1
    if scan.at(at).word in scan.words.centuries:
        return _century(index, at + 1, number)
    if token.kind == "ordinal" and scan.at(at).word in scan.words.conjunctions and scan.at(at + 1).kind == "ordinal":
        beyond = at + 2 + (scan.at(at + 2).word == "-")
        if scan.at(beyond).word in scan.words.centuries:
            return _century(index, index + 1, number)
    return []


def _century(first: int, after: int, number: int | None) -> list[Phrase]:
    if number is None or not 11 <= number <= 22:
        return []
    return [Phrase(first, after, "date.century", edtf=f"{number - 1:02d}XX")]
