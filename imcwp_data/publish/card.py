"""``README.md`` of a release: the data set card, with a codebook of every table and column made from the schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imcwp_data.publish.about import DESCRIPTION, INCLUDED, LICENCE, QUOTED, TITLE, WITHOUT_TEXTS
from imcwp_data.publish.facts import TableFacts, facts_of
from imcwp_data.publish.forms import Forms
from imcwp_data.publish.markdown import cell, code, column_names, constraints, value_text
from imcwp_data.schema import Field, TableSchema
from imcwp_data.withheld import lacks_texts

if TYPE_CHECKING:
    from imcwp_data.table_stream import TableStream

_LONGEST_EXAMPLE = 60
_BESIDE = {
    "rules.json": "by which rules, vocabularies and corrections the texts were read, as hashes",
    "changes.json": "what is other than in the version before, row by row, and why",
}
# Of more texts than these the table `sources` tells.
_SOURCES_AT_MOST = 1000
_USE = """\
```python
from imcwp_data import documents, paragraphs, meetings, participants, actions  # pip install imcwp-data
```
"""
_USE_PARQUET = """\
```python
import pandas

meetings = pandas.read_parquet("parquet/meetings.parquet")
```
"""
_USE_SQLITE = """\
```sh
datasette imcwp.db -m metadata.json   # pip install 'datasette<1'
sqlite3 imcwp.db "select name, start_date, party_count from meetings where status = 'held'"
```
"""
_QUALITY = """\
Measured on texts with answer keys that were made by reading, each text built by itself. F1 is the harmonic mean of
precision (how much of what was read is right) and recall (how much of what is there was read), in percent, with 95 %
bootstrap intervals; n counts the items of the keys. `quality.json` holds all figures, and how many passages gave no
fact. "Unseen" are the texts by which nobody has mended the rules or the vocabularies: these figures hold for texts of
others.
"""
_READING = """\
Rules and vocabularies read the texts; no text is changed and nothing is added that no text says. Each fact keeps the
paragraph, the characters and the rule that it was read from: in `evidence` for `meetings`, `participants` and
`actions`, beside the value for `mentions`, `place_mentions` and `dates`. Where passages disagree, each has its row in
`evidence` and `accepted` tells which one the tables follow.

Dates are ISO 8601; uncertain or ranged ones are EDTF (ISO 8601-2, levels 0 and 1) beside their first and last day.
Countries are ISO 3166-1 alpha-2, languages BCP 47. Offsets are 0-based, end-exclusive and count Unicode code points.
Absent is null.
"""


@dataclass(frozen=True, slots=True)
class MeasuredQuality:
    """How well the texts are read: the report as JSON, and its table of figures in Markdown."""

    json: str
    table: str


def data_set_card(
    tables: Mapping[str, TableStream],
    schemas: Mapping[str, TableSchema],
    version: str,
    quality: MeasuredQuality | None = None,
    forms: Forms | None = None,
    *,
    facts: Mapping[str, TableFacts] | None = None,
    words: int | None = None,
    beside: Iterable[str] = (),
) -> str:
    """Return the card in Markdown. ``tables`` and ``schemas`` have the same names; ``forms`` are by default all.

    Where ``facts`` of all tables and the number of ``words`` are given, only the table ``sources`` is needed.
    ``beside`` are the names of other files of the release.
    """
    forms = forms or Forms()
    ordered = sorted(schemas.values(), key=lambda schema: (schema.order, schema.name))
    facts = facts or {name: facts_of(tables[name]) for name in schemas}
    if words is None:
        words = sum(sum(batch.column(0).to_pylist()) for batch in tables["documents"].select(["word_count"]))
    parts = [
        f"# {TITLE}",
        f"Version {version}. {DESCRIPTION}",
        _summary(facts, words),
        "## Tables",
        _table_list(ordered, facts),
        "## Files",
        _files(forms, quality is not None, beside),
        "## Use",
        _USE,
        *([_USE_PARQUET] if "parquet" in forms.formats else []),
        *([_USE_SQLITE] if "sqlite" in forms.formats else []),
        "## How the texts were read",
        _READING,
        *(["## How well they were read", _QUALITY, quality.table] if quality else []),
        "## Sources and rights",
        _sources(tables["sources"]),
        *(["## What is left out", WITHOUT_TEXTS] if lacks_texts(schemas) else []),
        "## Licences",
        f"The tables: [{LICENCE['title']}]({LICENCE['path']}) ({LICENCE['name']}). "
        f"{QUOTED if lacks_texts(schemas) else INCLUDED}",
        "## Codebook",
        *(_codebook(schema, facts[schema.name]) for schema in ordered),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _files(forms: Forms, quality: bool, beside: Iterable[str]) -> str:
    """Return the list of the release's files."""
    packed = {None: "", "gzip": ", compressed by gzip", "zstd": ", compressed by zstd"}[forms.compression]
    files = [
        ("csv", "`csv/`", f"one CSV file a table: UTF-8, header, lists as JSON, null as an empty cell{packed}"),
        ("parquet", "`parquet/`", "the same tables with types" if "csv" in forms.formats else "the tables with types"),
        ("sqlite", "`imcwp.db`",
         f"the {'same ' * (len(forms.formats) > 1)}tables in SQLite, with keys, indexes and full-text search "
         "(`paragraphs_fts`)"),
    ]  # fmt: skip
    lines = ["| file | what it is |", "| --- | --- |"]
    lines += [f"| {name} | {what} |" for kind, name, what in files if kind in forms.formats]
    lines.append("| `metadata.json` | titles, descriptions and ready questions for Datasette |")
    if quality:
        lines.append("| `quality.json` | how well the texts were read, where it was measured |")
    lines += [f"| `{name}` | {_BESIDE[name]} |" for name in beside if name in _BESIDE]
    lines.append("| `datapackage.json` | the Data Package descriptor: every file, schema, licence and source |")
    lines.append("| `build.json` | the versions of Python, SQLite and the packages that built the release |")
    if {"csv", "parquet"} & set(forms.formats):
        lines.append("| `croissant.json` | the same for tools of machine learning, which load the tables by it |")
    if "csv" in forms.formats and forms.compression is None:
        lines.append("| `csv/csv-metadata.json` | CSV on the Web: types, keys and meanings of the CSV files' columns |")
    lines.append(
        "| `ro-crate-metadata.json`, `dcat.jsonld` | for archives (RO-Crate) and catalogues (DCAT, schema.org) |"
    )
    lines.append("| `CITATION.cff`, `.zenodo.json` | how to cite it, and what Zenodo asks of a deposit |")
    lines.append("| `SHA256SUMS` | proves a download: `sha256sum -c SHA256SUMS` |")
    return "\n".join(lines)


def _summary(facts: Mapping[str, TableFacts], words: int) -> str:
    names = ("sources", "documents", "paragraphs", "meetings", "participants", "actions", "evidence")
    counts = [f"{name} {facts[name].rows:,}" for name in names]
    return f"Rows in this release: {', '.join(counts)}. Words in its texts: {words:,}."


def _table_list(ordered: Iterable[TableSchema], facts: Mapping[str, TableFacts]) -> str:
    lines = ["| table | rows | columns | what it holds |", "| --- | ---: | ---: | --- |"]
    for schema in ordered:
        link = f"[`{schema.name}`](#{schema.name})"
        lines.append(f"| {link} | {facts[schema.name].rows:,} | {len(schema.fields)} | {cell(schema.description)} |")
    return "\n".join(lines)


def _sources(table: TableStream) -> str:
    lines = ["| file | publisher | address | rights |", "| --- | --- | --- | --- |"]
    listed = 0
    for batch in table.select(["path", "publisher", "url", "rights"]):
        for row in batch.slice(0, _SOURCES_AT_MOST - listed).to_pylist():
            url = f"<{row['url']}>" if row["url"] else "not known"
            known = [row[name] or "not known" for name in ("publisher", "rights")]
            lines.append(f"| {code(row['path'], None)} | {cell(known[0])} | {url} | {cell(known[1])} |")
            listed += 1
    if listed < table.rows:
        lines.append(f"\nThese are the first {listed:,} of {table.rows:,}; the table `sources` has all of them.")
    return "\n".join(lines)


def _codebook(schema: TableSchema, facts: TableFacts) -> str:
    keys = [f"Key: {column_names(schema.primary_key)}."]
    keys += [f"{column_names(k.columns)} → `{k.table}` ({column_names(k.references)})." for k in schema.foreign_keys]
    lines = [
        f"### {schema.name}",
        f"{cell(schema.description)} {facts.rows:,} {'row' if facts.rows == 1 else 'rows'}.",
        " ".join(keys),
        "| column | type | meaning | constraints | null | in one row |\n| --- | --- | --- | --- | ---: | --- |\n"
        + "\n".join(_column(field, facts) for field in schema.fields),
    ]
    return "\n\n".join(lines)


def _column(field: Field, facts: TableFacts) -> str:
    nulls = facts.nulls[field.name]
    share = f"{nulls / facts.rows:.0%}" if nulls else "–"
    if share == "0%":
        share = "<1%"
    value = facts.example.get(field.name)
    return (
        f"| `{field.name}` | {field.type} | {cell(field.description)} | {cell(constraints(field))} | {share} | "
        f"{'' if value is None else code(value_text(value), _LONGEST_EXAMPLE)} |"
    )
