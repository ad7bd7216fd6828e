"""Comparing only what has changed finds the same as comparing all passages."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pytest

from imcwp_data.consolidate.groups import BATCH, Group
from imcwp_data.consolidate.passages import word_hash
from imcwp_data.consolidate.repetitions import compare_passages, quotations_of, share_runs
from imcwp_data.consolidate.repetitions_again import Compared, quotations_again
from imcwp_data.consolidate.shingles import run_hashes
from imcwp_data.table_file import TablesInMemory


@dataclass(frozen=True)
class Text:
    """A document of one passage or several."""

    name: str
    published: str | None
    passages: tuple[tuple[str, ...], ...]
    quoted: bool = False


def group(texts: list[Text], key: str, first: int) -> Group:
    """Return a group of batches of one text each."""
    rows = [
        (text.quoted, text.published, text.name, position, f"{text.name}.{position}", batch, words)
        for batch, text in enumerate(texts)
        for position, words in enumerate(text.passages, 1)
    ]
    names = ("quoted", "published", "document_id", "position", "paragraph_id", BATCH)
    kinds = (pa.bool_(), pa.string(), pa.string(), pa.int64(), pa.string(), pa.int32())
    told = pa.table({name: pa.array([row[n] for row in rows], kinds[n]) for n, name in enumerate(names)})
    words = pa.array([[word_hash(word) for word in row[-1]] for row in rows], pa.list_(pa.uint64()))
    hashes, passages = run_hashes(words)
    documents = np.array([row[5] for row in rows], dtype=np.uint32)
    runs = pa.table(
        {
            "hash": pa.array(hashes),
            "passage": pa.array(passages, pa.uint32()),
            "document": pa.array(documents[passages], pa.uint32()),
        }
    )
    return Group(TablesInMemory({"runs": runs, "passages": told, "words": pa.table({"words": words})}), key, first,
                 len(texts))  # fmt: skip


def groups_of(corpus: list[list[Text]]) -> list[Group]:
    found, first = [], 0
    for texts in corpus:
        found.append(group(texts, repr(texts), first))
        first += len(texts)
    return found


def compared(groups: list[Group]) -> pa.Table:
    passages, shared = share_runs(groups, map, None)
    return quotations_of(compare_passages(passages, list(shared), map))


def again(old: list[Group], found: pa.Table, new: list[Group], places: dict[str, int], was: dict[int, str]) -> pa.Table:
    """Return what `quotations_again` gives after ``found``; ``places`` and ``was`` tell the batches of texts."""
    now, then = {g.key for g in new}, {g.key for g in old}
    for name in ("batch", "original_batch"):
        column = [places.get(was[number], -1) for number in found.column(name).to_pylist()]
        found = found.set_column(found.schema.get_field_index(name), name, pa.array(column, pa.int64()))
    fresh = [n for n, g in enumerate(new) if g.key not in then]
    before = Compared([g for g in old if g.key not in now], fresh, found, pa.table({}))
    result = quotations_again(before, new, map)
    assert result is not None
    return result


def numbered(corpus: list[list[Text]]) -> list[str]:
    return [repr(text) for texts in corpus for text in texts]


class Writer:
    """Writes texts of few words, so that passages meet by phrases, by stretches and as wholes."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = [f"word{n}" for n in range(400)]
        self._phrases = [tuple(self._random.choices(self._words, k=k)) for k in (4, 5, 6, 17, 20, 40) for _ in range(4)]
        self._count = 0

    def passage(self) -> tuple[str, ...]:
        words: list[str] = []
        for _ in range(self._random.randint(1, 4)):
            words += self._random.choice(self._phrases)
            words += self._random.choices(self._words, k=self._random.randint(0, 8))
        return tuple(words)

    def text(self) -> Text:
        self._count += 1
        day = self._random.choice([None, *(f"20{year:02}-05-0{day}" for year in range(30) for day in range(1, 9))])
        passages = tuple(self.passage() for _ in range(self._random.randint(1, 3)))
        # Names in any order: a new text may stand before all others.
        return Text(f"t{self._random.randrange(10**6)}-{self._count}", day, passages, self._random.random() < 0.2)

    def corpus(self, groups: int, texts: int) -> list[list[Text]]:
        return [[self.text() for _ in range(texts)] for _ in range(groups)]

    def change(self, corpus: list[list[Text]]) -> list[list[Text]]:
        """Return a corpus in which one text or several came, went or changed."""
        changed = [list(texts) for texts in corpus]
        for _ in range(self._random.randint(1, 3)):
            some = self._random.choice(changed)
            kind = self._random.choice(["more", "fewer", "other", "same words", "new group", "group goes"])
            if kind == "more" or not some:
                some.insert(self._random.randint(0, len(some)), self.text())
            elif kind == "fewer":
                some.pop(self._random.randrange(len(some)))
            elif kind == "other":
                old = some[-1]
                some[-1] = Text(old.name, old.published, (*old.passages[1:], self.passage()), not old.quoted)
            elif kind == "same words":
                some.append(Text(self.text().name, "1999-01-01", some[0].passages))
            elif kind == "new group":
                changed.insert(self._random.randint(0, len(changed)), [self.text(), self.text()])
            elif len(changed) > 1:
                changed.remove(some)
        return [texts for texts in changed if texts]


@pytest.mark.parametrize("seed", range(40))
def test_changes_of_any_kind_lead_to_what_comparing_all_finds(seed: int) -> None:
    writer = Writer(seed)
    corpus = writer.corpus(*((6, 3) if seed % 2 else (3, 25)))
    groups = groups_of(corpus)
    found = compared(groups)
    assert found.num_rows
    for _ in range(4):
        changed = writer.change(corpus)
        new = groups_of(changed)
        places = {text: number for number, text in enumerate(numbered(changed))}
        result = again(groups, found, new, places, dict(enumerate(numbered(corpus))))
        whole = compared(new)
        assert result.to_pylist() == whole.to_pylist()
        corpus, groups, found = changed, new, whole


def test_a_passage_that_fills_a_phrase_up_takes_its_weight_from_all_that_have_it() -> None:
    phrase = tuple(f"common{n}" for n in range(9))
    # One run in more than 32 passages tells nothing any more, though none of the first ones has changed.
    texts = [Text(f"a{n:03}", f"2001-01-{n % 28 + 1:02}", ((*phrase, f"own{n}"),)) for n in range(32)]
    corpus = [texts[:16], texts[16:]]
    more = [*corpus, [Text("z", "2024-01-01", ((*phrase, "last"),))]]
    old, new = groups_of(corpus), groups_of(more)
    places = {text: number for number, text in enumerate(numbered(more))}
    result = again(old, compared(old), new, places, dict(enumerate(numbered(corpus))))
    assert result.to_pylist() == compared(new).to_pylist()
    assert (compared(old).num_rows > 0, result.num_rows) == (True, 0)
