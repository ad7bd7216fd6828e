"""What beside a capitalised name shows that it is a person's: roles, titles, verbs of speech, captions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from imcwp_data.extract.acronyms import initials_match
from imcwp_data.extract.tokens import Tokens
from imcwp_data.extract.word_classes import FUNCTION_WORDS, SPEECH_VERBS

_ROLE_END = re.compile(
    r"[.;:()\[\]\"!?]|,| - |\s(?:who|whom|has|have|had|is|was|were|are|will|said|says|told|added|adds|and not|but|"
    r"wrote|stressed|explained|stated|noted|denounced|when|while|as|que|quien|dijo|afirmó|ha)\s"
)
_APPOSITION = re.compile(
    r"(?:(?:'s)?,|(?P<copula> (?:is|was|has been|es|fue)))\s+"
    r"(?:(?P<article>the|a|an|its|his|her|their|our|then|former|el|la|un|una|su)\s+)?"
    r"(?:(?:former|then|late|current|new|ex)\s+)?"
)
_MARK = re.compile(r"[.,;:()\"]")
_LOWER_NOUN = re.compile(r"[a-zà-ÿ][\w'-]+")
_BESIDE_PICTURE = re.compile(
    r"\s?\((?:right|left|centre|center|l|r|second|third|first|top|above|derecha|izquierda)\b", re.IGNORECASE
)
_PLACE_NOUNS = frozenset(
    (
        "village town city port suburb capital island district region province municipality country resort "
        "neighbourhood neighborhood place river mountain square street hotel stadium nation state territory bay "
        "beach"
    ).split()
)
_FAMILY = frozenset(
    (
        "aunt uncle wife husband brother sister mother father son daughter friend comrade grandmother grandfather "
        "cousin widow"
    ).split()
)
_ADDRESSES = frozenset(
    (
        "mr mrs ms miss dr sr sra sir madam comrade comrades cde rev brother sister compañero compañera camarada "
        "señor señora don doña fr hon com comr genosse camarade companheiro companheira compagno σύντροφος"
    ).split()
)
_ROLE_REACH = 160
_LONGEST_SIGNATURE = 14
# "the miners of Santa Cruz (COB)"
_OF_PLACES = frozenset("of in at from to near de en del".split())
# "Ana Brandt, 38, teaches", "Ana Brandt (38)"
_AGE = re.compile(r", [1-9]\d(?:,| years)|\s\([1-9]\d\)")
# "of the Party of Labour (PL), Ana ...": an acronym in brackets does not end a role.
_BRACKETED = re.compile(r" \([^()\s]{1,16}\)")
_BREAKS = re.compile(r"[.;:,!?()\"]")


def words_of_roles(tokens: Tokens, roles: Sequence[tuple[int, int, str]]) -> bytearray:
    """Return for each word whether it is part of a role."""
    marked = bytearray(len(tokens.words))
    for start, end, _ in roles:
        for index in range(tokens.at(start), tokens.at(end)):
            marked[index] = 1
    return marked


class Evidence:
    """What stands beside a name: roles in apposition, titles, verbs of speech, captions."""

    def __init__(self, tokens: Tokens, roles: list[tuple[int, int, str]], given: frozenset[str]) -> None:
        self._tokens = tokens
        self._roles = roles
        # Most paragraphs with a name to read hold no role.
        self._starts = [start for start, _, _ in roles] if roles else []
        self._ends = [end for _, end, _ in roles] if roles else []
        self._given = given
        self._kinds = {start: kind for start, _, kind in roles} if roles else {}

    def role(self, first: int, last: int) -> tuple[str, int | None, int | None] | None:
        """Return (rule, role's start, role's end) for a role that stands before or after the name, else None."""
        before = self._before(first)
        if before is not None and self._tokens.text[before[1] : before[2]].lower().rstrip(".") in _ADDRESSES:
            # "Comrade X, secretary of ...": a form of address is no role.
            return self._after(first, last) or (before[0], None, None)
        return before or self._after(first, last)

    def office(self, role: tuple[str, int | None, int | None]) -> bool:
        """Tell whether a role is an office or (without characters) a form of address: these go with a surname alone."""
        return role[1] is None or self._kinds.get(role[1]) in ("state", "party")

    def _before(self, first: int) -> tuple[str, int | None, int | None] | None:
        tokens = self._tokens
        start = tokens.starts[first]
        at = bisect_right(self._ends, start) - 1
        if at < 0:
            return None
        role_start, role_end, _ = self._roles[at]
        between = tokens.text[role_end:start]
        role = tokens.text[role_start:role_end]
        if between == " " or (between == ". " and len(role) <= 4):
            return "person.title", role_start, role_end
        if between == ", " and tokens.words[first] in self._given:
            return "person.role_before", role_start, role_end
        # "The chair of the Council of Elders, Ana ...": the role's complement ends with a comma.
        if (
            between.startswith((" of ", " for ", " del ", " de "))
            and between.endswith(", ")
            and len(between) < _ROLE_REACH
            and not _BREAKS.search(_BRACKETED.sub("", between[:-2].replace("St.", "St")))
        ):
            return "person.role_before", role_start, start - 2
        return None

    def _after(self, first: int, last: int) -> tuple[str, int | None, int | None] | None:
        tokens = self._tokens
        end = tokens.end(last - 1)
        match = _APPOSITION.match(tokens.text, end)
        if match is None:
            bracket = tokens.text[end : end + 2]
            if bracket != " (":
                return None
            begin = end + 2
            at = bisect_left(self._starts, begin)
            if at < len(self._roles) and self._starts[at] == begin:
                return "person.role_after", begin, _role_end(tokens.text, begin)
            return None
        begin = match.end()
        at = bisect_left(self._starts, begin)
        # Up to four words may qualify the role ("main", "political", "Cuban").
        while at < len(self._roles) and self._starts[at] - begin < 40:
            lead = tokens.text[begin : self._starts[at]]
            if match["copula"] and (lead or last - first < 2):
                break
            if not _MARK.search(lead) and lead.count(" ") <= 4 and not _has_verb(lead):
                return "person.role_after", begin, _role_end(tokens.text, begin)
            at += 1
        noun = _LOWER_NOUN.match(tokens.text, begin)
        if match["article"] in ("a", "an") and noun is not None and not match["copula"]:
            told = _role_end(tokens.text, begin)
            words = tokens.text[begin:told].lower().split()
            if not any(word in _PLACE_NOUNS for word in words[:4]):
                return "person.apposition", begin, told
        return None

    def body(self, first: int, last: int, taken: Sequence[int]) -> str | None:
        """Return the rule by which a body beside a name shows it to be a person's: "X Y (KKE)", "X Y, of the KKE".

        ``taken`` marks the words of known bodies.
        """
        tokens = self._tokens
        if last >= len(tokens.words) or last - first < 2:
            return None
        gap, at = tokens.gaps[last], last
        if gap not in (" (", ", "):
            return None
        located = first > 0 and tokens.lower[first - 1] in _OF_PLACES
        if gap == " (" and taken[last] and (not located or tokens.words[first] in self._given):
            name = tokens.text[tokens.starts[first] : tokens.end(last - 1)]
            # "Partit dels Obrers (PO)" defines an acronym.
            return None if initials_match(name, tokens.words[last]) else "person.body_in_brackets"
        if gap != ", ":
            return None
        if tokens.lower[at] in ("of", "from", "for", "del", "de", "por"):
            at += 1
            if at < len(tokens.words) and tokens.lower[at] in ("the", "el", "la"):
                at += 1
            return "person.of_body" if at < len(tokens.words) and taken[at] and tokens.gaps[at] == " " else None
        # A signature: a name, a comma, a body, and nothing else in the line.
        if (
            first == 0
            and taken[last]
            and len(tokens.words) - last <= _LONGEST_SIGNATURE
            and all(taken[i] or tokens.lower[i] in FUNCTION_WORDS for i in range(last, len(tokens.words)))
        ):
            return "person.signature"
        return None

    def other(self, first: int, last: int) -> str | None:
        """Return the rule of evidence other than a role, None without any."""
        tokens = self._tokens
        if last - first > 1 and _AGE.match(tokens.text, tokens.end(last - 1)):
            return "person.age"
        before = tokens.lower[first - 1] if first and tokens.gaps[first] in (" ", '" ', ", ", "," + " ") else ""
        after = tokens.lower[last] if last < len(tokens.words) and tokens.gaps[last] in (" ", ", ") else ""
        if _BESIDE_PICTURE.match(tokens.text, tokens.end(last - 1)):
            return "person.caption"
        if after in SPEECH_VERBS and not (tokens.title_case):
            return "person.speech"
        if (
            before in SPEECH_VERBS
            and tokens.gaps[first] == " "
            and before
            not in ("told", "asked", "asks", "tells", "thanked", "thanks", "rejected", "rejects", "denounced", "opened")
        ):
            return "person.speech"
        if tokens.words[first] in self._given and (before in _FAMILY or before == "by"):
            return "person.relation"
        return None


def _has_verb(lead: str) -> bool:
    return any(word in FUNCTION_WORDS and word not in ("of", "the", "for") for word in lead.lower().split())


def _role_end(text: str, begin: int) -> int:
    match = _ROLE_END.search(text, begin, begin + _ROLE_REACH)
    end = match.start() if match is not None else min(len(text), begin + _ROLE_REACH)
    return begin + len(text[begin:end].rstrip())
