"""The names that a document introduced, wherever it repeats them: in full, shortened, or as "the Government"."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.extract.name_home import context_country
from imcwp_data.extract.name_page import Page
from imcwp_data.extract.name_records import Span
from imcwp_data.extract.name_session import Session
from imcwp_data.extract.person_runs import NAMED_BEFORE_PEOPLE
from imcwp_data.extract.places import Sighting
from imcwp_data.extract.tokens import SHORT, Tokens
from imcwp_data.extract.word_classes import LOCATIVES, OPENERS
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary import Name

_THE = frozenset({"the", "our", "el", "del", "al", "la", "nuestro", "nuestra"})
_GOVERNMENTS = frozenset({"Government", "Gobierno"})
_PARLIAMENTS = frozenset({"Parliament", "Parlamento"})
_OF_STATE = _GOVERNMENTS | _PARLIAMENTS
# "in Parliament", "before Parliament" need no article; "Member of Parliament" is an office.
_TO_PARLIAMENT = frozenset("in to before outside by through inside into against en ante al del".split())
# Nouns by which a body is named a second time.
_HEADS = _GOVERNMENTS | frozenset(
    (
        "Ministry Embassy Consulate Parliament Parlamento Senate Assembly Court Council Federation Union Confederation "
        "Association Foundation Committee Commission Department Institute Bank Brigade League Network Coalition "
        "Organisation Organization Agency Alliance Treasury Secretariat Bureau Presidency Directorate Authority "
        "Centre Center Choir Academy University Hospital College Club Fund Guild Ministerio Embajada Consejo "
        "Federación Unión Comité Comisión Fundación Asociación Confederación"
    ).split()
)

SHORT_NAMES = frozenset(map(str.lower, _HEADS))


def link_short_names(session: Session) -> None:
    """Link a body's short name to a longer name that ends with it: "Foreign Ministry", "Chinese Foreign Ministry"."""
    if not session.bodies:
        return
    longer: dict[str, Name] = {}
    for page in session.pages:
        for span in page.spans:
            if span.names[0].kind not in ("government", "organisation") or span.acronym:
                continue
            words = match_form(page.text[span.char_start : span.char_end]).split()
            for cut in range(1, len(words) - 1):
                longer.setdefault(" ".join(words[cut:]), span.names[0])
    for form, name in session.bodies.items():
        owner = longer.get(form)
        if owner is None and name.kind == "party_body" and name.country_code is None:
            # "the Central Committee" in a document that names one by its party.
            organs = {organ for (own, _), organ in session.organs.items() if own == form.lower()}
            owner = organs.pop() if len(organs) == 1 else None
        if owner is not None and owner.participant_id != name.participant_id:
            session.link(name, owner)


def link_surnames(session: Session) -> None:
    """Link people who were introduced by one word to those whom the document also names in full."""
    if not session.people.known_words():
        return
    for page in session.pages:
        for span in page.spans:
            name = span.names[0]
            if name.kind == "person" and " " not in name.name:
                full = session.people.by_word(name.name)
                if full is not None and full.participant_id != name.participant_id:
                    session.link(name, full)


def find_again(session: Session) -> None:
    """Add the repeated names to the pages of a document."""
    bodies: dict[str, Name] = {}
    latest: dict[str, Name] = {}
    known_words = session.people.known_words()
    for page in session.pages:
        tokens = page.tokens
        found = session.again.find(tokens, page.owner)
        for first, last, name, rule in found:
            start, end = tokens.starts[first], tokens.end(last - 1)
            page.spans.append(Span(start, end, (name,), rule, name.name != page.text[start:end]))
        if found:
            page.settle()
        if known_words:
            known = []
            for index in tokens.capitals:
                if tokens.words[index] in known_words:
                    known.append(index)
            if known:
                _people(page, session, latest, known)
        if tokens.of_class[SHORT]:
            _short_bodies(page, bodies, session)
        page.settle()


def _people(page: Page, session: Session, latest: dict[str, Name], known: Sequence[int]) -> None:
    """Add surnames and first names (the ``known`` words) that stand alone for somebody who was introduced in full.

    ``latest`` holds whom a word meant last: of namesakes it is the one who was named last.
    """
    tokens = page.tokens
    places = {i for s in page.sightings if _a_place(page, s) for i in range(s.first, s.last)}
    for index in known:
        word = tokens.words[index]
        if index in places:
            continue
        if page.owner[index]:
            owner = page.spans[page.owner[index] - 1].names[0] if page.owner[index] > 0 else None
            if owner is not None and owner.kind == "person":
                latest[word] = owner
            continue
        if not tokens.title_case and _joined(page, index):
            continue
        name = latest.get(word) or session.people.by_word(word)
        if name is not None:
            page.spans.append(Span(tokens.starts[index], tokens.end(index), (name,), "person.short_name"))


def _joined(page: Page, index: int) -> bool:
    """Tell whether a word is part of a longer name in capitals that is nobody's ("Olsen Street", "Camp Olsen")."""
    tokens = page.tokens
    after, before = index + 1, index - 1
    if (
        after < len(tokens.words)
        and tokens.gaps[after] == " "
        and tokens.words[after][0].isupper()
        and not page.owner[after]
    ):
        return True
    return (
        before >= 0
        and tokens.gaps[index] in (" ", "-")
        and tokens.words[before][0].isupper()
        and not page.owner[before]
        and tokens.lower[before] not in OPENERS
        and tokens.lower[before] in NAMED_BEFORE_PEOPLE
    )


def _a_place(page: Page, sighting: Sighting) -> bool:
    """Tell whether a word that is both a place's and a person's means the place: countries do, towns after "in"."""
    tokens, first = page.tokens, sighting.first
    if sighting.adjective or sighting.places[0].kind != "city":
        return True
    return first > 0 and tokens.gaps[first] == " " and tokens.lower[first - 1] in LOCATIVES


def _short_bodies(page: Page, latest: dict[str, Name], session: Session) -> None:
    """Read "the Government", "the Ministry" in capitals as the body of that noun that was named last before it.

    A government or parliament that was not named before is the one of the country that is spoken of.
    """
    tokens = page.tokens
    for index in tokens.of_class[SHORT]:
        number, word = page.owner[index], tokens.words[index]
        if word not in _HEADS or number < 0:
            continue
        if number:
            name = page.spans[number - 1].names[0]
            # "the Party" is nobody's name, nor is "the Movement" of one.
            if name.kind != "party" and (word not in _GOVERNMENTS or name.participant_id.startswith("government-of-")):
                latest[word] = name
        elif not page.headline and _alone(tokens, index, word) and not _goes_on(tokens, index):
            owner, rule = latest.get(word), "name.the_body"
            if owner is None:
                owner, rule = _of_state(page, index, word, session), "name.the_body_of_state"
            if owner is not None:
                page.spans.append(Span(tokens.starts[index], tokens.end(index), (owner,), rule))


def _of_state(page: Page, index: int, word: str, session: Session) -> Name | None:
    """Return the government or parliament of the country that is spoken of."""
    if word not in _OF_STATE:
        return None
    told = context_country(session, page, page.tokens.starts[index], page.tokens.end(index))
    if told is None:
        return None
    of = session.gazetteer.government_of if word in _GOVERNMENTS else session.gazetteer.parliament_of
    return of(told.code)


def _alone(tokens: Tokens, index: int, word: str) -> bool:
    """Tell whether an article stands before a noun in capitals; "Parliament" needs none."""
    if word in _PARLIAMENTS and tokens.begins_sentence(index) and not tokens.title_case:
        return index + 1 < len(tokens.words) and tokens.gaps[index + 1] == " " and tokens.words[index + 1][0].islower()
    if index == 0 or tokens.gaps[index] != " ":
        return False
    before = tokens.lower[index - 1]
    return before in _THE or (word in _PARLIAMENTS and before in _TO_PARLIAMENT)


def _goes_on(tokens: Tokens, index: int) -> bool:
    """Tell whether a noun in capitals is the begin of a longer name ("the Council of ...")."""
    after = index + 1
    if after >= len(tokens.words) or tokens.gaps[after] != " ":
        return False
    return tokens.words[after][0].isupper() or tokens.lower[after] in ("of", "for", "de", "del", "para")
