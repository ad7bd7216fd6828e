"""Why a row or a cell is other: the source, rule, vocabulary or correction behind it, where it can be known.

A release follows from its sources, rules and corrections. What is read within a document depends on its source and the
rules; what is joined of all documents (meetings, participants, places, references to them) on the passages that tell of
it, which `evidence` names. So a change in a document whose bytes are the same comes from the rules, and a meeting
changes because of the sources whose evidence on it is other. Where several causes are possible all are named, joined
by "; "; where none can be told it is "unknown".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from imcwp_data.diff.comparing import CHANGED, KEY_SEPARATOR, TableDiff
from imcwp_data.diff.inputs import (
    CAUSES,
    CORRECTION,
    PUBLICATION,
    RULE,
    SCHEMA,
    SOURCE_CHANGED,
    UNKNOWN,
    VOCABULARY,
    Cell,
    Inputs,
)
from imcwp_data.diff.opening import OpenRelease
from imcwp_data.diff.passages import Passages, source_of

if TYPE_CHECKING:
    import pyarrow as pa

Cause = tuple[str, str]
# Tables of what stands in one document (two, in quotations): a row's id begins with that of its document or paragraph.
_OF_DOCUMENTS = frozenset(
    ("documents", "paragraphs", "actions", "action_participants", "mentions", "place_mentions", "dates", "evidence")
)
# Their columns that are settled by all documents together, with the table that a value is a row of.
_JOINED_COLUMNS = {
    ("actions", "meeting_id"): "meetings",
    ("actions", "restates_id"): "actions",
    ("evidence", "row_id"): None,
    ("evidence", "accepted"): None,
    ("evidence", "value"): None,
}
_PUBLICATION_COLUMNS = frozenset(("publisher", "url", "retrieved", "rights"))
# What is computed from a cell changes with its correction.
_COMPUTED_FROM = {"start_date": "date_edtf", "end_date": "date_edtf", "char_start": "text", "char_end": "text"}
_NAMED_AT_MOST = 10


def with_causes(tables: Sequence[TableDiff], inputs: Inputs, old: OpenRelease, new: OpenRelease) -> list[TableDiff]:
    """Return the tables with ``cause`` and ``cause_detail`` beside each of their changes."""
    passages = Passages(old, new)
    return [table.with_changes(_told(table, _Causes(table.table, inputs, passages))) for table in tables]


def _told(table: TableDiff, causes: _Causes) -> pa.Table:
    """Return the changes with their causes. What is the same for many changes is asked once."""
    import pyarrow as pa

    changes = table.changes
    if not changes.num_rows:
        nothing = pa.chunked_array([], pa.large_string())
        return changes.append_column("cause", nothing).append_column("cause_detail", nothing)
    asked: dict[tuple[Any, ...], int] = {}
    numbers = [asked.setdefault(question, len(asked)) for question in causes.questions(changes)]
    answers = [causes.answer(question) for question in asked]
    at = pa.array(numbers, pa.int64())
    for name, values in (("cause", [c for c, _ in answers]), ("cause_detail", [d or None for _, d in answers])):
        changes = changes.append_column(name, pa.array(values, pa.large_string()).take(at))
    return changes


class _Causes:
    """The causes of the changes in one table."""

    def __init__(self, table: str, inputs: Inputs, passages: Passages) -> None:
        self.table = table
        self.inputs = inputs
        self.passages = passages

    def questions(self, changes: pa.Table) -> Iterable[tuple[Any, ...]]:
        """Yield for each change what its cause depends on: a correction, its sources, or its row and cell."""
        ids = changes.column("row_id").to_pylist()
        columns = changes.column("column_name").to_pylist()
        kinds = changes.column("change").to_pylist()
        proved = self._proved(ids)
        olds = news = None
        if any((self.table, column) in _JOINED_COLUMNS for column in set(columns)):
            olds, news = (changes.column(name).to_pylist() for name in ("old_value", "new_value"))
        for number, (row, column, change) in enumerate(zip(ids, columns, kinds, strict=True)):
            cell, by_correction = proved.get(row, ((self.table, row, _COMPUTED_FROM.get(column, column)), False))
            if cell in self.inputs.corrected and (self.table != "evidence" or by_correction or column == "accepted"):
                yield ("correction", self.inputs.corrected[cell])
                continue
            if self.table == "sources":
                yield ("source", row, column)
            elif self.table in _OF_DOCUMENTS or self.table == "quotations":
                sources = self._own_sources(row)
                joined = self.table == "quotations" or (self.table, column) in _JOINED_COLUMNS
                joined = joined or (self.table == "evidence" and change != CHANGED)
                if not joined or any(source in self.inputs.sources for source in sources):
                    yield ("own", sources, change)
                elif olds is not None and news is not None and column is not None and self.table == "actions":
                    yield ("reference", column, olds[number], news[number])
                else:
                    yield ("joined", *(cell if self.table == "evidence" else (self.table, row, column)))
            else:
                yield ("joined", self.table, row, column)

    def answer(self, question: tuple[Any, ...]) -> Cause:
        """Return the cause that follows from what a question names, and what names it more closely."""
        kind, *of = question
        if kind == "correction":
            return CORRECTION, of[0] or "withdrawn"
        if kind == "source":
            return self._source(*of)
        if kind == "own":
            return self._own(*of)
        if kind == "reference":
            return self._reference(*of)
        return self._joined(*of)

    def _proved(self, ids: Sequence[str]) -> dict[str, tuple[Cell, bool]]:
        """Return the cells that rows of evidence prove, and whether by a correction, where the table is that."""
        return self.passages.cells(ids) if self.table == "evidence" else {}

    def _own_sources(self, row: str) -> tuple[str, ...]:
        if self.table == "documents":
            return (row.rpartition(".")[0],)
        if self.table == "quotations":
            return tuple(dict.fromkeys(source_of(paragraph) for paragraph in row.split(KEY_SEPARATOR)))
        return (source_of(row.partition(KEY_SEPARATOR)[0]),)

    def _source(self, source: str, column: str | None) -> Cause:
        told = self.inputs.sources.get(source)
        if column in _PUBLICATION_COLUMNS:
            return PUBLICATION, "sources.csv"
        return (told, source) if told else self._by_rules()

    def _own(self, sources: tuple[str, ...], change: str) -> Cause:
        told = [source for source in sources if source in self.inputs.sources]
        if not told:
            return self._by_rules()
        causes = {self.inputs.sources[source] for source in told}
        # With other bytes and other rules, either may be why; a document that came or went is reason enough.
        detail = _named(told)
        if causes == {SOURCE_CHANGED} and self.inputs.rules:
            causes |= self._rules()
            detail = _details(detail, self._rule_details())
        return _joined_causes(causes), detail

    def _reference(self, column: str, old: str | None, new: str | None) -> Cause:
        """Return why a row refers to another one: by the documents that tell of both."""
        told: dict[str, str | None] = {}
        for value in (old, new):
            if value is not None and column == "restates_id":
                source = source_of(value)
                told |= {source: self.inputs.sources[source]} if source in self.inputs.sources else {}
            elif value is not None:
                told |= self._witnesses("meetings", value, None)
        return self._of_witnesses(told)

    def _joined(self, table: str, row: str, column: str | None) -> Cause:
        told = self._witnesses(table, row, _COMPUTED_FROM.get(column or "", column))
        if not told and column is not None:
            told = self._witnesses(table, row, None)
        return self._of_witnesses(told)

    def _witnesses(self, table: str, row: str, column: str | None) -> dict[str, str | None]:
        """Return the sources whose passages on a row, or a cell, are other, each with its cause, if any."""
        return {s: self.inputs.sources.get(s) for s in self.passages.other_sources(table, row, column)}

    def _of_witnesses(self, told: dict[str, str | None]) -> Cause:
        causes = {cause for cause in told.values() if cause}
        named = _named(sorted(source for source, cause in told.items() if cause))
        # A passage of a text that stayed the same is other: read by other rules, or told of another row by the join.
        if causes and None in told.values() and self.inputs.rules:
            return _joined_causes(causes | self._rules()), _details(named, self._rule_details())
        if causes:
            return _joined_causes(causes), named
        possible = set(self.inputs.sources.values()) if not told or not self.inputs.rules else set()
        if self.inputs.rules is None:
            # What is not known may be the reason as well; only the sources could be named.
            return UNKNOWN, ""
        possible |= self._rules()
        if not possible:
            return (CORRECTION, "") if self.inputs.corrected else (UNKNOWN, "")
        detail = _named(sorted(self.inputs.sources)) if possible & set(self.inputs.sources.values()) else ""
        return _joined_causes(possible), _details(detail, self._rule_details())

    def _by_rules(self) -> Cause:
        rules = self._rules()
        return (_joined_causes(rules), self._rule_details()) if rules else (UNKNOWN, "")

    def _rules(self) -> set[str]:
        """Return what is other in the rules. Schemas describe what is read; they count where nothing else is other."""
        told = set(self.inputs.rules or ())
        return told & {RULE, VOCABULARY} or told & {SCHEMA}

    def _rule_details(self) -> str:
        rules = self.inputs.rules or {}
        return _details(*(rules[cause] for cause in CAUSES if cause in self._rules() and cause != RULE))


def _joined_causes(causes: Iterable[str]) -> str:
    wanted = set(causes)
    return "; ".join(cause for cause in CAUSES if cause in wanted)


def _details(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _named(sources: Sequence[str]) -> str:
    more = len(sources) - _NAMED_AT_MOST
    return ", ".join(sources[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
