"""Document number n of a seed: its text and its facts, the same however many documents are asked for."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from benchmarks.corpus.composed import Block, Composed
from benchmarks.corpus.draft import Draft
from benchmarks.corpus.facts import Known
from benchmarks.corpus.forms import FORMS, quote_source
from benchmarks.corpus.gatherings import Calendar, Gathering
from benchmarks.corpus.slots import WORDS
from benchmarks.corpus.world import World
from imcwp_data.vocabulary import Vocabulary, load_vocabulary

_KINDS = ((0.36, "news"), (0.53, "press_release"), (0.73, "statement"), (0.83, "speech"), (1.0, "joint_statement"))
_ABOUT_A_MEETING = {"news": 0.3, "press_release": 0.6, "statement": 0.15, "speech": 0.8, "joint_statement": 0.4}
_QUOTING = 0.14
_QUOTING_FROM = 20
_SHORTEST_PASSAGE = 140
_FIRST_DAY = date(2004, 2, 1)
_DAYS = 7600
_WIDTH = 76


def document_id(number: int) -> str:
    """Return the id of a document: the stem of its file and ``id`` of its line."""
    return f"d{number:08d}"


class Corpus:
    """The documents of a seed. Each depends on the seed and its number alone; of the earlier ones it may quote one."""

    def __init__(self, seed: int = 0, vocabulary: Vocabulary | None = None) -> None:
        vocabulary = vocabulary or load_vocabulary()
        self.seed = seed
        self._world = World(seed, vocabulary)
        plain = [template for template in WORDS["topic"].items if len(template) == 1 and isinstance(template[0], str)]
        self._calendar = Calendar(self._world, tuple(str(template[0]) for template in plain))
        self._original = lru_cache(maxsize=2048)(self._write_original)

    def document(self, number: int) -> tuple[str, Known]:
        """Return the text of a document and what is known of it."""
        rng = random.Random(f"{self.seed}:document:{number}")
        made = self._compose(number, rng, self._quoted(number))
        known = Known(
            document_id(number), made.kind, made.today.isoformat(), tuple(made.meetings), made.facts(),
            None if made.quotes is None else document_id(made.quotes),
        )  # fmt: skip
        return _text(made, rng), known

    def documents(self, count: int, start: int = 0) -> Iterator[tuple[str, Known]]:
        """Yield documents one after another."""
        for number in range(start, start + count):
            yield self.document(number)

    def _quoted(self, number: int) -> Composed | None:
        """Return the earlier document that document ``number`` quotes, if it quotes one."""
        rng = random.Random(f"{self.seed}:quoting:{number}")
        if number < _QUOTING_FROM or rng.random() >= _QUOTING:
            return None
        for _ in range(4):
            # Some texts are quoted often, most never.
            candidate = int(number * rng.random() ** 3)
            if not self._quotes(candidate):
                source = self._original(candidate)
                if _passages(source):
                    return source
        return None

    def _quotes(self, number: int) -> bool:
        return number >= _QUOTING_FROM and random.Random(f"{self.seed}:quoting:{number}").random() < _QUOTING

    def _write_original(self, number: int) -> Composed:
        return self._compose(number, random.Random(f"{self.seed}:document:{number}"), None)

    def _compose(self, number: int, rng: random.Random, source: Composed | None) -> Composed:
        if source is None:
            kind = _kind(rng.random())
            about = rng.random() < _ABOUT_A_MEETING[kind]
            gathering = self._calendar.pick(rng, number) if about else None
            today = _day_of(rng, gathering, kind)
        else:
            kind, gathering = rng.choice(("news", "statement", "press_release")), None
            today = source.today + timedelta(rng.randrange(1, 40))
        hosted = gathering is not None and kind in ("news", "press_release") and rng.random() < 0.3
        home = gathering.host if gathering is not None and hosted else self._world.parties.pick(rng)
        draft = Draft(self._world, rng, number, today, home)
        draft.gathering = gathering
        made = Composed(number, kind, today)
        FORMS[kind](draft, made)
        if source is not None:
            passages = _passages(source)
            passage = passages[int(rng.random() ** 2 * len(passages))].sentences
            if len(passage) > 2 and rng.random() < 0.25:
                passage = passage[1:] if rng.random() < 0.5 else passage[:-1]
            quote_source(draft, made, source, passage)
        return made


def _kind(point: float) -> str:
    return next(kind for bound, kind in _KINDS if point < bound)


def _day_of(rng: random.Random, gathering: Gathering | None, kind: str) -> date:
    if gathering is None:
        return _FIRST_DAY + timedelta(rng.randrange(_DAYS))
    if kind == "speech":
        return gathering.start + timedelta(rng.randrange((gathering.end - gathering.start).days + 1))
    if rng.random() < 0.25:
        return gathering.start - timedelta(rng.randrange(5, 70))
    return gathering.end + timedelta(rng.choice((0, 1, 1, 2, 3, 5, 9)))


def _passages(made: Composed) -> list[Block]:
    """Return the paragraphs that say the same wherever they stand, and enough of it to be known again."""
    return [
        block
        for block in made.blocks
        if block.quotable
        and len(block.text) >= _SHORTEST_PASSAGE
        and all(facts.lasting for _, facts in block.sentences)
    ]


def _text(made: Composed, rng: random.Random) -> str:
    typographic, wrapped = rng.random() < 0.6, rng.random() < 0.02
    pieces: list[str] = []
    for block in made.blocks:
        text = block.text
        if wrapped and len(text) > _WIDTH:
            text = textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
        if pieces:
            pieces.append("\n" if block.tight else "\n\n")
        pieces.append(text)
    pieces.append("\n")
    text = "".join(pieces)
    return text.replace("'", "’") if typographic else text.replace("“", '"').replace("”", '"')
