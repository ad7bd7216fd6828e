"""People found in a document: who they are, and which office and body the text gives them."""

from __future__ import annotations

from imcwp_data.extract.name_countries import country_of_office
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_records import Span, Stated
from imcwp_data.extract.name_session import Session
from imcwp_data.extract.people import PersonName
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Name


def enter_person(session: Session, page: Page, found: PersonName) -> None:
    """Enter a person found by evidence, with role, affiliation and country where told."""
    tokens = page.tokens
    start, end = tokens.starts[found.first], tokens.end(found.last - 1)
    surface = page.text[start:end]
    words = tokens.words[found.first : found.last]
    name = session.people.introduce(words, surface)
    page.spans.append(Span(start, end, (name,), found.rule))
    if len(words) > 1:
        session.again.add(surface, name, found.rule)
    if found.role_start is None or found.role_end is None:
        return
    role = page.text[found.role_start : found.role_end]
    position = page.paragraph.position
    session.stated.append(
        Stated(name.participant_id, "role", role, position, found.role_start, found.role_end, found.rule)
    )
    told = country_of_office(page, found.role_start, found.role_end)
    if told is not None:
        session.state_country(name, page, told, found.rule)
    affiliated = _affiliation(page, found.role_start, found.role_end, before=found.role_end <= start)
    if affiliated is not None:
        _affiliate(session, name, affiliated, page, found.rule)


def enter_lone_person(session: Session, page: Page, index: int, rule: str) -> None:
    """Enter a person whom one word names."""
    tokens = page.tokens
    word = tokens.words[index]
    name = session.people.introduce((word,), word)
    page.spans.append(Span(tokens.starts[index], tokens.end(index), (name,), rule))


def _affiliation(page: Page, start: int, end: int, *, before: bool) -> Span | None:
    """Return the first body in a role, or right after it ("Consul, Embassy of ...")."""
    first, last = page.tokens.at(start), page.tokens.at(end)
    if not before and last < len(page.tokens.words) and page.text[end : page.tokens.starts[last]] == ", ":
        last += 1
    # "the KKE General Secretary", "the KKE's General Secretary"
    if first and page.text[page.tokens.end(first - 1) : start] == " ":
        first -= 1
        if first and page.tokens.lower[first] == "'s":
            first -= 1
    for number in page.owner[first:last]:
        if number > 0 and page.spans[number - 1].names[0].kind != "person":
            return page.spans[number - 1]
    return None


def _affiliate(session: Session, person: Name, span: Span, page: Page, rule: str) -> None:
    surface = match_form(page.text[span.char_start : span.char_end])
    body = session.defined.get(surface, span.names[0])
    place = (page.paragraph.position, span.char_start, span.char_end)
    session.stated.append(Stated(person.participant_id, "affiliation_id", body.participant_id, *place, rule))
