"""Who is credited on a page: author, outlet and agency as the page's reader found them, and the dateline's country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from imcwp_data.extract.gazetteer import Gazetteer
from imcwp_data.extract.name_records import Span
from imcwp_data.model import Document
from imcwp_data.text.normalise import match_form, slug
from imcwp_data.vocabulary import Name

if TYPE_CHECKING:
    from imcwp_data.extract.name_session import Session

_KINDS = frozenset({"byline", "source_note", "date", "body", "caption", "boilerplate", "tags"})
_OWN_LINES = frozenset({"byline", "source_note", "date"})
_BETWEEN_AUTHORS = re.compile(r"\s+(?:and|y|&)\s+|,\s+")


def read_credits(session: Session, document: Document) -> None:
    """Enter author, outlet and agency where the page credits them.

    The characters are looked for as they are, not as words: pages glue a credit to what stands before it.
    """
    for credited, kind in ((document.outlet, "outlet"), (document.agency, "outlet"), (document.author, "person")):
        for part in _BETWEEN_AUTHORS.split(credited or "") if kind == "person" else [credited or ""]:
            if part.strip():
                _credit(session, part.strip(), kind)


def _credit(session: Session, surface: str, kind: str) -> None:
    for page in session.pages:
        if page.paragraph.kind not in _KINDS:
            continue
        start = match_form(page.text).find(match_form(surface))
        if start < 0:
            continue
        end = start + len(surface)
        if not any(span.char_start <= start and end <= span.char_end for span in page.spans):
            if kind == "person":
                name = session.people.introduce(tuple(surface.split()), surface)
            else:
                name = Name(slug(surface), surface, kind, None, None, ())
            rule = "person.credit" if kind == "person" else "name.credit"
            page.spans.append(Span(start, end, (name,), rule))
            page.settle()
            session.again.add(surface, name, rule)
        if page.paragraph.kind in _OWN_LINES:
            return


def dateline_country(document: Document, gazetteer: Gazetteer) -> tuple[str, int, int, int] | None:
    """Return the country that a dateline names after its town ("HAVANA, Cuba, Nov 6"), with its characters."""
    town = document.dateline_place
    if not town:
        return None
    for paragraph in document.paragraphs:
        head = paragraph.text[: len(town) + 60]
        if head.casefold().startswith(town.casefold() + ", "):
            start = len(town) + 2
            match = re.match(r"[^\W\d_][^,(]{2,40}", head[start:])
            country = match.group().strip() if match else ""
            code = gazetteer.country_code(country)
            if code:
                return code, paragraph.position, start, start + len(country)
    return None
