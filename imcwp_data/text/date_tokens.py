"""The words, numbers and marks around whatever may be a date; the rest of a text is never looked at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from imcwp_data.record import Record
from imcwp_data.text.date_language import DateWords, Meaning, PhraseTable
from imcwp_data.text.date_triggers import Span, TriggerFinder, windows
from imcwp_data.text.date_words import LANGUAGES

# The space before a token belongs to its match: to fail at each space costs more than to step over it.
_TOKEN_PATTERN = r"""
    \s?(?:(?P<url>(?:https?://|www\.)\S+)
    |(?P<word>[^\W\d_]+)
    |(?P<numeric>(?<![\d/.])
        (?:\d{4}(?P<iso>[-/.])\d{1,2}(?P=iso)\d{1,2}(?!(?P=iso)?\d)
        |\d{1,2}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{4}(?!(?P=mark)?\d)
        |\d{1,2}(?P<short>[/.])\d{1,2}(?P=short)\d{2}(?!(?P=short)?\d))
        (?:T\d{2}:\d{2}(?::\d{2})?(?:[.]\d{1,6})?(?:Z|[+-]\d{2}:?\d{2})?
        |,?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\b\.?)?)?)
    |(?P<decade>(?:\b\d{3}|['’‘]\d|\b\d)0['’]?s\b)
    |(?P<quantity>\d{1,3}(?:[.,]\d{3})+(?!\d)|\d{1,3}[.,]\d{1,2}(?!\d)|\d{1,2}:\d{2}(?::\d{2})?)
    |(?P<ordinal>(?<!\d)\d{1,2}(?:\s?(?:st|nd|rd|th|ST|ND|RD|TH)|ro|er|re|e|\.?[ºª°])(?!\w))
    |(?P<number>\d+)
    |(?P<other>[^\s]))
"""
_TOKEN = re.compile(_TOKEN_PATTERN, re.VERBOSE)
# The same for text in ASCII, where plain sets of characters are faster than Unicode's classes.
_ASCII_TOKEN = re.compile(
    _TOKEN_PATTERN.replace(r"[^\W\d_]", "[A-Za-z]").replace(r"[\d", "[0-9").replace(r"\d", "[0-9]"), re.VERBOSE
)
_ANY_DIGIT = re.compile(r"\d")
_ANY_LETTERS = re.compile(r"[^\W\d_]+")
_ANY_WORD = ("word", 0)
Kept = TypeVar("Kept")
# Longer pieces are seldom words, and are not kept.
_LONGEST_KNOWN = 32
_MOST_KNOWN = 20_000
_SHORT = 120
_MOST_SCANNED = 256
_LONGEST_DAY = 2
# With what a number may go on behind a blank, beside a digit: "5 th".
_GOING_ON = frozenset(["st", "nd", "rd", "th", "ST", "ND", "RD", "TH"])
_DASHES = frozenset("-–—‐‑‒−")
_APOSTROPHES = frozenset("'’‘ʼ")
# What no date begins with.
_NO_STARTS = frozenset({"mark", "end", "quantity", "url"})
MONTH_KINDS = frozenset({"month", "month_abbreviation", "foreign_month"})
WEEKDAY_KINDS = frozenset({"weekday", "weekday_abbreviation"})


class Token(Record, frozen=True):
    """A word, number or mark. ``value`` is the number, or that of the month, weekday or season.

    Where it stands is told by the scan, so that a word that comes again is the same token. ``opens`` tells whether a
    date may begin with it.
    """

    kind: str
    text: str
    word: str
    value: int = 0
    opens: bool = False


END = Token("end", "", "")
"""What stands before the first and after the last token."""
# The marks that mostly stand behind words.
_STOPS = {mark: Token("mark", mark, mark) for mark in ",.;:!?)"}
# Rules look a few tokens back, and ahead no further than to the first END or the end of a phrase.
_PADDING = [END] * 64
_NOWHERE = [-1] * len(_PADDING)


class Scan(Record, frozen=True):
    """The tokens of a text, windows parted by an END token, with the words of its language.

    ``padded`` are the tokens with an END for each place beyond them that a rule may look at: an index before the first
    token counts from its end.
    """

    text: str
    tokens: Sequence[Token]
    words: DateWords
    months: Sequence[int] = ()
    """Where the tokens that name months are, in order."""
    padded: Sequence[Token] = ()
    starts: Sequence[int] = ()
    """Where in the text each of the tokens begins, -1 for an END."""
    openings: Sequence[int] = ()
    """The tokens with which a date may begin, in order."""

    def span(self, first: int, after: int) -> Span:
        """Return where the tokens from ``first`` to before ``after`` begin and end in the text."""
        return self.starts[first], self.starts[after - 1] + len(self.padded[after - 1].text)

    def has(self, index: int, phrase: Sequence[str]) -> bool:
        """Tell whether the words of ``phrase`` stand from ``index`` on."""
        tokens = self.padded
        for word in phrase:
            if tokens[index].word != word:
                return False
            index += 1
        return True

    def glued(self, index: int) -> bool:
        """Tell whether nothing parts a token from the one before it."""
        start = self.starts[index]
        return start > 0 and start == self.starts[index - 1] + len(self.padded[index - 1].text)

    def month_within(self, index: int, reach: int) -> bool:
        """Tell whether one of the next ``reach`` tokens names a month."""
        position = bisect_left(self.months, index)
        return position < len(self.months) and self.months[position] <= index + reach

    def match(self, index: int, table: PhraseTable[Meaning]) -> tuple[int, Meaning] | None:
        """Return the index after the longest phrase of a table that stands at ``index``, and what it means."""
        entries = table.by_first.get(self.padded[index].word)
        if entries is None:
            return None
        for phrase, meaning in entries:
            if self.has(index, phrase):
                return index + len(phrase), meaning
        return None


class Tokeniser:
    """Makes the tokens of texts in one language. All that can be made once is made on construction.

    ``starts`` are the words that are no names of days, months or seasons and begin a phrase.
    """

    def __init__(self, words: DateWords, starts: frozenset[str]) -> None:
        self._words = words
        self._starts = starts
        lookup: dict[str, tuple[str, int]] = {}
        for other in LANGUAGES.values():
            for name, number in other.months.items():
                lookup.setdefault(name, ("foreign_month", number))
        for table, kind in (
            (words.weekday_abbreviations, "weekday_abbreviation"),
            (words.seasons, "season"),
            (words.weekdays, "weekday"),
            (words.month_abbreviations, "month_abbreviation"),
            (words.months, "month"),
        ):
            for name, number in table.items():
                lookup[name] = (kind, number)
        self._lookup = lookup
        self.triggers = TriggerFinder(words, lookup).find
        # Most pieces come again: the same words, alone and before the same marks.
        self._known: dict[str, Token] = {}
        self._parts: dict[str, Sequence[tuple[Token, int]] | None] = {}
        self._numbers: dict[str, Sequence[tuple[Token, int]] | None] = {}
        # The line of a date is read where a page is cut, and again with its document.
        self._scanned: dict[str, Scan] = {}

    def tells_nothing(self, text: str) -> bool:
        """Tell whether no date can begin in a text, whatever follows it."""
        words = set(map(str.lower, _ANY_LETTERS.findall(text)))
        return words.isdisjoint(self._lookup) and words.isdisjoint(self._starts) and not _ANY_DIGIT.search(text)

    def scan(self, text: str, triggers: Sequence[Span] | None = None) -> Scan:
        """Return the tokens near what may be a date; ``triggers`` as :meth:`triggers` returns them of the text."""
        short = len(text) <= _SHORT
        if short and (scan := self._scanned.get(text)) is not None:
            return scan
        scan = self._scan(text, self.triggers(text) if triggers is None else triggers)
        if short:
            if len(self._scanned) >= _MOST_SCANNED:
                self._scanned.clear()
            self._scanned[text] = scan
        return scan

    def _scan(self, text: str, triggers: Sequence[Span]) -> Scan:
        if not triggers:
            return Scan(text, (), self._words)
        tokens: list[Token] = []
        starts: list[int] = []
        openings: list[int] = []
        for start, end in windows(text, triggers):
            if tokens:
                tokens.append(END)
                starts.append(-1)
            self._read(text, start, end, tokens, starts, openings)
        months = []
        for index in openings:
            if tokens[index].kind in MONTH_KINDS:
                months.append(index)
        return Scan(text, tokens, self._words, months, tokens + _PADDING, starts + _NOWHERE, openings)

    def _read(
        self, text: str, begin: int, stop: int, tokens: list[Token], starts: list[int], openings: list[int]
    ) -> None:
        """Add the tokens of a window, where they begin, and which of them may begin a date."""
        pattern = _ASCII_TOKEN if text.isascii() else _TOKEN
        known, with_marks, with_digits = self._known, self._parts, self._numbers
        whole = begin == 0 or text[begin - 1].isspace()
        at = reached = begin
        # What stands between two blanks mostly is a word, or a word and a mark: neither needs a search in the text.
        for piece in text[begin:stop].split(" "):
            parts: Sequence[tuple[Token, int]] | None = None
            end = at + len(piece)
            if at >= reached:
                token = known.get(piece)
                if token is not None:
                    if token.opens:
                        openings.append(len(tokens))
                    tokens.append(token)
                    starts.append(at)
                    at = end + 1
                    continue
                reached = at
                if end - at <= _LONGEST_KNOWN:
                    parts = with_marks[piece] if piece in with_marks else self._parts_of(piece)
                    if parts is None and (at > begin or whole):
                        following = text[end + 1 : end + 3]
                        if following not in _GOING_ON and not following[:1].isdigit():
                            parts = with_digits[piece] if piece in with_digits else self._numbers_of(piece)
            if parts is not None:
                for part, offset in parts:
                    if part.opens:
                        openings.append(len(tokens))
                    tokens.append(part)
                    starts.append(at + offset)
            else:
                # A number may go on behind a blank: "12/5/14 11:30 am", "5 th".
                while reached < end:
                    match = pattern.search(text, reached, stop)
                    if match is None:
                        break
                    token, start = self._token(match)
                    if token.opens:
                        openings.append(len(tokens))
                    tokens.append(token)
                    starts.append(start)
                    reached = match.end()
            at = end + 1

    def _parts_of(self, piece: str) -> Sequence[tuple[Token, int]] | None:
        """Return the tokens of a piece of text without blanks; None if it has a digit, which may go with what follows.

        Nothing but a number depends on what stands around it.
        """
        if piece.isalpha():
            return [(_keep(self._known, piece, self._word(piece)), 0)]
        word, stop = piece[:-1], _STOPS.get(piece[-1:])
        if stop is not None and word.isalpha():
            return _keep(self._parts, piece, [(self._known.get(word) or self._word(word), 0), (stop, len(word))])
        if _ANY_DIGIT.search(piece):
            if piece.isascii() and piece.isdigit() and len(piece) > _LONGEST_DAY:
                _keep(self._known, piece, Token("number", piece, piece, _value(piece), True))
            return _keep(self._parts, piece, None)
        return _keep(self._parts, piece, self._matched(piece))

    def _numbers_of(self, piece: str) -> Sequence[tuple[Token, int]] | None:
        """Return the tokens of a piece that begins behind a blank and with which no number goes on behind one."""
        return _keep(self._numbers, piece, self._matched(piece) if len(piece.split()) == 1 else None)

    def _matched(self, piece: str) -> Sequence[tuple[Token, int]]:
        pattern = _ASCII_TOKEN if piece.isascii() else _TOKEN
        return [self._token(match) for match in pattern.finditer(piece)]

    def _token(self, match: re.Match[str]) -> tuple[Token, int]:
        """Return the token of a match and where it begins."""
        kind = match.lastgroup or "other"
        surface = match[kind]
        start = match.start(kind)
        word, value = surface, 0
        if kind == "word":
            return self._word(surface), start
        if kind == "number":
            value = _value(surface)
        elif kind == "ordinal":
            value = int(surface[:2] if surface[1].isdigit() else surface[0])
        elif kind == "other":
            word = "-" if surface in _DASHES else "'" if surface in _APOSTROPHES else surface
            kind = "mark"
        return Token(kind, surface, word, value, kind not in _NO_STARTS), start

    def _word(self, surface: str) -> Token:
        word = surface.lower()
        kind, value = self._lookup.get(word, _ANY_WORD)
        return Token(kind, surface, word, value, kind != "word" or word in self._starts or surface.isupper())


def _keep(known: dict[str, Kept], piece: str, kept: Kept) -> Kept:
    if len(known) < _MOST_KNOWN:
        known[piece] = kept
    return kept


def _value(digits: str) -> int:
    return int(digits) if len(digits) <= 4 else 10_000
