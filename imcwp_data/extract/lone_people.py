"""People who are named by one word alone: a given name, a surname, the subject of a headline's verb.

No list of well-known people stands behind this: one capitalised word is a person where the document itself shows it to
be one. What shows it once in a document holds for the whole of it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from imcwp_data.extract.person_runs import NAMED_BEFORE_PEOPLE
from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import (
    AUXILIARIES,
    COPULAS,
    FUNCTION_WORDS,
    LOCATIVES,
    MONTHS_AND_DAYS,
    OPENERS,
    SPEECH_VERBS,
)
from imcwp_data.extract.word_memory import WordMemory
from imcwp_data.record import Record

# What only people have: "the life of X", "X's life".
_PERSONAL = frozenset(
    (
        "life death birth birthday birthplace assassination murder works work writings words teachings thought "
        "thoughts thinking memory portrait biography funeral speech speeches letter letters biographer widow "
        "pamphlet genius poems poem plays songs novel novels diary ideas legacy example cause path ideology "
        "theories dictatorship coup days era followers heirs disciples supporters statue bust tomb grave mausoleum "
        "arrest extradition release killers murderers assassins son daughter brother sister wife comrades vida "
        "muerte nacimiento asesinato obra obras pensamiento palabras escritos legado discurso memoria ejemplo "
        "poemas"
    ).split()
)
# What a leader has: "X's police".
_OF_LEADERS = frozenset(
    (
        "police troops forces allies cronies policies ministers cabinet rule re-election visit tour army thugs voters"
    ).split()
)
_PAST_ENDINGS = ("ed", "ó")
_OF = frozenset({"of", "de"})
# Words of these texts that have a capital without being anybody's name.
CONCEPTS = frozenset(
    (
        "revolution party parties congress communism socialism republic state states nation union war peace people "
        "peoples constitution homeland motherland fatherland empire church god bible internet covid commune "
        "manifesto capital lord covid-19 coronavirus parliament international left right labour labor islam allah "
        "christ jesus christianity nature history humanity english french spanish portuguese german latin castilian "
        "catalan basque farsi urdu hindi kurdish pashto swahili quechua creole mandarin cantonese hebrew esperanto "
        "arabic turkish greek russian marxism leninism fascism nazism imperialism zionism law treaty pact plan "
        "project festival games press facebook twitter telegram youtube instagram whatsapp google website foto "
        "image page home news revolución partido partidos congreso república estado nación unión guerra paz pueblo "
        "patria dios iglesia"
    ).split()
)
# Endings of common nouns and of names for groups.
_COMMON_ENDINGS = (
    "ism", "isms", "ist", "ists", "tion", "tions", "sion", "ment", "ments", "ity", "ness", "ship", "ance", "ence",
    "hood", "ing", "ers", "ors", "ians", "ings", "ies", "ismo", "ista", "istas", "ción", "dad", "ología", "logy",
    "phobia",
)  # fmt: skip
# A headline's nouns, in the singular: "Court Rejects ...", "World Condemns ...".
_HEADLINE_NOUNS = frozenset(
    (
        "army attack bank base bill block body bomb border camp campaign case city coalition community council "
        "country coup court crisis crowd deal death debate decision delegation demand drive economy election "
        "embargo embassy envoy fight force gathering group half history house hunger imperialism industry inflation "
        "king law leader letter line majority march mayor media meeting message minister mission mob monopoly month "
        "morning motion movement nurse office official opposition paper petition police poll post poverty power "
        "press protest province question rally report resolution road ruling school sea sector senate senator ship "
        "siege solidarity solution statement storm story street strike struggle student study summit system teacher "
        "text time town trade troop truth two vaccine video village virus vote week west east north south winter "
        "woman work worker world year youth everyone nobody everybody someone reality who what which this that "
        "everything nothing one another today whoever whatever whichever wherever nobody said"
    ).split()
)
_LINKS = frozenset({"and", "y", "&"})


class LonePerson(Record, frozen=True):
    """A person named by one word, and the rule that read it."""

    index: int
    rule: str


class LonePeople:
    """Finds people of one word in a paragraph; built once from the given names and the verbs of headlines."""

    def __init__(self, is_given_name: Callable[[str], bool], verbs: Iterable[str], nouns: frozenset[str]) -> None:
        self._is_given_name = is_given_name
        self._verbs = frozenset(verbs) | frozenset(verb for verb in SPEECH_VERBS if verb.endswith("s"))
        self._nouns = nouns
        self._people = WordMemory(self._may_be_person)

    def may_find(self, tokens: Tokens, free: Sequence[int]) -> bool:
        """Tell whether one of the ``free`` words may be somebody's name, whatever stands beside it."""
        return self._people.is_any(tokens, free)

    def _may_be_person(self, word: str, lower: str) -> bool:
        return lower not in self._nouns and may_be_person(word) and not _plural_of(lower, self._nouns)

    def find(
        self, tokens: Tokens, free: Sequence[int], written: Container[str], people: Callable[[], Container[int]]
    ) -> Sequence[LonePerson]:
        """Return the people of one word in a paragraph.

        ``free`` are the capitalised words of no name, place or country's adjective, ``written`` are all words of
        the document (one that it also writes in small letters is no name), ``people`` returns the words of known
        people.
        """
        lower = tokens.lower
        candidates = []
        for index in free:
            if lower[index] not in written:
                candidates.append(index)
        if not candidates:
            return ()
        found: dict[int, str] = {}
        rest: list[int] = []
        alone = frozenset(free)
        for index in candidates:
            if not self._stands_alone(tokens, alone, index):
                continue
            rule = self._rule(tokens, index)
            if rule is not None:
                found[index] = rule
            else:
                rest.append(index)
        if rest and not tokens.title_case:
            known = people()
            # Twice, so that both ends of "Brandt, Olsen and Lind" are reached from the one that is known.
            for index in (*rest, *reversed(rest)):
                if index not in found and any(other in known or other in found for other in _linked(tokens, index)):
                    found[index] = "person.coordinated"
        return [LonePerson(index, found[index]) for index in sorted(found)]

    def _stands_alone(self, tokens: Tokens, free: Container[int], index: int) -> bool:
        if not self.may_find(tokens, (index,)):
            return False
        if tokens.title_case:
            return True
        before, after = index - 1, index + 1
        if after < len(tokens.words) and tokens.gaps[after] in (" ", "-", "'") and tokens.words[after][0].isupper():
            return False
        if before >= 0 and tokens.gaps[index] in (" ", "-", "'", "&"):
            joined = tokens.words[before][0].isupper() and not (tokens.lower[before] in OPENERS or before not in free)
            named_after = tokens.lower[before] in NAMED_BEFORE_PEOPLE
            return not (joined or named_after) and tokens.lower[before] not in (
                "a",
                "an",
                "the",
                "el",
                "la",
                "los",
                "las",
                "un",
                "una",
            )
        return True

    def _rule(self, tokens: Tokens, index: int) -> str | None:
        given = self._is_given_name(tokens.words[index])
        if tokens.title_case:
            return "person.headline_subject" if self._subject_of_headline(tokens, index) else None
        opens = tokens.begins_sentence(index)
        before = tokens.lower[index - 1] if index and tokens.gaps[index] in (" ", ", ") else ""
        after = tokens.lower[index + 1] if index + 1 < len(tokens.words) and tokens.gaps[index + 1] == " " else ""
        if given and not opens and before not in LOCATIVES:
            return "person.given_name_alone"
        if after in SPEECH_VERBS and (given or not opens or self._third_person(after)):
            return "person.speech_alone"
        if before in ("said", "says", "added", "adds", "dijo", "afirmó", "señaló") and tokens.gaps[index] == " ":
            return "person.speech_alone"
        if (before == "to" and index > 1 and tokens.lower[index - 2] == "according") or before in ("según", "selon"):
            return "person.speech_alone"
        if given and opens and (after in AUXILIARIES or after in COPULAS or after.endswith(_PAST_ENDINGS)):
            return "person.given_name_subject"
        if _has_what_people_have(tokens, index):
            return "person.personal_noun"
        return None

    def _third_person(self, verb: str) -> bool:
        return verb.endswith("s") or verb in ("said", "told", "wrote", "dijo", "afirmó", "declaró")

    def _subject_of_headline(self, tokens: Tokens, index: int) -> bool:
        """Tell whether a headline begins with a name of one word and a verb: "Okafor Rejects the Offer"."""
        after = index + 1
        return (
            tokens.begins_sentence(index)
            and after + 1 < len(tokens.words)
            and tokens.gaps[after] == " "
            and tokens.lower[after] in self._verbs
            and not tokens.words[index].isupper()
        )


def may_be_person(word: str) -> bool:
    """Tell whether a capitalised word may be somebody's name: no concept, no common noun by its ending, no acronym."""
    lower = word.lower()
    return (
        len(word) > 2
        and not word.isupper()
        and all(part.isalpha() and part[0].isupper() and part[1:].islower() for part in word.split("-"))
        and lower not in FUNCTION_WORDS
        and lower not in OPENERS
        and lower not in MONTHS_AND_DAYS
        and lower not in CONCEPTS
        and lower not in _HEADLINE_NOUNS
        and not lower.endswith(_COMMON_ENDINGS)
    )


def _plural_of(lower: str, nouns: frozenset[str]) -> bool:
    return lower.endswith("s") and (lower[:-1] in nouns or (lower.endswith("ies") and lower[:-3] + "y" in nouns))


def _has_what_people_have(tokens: Tokens, index: int) -> bool:
    after = index + 1
    if after + 1 < len(tokens.words) and tokens.lower[after] == "'s" and tokens.gaps[after] == "":
        return tokens.lower[after + 1] in _PERSONAL | _OF_LEADERS and tokens.gaps[after + 1] == " "
    return (
        index > 1
        and tokens.gaps[index] == tokens.gaps[index - 1] == " "
        and tokens.lower[index - 1] in _OF
        and tokens.lower[index - 2] in _PERSONAL
        and not tokens.words[index - 2][0].isupper()
    )


def _linked(tokens: Tokens, index: int) -> Iterator[int]:
    """Yield the words that a list joins to a word: "Brandt and Olsen", "Brandt, Olsen and Lind"."""
    if index > 1 and tokens.lower[index - 1] in _LINKS and tokens.gaps[index] == tokens.gaps[index - 1] == " ":
        yield index - 2
    elif index and tokens.gaps[index] == ", ":
        yield index - 1
    after = index + 1
    if (
        after + 1 < len(tokens.words)
        and tokens.lower[after] in _LINKS
        and tokens.gaps[after] == tokens.gaps[after + 1] == " "
    ):
        yield after + 1
    elif after < len(tokens.words) and tokens.gaps[after] == ", ":
        yield after
