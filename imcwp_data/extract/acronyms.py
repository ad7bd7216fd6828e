"""Acronyms that a text defines in place ("Communist Party of Greece (KKE)"), and which of several bearers is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache

from imcwp_data.extract.name_records import Span
from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import FUNCTION_WORDS, MONTHS_AND_DAYS
from imcwp_data.record import Record
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Name

_BRACKETED = re.compile(
    r"'?\s*[(\[]\s*(?:the |or |hereafter |henceforth |\")?([^\W_][^()\[\]\s,;]{0,17}(?:\(\w{1,3}\))?)\"?\s*[)\]]"
)
_APPENDED = re.compile(r"'?(?:,\s+|\s*-\s+|\s+-\s*)([^\W\d_][\w/&]*(?:-\w+)?(?:\s?\(\w{1,3}\))?)(?=[\s,.;:)\]]|$)")
_BETWEEN = frozenset("([,-\u2010\u2011\u2012\u2013\u2014\u2212")
# "(Eğitim-Sen)", "(Petrol-İş)": short names of two clipped words.
_COMPOUND = re.compile(r"[^\W\d_a-zà-ÿ][^\W\d_]{2,9}-[^\W\d_a-zà-ÿ][^\W\d_]{1,3}")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_UNKNOWN = 8
_LONGEST_BLEND = 12
_ROMAN = re.compile(r"[IVXLCDM]+")
# Acronyms of things, ranks, units and times.
_NO_BODIES = frozenset(
    (
        "COVID SARS MERS HIV AIDS PCR ICU DNA RNA GDP GNP IVF CEO CFO NGO NGOS TV PDF LGBT LGBTQ LGBTQI LGBTI "
        "LGBTQIA BIPOC POW POWS UFO IED WMD WMDS VAT IPO FAQ GMO USD EUR GBP CFA URL HTML HTTP HTTPS WWW UTC GMT "
        "EST EDT PST CET BCE WWI WWII SOS VIP VIPS PPE MPS MEP MEPS MLA MLAS SMS RSS DVD MRI STEM SME SMES ISBN "
        "ISSN ICBM ABM INF MOU KMS KGS OIL VIVA LONG LIVE NEW YES NOT ALL OUR OUT STOP END DOWN FREE SEE NOTE PHOTO "
        "VIDEO READ MORE NEWS TAGS PIB IVA ONG"
    ).split()
)
_SMALL_WORDS = frozenset(("of the and for in with to de del la los las y en da do e a on by").split())


class Definition(Record, frozen=True):
    """An acronym that stands beside the full name it is short for."""

    surface: str
    char_start: int
    char_end: int


def may_follow(text: str, end: int) -> bool:
    """Tell whether a bracket, dash or comma follows a name, so that an acronym may stand there."""
    return not _BETWEEN.isdisjoint(text[end : end + 4])


def following(text: str, end: int, bearers: Callable[[], frozenset[str]]) -> Definition | None:
    """Return the acronym that follows a full name which ends at ``end``, in brackets or after a dash or comma.

    ``bearers`` returns the acronyms and short names that the name is known by; one in brackets may be new, after a
    dash or comma it must be known or made of the name's initials (else it may be another name of a list).
    """
    form = match_form(text[end : end + 60])
    bracketed = _BRACKETED.match(form)
    if bracketed is not None and (
        looks_like_acronym(bracketed[1])
        or bracketed[1] in bearers()
        or _COMPOUND.fullmatch(bracketed[1])
        or blends(match_form(text[max(0, end - 120) : end]), bracketed[1])
    ):
        return Definition(bracketed[1], bracketed.start(1) + end, bracketed.end(1) + end)
    appended = _APPENDED.match(form)
    if appended is not None and looks_like_acronym(appended[1]):
        name = match_form(text[max(0, end - 100) : end])
        if appended[1] in bearers() or initials_match(name, appended[1]):
            return Definition(appended[1], appended.start(1) + end, appended.end(1) + end)
    return None


@lru_cache(maxsize=4096)
def looks_like_acronym(word: str) -> bool:
    """Tell whether a word has the shape of an acronym: two capitals or more, and not only its first is one."""
    letters = [c for c in word if c.isalpha()]
    capitals = sum([c.isupper() for c in letters])
    return capitals >= 2 and capitals * 2 >= len(letters) and len(letters) <= 12


def initials_match(name: str, acronym: str) -> bool:
    """Tell whether the acronym is made of the initials of the last words of a name (small words may count)."""
    letters = [c.lower() for c in acronym if c.isalpha()]
    words = _LETTERS.findall(name)
    initials = [w[0].lower() for w in words if w.lower() not in _SMALL_WORDS]
    every = [w[0].lower() for w in words]
    count = len(letters)
    return count >= 2 and (initials[-count:] == letters or every[-count:] == letters)


def blends(name: str, word: str) -> bool:
    """Tell whether a capitalised word is made of the beginnings of a name's last words: "Focus", "Numsa", "Sactwu".

    Three words at least give it their first letters, one to three each, in order; small words may give none.
    """
    if not (4 <= len(word) <= 10 and word.isalpha() and word.istitle()):
        return False
    goal = word.lower()
    words = [w.lower() for w in _LETTERS.findall(name)][-_LONGEST_BLEND:]
    # For each number of letters given so far: the most words that gave them.
    reached: dict[int, int] = {0: 0}
    for part in words:
        after: dict[int, int] = {0: 0}
        if part in _SMALL_WORDS:
            after.update(reached)
        for count, given in reached.items():
            for length in range(1, 4):
                if len(part) >= length and goal.startswith(part[:length], count):
                    after[count + length] = max(after.get(count + length, 0), given + 1)
        reached = after
    return reached.get(len(goal), 0) >= 3


def initials_fit(name: str, acronym: str) -> bool:
    """Tell whether the acronym has the initials of a name in any order: another language orders the words otherwise."""
    letters = sorted(c.lower() for c in acronym if c.isalpha())
    initials = sorted(w[0].lower() for w in _LETTERS.findall(name) if w.lower() not in _SMALL_WORDS)
    return len(letters) > 2 and letters == initials


def name_before(text: str, bracket: int, acronym: str) -> int | None:
    """Return where the name begins that an acronym in brackets at ``bracket`` is made of, by its words' initials.

    Every letter of the acronym is the initial of one word, in order; small words between them may be left out. The
    words go back no further than a stop.
    """
    form = match_form(text[max(0, bracket - 160) : bracket])
    shift = max(0, bracket - 160)
    letters = [c.lower() for c in acronym if c.isalpha()]
    words = list(re.finditer(r"[^\W\d_]+(?:['-][^\W\d_]+)*|[.;:!?()\"]", form))
    index = len(letters) - 1
    first: int | None = None
    for match in reversed(words):
        word = match.group()
        if not word[0].isalpha():
            return None
        if word[0].lower() == letters[index] and (word[0].isupper() or word.lower() not in _SMALL_WORDS):
            first, index = match.start(), index - 1
            if index < 0:
                return first + shift if word[0].isupper() else None
        elif word.lower() not in _SMALL_WORDS:
            return None
    return None


def unknown(tokens: Tokens, free: Sequence[int], written: Callable[[], Container[str]]) -> list[int]:
    """Return the words of a paragraph that are acronyms of bodies that nothing else tells of: "SWAYOCO".

    ``free`` are the capitalised words of no name or place; ``written`` returns all words of the document (what it
    writes in small letters too is a word, not an acronym). Where words beside are in capitals as well, capitals tell
    nothing.
    """
    acronyms = []
    for index in free:
        word = tokens.words[index]
        # Most words in capitals are so in their first letter alone.
        if not word.isupper():
            continue
        lower = tokens.lower[index]
        if (
            3 <= len(word) <= _LONGEST_UNKNOWN
            and word.isalpha()
            and word not in _NO_BODIES
            and lower not in FUNCTION_WORDS
            and lower not in MONTHS_AND_DAYS
            and not _ROMAN.fullmatch(word)
            and not _shouted(tokens, index - 1)
            and not _shouted(tokens, index + 1)
            and lower not in written()
            and lower.capitalize() not in written()
        ):
            acronyms.append(index)
    return acronyms


def _shouted(tokens: Tokens, index: int) -> bool:
    return 0 <= index < len(tokens.words) and len(tokens.words[index]) > 1 and tokens.words[index].isupper()


def resolve(
    span: Span,
    surface: str,
    defined: Mapping[str, Name],
    named: frozenset[str],
    countries: Iterable[Container[str]],
    precedence: Mapping[str, str],
) -> tuple[Name, str]:
    """Return which of several bearers of a name is meant, and the rule that told.

    In this order: the acronym is defined in the document; just one bearer is named in full in the document; just one
    bearer's country is told, first beside the name, then in the paragraph, then in the document (``countries``); the
    bearer that shared_acronyms.csv puts first; the first by id.
    """
    form = match_form(surface)
    if form in defined and (span.acronym or len(span.names) > 1):
        return defined[form], "name.acronym_defined"
    if len(span.names) == 1:
        return span.names[0], span.rule
    full = [name for name in span.names if name.participant_id in named]
    if len(full) == 1:
        return full[0], "name.acronym_named_in_document"
    for near in countries:
        told = [name for name in full or span.names if name.country_code in near]
        if len(told) == 1:
            return told[0], "name.acronym_by_country"
    first = precedence.get(form)
    for name in span.names:
        if name.name == first:
            return name, "name.acronym_commonest"
    return min(span.names, key=lambda name: name.participant_id), "name.acronym_commonest"
