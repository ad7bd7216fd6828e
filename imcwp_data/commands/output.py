"""Rows on the terminal: as a table that fits its width, as CSV like the release's own, as JSON."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence

_WIDTH_OF_NO_TERMINAL = 120
# Narrower than this a text tells nothing: rather one block a row.
_NARROWEST = 20
_GAP = "  "


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[object]], form: str, right: Iterable[int] = ()) -> None:
    """Print rows in a form: ``table``, ``csv`` or ``json``. ``right`` numbers the columns that stand to the right."""
    if form == "json":
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    elif form == "csv":
        sys.stdout.write(csv_text(columns, rows))
    else:
        print(text_table(columns, [[_cell(value) for value in row] for row in rows], right))


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV, written as in the CSV files of a release."""
    text = io.StringIO()
    # With both line ends named, the writer quotes a cell that holds either of them.
    writer = csv.writer(text, lineterminator="\r\n")
    lines = []
    for row in (columns, *rows):
        writer.writerow([_cell(value) for value in row])
        lines.append(text.getvalue().removesuffix("\r\n"))
        text.seek(0)
        text.truncate()
    return "\n".join(lines) + "\n"


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Return rows as a table of the terminal's width; where too many columns stand, one block of lines a row."""
    room = shutil.get_terminal_size((_WIDTH_OF_NO_TERMINAL, 24)).columns
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    natural = [max(_width(row[number]) for row in [columns, *cells]) for number in range(len(columns))]
    widths = _fitted(natural, [min(_width(name), width) for name, width in zip(columns, natural, strict=True)], room)
    if widths is None:
        return _blocks(columns, cells)
    to_the_right = set(right)

    def line(row: Sequence[str]) -> str:
        return _GAP.join(
            _fill(c, w, n in to_the_right) for n, (c, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()

    return "\n".join([line(columns), line(["─" * width for width in widths]), *map(line, cells)])


def _fitted(natural: list[int], names: list[int], room: int) -> list[int] | None:
    """Narrow the widest columns until all fit; None when they cannot."""
    least = [min(width, max(name, _NARROWEST)) for width, name in zip(natural, names, strict=True)]
    room -= len(_GAP) * (len(natural) - 1)
    if sum(least) > room:
        return None
    widths = list(natural)
    while sum(widths) > room:
        widest = max((n for n in range(len(widths)) if widths[n] > least[n]), key=lambda n: widths[n])
        others = [widths[n] for n in range(len(widths)) if n != widest and widths[n] > least[n]]
        excess = sum(widths) - room
        # Down to the next widest at once, so that the loop runs once or twice a column.
        down_to = max([least[widest], widths[widest] - excess, *(w for w in others if w < widths[widest])])
        widths[widest] = max(least[widest], min(down_to, widths[widest] - 1))
    return widths


def _blocks(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    widest = max(map(_width, columns), default=0)
    blocks = [
        "\n".join(f"{_fill(n, widest, False)}{_GAP}{c}" for n, c in zip(columns, row, strict=True) if c) for row in rows
    ]
    return "\n\n".join(blocks) if blocks else f"No rows. The columns are {', '.join(columns)}."


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _fill(text: str, width: int, to_the_right: bool) -> str:
    """Return a text at a width, cut where it is longer."""
    if _width(text) > width:
        while text and _width(text) >= width:
            text = text[: min(len(text) - 1, width)]
        text = f"{text}…"
    space = " " * (width - _width(text))
    return f"{space}{text}" if to_the_right else f"{text}{space}"
