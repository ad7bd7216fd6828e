"""The furniture of pages: lines that are told by their wording alone, from ``furniture.csv``.

A pattern is the wording in lower case; ``*`` stands for any text, ``#`` for a number. "read more *" is a line that
begins with "read more" and says more; "# comments" is a count. Arrows, bars and brackets around a line do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import ahocorasick_rs

from imcwp_data.errors import VocabularyError
from imcwp_data.record import Record
from imcwp_data.text.normalise import match_form

KINDS = ("boilerplate", "byline", "caption", "date", "source_note", "tags")
GIVES = ("", "author", "outlet")
_ORNAMENT = " \t~☰≡×✕<>«»‹›→←↑↓|•·…[]()*_="
_SEGMENTS = re.compile(r"\s*(?:[|•·»›→▸❯]|\s[>/~]\s|\s-\s)\s*|\s{2,}|\t")
# Without one of these signs, or more than one space, there is but one segment: to see that is much faster.
_SEGMENT_SIGN = re.compile(r"[|•·»›→▸❯>/~\t-]")
_SPACES = re.compile(r"\s\s")
_BREADCRUMB = re.compile(r"\s(?:[>»›→▸❯]|::|/)\s")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}", re.IGNORECASE)
# The letter that stands for an icon: "[f] Share".
_ICON = re.compile(r"\[\w{1,2}\+?\]\s*")
# Where labels were run together: "FeedbackPrintRSS".
_RUN_TOGETHER = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_BLANKS = re.compile(r"\s+")
# Where a wording may differ from its pattern: at wildcards, and in the space around a colon.
_VARIES = re.compile(r"[*#:]")
# "read more *", "author: *"
_BEGINNING = re.compile(r"([^*#:]*[^*#:\s])(\s+|\s*:\s*)\*")
_FIRST_WORD = re.compile(r"[^\W_]+|\S")
_LONGEST_RUN = 60
_LONGEST_SEGMENT = 60


class Found(Record, frozen=True):
    """What a line's wording tells: its kind, whom it credits ("author" or "outlet"), and the characters of the credit.

    ``inside`` is where the wording begins if text may stand before it, None if the line begins with it.
    """

    kind: str
    gives: str
    start: int
    end: int
    inside: int | None = None


@dataclass(frozen=True)
class _Pattern:
    form: str
    pieces: tuple[str, ...]
    # A word without which the pattern matches nothing: to look for it costs less than to try the pattern.
    needed: str
    kind: str
    gives: str
    # The whole wording where nothing in it varies, or what stands before "*" or ": *" where nothing else does: nearly
    # all patterns are of these two kinds, and no expression need be made to compare them.
    whole: str | None
    beginning: str | None
    colon: bool

    def tells(self, kind: str, gives: str, form: str) -> bool:
        """Tell whether the pattern has a wording's word, and tells this of what it matches."""
        return self.needed in form and self.kind == kind and self.gives == gives

    def span(self, form: str, evenly_spaced: str) -> tuple[int, int] | None:
        """Return the characters of the last wildcard (of all, where there is none) if the pattern matches a wording."""
        if self.whole is not None:
            return (0, len(form)) if self.whole == evenly_spaced else None
        if self.beginning is not None and form == evenly_spaced:
            start = self._end_of_beginning(form)
            return (start, len(form)) if 0 < start < len(form) else None
        match = self.regex.fullmatch(form)
        if match is None:
            return None
        return match.span(match.lastindex) if match.lastindex else (0, len(form))

    def _end_of_beginning(self, form: str) -> int:
        """Return where an evenly spaced wording goes on, 0 if it begins otherwise."""
        if self.beginning is None or not form.startswith(self.beginning):
            return 0
        end = len(self.beginning)
        if not self.colon:
            return end + 1 if form.startswith(" ", end) else 0
        if form.startswith(" ", end):
            end += 1
        if not form.startswith(":", end):
            return 0
        # A blank at the end is what the wildcard stands for.
        return end + 2 if form.startswith(" ", end + 1) and end + 2 < len(form) else end + 1

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern as an expression, made when it is first tried: most of them never are."""
        return re.compile(_regex(self.form), re.DOTALL)


_NONE: list[_Pattern] = []


class Furniture:
    """The patterns of ``furniture.csv``, indexed by their first word."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._by_word: dict[str, list[_Pattern]] = {}
        self._by_number: list[_Pattern] = []
        self._anywhere: list[_Pattern] = []
        for line, row in enumerate(rows, 2):
            self._add(line, row)
        # One search tells most lines that no such pattern can match.
        pieces = sorted({max(pattern.pieces, key=len) for pattern in self._anywhere})
        self._hint = ahocorasick_rs.AhoCorasick(pieces, implementation=ahocorasick_rs.Implementation.DFA)

    def _add(self, line: int, row: Mapping[str, str]) -> None:
        wording, kind, gives = row.get("pattern", ""), row.get("kind", ""), row.get("gives", "")
        for column, value, known in (("kind", kind, KINDS), ("gives", gives, GIVES)):
            if value not in known:
                raise VocabularyError(
                    f"furniture.csv, line {line}, column {column}: {value!r} is not known; "
                    f"write one of {', '.join(filter(None, known))}"
                )
        if wording != wording.lower() or not wording.strip("*# "):
            raise VocabularyError(
                f"furniture.csv, line {line}, column pattern: {wording!r} must say more than * and # and be in "
                "lower case"
            )
        if self._has_like(_sample(wording), kind, gives):
            raise VocabularyError(
                f"furniture.csv, line {line}, column pattern: an earlier row matches all that {wording!r} matches; "
                "delete one of them"
            )
        form = match_form(wording)
        pieces = tuple(piece.strip() for piece in re.split(r"[*#]", form) if piece.strip())
        whole = None if _VARIES.search(form) else _evenly_spaced(form)
        parts = _BEGINNING.fullmatch(form)
        beginning = _evenly_spaced(parts[1]) if parts is not None else None
        colon = parts is not None and parts[2].strip() == ":"
        pattern = _Pattern(form, pieces, _longest_word(form), kind, gives, whole, beginning, colon)
        if form.startswith("*"):
            self._anywhere.append(pattern)
        elif form.startswith("#"):
            self._by_number.append(pattern)
        else:
            self._by_word.setdefault(_first_word(form), []).append(pattern)

    def _has_like(self, sample: str, kind: str, gives: str) -> bool:
        """Tell whether a pattern that was added already matches a wording, and tells the same of it."""
        known = self._by_word.get(_first_word(sample), _NONE)
        if sample[:1].isdigit():
            known = self._by_number + known
        evenly_spaced = _evenly_spaced(sample)
        if any(pattern.span(sample, evenly_spaced) for pattern in known if pattern.tells(kind, gives, sample)):
            return True
        return any(
            pattern.span(sample, evenly_spaced)
            for pattern in self._anywhere
            if pattern.needed in sample
            and pattern.tells(kind, gives, sample)
            and all(piece in sample for piece in pattern.pieces)
        )

    def _candidates(self, form: str) -> list[_Pattern]:
        word = form.partition(" ")[0]
        found = self._by_word.get(word if word.isalnum() else _first_word(form), _NONE)
        if self._by_number and form[:1].isdigit():
            found = self._by_number + found
        if self._hint.find_matches_as_indexes(form):
            found = found + [pattern for pattern in self._anywhere if all(piece in form for piece in pattern.pieces)]
        fitting = []
        for pattern in found:
            if pattern.needed in form:
                fitting.append(pattern)
        return fitting

    def find(self, form: str) -> list[Found]:
        """Return what the wording of a line or a part of one, in its lower form, may be; in the order of the file."""
        stripped = form.strip(_ORNAMENT)
        if not stripped:
            return []
        offset = 0
        if len(stripped) < len(form):
            offset = form.index(stripped)
            if stripped.count("(") > stripped.count(")") and form[offset + len(stripped) :].startswith(")"):
                stripped += ")"
        candidates = self._candidates(stripped)
        if not candidates:
            return []
        if stripped[-1] == ".":
            stripped = stripped.rstrip(".")
        evenly_spaced = _evenly_spaced(stripped)
        found = []
        for pattern in candidates:
            span = pattern.span(stripped, evenly_spaced)
            if span is not None:
                inside = form.index(pattern.pieces[0]) if pattern.form[0] == "*" else None
                found.append(Found(pattern.kind, pattern.gives, span[0] + offset, span[1] + offset, inside))
        return found

    def is_boilerplate(self, form: str) -> bool:
        """Whether a line, or a part of one, is furniture of a page and nothing else."""
        return any(found.kind == "boilerplate" for found in self.find(form)) or is_address(form)

    def parts_are_boilerplate(self, raw: str) -> bool:
        """Whether a line strings pieces of furniture together: a menu, a breadcrumb, a row of share links."""
        bare = _ICON.sub("", raw)
        if len(bare) <= _LONGEST_RUN and " " not in bare:
            bare = _RUN_TOGETHER.sub(" | ", bare)
        bare = bare.strip(_ORNAMENT)
        if not _SEGMENT_SIGN.search(bare) and not _SPACES.search(bare):
            return False
        parts = [part for part in _SEGMENTS.split(bare) if part and part.strip(_ORNAMENT)]
        if len(parts) < 2 or any(len(part) > _LONGEST_SEGMENT or part.endswith(".") for part in parts):
            return False
        if _BREADCRUMB.search(raw) and not raw.lstrip().startswith(("/", "-")) and " / " not in raw:
            return True
        known = sum(self.is_boilerplate(match_form(part).lower()) for part in parts)
        # A path of three parts or more ("Home / Statements / 2020") needs one known part, any other row half of them.
        needed = 1 if " / " in raw and len(parts) > 2 else len(parts) / 2
        return known >= needed


def is_address(text: str) -> bool:
    """Whether a text is nothing but an address on the web or of mail."""
    bare = text.strip(_ORNAMENT)
    # No address has a space, and nearly every line has one.
    return " " not in bare and _ADDRESS.fullmatch(bare) is not None


def _evenly_spaced(form: str) -> str:
    """Return a text with each run of white space as one blank."""
    # What can be printed has no white space but plain blanks.
    return form if form.isprintable() and "  " not in form else _BLANKS.sub(" ", form)


def _first_word(form: str) -> str:
    match = _FIRST_WORD.match(form)
    return match.group() if match else ""


def _longest_word(form: str) -> str:
    return max(re.findall(r"[^\W_]+", form), key=len, default="")


def _sample(wording: str) -> str:
    return match_form(wording).replace("*", "zq zq").replace("#", "12")


def _regex(form: str) -> str:
    parts: list[str] = []
    for piece in re.split(r"(\s*[*#]|\s*:\s*|\s+)", form):
        bare = piece.strip()
        if not piece:
            continue
        if bare == "*":
            after_mark = bool(parts) and parts[-1] == r"\s*:\s*"
            needed = piece != "*" and bool(parts)
            parts.append((r"\s+" if needed and not after_mark else "") + ("(.+)" if needed or after_mark else "(.*)"))
        elif bare == "#":
            parts.append((r"\s*" if piece != "#" else "") + r"\d[\d.,]*")
        elif bare == ":":
            parts.append(r"\s*:\s*")
        elif not bare:
            parts.append(r"\s+")
        else:
            parts.append(re.escape(bare))
    return "".join(parts)
