"""Bodies found by the shape of their names: who they are, whose they are, and what their country is."""

from __future__ import annotations

import re

from imcwp_data.extract import acronyms
from imcwp_data.extract.coordinated import institutions
from imcwp_data.extract.name_countries import (
    apposed_country,
    beside_in_list,
    country_before,
    country_in_body,
    first_country,
)
from imcwp_data.extract.name_home import context_country, signatory
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_records import Span
from imcwp_data.extract.name_session import Session, acronym_stated
from imcwp_data.text.normalise import match_form, slug
from imcwp_data.vocabulary import Name

_BRACKET = re.compile(r"\(([^\W_][^()\s]{1,15})\)")
# Councils of a place that no vocabulary holds may be anywhere.
_LOCAL = re.compile(r"\b(?:council|municipality|Municipality|Town Hall|City Hall|borough|parish)\b")
_ITS = re.compile(r"\b(?:its|their|su) \Z")
_PARTIES = frozenset({"party", "party_body"})
# What stands between an organ and its party.
_OWN_WORDS = re.compile(r"^(?:'s)? |(?: (?:of|de|del|du|des|do|da|di|della|der))?(?: (?:the|la|el))? ?$")
_LEADING = re.compile(r"^(?:the|The|la|el|La|El|los|Los)\s+")


def enter_body(
    session: Session, page: Page, start: int, end: int, kind: str, rule: str, inside: Span | None = None
) -> None:
    """Enter a body found by its shape; ``inside`` is a known name that it ends with."""
    surface = _LEADING.sub("", page.text[start:end])
    start = end - len(surface)
    parts = institutions(surface)
    for part in parts:
        name = Name(slug(part.name), part.name, kind, None, None, ())
        page.spans.append(Span(start + part.char_start, start + part.char_end, (name,), "name.coordinated"))
    if parts:
        return
    known = session.gazetteer.nearly(surface) if kind == "party" else None
    if known is not None:
        page.spans.append(Span(start, end, (known,), "name.misspelled"))
        return
    if kind == "party_body" and inside is not None and _party_of(session, page, inside).kind not in _PARTIES:
        kind = "organisation"
    if rule == "name.party_organ":
        name = _organ(session, page, surface, start)
    else:
        name = session.bodies.get(match_form(surface)) or _new_body(session, page, start, end, kind, inside)
    session.bodies.setdefault(match_form(surface), name)
    page.spans.append(Span(start, end, (name,), rule))
    _state_country(session, page, start, end, name)
    if rule != "name.party_organ":
        session.again.add(surface, name, rule)
        short = _capital_part(surface)
        if short:
            session.again.add(short, name, rule)
    owner = inside.names[0] if inside is not None and name.kind == "party_body" else name
    _definition(session, page, Span(start, end, (name,), rule), owner)


def _new_body(session: Session, page: Page, start: int, end: int, kind: str, inside: Span | None) -> Name:
    surface = page.text[start:end]
    if kind == "party_body" and inside is not None:
        return _organ_of(session, page, start, end, inside)
    told_in_name = first_country if kind in ("party", "government") else country_in_body
    country = told_in_name(page, start, end)
    if kind == "party" and country is None:
        # "Workers' Party, Tunisia": the family's name with the country beside it is the country's party.
        told = country_before(page, start) or beside_in_list(page, end)
        owners = session.gazetteer.bearers(f"{surface} of {told.name}") if told is not None else ()
        if owners:
            return owners[0]
    return Name(slug(surface), surface, kind, None, country, ())


def _party_of(session: Session, page: Page, inside: Span) -> Name:
    form = match_form(page.text[inside.char_start : inside.char_end])
    return session.defined.get(form, inside.names[0])


def _organ_of(session: Session, page: Page, start: int, end: int, inside: Span) -> Name:
    """Return a party's organ; the same organ under another name of the party is no other one."""
    party = _party_of(session, page, inside)
    surface = page.text[start:end]
    own = page.text[start : inside.char_start] or page.text[inside.char_end : end]
    key = _OWN_WORDS.sub("", match_form(own)).lower(), party.participant_id
    name = Name(slug(surface), surface, "party_body", None, party.country_code, ())
    return session.organs.setdefault(key, name)


def _state_country(session: Session, page: Page, start: int, end: int, name: Name) -> None:
    told = apposed_country(page, end)
    if told is not None:
        session.state_country(name, page, told, "name.apposed_country")
        return
    if name.country_code is not None:
        return
    told = country_before(page, start) or (beside_in_list(page, end) if name.kind == "party" else None)
    if told is not None:
        session.state_country(name, page, told, "name.country_beside")
    elif name.kind == "government" and not _LOCAL.search(name.name):
        told = context_country(session, page, start, end)
        if told is not None:
            session.state_country(name, page, told, "name.context_country", 0.5)
    elif name.kind == "organisation" and session.dateline is not None and session.dateline.named:
        session.state_country(name, page, session.dateline, "name.dateline_country", 0.5)


def _definition(session: Session, page: Page, span: Span, name: Name) -> None:
    told = acronyms.following(page.text, span.char_end, frozenset)
    if told is None or session.gazetteer.is_place_word(match_form(told.surface)):
        return
    form = match_form(told.surface)
    surface = page.text[span.char_start : span.char_end]
    bearers = session.gazetteer.acronym(form)
    if bearers and not acronyms.initials_match(surface, form):
        parties = [b for b in bearers if b.kind == name.kind == "party" and _akin(surface, b.name)]
        if len(parties) == 1:
            # "Labour Party (EMEP)": a short form of a name that the vocabulary knows by its acronym.
            session.link(name, parties[0])
            session.stated.append(acronym_stated(parties[0], told, page))
            return
        if any(bearer.kind in ("party", "intergovernmental") for bearer in bearers):
            # "Youth Committee (KKE)" tells whose it is.
            return
    session.define(form, name)
    page.spans.append(Span(told.char_start, told.char_end, (name,), "name.acronym_defined", acronym=True))
    session.stated.append(acronym_stated(name, told, page))


def bodies_before_acronyms(page: Page) -> list[tuple[int, int]]:
    """Return the characters of bodies that only their acronym in brackets shows to be one.

    "Dockers for Peace and Bread (DPB)" is one of them. Headlines are not asked.
    """
    found: list[tuple[int, int]] = []
    if "(" not in page.text or page.headline:
        return found
    for match in _BRACKET.finditer(page.text):
        start, end = match.span(1)
        if not acronyms.looks_like_acronym(match[1]) or page.covered(start, end):
            continue
        begin = acronyms.name_before(page.text, match.start(), match[1])
        if begin is None or page.covered(begin, match.start()):
            continue
        found.append((begin, begin + len(page.text[begin : match.start()].rstrip())))
    return found


def _organ(session: Session, page: Page, surface: str, start: int) -> Name:
    """Return a party's organ that is named without its party: "its" party's, else that of the party that speaks."""
    owner = _party_before(page, start) if _ITS.search(page.text, max(0, start - 8), start) else None
    owner = owner or speaker(session)
    if surface.isupper():
        surface = " ".join(word.capitalize() for word in surface.split())
    if owner is None:
        return Name(slug(surface), surface, "party_body", None, None, ())
    full = f"{surface} of the {owner.name}"
    name = Name(slug(full), full, "party_body", None, owner.country_code, ())
    return session.organs.setdefault((match_form(surface).lower(), owner.participant_id), name)


def _party_before(page: Page, start: int) -> Name | None:
    """Return the party that a paragraph names last before a character."""
    before = [span for span in page.spans if span.char_end <= start and span.names[0].kind == "party"]
    return max(before, key=lambda span: span.char_start).names[0] if before else None


def speaker(session: Session) -> Name | None:
    """Return the party that the page's head names first, else the one that signs, else the only one of the document."""
    if not session.speaking[0]:
        session.speaking = True, _speaker(session)
    return session.speaking[1]


def _speaker(session: Session) -> Name | None:
    for page in session.pages:
        if page.paragraph.kind in ("title", "heading", "boilerplate", "byline"):
            for span in page.spans:
                if span.names[0].kind == "party":
                    return span.names[0]
    signer = signatory(session)
    if signer is not None:
        return signer
    parties = {span.names[0] for page in session.pages for span in page.spans if span.names[0].kind == "party"}
    return parties.pop() if len(parties) == 1 else None


def _akin(surface: str, name: str) -> bool:
    """Tell whether a short name of a party shares a word with the full one besides "party"."""
    words = {word.lower() for word in match_form(surface).split()} - {"party", "partido", "of", "the", "de"}
    return not words.isdisjoint(match_form(name).lower().split())


def _capital_part(surface: str) -> str | None:
    """Return the capitals that a name begins with before its noun in small letters: "Bridges of Love" (project)."""
    words = surface.split()
    last = max((i for i, word in enumerate(words) if word[0].isupper()), default=-1)
    if last in (-1, len(words) - 1):
        return None
    part = words[: last + 1]
    return " ".join(part) if len(part) > 1 or acronyms.looks_like_acronym(part[0]) else None
