"""How much of what: "30 tonnes of cable and insulators", "6,350 signatures"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imcwp_data.extract.clause_tokens import lower_form
from imcwp_data.record import Record
from imcwp_data.text.numbers import NUMBER_PATTERN, NUMBER_WORDS, whole_number

_MEASURES = (
    r"(?:metric )?(?:tonnes?|tons?|litres?|liters?|kilos?|kilogram(?:me)?s?|kg|boxes|box|crates?|"
    r"containers?|sacks?|bottles?|"
    r"pallets?|doses?|packets?|parcels?|packages?|pairs?|ships?|trucks?|lorr(?:y|ies)|shiploads?|truckloads?|sets?|"
    r"million|toneladas?|litros?|cajas?|contenedores|sacos?|botellas?|dosis|paquetes?|barcos?|camiones)\b"
)
_WORD = r"[^\W\d_][\w'-]*"
_STOPS = (
    r"(?:of|de|and|y|to|for|in|on|at|from|with|by|under|over|a|the|el|la|los|las|para|por|en|al|contra|per|that|who|which|"
    r"were|was|are|is|have|has|had|against|as|who|whom|years?|days?|months?|weeks?|hours?|cities|countries|parties|states|"
    r"votes?|against|abstentions?|año|años|días|meses|países|partidos|percent|per|o'clock)"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,-])(?P<number>{NUMBER_PATTERN})(?P<scale> (?:million|thousand|hundred|dozen|mil|millones(?: de)?))? "
    rf"(?P<unit>{_MEASURES}(?: (?:of|with|de|con) "
    rf"(?:{_WORD} (?:and|y) {_WORD}|(?!{_STOPS}\b){_WORD}(?: (?!{_STOPS}\b){_WORD})?))?"
    rf"|(?!{_STOPS}\b){_WORD}(?: (?!{_STOPS}\b){_WORD})?)"
)
# Units of two and more are plurals, or nouns and currencies that have none.
_COUNTABLE = re.compile(
    r"[^\W\d_][\w'-]*s\b|(?:people|men|women|children|police|personnel|kuna|yen|yuan|rand|baht|won|kg|million)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(_MEASURES, re.IGNORECASE)
_DOZEN = 12
# A search for one sign of a kind, then more, is twice as fast as one for many.
_DIGITS = re.compile(r"\d\d*")
# In Latin-1 all that is no letter, as spaces: what is beyond it is part of no number in words.
_LETTERS = "".join(chr(c) if chr(c).isalpha() else " " for c in range(256)).encode("latin-1")
_VOTERS = re.compile(
    rf"(?<![\w.,-])(?P<number>{NUMBER_PATTERN})(?: \([^()]{{1,24}}\))? "
    r"(?P<unit>(?:member )?states|countries|nations|members|países|estados|naciones)\b",
    re.IGNORECASE,
)


class Quantity(Record, frozen=True):
    """A number and its unit with their characters."""

    value: float
    unit: str
    char_start: int
    char_end: int


def find_voters(text: str, start: int, end: int) -> Quantity | None:
    """Return how many states vote, as the last number of them before the verb says ("184 (of 189) countries")."""
    found = None
    for match in _VOTERS.finditer(text, start, end):
        value = whole_number(match.group("number"))
        if value is not None:
            found = Quantity(float(value), match.group("unit"), match.start(), match.end())
    return found


def _quantities(lower: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what may be quantities: most texts hold no number, and the pattern of numbers in words is slow."""
    words = lower[start:end].encode("latin-1", "replace").translate(_LETTERS).decode("latin-1").split()
    if not NUMBER_WORDS.isdisjoint(words):
        yield from _QUANTITY.finditer(lower, start, end)
        return
    while (digits := _DIGITS.search(lower, start, end)) is not None:
        match = _QUANTITY.match(lower, digits.start(), end)
        start = digits.end() if match is None else match.end()
        if match is not None:
            yield match


def find_quantity(
    text: str, start: int, end: int, taken: list[tuple[int, int]], lower: str | None = None
) -> Quantity | None:
    """Return the first quantity of ``text[start:end]`` that is no part of a name or date (``taken``), else None.

    ``lower`` is the whole text in lower case, character for character, where it has been made already.
    """
    lower = lower_form(text) if lower is None else lower
    for match in _quantities(lower, start, end):
        first_digit, last_digit = match.span("number")
        if taken and any(a < last_digit and first_digit < b for a, b in taken):
            continue
        scale = (match.group("scale") or "").replace(" de", "")
        value = whole_number(match.group("number") + ("" if scale == " dozen" else scale))
        if value is not None and scale == " dozen":
            value *= _DOZEN
        if value is None or (value <= 1 and not match.group("number").isdigit()):
            continue
        unit = text[slice(*match.span("unit"))]
        first, _, second = unit.partition(" ")
        if _COUNTABLE.fullmatch(first) and not _MEASURED.match(unit):
            unit = first
        elif not _COUNTABLE.match(first) and not _COUNTABLE.fullmatch(second):
            continue
        return Quantity(float(value), unit, match.start(), match.start("unit") + len(unit))
    return None
