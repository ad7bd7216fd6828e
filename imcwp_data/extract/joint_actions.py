"""Lists of joint actions that a meeting adopts: which paragraphs are their items, and what number each item has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from imcwp_data.model import Document, Paragraph

_ADOPTED = re.compile(
    r"\b(?:(?:joint|common|convergent|coordinated)(?: and (?:joint|common|convergent|coordinated))? "
    r"(?:actions?|activit(?:y|ies)|initiatives|plan)|plan of (?:common |joint )?action|action plan|"
    r"(?:main |following )axes|lines of (?:common |joint )?action|"
    r"acciones (?:conjuntas|comunes)|plan de acci[oó]n|ejes principales|líneas de acción)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?(\d{1,3})")
_OPEN = re.compile(r":\s*$")


@dataclass(frozen=True, slots=True)
class JointActions:
    """The items of a document's adopted lists: number of the item by the position of its paragraph."""

    axes: Mapping[int, int]


def read_joint_actions(document: Document) -> JointActions:
    """Return the numbered items of the lists of joint actions in a document.

    A document of type joint_actions is such a list; elsewhere the line that opens the list must say so ("will develop
    joint actions on the following axes:"). An item has the number of its marker, or its place in the list. An item
    with another kind of marker under one that ends in a colon is a part of it and has its number, as has a paragraph
    that goes on with an item between two of them.
    """
    whole = document.document_type == "joint_actions"
    axes: dict[int, int] = {}
    opened = whole
    parent: Paragraph | None = None
    count = 0
    for paragraph in document.paragraphs:
        if paragraph.kind == "list_item":
            if not opened:
                continue
            if parent is not None and _sub_item(parent, paragraph):
                axes[paragraph.position] = count
                continue
            number = _marked(paragraph)
            count = number if number is not None and (count == 0 or number == count + 1) else count + 1
            axes[paragraph.position] = count
            parent = paragraph
        elif paragraph.kind in {"body", "heading"}:
            announces = _ADOPTED.search(paragraph.text) is not None and _OPEN.search(paragraph.text) is not None
            if announces:
                opened, parent, count = True, None, 0
            elif not whole and paragraph.kind == "body":
                opened = False
    return JointActions(axes)


def _marked(paragraph: Paragraph) -> int | None:
    match = _NUMBER.match(paragraph.marker or "")
    return int(match.group(1)) if match else None


def _sub_item(parent: Paragraph, paragraph: Paragraph) -> bool:
    """Tell whether an item is a part of the one before: another kind of marker, where a numbered list goes on."""
    if _marked(parent) is None:
        return bool(_OPEN.search(parent.text)) and _style(parent) != _style(paragraph)
    return _marked(paragraph) is None


def _style(paragraph: Paragraph) -> str:
    marker = paragraph.marker or ""
    return "number" if _NUMBER.match(marker) else marker[:1]
