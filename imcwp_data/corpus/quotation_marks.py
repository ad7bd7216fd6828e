"""Quotation marks around and across paragraphs: which are closed where they were opened, which stay open."""

from __future__ import annotations

import re

OPENING = '“«„"‟'
_CLOSING = {"“": "”", "„": "“", "«": "»", '"': '"', "‟": "”"}
_CLOSED = re.compile(r"[”»“\"][.,!?…]?$")


def ends_closed(text: str) -> bool:
    """Whether a text ends with a closing mark, a stop behind it aside."""
    return _CLOSED.search(text[-4:]) is not None


def is_enclosed(text: str) -> bool:
    """Whether a paragraph stands in quotation marks from its first to its last character, in one pair of them."""
    if text[0] not in OPENING or not _CLOSED.search(text[-3:]):
        return False
    closing = _CLOSING[text[0]]
    return text.count(closing) == (2 if closing == text[0] else 1)


def is_left_open(text: str) -> bool:
    """Whether a paragraph begins with a quotation mark that it does not close."""
    if text[0] not in OPENING:
        return False
    closing = _CLOSING[text[0]]
    if closing == text[0]:
        return text.count(closing) % 2 == 1
    return text.count(text[0]) > text.count(closing)


def is_one_piece(text: str) -> bool:
    """Whether a paragraph that begins with a quotation mark closes none before its end: nobody else speaks in it."""
    return _CLOSING[text[0]] not in text[1:-2]


def shuts(text: str, mark: str) -> bool:
    """Whether a paragraph ends a quotation that ``mark`` opened, in it or above it."""
    if not ends_closed(text):
        return False
    closing = _CLOSING[mark]
    begins = text[0] == mark
    if closing == mark:
        return text.count(mark) % 2 == (0 if begins else 1)
    return text.count(closing) > text.count(mark) - begins
