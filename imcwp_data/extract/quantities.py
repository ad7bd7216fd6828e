"""How much of what: "30 tonnes of cable and insulators", "6,350 signatures"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imcwp_data.text.numbers import NUMBER_PATTERN, whole_number

_MEASURES = (
    r"(?:metric )?(?:tonnes?|tons?|litres?|liters?|kilos?|kilogram(?:me)?s?|kg|boxes|box|crates?|containers?|sacks?|bottles?|"
    r"pallets?|doses?|packets?|parcels?|packages?|pairs?|ships?|trucks?|lorr(?:y|ies)|shiploads?|truckloads?|sets?|"
    r"million|toneladas?|litros?|cajas?|contenedores|sacos?|botellas?|dosis|paquetes?|barcos?|camiones)"
)
_WORD = r"[^\W\d_][\w'-]*"
_STOPS = (
    r"(?:of|de|and|y|to|for|in|on|at|from|with|by|under|over|a|the|el|la|los|las|para|por|en|al|contra|per|that|who|which|"
    r"were|was|are|is|have|has|had|against|as|who|whom|years?|days?|months?|weeks?|hours?|cities|countries|parties|states|"
    r"votes?|against|abstentions?|año|años|días|meses|países|partidos|percent|per|o'clock)"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,-])(?P<number>{NUMBER_PATTERN})(?P<scale> (?:million|thousand|hundred|mil|millones(?: de)?))? "
    rf"(?P<unit>{_MEASURES}(?: (?:of|with|de|con) (?:{_WORD} (?:and|y) {_WORD}|(?!{_STOPS}\b){_WORD}(?: (?!{_STOPS}\b){_WORD})?))?"
    rf"|(?!{_STOPS}\b){_WORD})",
    re.IGNORECASE,
)
_PARTITIVE = re.compile(r"(?:a|an|una?) (?:brigade|group|team|delegation|brigada|grupo) (?:of|de) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit with their characters."""

    value: float
    unit: str
    char_start: int
    char_end: int


def find_quantity(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> Quantity | None:
    """Return the first quantity of ``text[start:end]`` that is no part of a name or date (``taken``), else None."""
    for match in _QUANTITY.finditer(text, start, end):
        if any(a < match.end("number") and match.start("number") < b for a, b in taken):
            continue
        value = whole_number(match.group("number") + (match.group("scale") or "").replace(" de", ""))
        if value is None or (value <= 1 and not match.group("number").isdigit()):
            continue
        unit = match.group("unit")
        unit = re.sub(r"^(ships?|trucks?|barcos?|camiones) (?:with|con) ", lambda m: f"{m.group(1)} of ", unit)
        return Quantity(float(value), unit, match.start(), match.end())
    return None
