"""One text of an address, before it is decoded, and what is said of its publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from imcwp_data.errors import SourceError

PUBLICATION = ("publisher", "url", "retrieved", "rights")
_WEB_ADDRESS = re.compile(r"https?://\S+")
_LONGEST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Record:
    """One text: its name, where it comes from, its bytes, and what is known of its publication."""

    name: str
    path: str
    data: bytes
    publication: Mapping[str, str | None] | None = None


def told(what: object) -> str:
    """Return an error, or a value, as a message tells it: one line, and not too long."""
    text = " ".join(str(what).split()) or type(what).__name__
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"


def publication_of(row: Mapping[str, Any], where: str) -> dict[str, str]:
    """Return what a row says of a text's publication, as the table of sources holds it; without what it does not say.

    ``where`` names the row in messages. Of a point in time its day is kept. Raises SourceError for a day or an address
    that is none.
    """
    found: dict[str, str] = {}
    for column in PUBLICATION:
        value = row.get(column)
        text = "" if value is None else str(value).strip()
        if column == "retrieved" and text:
            day = day_of(value)
            if day is None:
                raise SourceError(
                    f"{where}, column retrieved: {told(repr(value))} is no date; "
                    "write it like 2021-11-09, or leave the cell empty."
                )
            text = day
        if column == "url" and text and not _WEB_ADDRESS.fullmatch(text):
            raise SourceError(
                f"{where}, column url: {told(repr(value))} is no address of a web page; "
                "write it like https://example.org/page, or leave the cell empty."
            )
        if text:
            found[column] = in_utf8(text, f"{where}, column {column}")
    return found


def in_utf8(text: str, where: str) -> str:
    """Return a text that can be written in UTF-8. Raises SourceError for one with half a character in it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{where}: character {error.start + 1} is U+{ord(text[error.start]):04X}, half of a character, "
            "which no text can hold; write the text anew from its source"
        ) from None
    return text


def is_web_address(text: str) -> bool:
    """Tell whether the table of sources can hold a text as the address of a page."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def day_of(value: object) -> str | None:
    """Return the day of a date or a point in time, or of a text that writes one in ISO 8601; None for another text."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    day = text[:10]
    try:
        if date.fromisoformat(day).isoformat() == day and (text == day or datetime.fromisoformat(text)):
            return day
    except ValueError:
        return None
    return None
