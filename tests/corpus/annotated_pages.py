"""Pages in the manner of many publishers, invented for these tests, each line with the kind and language it has.

A line of ``pages/*.txt`` is ``kind|language|text``; ``-`` is a blank line; ``==`` gives what a document's own lines
tell of it, once in each document.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Page:
    """An annotated page: its text, the (kind, language, text) of its lines, the facts of its documents."""

    name: str
    text: str
    lines: list[tuple[str, str, str]]
    documents: list[dict[str, str | None]]


def read_page(path: Path) -> Page:
    text: list[str] = []
    lines: list[tuple[str, str, str]] = []
    documents: list[dict[str, str | None]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == "-":
            text.append("")
        elif line.startswith("== "):
            facts = line[3:]
            keys = ["type", "published", "author", "outlet", "place", "agency"]
            values: dict[str, str | None] = {}
            for key, following in zip(keys, [*keys[1:], None], strict=True):
                value = facts.split(f"{key}=", 1)[1]
                value = (value.split(f" {following}=", 1)[0] if following else value).strip()
                values[key] = None if value == "None" else value
            documents.append(values)
        else:
            kind, language, content = line.split("|", 2)
            text.append(content)
            lines.append((kind, language, content))
    return Page(path.stem, "\n".join(text) + "\n", lines, documents)
