"""Lists of joint actions that a meeting adopts: which paragraphs are their items, and what number each item has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import attrgetter

from imcwp_data.model import Document, Paragraph
from imcwp_data.record import Record

_SHARED = r"(?:joint|common|convergent|coordinated|shared)"
_ADOPTED = re.compile(
    rf"\b(?:{_SHARED}(?:(?:,| and| or| &) {_SHARED})? (?:\w+ )?"
    r"(?:actions?|activit(?:y|ies)|initiatives?|campaigns?|plan|programme|program|tasks|struggles?)|"
    r"(?:plan|programme|program) of (?:common |joint |convergent )?(?:action|activities|work)|action plan|"
    r"(?:main |following |these )axes|(?:lines|axes|directions) of (?:common |joint |convergent )?(?:action|struggle)|"
    r"acciones (?:conjuntas|comunes|convergentes|coordinadas)|iniciativas (?:conjuntas|comunes)|"
    r"plan de (?:acci[oó]n(?:es)?|trabajo)|ejes (?:principales|siguientes)|los siguientes ejes|"
    r"l[ií]neas de (?:acci[oó]n|lucha))\b",
    re.IGNORECASE,
)
# Without one of these, in English letters, the pattern matches nothing.
_ADOPTED_WORDS = (
    "joint", "common", "convergent", "coordinated", "shared", "plan", "program", "axes", "lines of", "directions of",
    "acciones", "iniciativas", "ejes", "lineas",
)  # fmt: skip
# What a meeting agreed to do is a plan of joint actions where the first thing to do follows as "to call", "to mark".
_AGREED = re.compile(
    r"\b(?:agreed|decided|resolved|agreement was reached|undertake|committed themselves|acord\w+|decidi\w+)\b"
    r"[^.:;]{0,60}:\s*$",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"(?:to\s+[a-z]{2,}|[A-Za-z]{3,}(?:ar|er|ir))\b")
_NUMBER = re.compile(r"\(?(\d{1,3})")
_KIND = attrgetter("kind")
_OF_MEETINGS = frozenset({"press_release", "report"})


class JointActions(Record, frozen=True):
    """The items of a document's adopted lists: number of the item by the position of its paragraph."""

    axes: Mapping[int, int]


def read_joint_actions(document: Document) -> JointActions:
    """Return the numbered items of the lists of joint actions in a document.

    A document of type joint_actions is such a list; elsewhere the line that opens the list must say so ("will develop
    joint actions on the following axes:"). An item has the number of its marker, or its place in the list. An item
    with another kind of marker under one that ends in a colon is a part of it and has its number, as has a paragraph
    that goes on with an item between two of them. Where the items are numbered, what comes before the first of them
    (who took part, what was read) is none.
    """
    if "list_item" not in map(_KIND, document.paragraphs):
        return JointActions({})
    whole = document.document_type == "joint_actions"
    reports = document.document_type in _OF_MEETINGS
    axes: dict[int, int] = {}
    opened = whole
    parent: Paragraph | None = None
    count = 0
    agreed = False
    first_number = _first_number(document) if whole else None
    for paragraph in document.paragraphs:
        if paragraph.kind == "list_item":
            if agreed and _TO_DO.match(paragraph.text):
                opened, parent, count = True, None, 0
            agreed = False
            if not opened or (first_number is not None and paragraph.position < first_number):
                continue
            if parent is not None and _sub_item(parent, paragraph):
                axes[paragraph.position] = count
                continue
            number = _marked(paragraph)
            count = number if number is not None and (count == 0 or number == count + 1) else count + 1
            axes[paragraph.position] = count
            parent = paragraph
        elif paragraph.kind in {"body", "heading", "title"}:
            colon = paragraph.text.rstrip().endswith(":")
            opens = colon or (paragraph.kind != "body" and not whole)
            agreed = colon and paragraph.kind == "body" and reports and _agrees(paragraph)
            if opens and _adopts(paragraph.text):
                opened, parent, count = True, None, 0
            elif not whole and paragraph.kind != "title":
                opened = False
    return JointActions(axes)


def _first_number(document: Document) -> int | None:
    """Return where the list of a plan begins if it is numbered: at the item with the number one."""
    return next((p.position for p in document.paragraphs if p.kind == "list_item" and _marked(p) == 1), None)


def _adopts(text: str) -> bool:
    if text.isascii():
        lower = text.lower()
        if not any(map(lower.__contains__, _ADOPTED_WORDS)):
            return False
    return _ADOPTED.search(text) is not None


def _agrees(paragraph: Paragraph) -> bool:
    return _AGREED.search(paragraph.text[-120:]) is not None


def _marked(paragraph: Paragraph) -> int | None:
    match = _NUMBER.match(paragraph.marker or "")
    return int(match.group(1)) if match else None


def _sub_item(parent: Paragraph, paragraph: Paragraph) -> bool:
    """Tell whether an item is a part of the one before: another kind of marker, where a numbered list goes on."""
    if _marked(parent) is None:
        return parent.text.rstrip().endswith(":") and _style(parent) != _style(paragraph)
    return _marked(paragraph) is None


def _style(paragraph: Paragraph) -> str:
    marker = paragraph.marker or ""
    return "number" if _NUMBER.match(marker) else marker[:1]
