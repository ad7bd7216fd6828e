"""Sentences with slots, read once from ``grammar/*.toml`` and written many times.

``{word}`` is a list of the same file or of words.toml; ``{a:body}`` and the like, ``{city}``, ``{day}`` … are written
by slots.py; ``[…]`` is written half of the time; ``<TYPE status>`` closes a clause that states an action.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.corpus.pools import Pool

if TYPE_CHECKING:
    from benchmarks.corpus.draft import Draft

GRAMMAR = Path(__file__).with_name("grammar")
Writer = Callable[["Draft", Any], str]
# A text as it stands, or what writes it with its argument.
Part = str | tuple[Writer, Any]
Template = tuple[Part, ...]
_TOKEN = re.compile(r"\{([a-z_]+)(?::([^}]*))?\}|(\[)|(\])|<([A-Z]+)(?: ([a-z_]+))?>|([^{}\[\]<>]+)")


def write(draft: Draft, template: Template) -> str:
    """Return a sentence; what it states goes into the facts of the draft."""
    return "".join([part if isinstance(part, str) else part[0](draft, part[1]) for part in template])


def _one_of(draft: Draft, templates: Pool[Template]) -> str:
    return write(draft, templates.pick(draft.rng))


def _perhaps(draft: Draft, template: Template) -> str:
    return write(draft, template) if draft.rng.random() < 0.5 else ""


def _close(draft: Draft, action: tuple[str, str]) -> str:
    draft.close_action(*action)
    return ""


class Grammar:
    """The lists of one file of ``grammar/`` as pools of templates, with those of others to fall back on."""

    def __init__(self, name: str, writers: Mapping[str, Writer], *others: Grammar) -> None:
        path = GRAMMAR / f"{name}.toml"
        self._path = path
        self._writers = writers
        self._texts: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
        self._others = others
        self._pools: dict[str, Pool[Template]] = {}

    @property
    def names(self) -> list[str]:
        """The names of the lists of this file."""
        return list(self._texts)

    def __getitem__(self, name: str) -> Pool[Template]:
        """Return the sentences or words of a name."""
        pool = self._find(name)
        if pool is None:
            raise KeyError(f"{self._path}: there is no list {name!r}")
        return pool

    def _find(self, name: str) -> Pool[Template] | None:
        if name in self._pools:
            return self._pools[name]
        if name not in self._texts:
            return next((pool for other in self._others if (pool := other._find(name)) is not None), None)
        templates = [self._compile(text) for text in self._texts[name]]
        pool = self._pools[name] = Pool(templates, 8.0)
        return pool

    def _compile(self, text: str) -> Template:
        stack: list[list[Part]] = [[]]
        reached = 0
        for match in _TOKEN.finditer(text):
            if match.start() != reached:
                break
            reached = match.end()
            slot, argument, opens, closes, event_type, status, literal = match.groups()
            if slot:
                stack[-1].append(self._slot(slot, argument, text))
            elif opens:
                stack.append([])
            elif closes:
                piece = tuple(stack.pop())
                stack[-1].append((_perhaps, piece))
            elif event_type:
                stack[-1].append((_close, (event_type, status or "reported")))
            else:
                stack[-1].append(literal)
        if reached != len(text) or len(stack) != 1:
            raise ValueError(f"{self._path}: {text!r} has a bracket or brace that is not closed")
        return tuple(stack[0])

    def _slot(self, slot: str, argument: str | None, text: str) -> Part:
        if slot in self._writers:
            return self._writers[slot], argument
        pool = self._find(slot)
        if pool is None:
            raise ValueError(
                f"{self._path}: {text!r} has the slot {slot!r}, which is no list and nothing that is written"
            )
        return _one_of, pool
