"""The diagram of all tables as SVG: readable on light and dark, with a title and a description for those who listen."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from imcwp_data.codebook.layout import BOX_WIDTH, HEADER, ROW, Box, Layout, lay_out
from imcwp_data.schema import TableSchema

# Lines of one table have one colour, dark enough on white and light enough on black (contrast of 4.5 and more).
_LINES = (
    ("#9a3412", "#fdba74"),
    ("#1d4ed8", "#93c5fd"),
    ("#15803d", "#86efac"),
    ("#a21caf", "#f0abfc"),
    ("#b91c1c", "#fca5a5"),
    ("#0e7490", "#67e8f9"),
    ("#4d5a10", "#d9e36b"),
)
_STYLE = """\
.ground{fill:#fff}.box{fill:#f8f8f6;stroke:#57534e}.head{fill:#e7e5e0}.name{font-weight:700;fill:#1c1917}
.column{fill:#1c1917}.key{font-weight:700}.more{fill:#57534e;font-style:italic}.line{fill:none;stroke-width:1.6}
text{font:13px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
"""
_DARK = """\
.ground{fill:#16181b}.box{fill:#212529;stroke:#a8a29e}.head{fill:#343a40}.name,.column{fill:#f5f5f4}.more{fill:#c4bfba}
"""


def diagram(schemas: Mapping[str, TableSchema]) -> str:
    """Return the drawing; ``schemas`` name parents first. The same schemas give the same bytes."""
    layout = lay_out(schemas)
    width, height = f"{layout.width:g}", f"{layout.height:g}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-labelledby="title desc">',
        '<title id="title">The tables and how they refer to each other</title>',
        f'<desc id="desc">{escape(_in_words(schemas))}</desc>',
        f"<style>\n{_STYLE}{_colours(layout)}</style>",
        f'<rect class="ground" width="{width}" height="{height}" rx="8"/>',
        *_lines(layout),
        *(_box(box, schemas[name]) for name, box in layout.boxes.items()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _in_words(schemas: Mapping[str, TableSchema]) -> str:
    sentences = []
    for schema in sorted(schemas.values(), key=lambda each: each.order):
        targets = [f"{' and '.join(k.columns)} refers to {k.table}" for k in schema.foreign_keys]
        sentences.append(f"{schema.name}: {', '.join(targets) or 'refers to no table'}.")
    return " ".join(sentences)


def _colours(layout: Layout) -> str:
    """Return the colours of the lines, and all that is other on dark grounds."""
    light, dark = "", ""
    for number in range(len(layout.lines)):
        bright, deep = _LINES[number % len(_LINES)]
        light += f".c{number}{{stroke:{bright}}}"
        dark += f".c{number}{{stroke:{deep}}}"
    light += ".loop{stroke:#57534e}"
    dark += ".loop{stroke:#c4bfba}"
    return f"{light}\n@media (prefers-color-scheme:dark){{\n{_DARK}{dark}\n}}\n"


def _lines(layout: Layout) -> list[str]:
    drawn = []
    for number, line in enumerate(layout.lines):
        way = "".join(f"M{x1:g} {y1:g}L{x2:g} {y2:g}" for x1, y1, x2, y2 in line.pieces)
        # One: a bar across the line at the key. Many: a line that spreads at the column that refers to it.
        x, y = line.start
        way += f"M{x + 7:g} {y - 5:g}V{y + 5:g}"
        way += "".join(f"M{x - 9:g} {y:g}L{x:g} {y - 5:g}M{x - 9:g} {y:g}L{x:g} {y + 5:g}" for x, y in line.ends)
        drawn.append(f'<path class="line c{number}" d="{way}"><title>{line.table}</title></path>')
    for x, child, parent in layout.loops:
        way = f"M{x:g} {child:g}h13V{parent:g}H{x:g}M{x + 9:g} {child:g}l-9 -5M{x + 9:g} {child:g}l-9 5"
        drawn.append(f'<path class="line loop" d="{way}"/>')
    return drawn


def _box(box: Box, schema: TableSchema) -> str:
    x, y = box.x, box.y
    lines = [
        f'<g><rect class="box" x="{x:g}" y="{y:g}" width="{BOX_WIDTH}" height="{box.height:g}" rx="5"/>'
        f'<path class="head" d="M{x + 1:g} {y + HEADER - 4:g}v{9 - HEADER}'
        f'q0 -4 4 -4h{BOX_WIDTH - 10}q4 0 4 4v{HEADER - 9}z"/>'
        f'<text class="name" x="{x + 10:g}" y="{y + 18:g}">{box.table}</text>'
    ]
    for column in box.columns:
        key = " key" if column in schema.primary_key else ""
        lines.append(f'<text class="column{key}" x="{x + 10:g}" y="{box.row(column) + 4:g}">{column}</text>')
    if box.others:
        height = y + HEADER + ROW * (len(box.columns) + 0.5) + 4
        lines.append(f'<text class="more" x="{x + 10:g}" y="{height:g}">{box.others} more columns</text>')
    return "\n".join(lines) + "</g>"
