"""Whom a credit names: writers, papers and agencies, departments of parties."""

from __future__ import annotations

import re
from collections.abc import Iterable

from imcwp_data.corpus.function_words import NO_NAME
from imcwp_data.corpus.furniture import is_address
from imcwp_data.corpus.lines import Line
from imcwp_data.corpus.names import looks_like_name, split_credit
from imcwp_data.corpus.phrases import Phrases, tokens
from imcwp_data.text.normalise import match_form

_LONGEST_PAPER = 6
_LONGEST_SECTION = 12
_OF = re.compile(r"\s(?:of|de|del|do|da|des|di|della|der)\s")


class CreditedNames:
    """Tells writers and outlets by what the vocabularies hold and by the form of a name."""

    def __init__(self, cues: dict[str, Phrases], outlets: Iterable[str], parties: Iterable[str]) -> None:
        self._cues = cues
        self._outlets = frozenset(match_form(name).lower() for name in outlets)
        self._parties = frozenset(match_form(name).lower() for name in parties)
        self.known = self._outlets | self._parties

    def is_outlet(self, name: str) -> bool:
        """Whether a name is that of a known outlet."""
        form = match_form(name.strip(" .\"'“”‘’«»")).lower()
        return form in self._outlets or f"the {form}" in self._outlets

    def section(self, credit: str, line: Line) -> str | None:
        """Return the department of a party that signs a text as its writer ("By the Press Office of ...")."""
        words = credit.strip(" .").removeprefix("the ").removeprefix("The ")
        form = tokens(match_form(words).lower())
        of = _OF.search(words)
        if line.words > _LONGEST_SECTION or line.final or of is None or not words[:1].isupper():
            return None
        head = tokens(match_form(words[: of.start()]).lower())
        signs = self._cues["party_section"].occurs(head) and not self._cues["organisation"].begins(head)
        if self._cues["no_author"].begins(form):
            return None
        return words if signs and looks_like_name(words[: of.start()]) else None

    def without_honorific(self, name: str) -> str:
        """Return a credited name without the word before it ("comrade", "Dr.")."""
        words = name.split(" ", 2)
        for count in (2, 1):
            if len(words) > count and self._cues["honorific"].equals(
                tokens(match_form(" ".join(words[:count])).lower())
            ):
                return name.split(" ", count)[count]
        return name

    def author(self, name: str) -> str | None:
        """Return a credited writer; a party, an outlet, a desk or section is none."""
        bare = split_credit(self.without_honorific(name), of_writer=True)[0].strip(" .")
        form = match_form(bare).lower()
        words = tokens(form)
        if not looks_like_name(bare) or form in self.known or not words or words[0] in NO_NAME:
            return None
        if self._cues["no_author"].occurs(words) or self._cues["party_section"].occurs(words):
            return None
        return bare

    def is_paper(self, name: str) -> bool:
        """Whether a name is that of a known outlet, or has the form of one: "Northern Star", "Diario del Puerto"."""
        bare = name.strip(" .\"'“”‘’«»")
        form = match_form(bare).lower()
        if self.is_outlet(bare):
            return True
        words = tokens(form)
        if (
            not 2 <= len(words) <= _LONGEST_PAPER
            or not looks_like_name(bare)
            or self._cues["party_section"].occurs(words)
        ):
            return False
        papers = self._cues["newspaper"]
        return papers.begins(words) or papers.begins(words[-1:])

    def outlet(self, name: str) -> str | None:
        """Return a credited outlet; a party or one of its bodies, or a mere address, is none."""
        bare = name.strip(" .\"'“”‘’«»")
        form = match_form(bare).lower()
        if not bare or (form in self._parties and form not in self._outlets):
            return None
        if form in self._outlets:
            return bare
        words = tokens(form)
        if is_address(bare) or len(words) > 8 or self._cues["party_section"].occurs(words):
            return None
        return bare if any(char.isupper() for char in bare) or "." in bare else None
