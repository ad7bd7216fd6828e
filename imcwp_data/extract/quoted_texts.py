"""Whose a text is that another text quotes: a party's whole statement on a page of news or a blog."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from imcwp_data.model import Document, Paragraph

# How many paragraphs before a quoted text may say whose it is.
_INTRO = 6
# Between two quoted paragraphs may stand sub-heads, items and cries of the quoted text.
_LONGEST_GAP = 8
_WITHIN = frozenset({"heading", "list_item", "slogan", "date"})
_KIND = attrgetter("kind")
_TEXT_OF = re.compile(
    r"\b(?:statement|declaration|message|letter|greetings?|communiqu[eé]|resolution|appeal|speech|address|telegram|"
    r"declaraci[oó]n|comunicado|mensaje|carta|saludo|resoluci[oó]n|llamamiento|discurso)"
    r"(?: [\w'-]+){0,4}? (?:of|by|from|de|del)(?: the| la| el)? $",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\b(?:sent|issued|released|published|adopted|wrote|writes|states?|said|says|declared|addressed|reads|"
    r"envió|emitió|publicó|escribió|dice|declaró)\b",
    re.IGNORECASE,
)

# The parties and organisations named in a paragraph: (first character, character after, participant), from the left.
Named = Callable[[int], Sequence[tuple[int, int, str]]]


def quoted_speakers(document: Document, named: Named) -> Mapping[int, tuple[str, ...]]:
    """Return who speaks in the paragraphs of quoted texts, by position; paragraphs of nobody's are left out.

    ``named`` returns the parties and other bodies that a paragraph names.
    """
    paragraphs = document.paragraphs
    found: dict[int, tuple[str, ...]] = {}
    if "quote" not in map(_KIND, paragraphs):
        return found
    i = 0
    while i < len(paragraphs):
        if paragraphs[i].kind != "quote":
            i += 1
            continue
        end = _run_end(paragraphs, i)
        speaker = _speaker(paragraphs, i, named)
        if speaker is not None:
            found.update((p.position, (speaker,)) for p in paragraphs[i:end])
        i = end
    return found


def _run_end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return the index after the last paragraph of a quoted text."""
    end = start + 1
    for k in range(start + 1, len(paragraphs)):
        if paragraphs[k].kind == "quote":
            end = k + 1
        elif paragraphs[k].kind not in _WITHIN or k - end >= _LONGEST_GAP:
            break
    return end


def _speaker(paragraphs: Sequence[Paragraph], start: int, named: Named) -> str | None:
    """Return whom the lines before a quoted text name as its author: "the statement of X", "X sent a letter:"."""
    before = [p for p in paragraphs[max(0, start - _INTRO) : start] if p.kind not in {"boilerplate", "tags", "caption"}]
    titles = [p for p in paragraphs[:start] if p.kind == "title" and p not in before]
    for paragraph in [*reversed(before), *titles]:
        for begin, _, participant in named(paragraph.position):
            if _TEXT_OF.search(paragraph.text, max(0, begin - 80), begin):
                return participant
    intro = before[-1] if before else None
    if intro is not None and intro.text.rstrip().endswith(":"):
        names = named(intro.position)
        sent = _SENT.search(intro.text)
        told = [who for begin, _, who in names if sent is None or begin < sent.start()]
        if told:
            return told[-1]
    parties = {who for p in titles or before for _, _, who in named(p.position) if p.kind == "title"}
    return parties.pop() if len(parties) == 1 else None
