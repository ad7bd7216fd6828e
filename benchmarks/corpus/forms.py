"""The kinds of documents, each put together as such texts are."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import accumulate

from benchmarks.corpus.composed import Composed, Sentence
from benchmarks.corpus.days import MONTHS, WEEKDAYS
from benchmarks.corpus.draft import Draft
from benchmarks.corpus.facts import Facts
from benchmarks.corpus.slots import ACTIONS, EVENT_TYPES, SPANISH, TEXTS, WORDS
from benchmarks.corpus.templates import Template

_TYPES = tuple(EVENT_TYPES)
_TYPE_WEIGHTS = tuple(accumulate(EVENT_TYPES.values()))
_BEFORE_A_QUOTATION = ("From an earlier text:", "We repeat what was written then:", "At the time one could read:")
_OF_SPANISH = ("actions", "background")
_SHORT_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def news(draft: Draft, made: Composed) -> None:
    """Write a news item: a headline, a day, often a dateline; what happened, voices, what things look like."""
    rng = draft.rng
    about = draft.gathering is not None
    title = TEXTS["title_meeting_news" if draft.gathering and draft.gathering.town else "title_news"]
    _furniture(draft, made)
    made.line(*draft.sentence(title.pick(rng)))
    dated = rng.random() < 0.75
    if rng.random() < 0.2:
        author = draft.world.person("press", int(rng.random() ** 2 * (20 + draft.number / 100)))
        made.line(f"By {author.name}", Facts(participants=[author.participant_id]), tight=rng.random() < 0.5)
    if dated:
        _date_line(draft, made)
    lead = _held(draft, made) if about else [_action(draft)]
    if not dated or rng.random() < 0.4:
        lead[0] = _with_dateline(draft, lead[0])
    draft.new_paragraph()
    made.paragraph(lead + _about(draft, 1), quotable=False)
    for _ in range(_paragraphs(rng, 4)):
        _heading(draft, made, 0.06)
        draft.new_paragraph()
        made.paragraph(_about(draft, rng.choice((1, 2, 2, 3))) + _sometimes(draft, 0.5, "speech"))
    if rng.random() < 0.08:
        made.line("Also today:")
        for _ in range(rng.randrange(2, 6)):
            text, facts = _action(draft)
            made.line(text, facts, tight=True, prefix="• ")
    _spanish(draft, made, 0.05)
    if rng.random() < 0.12:
        made.line(*draft.sentence(TEXTS["tags"].pick(rng)))
    _furniture(draft, made)


def press_release(draft: Draft, made: Composed) -> None:
    """Write a press release of a meeting or a party."""
    rng = draft.rng
    about = draft.gathering is not None
    made.line("PRESS RELEASE" if rng.random() < 0.6 else "Press release")
    made.line(
        *draft.sentence(TEXTS["title_press_meeting" if about else "title_press"].pick(rng)), tight=rng.random() < 0.3
    )
    _date_line(draft, made)
    made.paragraph(_held(draft, made) if about else [_action(draft), *_about(draft, 1)], quotable=False)
    for _ in range(_paragraphs(rng, 3)):
        draft.new_paragraph()
        _heading(draft, made, 0.05)
        made.paragraph(_meeting_said(draft) if about and rng.random() < 0.6 else _about(draft, rng.choice((2, 2, 3))))
    _spanish(draft, made, 0.04)
    if rng.random() < 0.3:
        made.line(*draft.sentence(WORDS["slogan"].pick(rng)))


def statement(draft: Draft, made: Composed) -> None:
    """Write a party's statement in its own voice."""
    rng = draft.rng
    signed = rng.random() < 0.6
    _furniture(draft, made)
    # One way or the other the text says whose statement it is.
    made.line(*draft.sentence(TEXTS["title_signed" if signed else "title_statement"].pick(rng)))
    _date_line(draft, made)
    if draft.gathering is not None:
        made.paragraph(_held(draft, made), quotable=False)
    for _ in range(1 + _paragraphs(rng, 4)):
        _heading(draft, made, 0.08)
        draft.new_paragraph()
        made.paragraph(_own(draft, rng.choice((2, 3, 3, 4))))
    _spanish(draft, made, 0.04)
    if rng.random() < 0.5:
        made.line(*draft.sentence(WORDS["slogan"].pick(rng)))
    if signed:
        draft.facts = Facts()
        made.line(draft.body(draft.home, "n").removeprefix("the "), draft.facts)


def speech(draft: Draft, made: Composed) -> None:
    """Write what a party says at a meeting."""
    rng = draft.rng
    made.line(*draft.sentence(TEXTS["title_speech" if draft.gathering else "title_statement"].pick(rng)))
    if draft.gathering is not None:
        made.meetings.append(draft.gathering.named_only())
    _date_line(draft, made)
    made.line(*draft.sentence(TEXTS["opening"].pick(rng)))
    for _ in range(2 + _paragraphs(rng, 4)):
        draft.new_paragraph()
        made.paragraph(_own(draft, rng.choice((2, 3, 4))))
    made.line(*draft.sentence(WORDS["slogan"].pick(rng)))


def joint_statement(draft: Draft, made: Composed) -> None:
    """Write a statement of several parties: what they say, often what they resolve as a list, and who signs."""
    rng = draft.rng
    signers = [draft.home]
    for _ in range(rng.randrange(3, 15)):
        party = draft.world.parties.pick(rng)
        if party not in signers:
            signers.append(party)
    draft.authors = tuple(party.participant_id for party in signers)
    made.line(*draft.sentence(TEXTS["title_joint"].pick(rng)))
    _date_line(draft, made)
    if draft.gathering is not None:
        made.paragraph(_held(draft, made), quotable=False)
    made.paragraph([draft.sentence(TEXTS["joint_opening"].pick(rng)), *_own(draft, 1)])
    for _ in range(_paragraphs(rng, 1)):
        made.paragraph(_own(draft, rng.choice((1, 2, 3))))
    if rng.random() < 0.5:
        made.line(*draft.sentence(TEXTS["list_opening"].pick(rng)))
        numbered = rng.random() < 0.5
        points = rng.randrange(3, 8)
        for point in range(1, points + 1):
            text, facts = draft.sentence(_resolving(draft))
            end = "." if point == points else ";"
            made.line(text[:1].lower() + text[1:] + end, facts, tight=True, prefix=f"{point}. " if numbered else "- ")
    made.line(*draft.sentence(TEXTS["signatures"].pick(rng)))
    for party in sorted(signers, key=lambda p: p.full):
        draft.facts = Facts()
        made.line(
            draft.body(party, "n").removeprefix("the "), draft.facts, tight=True, prefix="" if made.number % 2 else "- "
        )


def _resolving(draft: Draft) -> Template:
    inner = ACTIONS["item"].pick(draft.rng)

    def authored(writing: Draft, _: object) -> str:
        for author in writing.authors:
            writing.role("a", author)
        return ""

    return ((authored, None), *inner)


FORMS: dict[str, Callable[[Draft, Composed], None]] = {
    "news": news,
    "press_release": press_release,
    "statement": statement,
    "speech": speech,
    "joint_statement": joint_statement,
}


def quote_source(draft: Draft, made: Composed, source: Composed, passage: tuple[Sentence, ...]) -> None:
    """Add a passage of an earlier document, with a line that says so."""
    made.line(draft.rng.choice(_BEFORE_A_QUOTATION))
    made.paragraph(list(passage), quotable=False)
    made.quotes = source.number


def _paragraphs(rng: random.Random, mean: int) -> int:
    # Most texts are short, a few are long.
    return min(40, int(rng.expovariate(1 / mean)))


def _action(draft: Draft) -> Sentence:
    event_type = _TYPES[_ranked(draft.rng)]
    return draft.sentence(ACTIONS[event_type].pick(draft.rng))


def _ranked(rng: random.Random) -> int:
    point = rng.random() * _TYPE_WEIGHTS[-1]
    return next(i for i, weight in enumerate(_TYPE_WEIGHTS) if point < weight)


def _about(draft: Draft, sentences: int) -> list[Sentence]:
    """Return sentences of a paragraph told by somebody outside: actions and what stands around them."""
    found: list[Sentence] = []
    for _ in range(sentences):
        if draft.subject is not None and draft.rng.random() < 0.35:
            found.append(draft.sentence(ACTIONS["again"].pick(draft.rng)))
        elif draft.rng.random() < 0.45:
            found.append(draft.sentence(TEXTS["background"].pick(draft.rng)))
        else:
            found.append(_action(draft))
    return found


def _own(draft: Draft, sentences: int) -> list[Sentence]:
    """Return sentences of a paragraph in which the authors speak of themselves."""
    found: list[Sentence] = []
    for _ in range(sentences):
        which = draft.rng.random()
        if which < 0.42:
            found.append(draft.sentence(ACTIONS["we"].pick(draft.rng)))
        elif which < 0.78:
            found.append(draft.sentence(TEXTS["we_background"].pick(draft.rng)))
        else:
            found.append(_action(draft))
    return found


def _sometimes(draft: Draft, chance: float, name: str) -> list[Sentence]:
    return [draft.sentence(TEXTS[name].pick(draft.rng))] if draft.rng.random() < chance else []


def _held(draft: Draft, made: Composed) -> list[Sentence]:
    """Return the sentences that tell of the document's meeting, and note it."""
    gathering, rng = draft.gathering, draft.rng
    if gathering is None:
        return []
    status = "held" if gathering.end <= made.today else "planned"
    found = [draft.sentence(TEXTS[f"{status}{'' if gathering.town else '_remote'}"].pick(rng))]
    counted = status == "held" and rng.random() < 0.6
    if counted:
        which = "attendance" if gathering.countries else "attendance_few" if gathering.parties else "attendance_people"
        found.append(draft.sentence(TEXTS[which].pick(rng)))
    hosted = gathering.series != "IMCWP Working Group" and gathering.kind != "other" and rng.random() < 0.5
    hosted = hosted or not gathering.named
    if hosted:
        found.append(draft.sentence(TEXTS[f"host_{status}"].pick(rng)))
    made.meetings.append(gathering.told(status, counted, hosted))
    return found


def _meeting_said(draft: Draft) -> list[Sentence]:
    return [draft.sentence(TEXTS["meeting_said"].pick(draft.rng)) for _ in range(draft.rng.choice((1, 2, 3)))]


def _heading(draft: Draft, made: Composed, chance: float) -> None:
    if draft.rng.random() < chance:
        made.line(*draft.sentence(WORDS["heading"].pick(draft.rng)))


def _furniture(draft: Draft, made: Composed) -> None:
    if draft.rng.random() < 0.12:
        made.line(*draft.sentence(WORDS["furniture"].pick(draft.rng)))


def _spanish(draft: Draft, made: Composed, chance: float) -> None:
    rng = draft.rng
    if rng.random() < chance:
        for _ in range(rng.choice((1, 1, 2))):
            first = draft.sentence(SPANISH["actions"].pick(rng))
            made.paragraph([first, *(draft.sentence(SPANISH[rng.choice(_OF_SPANISH)].pick(rng)) for _ in range(2))])


def _date_line(draft: Draft, made: Composed) -> None:
    today, rng = draft.today, draft.rng
    how = rng.random()
    if how < 0.5:
        text = draft.style.day(today)
    elif how < 0.65:
        text = f"{WEEKDAYS[today.weekday()]}, {draft.style.day(today)}"
    elif how < 0.75:
        text = today.isoformat()
    elif how < 0.85:
        text = (
            f"{today.day}/{today.month}/{today.year}"
            if today.day > 12
            else f"{today.day} {MONTHS[today.month - 1]} {today.year}"
        )
    else:
        town = draft.town()
        draft.facts = Facts()
        text = f"{draft.name_town(town)}, {draft.style.day(today)}"
        draft.facts.dates.append(today.isoformat())
        made.line(text, draft.facts)
        return
    made.line(text, Facts(dates=[today.isoformat()]))


def _with_dateline(draft: Draft, sentence: Sentence) -> Sentence:
    """Return a first sentence behind the place, the day and the agency it comes from."""
    rng, today = draft.rng, draft.today
    text, facts = sentence
    place = Facts(dates=[today.isoformat()], lasting=False)
    draft.facts = place
    town = draft.name_town(draft.town())
    agency = draft.world.outlets.pick(rng)
    place.participants.append(agency.participant_id)
    day = f"{_SHORT_MONTHS[today.month - 1]} {today.day}, {today.year}"
    shape = rng.random()
    if shape < 0.5:
        line = f"{town.upper()}, {day} ({agency.full}) – "
    elif shape < 0.8:
        line = f"{town}, {day} ({agency.full}) "
    else:
        line = f"{town.upper()}, {day} ({agency.full}) -- "
    place.add(facts)
    return line + text, place
