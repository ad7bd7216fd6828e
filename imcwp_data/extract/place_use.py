"""How a place's name is used: as a place, as an actor, before a noun, or as one spoken to.

The rule behind the decisions: what a preposition governs, or what a verb has as its object, is a place ("the people of
Cuba", "sanctions against Syria", "bomb Syria"); a country that is the subject of a verb acts ("Israel refuses"); before
a noun it is an adjective ("US blockade"); after a verb of asking it is spoken to ("urged the United States to").
Members of a list are used alike ("Washington and Israel voted no").
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from imcwp_data.extract.place_words import (
    ADJECTIVAL,
    AREA_NOUNS,
    BASE_VERBS,
    BESIDE_PLACES,
    CAUSING,
    HAVING,
    IRREGULAR_VERBS,
    LISTERS,
    NOUNS_AFTER_COUNTRY,
    OPENING_CLAUSES,
    PASSING,
    PLACE_PREPOSITIONS,
    PLACE_SUBJECT_VERBS,
    STATES_OF_BEING,
)
from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import (
    ADDRESSING_VERBS,
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    COPULAS,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    SPEECH_VERBS,
)

_STOPS = frozenset(".;:()")
_VERBS_OF_HELP = AUXILIARIES | COPULAS
_BEFORE_VERBS = _VERBS_OF_HELP | ADVERBS
_BEFORE_NOUNS = DETERMINERS | ARTICLES
PLACE, ACTOR, ATTRIBUTIVE, ADDRESSEE = "place", "actor", "attributive", "addressee"


def uses(
    tokens: Tokens, names: Sequence[tuple[int, int]], countries: Sequence[bool], language: str = "en"
) -> list[str]:
    """Return the use of each place name of a paragraph.

    ``names`` are (first word, word after the last) in the order of the text; ``countries`` tells which of them are
    countries, regions or capitals (a town is always a place).
    """
    decided = [PLACE] * len(names)
    if True not in countries:
        return decided
    begins = set(map(itemgetter(0), names))
    for group in _lists(tokens, names):
        if len(group) == 1:
            if not countries[group[0]]:
                # A town is always a place.
                continue
            verdict = _use_of_group(tokens, [names[group[0]]], language)
        else:
            verdict = _use_of_group(tokens, [names[i] for i in group], language)
            if verdict == ACTOR and False in [countries[index] for index in group]:
                # "Havana, Santiago and Holguín celebrated": what towns do in a list with a capital, the towns do.
                verdict = PLACE
        for index in group:
            own = verdict
            first, last = names[index]
            if own == ACTOR and _governed(tokens, first):
                own = PLACE
            if countries[index] and own != PLACE:
                decided[index] = own
            if decided[index] != PLACE or not countries[index] or language == "es" or last in begins:
                continue
            if _before_noun(tokens, first, last, group_at=names[group[0]][0]):
                decided[index] = ATTRIBUTIVE
    return decided


def _lists(tokens: Tokens, names: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the indices of names grouped into lists ("Venezuela, Iran and Syria"); most groups are of one."""
    if len(names) == 1:
        return [[0]]
    groups: list[list[int]] = []
    for index, (first, _) in enumerate(names):
        if groups:
            before = names[groups[-1][-1]][1]
            # Names that stand further apart are in no list.
            if first - before <= 2:
                between = tokens.lower[before:first]
                gap = tokens.gaps[before]
                listers = sum([word in LISTERS for word in between])
                joined = listers + sum([word in ARTICLES for word in between]) == len(between)
                if joined and (listers or gap == ", ") and _STOPS.isdisjoint(gap):
                    groups[-1].append(index)
                    continue
        groups.append([index])
    parts: list[list[int]] = []
    for group in groups:
        parts += _split(tokens, names, group) if len(group) > 1 else [group]
    return parts


def _split(tokens: Tokens, names: Sequence[tuple[int, int]], group: list[int]) -> list[list[int]]:
    """Take the subject of a clause off a list that only commas join: "Unlike Chile, Peru has no bases"."""
    first, last = names[group[-1]][0], names[group[-1]][1]
    listed = any(word in LISTERS for word in tokens.lower[names[group[0]][1] : first])
    after = tokens.lower[last] if last < len(tokens.words) and tokens.gaps[last] == " " else ""
    if listed or not (after in AUXILIARIES or after in COPULAS or (after and _verb_like(after))):
        return [group]
    return [group[:-1], group[-1:]]


def _use_of_group(tokens: Tokens, names: list[tuple[int, int]], language: str) -> str:
    first, last = names[0][0], names[-1][1]
    if _done_by(tokens, first):
        return ACTOR
    if first > 1 and tokens.lower[first - 1] == "a" and tokens.lower[first - 2] in ADDRESSING_VERBS:
        return ADDRESSEE
    if _governed(tokens, first):
        return PLACE
    before = _before(tokens, first)
    if last < len(tokens.words) and tokens.lower[last] == "'s" and tokens.gaps[last] == "":
        return PLACE
    if before in ADDRESSING_VERBS or (before == "on" and first > 1 and _call_on(tokens, first)):
        return ADDRESSEE
    if before in CAUSING or _object_of(tokens, first, last, before):
        return PLACE
    return _as_subject(tokens, first, last, finite=len(names) > 1 or language == "es")


def _object_of(tokens: Tokens, first: int, last: int, before: str) -> bool:
    """Tell whether the small word before a name is a verb or noun that takes it ("has invaded Cuba, funded ...")."""
    if last < len(tokens.words) and tokens.gaps[last] == " " and tokens.lower[last] in _VERBS_OF_HELP:
        return False
    if not before or before in FUNCTION_WORDS or before in SPEECH_VERBS or before in OPENING_CLAUSES:
        return False
    index = first - 1 if tokens.lower[first - 1] == before else first - 2
    return tokens.words[index][0].islower()


def _as_subject(tokens: Tokens, first: int, last: int, *, finite: bool) -> str:
    """Read a name that no preposition governs by the verb after it.

    ``finite``: any small word there that is no function word is taken as a verb: after several names verbs have no
    ending ("London and Paris keep silent"), and in Spanish no noun follows a name.
    """
    after = last
    gap = tokens.gaps[after] if after < len(tokens.words) else "\n"
    if gap in (", ", " - ", " ("):
        resumed = _past_insertion(tokens, last, gap)
        if resumed is None:
            return PLACE
        after = resumed
    elif gap != " ":
        return PLACE
    while (
        after < len(tokens.words)
        and tokens.lower[after] in ADVERBS
        and (after + 1 >= len(tokens.words) or tokens.gaps[after + 1] == " ")
    ):
        after += 1
    if after >= len(tokens.words):
        return PLACE
    word = tokens.lower[after]
    if word in COPULAS:
        return _copular(tokens, after)
    if word in AUXILIARIES:
        still = _has_somewhere(tokens, after) or _hosts(tokens, after + 1) or _has_been_done(tokens, after + 1)
        return PLACE if still else ACTOR
    if word in ("that", "que", "which", "who") and _before(tokens, first) in ("was", "is", "fue", "es"):
        return ACTOR
    if word in FUNCTION_WORDS or word in PLACE_SUBJECT_VERBS:
        return PLACE
    if finite and word[0].islower() and word not in NOUNS_AFTER_COUNTRY and not word.endswith("ing"):
        return ACTOR
    if _verb_like(word) or (word in BASE_VERBS and _after_that(tokens, first)) or _asked(tokens, first, after):
        return ACTOR
    return PLACE


def _asked(tokens: Tokens, first: int, verb: int) -> bool:
    """Tell whether a name has a verb of what is wished: "that Israel open the crossings", its object told by "the"."""
    after = verb + 1
    return (
        _before(tokens, first) == "that"
        and tokens.lower[verb].isalpha()
        and after < len(tokens.words)
        and tokens.gaps[after] == " "
        and tokens.lower[after] in _BEFORE_NOUNS
    )


def _has_somewhere(tokens: Tokens, index: int) -> bool:
    """Tell whether "has" says what there is in a country ("the part that Chile had in it"): no deed of it then."""
    after = index + 1
    return (
        tokens.lower[index] in HAVING
        and after < len(tokens.words)
        and tokens.gaps[after] == " "
        and tokens.lower[after] in PREPOSITIONS
        and tokens.lower[after] not in ("to", "by", "since", "for", "de", "que")
    )


def _done_by(tokens: Tokens, first: int) -> bool:
    """Tell whether a name is the doer of a passive or of a deed: "imposed by Israel", "the attacks by the US"."""
    index = first - 1
    if index > 0 and tokens.lower[index] in ARTICLES and tokens.gaps[first] == " ":
        index -= 1
    if index < 1 or tokens.gaps[index] != " " or tokens.gaps[index + 1] != " ":
        return False
    before = tokens.lower[index - 1]
    if tokens.lower[index] == "por":
        return before.endswith(("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "esto", "esta", "estas"))
    return tokens.lower[index] == "by" and before not in PASSING


def _hosts(tokens: Tokens, index: int) -> bool:
    """Tell whether the verb after an auxiliary is one of a place's ("will host", "has also received")."""
    while index < len(tokens.words) and tokens.lower[index] in _BEFORE_VERBS:
        index += 1
    return index < len(tokens.words) and tokens.lower[index] in PLACE_SUBJECT_VERBS


def _has_been_done(tokens: Tokens, index: int) -> bool:
    """Tell whether an auxiliary goes on with "been" and a participle: what "has been divided" does nothing."""
    while index < len(tokens.words) and tokens.lower[index] in ADVERBS:
        index += 1
    if index + 1 >= len(tokens.words) or tokens.lower[index] not in ("been", "be", "sido"):
        return False
    after = index + 1
    while after < len(tokens.words) and tokens.lower[after] in ADVERBS:
        after += 1
    done = tokens.lower[after] if after < len(tokens.words) else ""
    return done.endswith(("ed", "en", "ado", "ada", "ido", "ida")) or done in (
        "hit",
        "cut",
        "split",
        "torn",
        "sold",
        "left",
    )


def _copular(tokens: Tokens, at: int) -> str:
    """A country that is doing something acts ("Israel is bombing"); one of which something is said is a place."""
    after = at + 1
    while after < len(tokens.words) and tokens.lower[after] in ADVERBS:
        after += 1
    word = tokens.lower[after] if after < len(tokens.words) else ""
    doing = word.endswith("ing") and len(word) > 5 and word not in STATES_OF_BEING
    return ACTOR if doing and tokens.lower[at] != "be" else PLACE


def _verb_like(word: str) -> bool:
    """Tell whether a small word after a name may be a verb in the third person or past tense, in either language."""
    return word[0].islower() and (
        (word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in NOUNS_AFTER_COUNTRY)
        or word.endswith(("ed", "ó", "aba", "ará", "erá", "irá"))
        or word in IRREGULAR_VERBS
    )


def _past_insertion(tokens: Tokens, last: int, gap: str) -> int | None:
    """Return the word after ", dijo," or "(...)" when a verb may follow there; None where the name ends its clause."""
    closing = {", ": ",", " - ": "-", " (": ")"}[gap]
    for index in range(last + 1, min(last + 7, len(tokens.words))):
        between = tokens.gaps[index]
        if closing in between:
            return index if between.strip() == closing else None
        if between != " ":
            break
    return last if gap == ", " and last < len(tokens.words) and tokens.lower[last] in AUXILIARIES else None


def _before(tokens: Tokens, first: int) -> str:
    """Return the word before a name, past its article; empty where punctuation stands between."""
    index = first - 1
    if index >= 0 and tokens.gaps[first] == " " and tokens.lower[index] in ARTICLES:
        first, index = index, index - 1
    return tokens.lower[index] if index >= 0 and tokens.gaps[first] == " " else ""


def _governed(tokens: Tokens, first: int) -> bool:
    """Tell whether a preposition governs a name, also past an article or a word such as "both"."""
    index = first - 1
    steps = 0
    while index >= 0 and steps < 3 and tokens.gaps[index + 1] in (" ", ' "'):
        word = tokens.lower[index]
        if word in PREPOSITIONS:
            if word == "on" and _call_on(tokens, index + 1):
                return False
            if word in ("by", "por") and _done_by(tokens, first):
                return False
            # "from the ones before Israel attacks": conjunctions that look like prepositions govern a clause.
            return word not in ("before", "after", "since", "until", "as") or not _clause(tokens, first)
        if word not in DETERMINERS and word not in BESIDE_PLACES:
            return False
        index -= 1
        steps += 1
    return False


def _clause(tokens: Tokens, first: int) -> bool:
    after = first + 1
    return (
        after < len(tokens.words)
        and tokens.gaps[after] == " "
        and (_verb_like(tokens.lower[after]) or tokens.lower[after] in AUXILIARIES)
    )


def _call_on(tokens: Tokens, first: int) -> bool:
    """Tell whether "call on", "calls upon the" stands before a word."""
    index = first - 1
    if index >= 0 and tokens.lower[index] in ARTICLES:
        index -= 1
    return (
        index > 0
        and tokens.lower[index] in ("on", "upon")
        and tokens.lower[index - 1] in ("call", "calls", "called", "calling")
    )


def _after_that(tokens: Tokens, first: int) -> bool:
    return _before(tokens, first) in CONJUNCTIONS


def _before_noun(tokens: Tokens, first: int, last: int, *, group_at: int) -> bool:
    """Tell whether a name stands before a noun as an adjective would ("US blockade", "Cuba solidarity movement").

    ``group_at`` is the first word of the list that the name is in.
    """
    if last >= len(tokens.words) or tokens.gaps[last] not in (" ", "-") or tokens.lower[last] in FUNCTION_WORDS:
        return False
    word = tokens.lower[last]
    if word in AREA_NOUNS or word == "'s" or word in PLACE_SUBJECT_VERBS or not word[0].isalpha():
        return False
    if tokens.gaps[last] == "-":
        return True
    before = tokens.lower[first - 1] if first and tokens.gaps[first] == " " else ""
    if word in NOUNS_AFTER_COUNTRY:
        return True
    if before == "the" and _verb_like(word) and _governed(tokens, group_at):
        # "the administration in the USA tightened": the verb of a subject that stands before.
        return False
    if " ".join(tokens.words[first:last]) in ADJECTIVAL:
        return True
    if before in PLACE_PREPOSITIONS or before in ("against", "with", "for", "on", "towards", "between", "and"):
        return False
    following = tokens.words[last][0]
    if before and (before[0].isdigit() or tokens.words[first - 1][0].isupper()):
        return True
    return before in DETERMINERS or not before or following.isupper()
