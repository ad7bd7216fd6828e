"""What an action is about: the themes whose words its clause holds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from operator import attrgetter

from imcwp_data.extract.clause_tokens import lower_form
from imcwp_data.extract.inflection import noun_forms
from imcwp_data.record import Record
from imcwp_data.text.lexicon import Lexicon
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Vocabulary

_WEAK = attrgetter("weak")
OTHER = "other"
COOPERATION = "cooperation"
_IN_NAMES = frozenset({"environment", "labour", "socialism", "peace", "cooperation", "anti_imperialism"})
# Both begin with a fixed word, which is found faster than the end of one.
_WORKERS_PARTIES = re.compile(r"worker(?<!\wworker)s?'? part(?:y|ies)")
_OF_WORKERS = re.compile(r"partidos? comunistas y obreros")
_PARTY_BUSINESS = re.compile(
    r"\b(?:part(?:y|ies)|delegates|delegations|participants|working group|meeting|comrades|partidos?|grupo de trabajo|"
    r"delegaciones|encuentro|agenda)\b",
    re.IGNORECASE,
)
# Without one of these a clause speaks of no party business.
_OF_BUSINESS = (
    "part", "delega", "meeting", "working g", "comrades", "grupo de", "encuentro", "agenda",
)  # fmt: skip
_OF_NOTHING = frozenset({OTHER, COOPERATION})
_CAUSES = frozenset({"cuba", "palestine"})
# Weak words of these themes ("embargo", "arrest") are theirs only where the text speaks of them elsewhere.
_NEED_CONTEXT = _CAUSES | {"anti_communism"}
# Words of these themes alone say nothing against the cause that the whole document is about.
_IMPLIED = frozenset({"anti_imperialism", "socialism"})
# Of the words of these themes the weak ones add to the strong: "the occupation of Iraq" is both.
_FEWEST_WORDS = 6
# Fewer words are looked through faster than they are searched.
_MANY = 12
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


class ThemeHit(Record, frozen=True):
    """A word that tells a theme; a weak one counts only where no strong word of another theme stands."""

    char_start: int
    char_end: int
    theme: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """Whom a theme's struggle is for and against, by country code ("" where no one country is meant).

    ``only_named``: the adversary is meant only where the document names it.
    """

    beneficiary: str
    adversary: str
    only_named: bool


def _covered(spans: Sequence[tuple[int, int]], char: int) -> bool:
    index = bisect_right(spans, (char, char + 1_000_000)) - 1
    if index < 0:
        return False
    # A name overlaps with no other but the one beside it.
    return char < spans[index][1] or (index > 0 and char < spans[index - 1][1])


class ThemeReader:
    """Finds themes by the cues of ``vocabulary/themes.csv`` (cue, language, theme, strength)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries = []
        for row in vocabulary.tables["themes"]:
            for form in noun_forms(row["cue"], row["language"]):
                entries.append((form, (row["theme"], row["strength"] == "weak", row["theme"] in _IN_NAMES)))
        self._lexicon: Lexicon[tuple[str, bool, bool]] = Lexicon(entries, ignore_case=True)
        self._told = [tuple(dict.fromkeys(payloads)) for payloads in self._lexicon.payloads]
        self.causes = {
            row["theme"]: Cause(row["beneficiary_code"], row["adversary_code"], row["only_named"] == "yes")
            for row in vocabulary.tables["theme_causes"]
        }

    def find(self, text: str, names: Sequence[tuple[int, int]] = ()) -> list[ThemeHit]:
        """Return the theme words of a paragraph, from the left.

        ``names`` are those of parties and meetings: "workers" or "socialist" in them tells no theme.
        """
        return self.find_each([lower_form(match_form(text))], lambda _: names)[0]

    def find_each(
        self, texts: Sequence[str], named: Callable[[int], Sequence[tuple[int, int]]]
    ) -> list[list[ThemeHit]]:
        """Return the same for each of some paragraphs, whose match forms are in lower case already.

        ``named`` returns the names of the paragraph at an index. All are looked through at once.
        """
        found: list[list[ThemeHit]] = [[] for _ in texts]
        at, begin, stop, hits = -1, 0, 0, []
        masked: list[tuple[int, int]] | None = None
        told = self._told
        whole: frozenset[tuple[int, int]] = frozenset()
        for start, less, index in self._lexicon.places_in_form("\n".join(texts)):
            while start >= stop:
                at += 1
                begin, stop, hits, masked = stop, stop + len(texts[at]) + 1, found[at], None
            start, end = start - begin, -less - begin
            for theme, weak, in_names in told[index]:
                if in_names:
                    if masked is None:
                        names = named(at)
                        whole = frozenset(names)
                        masked = _masked(texts[at], names)
                    if masked and (start, end) not in whole and _covered(masked, start):
                        continue
                hits.append(ThemeHit(start, end, theme, weak))
        return found


def _masked(lower: str, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the names in which words tell no theme, and those of many parties without a name of their own."""
    masked = list(names)
    if "worker" in lower and " part" in lower:
        masked += [m.span() for m in _WORKERS_PARTIES.finditer(lower)]
    if "obrero" in lower:
        masked += [m.span() for m in _OF_WORKERS.finditer(lower)]
    masked.sort()
    return masked


class ThemeContext(Record, frozen=True):
    """What decides the themes of a clause beside its own words.

    ``main``: the cause that a document is about as a whole, if it is about one. ``inherited``: the themes of what
    was read before. ``organising``: the clause holds, moves or calls off a meeting, or says thanks. ``business``
    tells whether it speaks of parties and their meetings (asked of requests and support without a theme word
    alone). ``sentence`` returns the themes that the rest of its sentence tells, which few clauses need. ``known``:
    the themes that the document has told so far. ``section``: those of the title or heading above it. ``text``: the
    clause's characters in lower case. ``paragraph`` returns the theme that its paragraph tells most, which few clauses
    need too.
    """

    event_type: str
    main: str | None = None
    inherited: tuple[str, ...] = ()
    organising: bool = False
    business: Callable[[], bool] = bool
    sentence: Callable[[], tuple[str, ...]] = tuple
    known: Set[str] = frozenset()
    section: tuple[str, ...] = ()
    text: str = ""
    paragraph: Callable[[], tuple[str, ...]] = tuple


def themes_of(
    hits: Sequence[ThemeHit], start: int, end: int, context: ThemeContext
) -> tuple[tuple[str, ...], list[ThemeHit]]:
    """Return the themes of the clause at ``start:end`` and the words that tell them."""
    inside = hits_inside(hits, start, end) if hits else []
    main = context.main
    if context.organising or context.event_type == "CONSULT":
        return _of_meeting(inside, start, context)
    told: list[ThemeHit] = []
    if inside:
        told = _telling(inside, context)
    found: tuple[str, ...] = ()
    if told:
        found = (told[0].theme,) if len(told) == 1 else tuple(dict.fromkeys([h.theme for h in told]))
    if context.event_type == "COOPERATE" and "labour" not in found[:1] and "peace" not in found:
        return (COOPERATION,), told
    if context.event_type == "AID" and "health" not in found and "labour" not in found:
        if not found and main is None and context.section == ("labour",):
            return context.section, []
        near = (*found, *context.sentence())
        cause = next((t for t in near if t in _CAUSES), main)
        return tuple(sorted({COOPERATION, cause} if cause else {COOPERATION})), told
    if found:
        if main is not None and _IMPLIED.issuperset(found):
            found = (main, *found)
        if found == ("peace",):
            cause = next((t for t in context.inherited if t in _CAUSES), None)
            if cause and context.event_type == "REQUEST":
                return tuple(sorted((cause, "peace"))), told
            if _of_foreign_power(told, context):
                return ("anti_imperialism", "peace"), told
        return (found if len(found) == 1 else tuple(sorted(_fewest(found)))), told
    if context.event_type == "AGREE" or (context.event_type in {"REQUEST", "SUPPORT"} and context.business()):
        return (COOPERATION,), []
    if context.event_type == "SANCTION" and main is None and not _CAUSES & set(context.inherited):
        return ("anti_imperialism",), []
    return _carried(context) or (OTHER,), []


def _telling(inside: Sequence[ThemeHit], context: ThemeContext) -> list[ThemeHit]:
    """Return those of a clause's theme words that count: strong ones, or weak ones that the text around bears out."""
    told = []
    for hit in inside:
        if not hit.weak:
            told.append(hit)
    if told:
        if told[0].theme in _WAR and {h.theme for h in told} <= _WAR:
            return [h for h in inside if h.theme in _WAR]
        return told
    return _borne_out(inside, context)


def _borne_out(inside: Sequence[ThemeHit], context: ThemeContext) -> list[ThemeHit]:
    """Return those of a clause's weak theme words that the text around it bears out."""
    main = context.main
    told = [h for h in inside if h.theme == main]
    if told:
        return told
    known = {main, *context.inherited, *context.known}
    told = [h for h in inside if h.theme not in _NEED_CONTEXT or h.theme in known]
    around = {*(context.section or context.inherited)} if context.event_type else set()
    allowed = {*around, *_CAUSES, OTHER} if not around & _CAUSES else {*around, *_CAUSES}
    return told if not around or {h.theme for h in told} & allowed else []


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


def most_told(hits: Sequence[ThemeHit], names: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return the theme that most strong words of a paragraph tell, if two or more do; those in ``names`` do not count.

    Of equals it is the one told first.
    """
    counts: dict[str, int] = {}
    for hit in hits:
        theme = hit.theme
        if not hit.weak and theme not in _OF_NOTHING and not _covered(names, hit.char_start):
            counts[theme] = counts.get(theme, 0) + 1
    theme = max(counts, key=counts.__getitem__, default="")
    return (theme,) if counts.get(theme, 0) > 1 else ()


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


def hits_inside(hits: Sequence[ThemeHit], start: int, end: int) -> list[ThemeHit]:
    """Return the theme words that lie in some characters; ``hits`` are in order."""
    if len(hits) > _MANY:
        hits = hits[bisect_left(hits, start, key=_begin) : bisect_left(hits, end, key=_begin)]
    inside = []
    for hit in hits:
        if start <= hit.char_start and hit.char_end <= end:
            inside.append(hit)
    return inside


def tells(hits: Sequence[ThemeHit], start: int, end: int) -> bool:
    """Tell whether a strong theme word lies in some characters; only such words tell something to those around."""
    return not all(map(_WEAK, hits_inside(hits, start, end)))


def _begin(hit: ThemeHit) -> int:
    return hit.char_start


def strong_themes(paragraphs: Sequence[Sequence[ThemeHit]]) -> list[list[str]]:
    """Return the themes that the strong words of each paragraph tell, of those that have any such word."""
    telling = []
    for hits in paragraphs:
        strong = []
        for hit in hits:
            if not hit.weak:
                strong.append(hit.theme)
        if strong:
            telling.append(strong)
    return telling


def main_cause(telling: Sequence[Sequence[str]], titles: Sequence[Sequence[str]]) -> str | None:
    """Return the cause (Cuba, Palestine) that a document is about, if it is about one.

    Its title says so, or most strong theme words of its paragraphs (``telling``) and half of those that have any.
    """
    titled = _CAUSES.intersection(theme for told in titles for theme in told)
    if len(titled) == 1:
        return next(iter(titled))
    total = sum(map(len, telling))
    for theme in sorted(_CAUSES):
        words = places = 0
        for told in telling:
            if theme in told:
                words += told.count(theme)
                places += 1
        if words >= max(4, 0.45 * total) and places >= 0.5 * len(telling):
            return theme
    return None


def dominant_theme(telling: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the theme that at least half of a document's strong theme words tell, if it has enough of them."""
    counts: dict[str, int] = {}
    for told in telling:
        for theme in told:
            if theme not in _OF_NOTHING:
                counts[theme] = counts.get(theme, 0) + 1
    theme = max(counts, key=counts.__getitem__, default="")
    enough = counts.get(theme, 0) >= max(_FEWEST_WORDS, 0.5 * sum(counts.values()))
    return (theme,) if enough else ()


def is_party_business(text: str) -> bool:
    """Tell whether a clause, in lower case, speaks of parties and their meetings: cooperation without a theme word."""
    return any(map(text.__contains__, _OF_BUSINESS)) and _PARTY_BUSINESS.search(text) is not None


def outlaws(lemma: str, text: str) -> bool:
    """Tell whether a clause bans or dissolves a party or its newspaper."""
    return lemma in _OUTLAWS and _OUTLAWED.search(text) is not None


def lasting_themes(event_type: str, themes: Sequence[str]) -> tuple[str, ...]:
    """Return what an action's themes leave for clauses after it without a theme word of their own.

    Help says what it consists of ("18 doctors"), not what the text after it is about; neither does the topic of
    one meeting.
    """
    if event_type == "CONSULT":
        return ()
    if event_type == "AID":
        return tuple([t for t in themes if t not in {COOPERATION, "health"}])
    return () if len(themes) == 1 and themes[0] == COOPERATION else tuple(themes)


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
    if repressed and not set(themes) & (_CAUSES | {"labour"}):
        return ("anti_communism",)
    if not told and (with_party or repressed) and not set(themes) & _CAUSES:
        return ("anti_communism",)
    if against_empire and themes == ("peace",):
        return ("anti_imperialism", "peace")
    if elsewhere and is_cause(themes):
        return tuple(sorted((*themes, "anti_imperialism")))
    return themes


def is_cause(themes: Sequence[str]) -> bool:
    """Tell whether themes are one cause alone (Cuba, Palestine)."""
    return len(themes) == 1 and themes[0] in _CAUSES


def _fewest(themes: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out a general theme that a particular one implies: the blockade of Cuba is anti-imperialism already.

    ``themes`` stand in the order of the text; of several, the first two say what the clause is about.
    """
    if _CAUSES & set(themes):
        themes = tuple(t for t in themes if t in _CAUSES or t == "health") or themes
    if len(themes) > 1:
        themes = tuple(t for t in themes if t not in {OTHER, COOPERATION}) or themes
    return themes[:2]
