"""Parties that are named by their family alone: "the Communist Party" of the country that is meant."""

from __future__ import annotations

import re

from imcwp_data.extract.name_bodies import speaker
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_records import Span
from imcwp_data.extract.name_session import Session
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Name

_REACH = 80
# What stands between such a name and the country that it shares with others: "and the government of", "people, its".
_SHARED = re.compile(
    r"(?:[\s,]|\b(?:and|y|e|the|el|la|its|their|su|with|for|to|of|de|del|people|peoples|government|governments|state|"
    r"workers|youth|women|children|revolution|leadership|leaders|authorities|army|party|working|class|heroic|brave|"
    r"fraternal|pueblo|gobierno|revolucionario|revolutionary)\b)*",
    re.IGNORECASE,
)
_OF = re.compile(r"(?:of|de)(?: the| la)? \Z")


def resolve_bare_parties(session: Session) -> None:
    """Give each bare name of a party ("the Communist Party") the party that it means, where that is told.

    A country that it shares with others tells it ("the people, the Communist Party and the government of Cuba"), else
    the party that speaks, else the one party of that family that the document names; of several none is meant.
    """
    session.speaking = False, None
    if not session.bodies:
        # Bare names are among those that were found by their shape.
        return
    families: dict[str, Name | None] = {}
    for page in session.pages:
        for number, span in enumerate(page.spans):
            name = span.names[0]
            if len(span.names) > 1 or name.kind != "party" or name.country_code is not None:
                continue
            form = match_form(page.text[span.char_start : span.char_end]).lower()
            if session.bodies.get(match_form(name.name)) is not name or form != name.name.lower():
                continue
            owner = _of_country(session, page, span) if form in ("communist party", "partido comunista") else None
            if owner is None:
                if form not in families:
                    families[form] = _akin(session, name, form)
                owner = families[form]
            if owner is not None:
                page.spans[number] = span.changed(names=(owner,), rule="name.bare_party")


def _of_country(session: Session, page: Page, span: Span) -> Name | None:
    """Return the communist party of the country that a name shares with "people" and "government" beside it."""
    start, end = span.char_start, span.char_end
    after = page.sightings_between(end, end + _REACH)
    before = page.sightings_between(max(0, start - _REACH), start)
    for sighting in (*after[:1], *before[-1:]):
        left, right = (end, sighting.char_start) if sighting.char_start > start else (sighting.char_end, start)
        between = page.text[left:right]
        shares = len(between.split()) > 1 and _SHARED.fullmatch(between) is not None
        if sighting.char_start > start:
            shares = shares and not sighting.adjective and _OF.search(between) is not None
        if shares and sighting.country:
            return session.gazetteer.communist_party_of(sighting.country)
    return None


def _akin(session: Session, name: Name, form: str) -> Name | None:
    """Return the party of the same family that speaks or that alone is named in the document."""
    own = speaker(session)
    if own is not None and own is not name and form in own.name.lower():
        return own
    named = {s.names[0] for page in session.pages for s in page.spans if len(s.names) == 1}
    akin = [n for n in named if n.kind == "party" and n is not name and form in n.name.lower()]
    return akin[0] if len(akin) == 1 else None
