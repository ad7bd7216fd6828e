"""What an action is about: the themes whose words its clause holds."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from msgspec import Struct

from imcwp_data.extract.theme_words import ThemeHit

OTHER = "other"
COOPERATION = "cooperation"
_PARTY_BUSINESS = re.compile(
    r"\b(?:part(?:y|ies)|delegates|delegations|participants|working group|meeting|comrades|partidos?|grupo de trabajo|"
    r"delegaciones|encuentro|agenda)\b",
    re.IGNORECASE,
)
# Without one of these a clause speaks of no party business.
_OF_BUSINESS = (
    "part", "delega", "meeting", "working g", "comrades", "grupo de", "encuentro", "agenda",
)  # fmt: skip
OF_NOTHING = frozenset({OTHER, COOPERATION})
_OF_COOPERATION = (COOPERATION,)
_OF_NOTHING_KNOWN = (OTHER,)
# What is done may be the business of parties.
_ABOUT_PARTIES = frozenset({"REQUEST", "SUPPORT"})
CAUSES = frozenset({"cuba", "palestine"})
# Weak words of these themes ("embargo", "arrest") are theirs only where the text speaks of them elsewhere.
_NEED_CONTEXT = CAUSES | {"anti_communism"}
# Words of these themes alone say nothing against the cause that the whole document is about.
_IMPLIED = frozenset({"anti_imperialism", "socialism"})
# Of the words of these themes the weak ones add to the strong: "the occupation of Iraq" is both.
_WAR = frozenset({"anti_imperialism", "peace"})
# Themes that a blow struck in a later sentence, without a word of its own, is not about.
_NOT_OF_BLOWS = frozenset({"labour", "health", "environment", "migration", "socialism", COOPERATION})
_BLOWS = frozenset({"ASSAULT", "COERCE"})
_OUTLAWS = frozenset({"ban", "outlaw", "dissolve", "prohibit", "proscribe", "prohibir", "disolver", "ilegalizar"})
_OUTLAWED = re.compile(
    r"\b(?:part(?:y|ies)|newspaper|partidos?|periódico|(?:it|they) (?:was|were|has been|have been))\b", re.IGNORECASE
)
_TOPIC = re.compile(
    r"\b(?:conference|seminar|forum|webinar|workshop|symposium|seminario|conferencia|foro|simposio|taller)"
    r"(?: [\w'-]+){0,6} (?:on|about|against|sobre|acerca de|contra)\b"
    r"|\b(?:of|in|de|en) (?:solidarity with|solidaridad con)\b",
    re.IGNORECASE,
)
# Without one of these no topic is stated.
_TOPICAL = (
    "conferenc", "seminar", "forum", "foro", "webinar", "workshop", "symposium", "simposio", "taller", "solidari",
)  # fmt: skip
_OF_PARTIES = re.compile(
    r"\b(?:international meeting|next meeting|working group|IMCWP|messages?|greetings?|encuentro internacional|EIPCO|"
    r"grupo de trabajo|mensajes?|saludos?)\b",
    re.IGNORECASE,
)
_OWN_CONGRESS = re.compile(r"\b(?:its|our|their|su|nuestro) (?:\w+ ){0,2}(?:congress|congreso)\b", re.IGNORECASE)
_WITHDRAWAL = re.compile(r"\b(?:withdraw\w*|remov\w+|pull\w* out|retir(?:ar|e|en|ada))\b", re.IGNORECASE)
_HOMEWARD = re.compile(r"\b(?:bring\w* home|send (?:\w+ ){1,2}(?:back|home))\b", re.IGNORECASE)


class ThemeContext(Struct, gc=False):
    """What decides the themes of a clause beside its own words.

    ``main``: the cause that a document is about as a whole, if it is about one. ``inherited``: the themes of what
    was read before. ``organising``: the clause holds, moves or calls off a meeting, or says thanks. ``known``:
    the themes that the document has told so far. ``section``: those of the title or heading above it. ``text``: the
    clause's characters in lower case. What the methods tell few clauses need; here there is nothing around the clause.
    """

    event_type: str
    main: str | None = None
    inherited: tuple[str, ...] = ()
    organising: bool = False
    known: Set[str] = frozenset()
    section: tuple[str, ...] = ()
    text: str = ""

    def business(self) -> bool:
        """Tell whether the clause, a request or support without a theme word, speaks of parties and their meetings."""
        return False

    def sentence(self) -> tuple[str, ...]:
        """Return the themes that the rest of the sentence tells."""
        return ()

    def paragraph(self) -> tuple[str, ...]:
        """Return the theme that the paragraph tells most."""
        return ()


def themes_of(
    inside: Sequence[ThemeHit], start: int, context: ThemeContext
) -> tuple[tuple[str, ...], Sequence[ThemeHit]]:
    """Return the themes of the clause that begins at ``start`` and the words that tell them of those ``inside`` it."""
    main, event_type = context.main, context.event_type
    if context.organising or event_type == "CONSULT":
        return _of_meeting(inside, start, context)
    told: Sequence[ThemeHit] = ()
    if inside:
        told = _telling(inside, context)
    found: tuple[str, ...] = ()
    if told:
        found = (told[0].theme,) if len(told) == 1 else tuple(dict.fromkeys([h.theme for h in told]))
    if event_type == "COOPERATE" and "labour" not in found[:1] and "peace" not in found:
        return _OF_COOPERATION, told
    if event_type == "AID" and "health" not in found and "labour" not in found:
        if not found and main is None and context.section == ("labour",):
            return context.section, ()
        near = (*found, *context.sentence())
        cause = next((t for t in near if t in CAUSES), main)
        return tuple(sorted({COOPERATION, cause} if cause else {COOPERATION})), told
    if found:
        if main is not None and _IMPLIED.issuperset(found):
            found = (main, *found)
        if found == ("peace",):
            cause = next((t for t in context.inherited if t in CAUSES), None)
            if cause and event_type == "REQUEST":
                return tuple(sorted((cause, "peace"))), told
            if _of_foreign_power(told, context):
                return ("anti_imperialism", "peace"), told
        return (found if len(found) == 1 else tuple(sorted(_fewest(found)))), told
    if event_type == "AGREE" or (event_type in _ABOUT_PARTIES and context.business()):
        return _OF_COOPERATION, ()
    if event_type == "SANCTION" and main is None and not CAUSES & set(context.inherited):
        return ("anti_imperialism",), ()
    return _carried(context) or _OF_NOTHING_KNOWN, ()


def _telling(inside: Sequence[ThemeHit], context: ThemeContext) -> Sequence[ThemeHit]:
    """Return those of a clause's theme words that count: strong ones, or weak ones that the text around bears out."""
    if len(inside) == 1:
        return _borne_out(inside, context) if inside[0].weak else inside
    told = []
    for hit in inside:
        if not hit.weak:
            told.append(hit)
    if told:
        if told[0].theme in _WAR and (len(told) == 1 or _WAR.issuperset([h.theme for h in told])):
            return [h for h in inside if h.theme in _WAR]
        return told
    return _borne_out(inside, context)


def _borne_out(inside: Sequence[ThemeHit], context: ThemeContext) -> list[ThemeHit]:
    """Return those of a clause's weak theme words that the text around it bears out."""
    main = context.main
    if main is not None:
        told = [h for h in inside if h.theme == main]
        if told:
            return told
    inherited, known = context.inherited, context.known
    told = []
    for hit in inside:
        theme = hit.theme
        if theme not in _NEED_CONTEXT or theme in inherited or theme in known:
            told.append(hit)
    around = (context.section or inherited) if context.event_type else ()
    if not around:
        return told
    for hit in told:
        theme = hit.theme
        if theme in around or theme in CAUSES or (theme == OTHER and CAUSES.isdisjoint(around)):
            return told
    return []


def _of_meeting(
    inside: Sequence[ThemeHit], start: int, context: ThemeContext
) -> tuple[tuple[str, ...], list[ThemeHit]]:
    """Return the themes of a clause that holds a meeting: its stated topic, else that parties work together."""
    text = context.text
    told = [h for h in inside if not h.weak] if any(map(text.__contains__, _TOPICAL)) else []
    topic = _TOPIC.search(text) if told else None
    told = [h for h in told if h.char_start >= start + topic.end()] if topic else []
    if told:
        return tuple(sorted(_fewest(tuple(dict.fromkeys([h.theme for h in told]))))), told
    if context.main and not _OF_PARTIES.search(text):
        return (context.main,), []
    return ((OTHER,) if "congres" in text and _OWN_CONGRESS.search(text) else (COOPERATION,)), []


def _of_foreign_power(told: Sequence[ThemeHit], context: ThemeContext) -> bool:
    """Tell whether a clause on war is on a foreign power's: its section or sentence says so, or it asks it to leave.

    Soldiers alone may be withdrawn from a strike too, unless they are sent home.
    """
    if "anti_imperialism" in context.section or "anti_imperialism" in context.sentence():
        return True
    if context.event_type not in {"REQUEST", "REJECT"}:
        return False
    if _HOMEWARD.search(context.text):
        return True
    return any(not h.weak for h in told) and _WITHDRAWAL.search(context.text) is not None


def _carried(context: ThemeContext) -> tuple[str, ...]:
    """Return the themes that a clause without a theme word takes from the text around it."""
    if context.main:
        return (context.main,)
    sentence = context.sentence()
    if sentence:
        return sentence
    inherited = context.inherited
    if OTHER not in inherited:
        paragraph = context.paragraph()
        if {*inherited, *context.section}.isdisjoint(paragraph):
            inherited = paragraph or inherited
    if context.section and set(context.section) < set(inherited):
        inherited = context.section
    if context.event_type in _BLOWS:
        inherited = _of_blows(inherited, context.section)
    return (inherited if len(inherited) == 1 else tuple(sorted(inherited))) or context.section


def _of_blows(themes: tuple[str, ...], section: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([t for t in themes if t not in _NOT_OF_BLOWS or t in section])


def is_party_business(text: str) -> bool:
    """Tell whether a clause, in lower case, speaks of parties and their meetings: cooperation without a theme word."""
    return any(map(text.__contains__, _OF_BUSINESS)) and _PARTY_BUSINESS.search(text) is not None


def outlaws(lemma: str, text: str) -> bool:
    """Tell whether a clause bans or dissolves a party or its newspaper."""
    return lemma in _OUTLAWS and _OUTLAWED.search(text) is not None


def lasting_themes(event_type: str, themes: tuple[str, ...]) -> tuple[str, ...]:
    """Return what an action's themes leave for clauses after it without a theme word of their own.

    Help says what it consists of ("18 doctors"), not what the text after it is about; neither does the topic of
    one meeting.
    """
    if event_type == "CONSULT":
        return ()
    if event_type == "AID":
        return tuple([t for t in themes if t not in {COOPERATION, "health"}])
    return () if themes == _OF_COOPERATION else themes


def with_roles(
    themes: tuple[str, ...],
    *,
    repressed: bool,
    against_empire: bool,
    elsewhere: bool,
    told: bool = True,
    with_party: bool = False,
) -> tuple[str, ...]:
    """Return the themes of a clause once it is known who is done what.

    ``repressed``: a party or its people are banned, arrested or attacked and no cause is named, so it is
    anti-communism. ``against_empire``: war or weapons of a power whom anti-imperialism is directed against.
    ``told``: a word of the clause tells the themes, else they come from around it; ``with_party``: solidarity is
    expressed with a party, which so is in need of it.
    ``elsewhere``: measures against another country too are named beside those against a cause's own.
    """
    if repressed and not set(themes) & (CAUSES | {"labour"}):
        return ("anti_communism",)
    if not told and (with_party or repressed) and not set(themes) & CAUSES:
        return ("anti_communism",)
    if against_empire and themes == ("peace",):
        return ("anti_imperialism", "peace")
    if elsewhere and is_cause(themes):
        return tuple(sorted((*themes, "anti_imperialism")))
    return themes


def is_cause(themes: Sequence[str]) -> bool:
    """Tell whether themes are one cause alone (Cuba, Palestine)."""
    return len(themes) == 1 and themes[0] in CAUSES


def _fewest(themes: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out a general theme that a particular one implies: the blockade of Cuba is anti-imperialism already.

    ``themes`` stand in the order of the text; of several, the first two say what the clause is about.
    """
    if CAUSES & set(themes):
        themes = tuple(t for t in themes if t in CAUSES or t == "health") or themes
    if len(themes) > 1:
        themes = tuple(t for t in themes if t not in {OTHER, COOPERATION}) or themes
    return themes[:2]
