"""The words by which a series of meetings is told from others, and what an anchor is: a passage that names one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imcwp_data.extract.meeting_phrases import ADJECTIVES
from imcwp_data.record import Record
from imcwp_data.text.normalise import slug
from imcwp_data.text.numbers import ORDINAL_PATTERN
from imcwp_data.vocabulary import Vocabulary

# Ordinals in words are left out here: "the second meeting" is often the second of a day.
NUMBERED = re.compile(
    rf"(?<![\w.,-])(\d{{1,2}}\s?(?:st|nd|rd|th|[.]?º|°|er|o)|(?-i:[IVXL]{{1,6}})){ADJECTIVES}\s+(?:meeting|encuentro|session|edition)\b",
    re.IGNORECASE,
)
NUMBERED_AFTER = re.compile(
    r"\b(?:meeting|encuentro|session),?\s+(?:the|el|la)\s+(\d{1,2})(?:st|nd|rd|th|[.]?º|°)?(?=[,.;)]|$)", re.IGNORECASE
)
NUMBERED_ENCUENTRO = re.compile(r"\b(?:el|del|al|nuestro|este)\s+(\d{1,2})\s+encuentro\b", re.IGNORECASE)
# A session told by its number alone, beside one that is named in full: "at the 23rd, in Izmir on 20-22 October 2023".
NUMBER_ALONE = re.compile(
    r"\b(?:at|of|in|from|until|since|and|was|is|for|to|after|before|with|like) "
    r"the (\d{1,2})(?:st|nd|rd|th)(?=,? (?:in|on) [A-Z\d]|,|;)"
)
# "the last one, the 12th, sat in Tshwane"
NUMBER_APPOSED = re.compile(
    r"\b(?:last|previous|preceding|next|following)(?:\s+(?:one|of\s+them))?,\s+the\s+(\d{1,2})(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
# "The 23rd already has an address: ...", "The 23rd will be held": a session, where the text has named the series.
NUMBER_OPENS = re.compile(
    r"(?<![^\s“\"])(?:The|El|Our)\s+(\d{1,2})(?:st|nd|rd|th|[.]?º)(?=,?\s+(?:one\s+)?(?:(?:already|now|then|itself|also|too)\s+)?"
    r"(?:has|had|will|is|was|goes|met|sat|took|gathered|shall|in|opens|ended|tendrá|será|fue|se)\b)"
)
OF_A_NAME = re.compile(
    r"\s+(?:of|del?)\s+(?:the\s+|la\s+|los\s+)?(?=[A-Z])(?!IMCWP|SolidNet|International\s+Meeting|Encuentro\s+Internacional|"
    r"Communist\s+and|Partidos\s+Comunistas)"
)
# The series began in Athens at the end of the nineties; the first session of anything else is none of it.
FIRST = re.compile(
    r"\b(first|primero|primer)\s+(?:of\s+(?:these|the|our)\s+(?:international\s+)?meetings|(?:international\s+)?meeting|session|"
    r"one|de\s+(?:estos|los)\s+encuentros|encuentro)\b",
    re.IGNORECASE,
)
FIRST_YEARS = frozenset({"1998", "1999"})
EXTRAORDINARY = re.compile(r"\b(?:extraordinary|extraordinari[oa])\b", re.IGNORECASE)
NEXT = re.compile(
    r"\b(?:(?:next|upcoming|forthcoming|coming|pr[oó]xim[oa]|siguiente)\s+"
    r"(?:(?:international|regular|annual|plenary|ordinary|full|working|group|wg|meeting|session|teleconference|reunión|encuentro|"
    r"sesión|\d+\w*)\s+){0,3}(?:(?:of|del?)\s+(?:the\s+|el\s+|la\s+)?)?|following\s+)$",
    re.IGNORECASE,
)
NEXT_YEAR = re.compile(
    r"\s+(?:of\s+(?:the\s+)?(?:next|coming)\s+year|del?\s+(?:próximo\s+año|año\s+próximo|año\s+que\s+viene))\b",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"\b(?:(?:will|shall|is to|are to|to|would)\s+(?:next\s+)?(?:meet|assemble|convene|gather|sit|come together|"
    r"reconvene)\s+"
    r"(?:once\s+again|again|once\s+more|anew|next)|will\s+(?:next\s+(?:meet|convene)|reconvene)|"
    r"volver[áa]n?\s+a\s+reunirse|se\s+reunir[áa]n?\s+(?:de\s+nuevo|nuevamente|otra\s+vez))\b"
)
WE = re.compile(
    r"\b(?:we|they|parties|delegates|delegations|participants|group|meeting|partidos|delegad[oa]s|participantes|grupo)\b",
    re.IGNORECASE,
)
IT_ENDS = re.compile(r"\b(?:it|which|that)\s+$", re.IGNORECASE)
OF_NEXT = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:of|del?|by)\s+(?:the\s+|la\s+|los\s+|el\s+)?(?:extraordinary\s+)?$", re.IGNORECASE
)
# "the Meeting in Istanbul, in 2015", "the International Meeting of October 2019"
DATED_AFTER = re.compile(r",?\s*(?:held\s+)?(?:in|of|at|on|en|de|del)\s+(?:the\s+)?[A-Z\d]")
SESSION_NOUNS = frozenset({"meeting", "encuentro", "session", "teleconference", "teleconferencia"})
REMOTE_NOUNS = frozenset({"teleconference", "videoconference", "teleconferencia", "videoconferencia", "webinar"})
LOOK_BACK = 48
COUNTED = frozenset(
    {"congress", "congreso", "conference", "conferencia", "plenum", "pleno", "plenary", "seminar", "seminario", "forum",
     "foro", "session", "summit", "cumbre"}
)  # fmt: skip


# A word for a meeting inside the name of a known body is that body's: "Trades Union Congress", "World Social Forum".
NAMED_KINDS = frozenset({"party", "organisation", "intergovernmental", "government", "outlet", "party_body"})
BODILY = frozenset({"congress", "congreso", "forum", "foro", "conference", "conferencia", "plenary", "plenaria"})
KNOWN_RULES = frozenset({"name.gazetteer", "name.acronym_defined", "name.organisation_shape"})
SERIES_WORDS = re.compile(r"\b(?:International|Internacional|Next|Annual|Extraordinary|Working|Group|Preparatory)\b")
GROUP_BEFORE = re.compile(
    r"\b(?:Working\s+Group|WG|Grupo\s+de\s+Trabajo)(?:\s*\([^()]{1,12}\))?(?:'s)?(?:\s+(?:meeting|session))?"
    rf"(?:\s+(?:of|for|del?)\s+(?:the\s+|el\s+)?(?:{ORDINAL_PATTERN}\s+)?)?\s*$",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"\b[A-Z][A-Z\d]+\b")
PROPER = re.compile(r"\b[A-Z]")


@dataclass(frozen=True, slots=True)
class Series:
    """A series of meetings and the organisation that holds it (``meeting_series.csv``)."""

    name: str
    participant_id: str
    kind: str
    short_name: str


class Anchor(Record, frozen=True):
    """A passage that names a meeting.

    ``reference`` says how: ``numbered``, ``extraordinary``, ``named`` (the series itself), ``previous`` or ``next`` (of
    the series; the series is "" where only the document tells it), ``dated`` (a session told by its place or day),
    ``definite`` ("the teleconference": one already told of), ``body`` (a body that meets), ``other`` (a meeting outside
    the series), ``pronoun`` (the one told of before). ``verbal`` anchors are verbs: what they tell stands behind them.
    ``indefinite`` ones begin with "a": they name a meeting for the first time. ``at_its`` ones are told to have been
    held: "X, at its meeting in Y, ...".
    """

    reference: str
    series: str
    kind: str
    ordinal: int | None
    noun: str
    phrase: str
    char_start: int
    char_end: int
    verbal: bool = False
    indefinite: bool = False
    at_its: bool = False


def load_series(vocabulary: Vocabulary) -> tuple[Series, ...]:
    """Return the series of ``meeting_series.csv``."""
    return tuple(
        Series(row["series"], slug(row["participant"]), row["kind"], row["short_name"])
        for row in vocabulary.tables["meeting_series"]
    )
