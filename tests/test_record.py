"""Records of which a text yields very many."""

from __future__ import annotations

import gc
import pickle

import pytest

from imcwp_data.model import Mention, Paragraph
from imcwp_data.record import Record

MENTION = Mention(3, 10, 15, "Unity", "unity-party", "name.known")


class Pair(Record, frozen=True):
    names: list[str]


def test_a_record_is_what_its_fields_say() -> None:
    same = Mention(3, 10, 15, "Unity", "unity-party", "name.known")
    assert same == MENTION
    assert {same} == {MENTION}
    assert MENTION.changed(position=4) != MENTION


def test_a_changed_copy_leaves_the_record_as_it_is() -> None:
    later = MENTION.changed(char_start=20, char_end=25)
    assert (later.char_start, later.char_end, later.surface) == (20, 25, "Unity")
    assert MENTION.char_start == 10


def test_no_field_can_be_set() -> None:
    with pytest.raises(AttributeError):
        MENTION.position = 4  # type: ignore[misc]


def test_records_go_from_process_to_process() -> None:
    paragraph = Paragraph(1, 1, "body", "en", "The port is closed.", 0, 19)
    assert pickle.loads(pickle.dumps((paragraph, MENTION))) == (paragraph, MENTION)


def test_the_collector_of_garbage_passes_over_records() -> None:
    assert not gc.is_tracked(MENTION)
    assert not gc.is_tracked(Pair(["a"]))
