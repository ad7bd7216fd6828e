"""Why a table holds a value, as lines for a terminal: each assertion with its sentence, its rule and how it fared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from imcwp_data.explain.assertions import Assertion, Question, find_question
from imcwp_data.explain.decision import decide
from imcwp_data.explain.terminal import Piece, printable, wrap
from imcwp_data.explain.unproved import known_from, why_without_evidence
from imcwp_data.text.sentences import sentences
from imcwp_data.withheld import OMITTED

BOLD, DIM, ACCEPTED, LOST, QUOTED = "1", "2", "32", "31", "1;33"
_INDENT = 4
# Of a sentence that long only the surroundings of the quote are shown.
_SURROUNDINGS = 300
_DAYS = ("start_date", "end_date")


def why_lines(
    release: Path, table: str, row_id: str, column: str, *, room: int, colour: bool, vocabulary: Path | None = None
) -> Iterator[str]:
    """Return the lines that explain one value of a release, wrapped to ``room`` columns.

    ``vocabulary`` is the folder of the vocabularies of the build where they are not the package's own. Raises
    QueryError where there is no such table, row or column.
    """
    question = find_question(release, table, row_id, column)
    return _Answer(room, colour, vocabulary).lines(question)


class _Answer:
    def __init__(self, room: int, colour: bool, vocabulary: Path | None) -> None:
        self._room, self._colour, self._vocabulary = room, colour, vocabulary

    def lines(self, question: Question) -> Iterator[str]:
        yield from self._heading(question)
        if question.column in _DAYS and "date_edtf" in question.schema.columns:
            yield from self._wrap([Piece(
                f"{question.column} is computed from date_edtf: "
                f"the {'first' if question.column == 'start_date' else 'last'} day that it can mean."
            )])  # fmt: skip
            yield ""
            table, row_id = question.schema.name, question.row_id
            yield from self.lines(find_question(question.release, table, row_id, "date_edtf"))
            return
        for text in known_from(question, self._vocabulary):
            yield from self._wrap([Piece(text)])
        if not question.assertions:
            for text in why_without_evidence(question):
                yield from self._wrap([Piece(text)])
            return
        decision = decide(question)
        lost = [a for a in question.assertions if not a.accepted]
        if lost or len({a.document_id for a in question.assertions}) > 1:
            yield from self._wrap([Piece("Rule: ", DIM), Piece(decision.rule)])
        if not decision.retraced:
            yield from self._wrap([Piece(
                "The evidence alone does not lead to this value again, so no reasons are given for the others."
            )])  # fmt: skip
        for assertion in (*(a for a in question.assertions if a.accepted), *lost):
            yield ""
            yield from self._assertion(assertion, decision.reasons.get(assertion.evidence_id))

    def _heading(self, question: Question) -> Iterator[str]:
        schema, value = question.schema, question.value
        shown = "nothing (null)" if value is None else printable(str(value))
        yield from self._wrap([
            Piece(f"{schema.name} {question.row_id}, {question.column} = "), Piece(shown, BOLD)
        ])  # fmt: skip
        label = schema.label
        if label and label != question.column and question.row[label]:
            yield from self._wrap([Piece(printable(str(question.row[label])), DIM)])

    def _assertion(self, assertion: Assertion, reason: str | None) -> Iterator[str]:
        mark, style = ("accepted", ACCEPTED) if assertion.accepted else ("not accepted", LOST)
        value = "nothing (null)" if assertion.value is None else printable(assertion.value)
        yield from self._wrap([Piece(mark, style), Piece(": "), Piece(value, BOLD)])
        if reason:
            yield from self._below([Piece(f"because {printable(reason)}")])
        certainty = "" if assertion.certainty is None else f", certainty {assertion.certainty:g}"
        yield from self._below([Piece(f"rule {assertion.rule}{certainty} · {assertion.evidence_id}", DIM)])
        day = f"published {assertion.published}" if assertion.published else "of no known day"
        source = ", ".join(filter(None, (assertion.document_id, day, assertion.publisher)))
        title = [Piece(f"{printable(assertion.title)} "), Piece("· ", DIM)] if assertion.title else []
        yield from self._below([*title, Piece(printable(source), DIM)])
        yield from self._below(list(_sentence(assertion)))

    def _below(self, pieces: Sequence[Piece]) -> Iterator[str]:
        return wrap(pieces, self._room, self._colour, [Piece(" " * _INDENT)], _INDENT)

    def _wrap(self, pieces: Sequence[Piece]) -> Iterator[str]:
        return wrap(pieces, self._room, self._colour)


def _sentence(assertion: Assertion) -> Iterator[Piece]:
    """Yield the sentences around the quote, with the quote marked."""
    start, end = assertion.char_start, assertion.char_end
    if assertion.text == OMITTED:
        yield Piece(f">>{printable(assertion.quote)}<<", QUOTED)
        return
    touched = [(s, e) for s, e in sentences(assertion.text) if s < end and start < e] or [(start, end)]
    first, last = min(touched[0][0], start), max(touched[-1][1], end)
    text = printable(assertion.text)
    before, after = text[first:start], text[end:last]
    if len(before) > _SURROUNDINGS:
        before = f"…{before[-_SURROUNDINGS:]}"
    if len(after) > _SURROUNDINGS:
        after = f"{after[:_SURROUNDINGS]}…"
    yield Piece(before)
    yield Piece(f">>{text[start:end]}<<", QUOTED)
    yield Piece(after)
