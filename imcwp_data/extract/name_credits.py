"""Who is credited on a page: author, outlet and agency as the page's reader found them, and the dateline's country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from imcwp_data.extract.name_records import Span
from imcwp_data.model import Document, Paragraph
from imcwp_data.text.normalise import match_form, slug
from imcwp_data.vocabulary import Name

if TYPE_CHECKING:
    from imcwp_data.extract.name_page import Page
    from imcwp_data.extract.name_session import Session

_KINDS = frozenset({"byline", "source_note", "date", "body", "caption", "boilerplate", "tags"})
_OWN_LINES = frozenset({"byline", "source_note", "date"})
_BETWEEN_AUTHORS = re.compile(r"\s+(?:and|y|&)\s+|,\s+")


_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z]\w{1,29}(?![\w.]*@)")


def may_credit(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph may name somebody though it has no capital: a credit, an account."""
    return paragraph.kind in _OWN_LINES or "@" in paragraph.text


def handles(page: Page) -> Iterator[Span]:
    """Yield the names of accounts ("@PortUnion"); those of a page's furniture are nobody's."""
    if page.paragraph.kind != "boilerplate":
        for match in _HANDLE.finditer(page.text):
            name = Name(slug(match.group()), match.group(), "outlet", None, None, ())
            yield Span(match.start(), match.end(), (name,), "name.account")


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
