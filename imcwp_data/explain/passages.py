"""Passages as lines for a terminal: the text with its spans marked, and below it each fact with its rule."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from imcwp_data.explain.marks import ACTION, DATE, PARTICIPANT, PLACE, STYLES, Mark, marked
from imcwp_data.explain.release import Passages, Record
from imcwp_data.explain.terminal import Piece, printable, wrap

BOLD, DIM, WARNING = "1", "2", "31"
_INDENT = 4
_LONGEST_QUOTE = 100
_MEETING = "M"
_HEAD_OF_DOCUMENT = (
    ("document_type", ""), ("published", "published "), ("outlet", "in "), ("author", "by "), ("agency", "agency "),
    ("dateline_place", "from "), ("language", "language "),
)  # fmt: skip
_LEGEND = (
    (PARTICIPANT, "[P1:participant]"), (PLACE, "[L1:place]"), (DATE, "[D1:date]"), (ACTION, "{A1:action:A1}"),
)  # fmt: skip


def passage_lines(passages: Passages, room: int, colour: bool) -> Iterator[str]:
    """Yield a document or paragraph with its facts, wrapped to ``room`` columns, with or without colour."""
    view = _View(room, colour)
    yield from view.document(passages.document)
    for paragraph in passages.paragraphs:
        yield ""
        yield from view.paragraph(paragraph, passages)


class _View:
    """Width and colour of the terminal, and how records look there."""

    def __init__(self, room: int, colour: bool) -> None:
        self._room, self._colour = room, colour

    def document(self, document: Record) -> Iterator[str]:
        yield from self._wrap([Piece(document["document_id"], BOLD), *_said("  ", document["title"], BOLD)])
        facts = [f"{lead}{document[column]}" for column, lead in _HEAD_OF_DOCUMENT if document[column]]
        yield from self._wrap([Piece(printable("; ".join(facts)).replace("_", " "))])
        origin = [value for value in (document["path"], document["publisher"], document["url"]) if value]
        yield from self._wrap([Piece(printable("; ".join(origin)), DIM)])
        legend = [piece for kind, text in _LEGEND for piece in (Piece(text, STYLES[kind]), Piece("  "))]
        yield from self._wrap([Piece("Marks: ", DIM), *legend])

    def paragraph(self, paragraph: Record, passages: Passages) -> Iterator[str]:
        paragraph_id = paragraph["paragraph_id"]
        mentions, places, dates, actions, evidence = (
            found.get(paragraph_id, [])
            for found in (passages.mentions, passages.places, passages.dates, passages.actions, passages.evidence)
        )
        silent = not (mentions or places or dates or actions or evidence)
        dim = DIM if silent and paragraph["kind"] == "boilerplate" else ""
        about = [paragraph["kind"].replace("_", " "), f"line {paragraph['line']}", paragraph["language"]]
        if silent:
            about.append("nothing read")
        yield from self._wrap([Piece(paragraph_id, dim or BOLD), Piece(f"  {', '.join(about)}", DIM)])
        people, people_marks = _labelled(mentions, "participant_id", PARTICIPANT)
        towns, town_marks = _labelled(places, "place_id", PLACE)
        days = [(f"{DATE}{number}", row) for number, row in enumerate(dates, 1)]
        deeds = [(row["action_id"].rpartition(".a")[2], row) for row in actions]
        marks = [
            *people_marks,
            *town_marks,
            *(Mark(DATE, label, row["char_start"], row["char_end"]) for label, row in days),
            *(Mark(ACTION, f"{ACTION}{number}", row["char_start"], row["char_end"]) for number, row in deeds),
        ]
        marker = [Piece(f"{printable(paragraph['marker'])} ", DIM)] if paragraph["marker"] else []
        text = [Piece(piece.text, piece.style or dim) for piece in marked(paragraph["text"], marks)]
        yield from self._wrap([*marker, *text])
        labels = {rows[0]["participant_id"]: label for label, rows in people}
        stated = _states(evidence)
        for label, rows in people:
            yield from self._participant(label, rows, stated.pop(("participants", rows[0]["participant_id"]), []))
        for label, rows in towns:
            yield from self._place(label, rows)
        for label, row in days:
            yield from self._date(label, row)
        for number, row in deeds:
            yield from self._action(f"{ACTION}{number}", row, passages.action_evidence, labels)
        for (table, row_id), rows in stated.items():
            yield from self._stated(table, row_id, rows)

    def _participant(self, label: str, rows: Sequence[Record], stated: Sequence[Record]) -> Iterator[str]:
        row = rows[0]
        what = ", ".join(filter(None, (row["kind"].replace("_", " "), row["country_code"])))
        yield from self._fact(
            label, PARTICIPANT,
            [*_surfaces(rows), Piece(" is "), Piece(row["name"], BOLD), Piece(f" ({what})  {row['participant_id']}")],
            _rules(rows),
        )  # fmt: skip
        yield from self._values(stated)

    def _place(self, label: str, rows: Sequence[Record]) -> Iterator[str]:
        row = rows[0]
        what = ", ".join(filter(None, (row["kind"], row["country_code"])))
        yield from self._fact(
            label, PLACE,
            [*_surfaces(rows), Piece(" is "), Piece(row["name"], BOLD), Piece(f" ({what})  {row['place_id']}")],
            _rules(rows),
        )  # fmt: skip

    def _date(self, label: str, row: Record) -> Iterator[str]:
        first, last = row["start_date"], row["end_date"]
        days = "" if first == last else f", {first or 'open'} to {last or 'open'}"
        if first is None and last is None:
            days = ", of no told year"
        yield from self._fact(
            label, DATE,
            [*_surfaces([row]), Piece(" is "), Piece(row["date_edtf"], BOLD), Piece(f" ({row['basis']}{days})")],
            row["rule"],
        )  # fmt: skip

    def _action(
        self, label: str, row: Record, evidence: Mapping[str, Sequence[Record]], labels: Mapping[str, str]
    ) -> Iterator[str]:
        told = evidence.get(row["action_id"], [])
        rules = {column: _rules([e for e in told if e["column_name"] == column and e["accepted"]])
                 for column in ("event_type", "status", "text", "themes", "date_edtf", "place", "country_code",
                                "quantity", "unit", "joint_axis")}  # fmt: skip
        yield from self._fact(
            label, ACTION,
            [Piece(row["event_type"], BOLD), Piece(" "), Piece(row["status"].replace("_", " "), BOLD)],
            ", ".join(dict.fromkeys(filter(None, (rules["event_type"], rules["status"], rules["text"])))),
        )  # fmt: skip
        for said in told:
            if said["table_name"] == "action_participants":
                who = labels.get(said["row_id"].split("|")[1])
                name = [Piece(f"{who} ", STYLES[PARTICIPANT])] if who else []
                yield from self._detail(said["value"], [*name, Piece(said["name"])], said["rule"])
        themes = ", ".join(json.loads(row["themes"])) if row["themes"] else None
        quantity = row["quantity"]
        amount = None if quantity is None else f"{quantity:g} {row['unit'] or ''}".strip()
        if quantity is not None and float(quantity).is_integer():
            amount = f"{int(quantity)} {row['unit'] or ''}".strip()
        meeting = f"{row['meeting_id']}, {row['meeting']}" if row["meeting_id"] else None
        place = ", ".join(filter(None, (row["place"], row["country_code"]))) or None
        for name, value, rule in (
            ("themes", themes, rules["themes"]),
            ("date", row["date_edtf"], rules["date_edtf"]),
            ("place", place, rules["place"] or rules["country_code"]),
            ("quantity", amount, rules["quantity"] or rules["unit"]),
            ("joint axis", row["joint_axis"], rules["joint_axis"]),
            ("meeting", meeting, ""),
            ("restates", row["restates_id"], ""),
        ):
            if value is not None:
                yield from self._detail(name, [Piece(printable(str(value)))], rule)
        for said in told:
            if not said["accepted"]:
                yield from self._value(said)

    def _stated(self, table: str, row_id: str, rows: Sequence[Record]) -> Iterator[str]:
        if table == "participants":
            yield from self._fact(PARTICIPANT, PARTICIPANT, [Piece(rows[0]["participant"], BOLD), Piece(f"  {row_id}")])
        else:
            yield from self._fact(_MEETING, BOLD, [Piece(rows[0]["meeting"], BOLD), Piece(f"  {row_id}")])
        yield from self._values(rows)

    def _values(self, rows: Iterable[Record]) -> Iterator[str]:
        for row in rows:
            yield from self._value(row)

    def _value(self, row: Record) -> Iterator[str]:
        """One row of evidence: what it says, whether the table follows it, the words and the rule."""
        value = "nothing (null)" if row["value"] is None else row["value"]
        if row["table_name"] == "meeting_participants":
            pieces = [Piece(row["row_id"].split("|")[1], BOLD), Piece(" is "), Piece(printable(value), BOLD)]
        else:
            pieces = [Piece(f"{row['column_name']} = "), Piece(_short(value), BOLD)]
        state = Piece(", accepted", DIM) if row["accepted"] else Piece(", not accepted", WARNING)
        quote = [] if row["quote"] == value else [Piece(f"  “{_short(row['quote'])}”")]
        rule = Piece(f"  {row['rule']}", DIM)
        yield from self._wrap([Piece(" " * _INDENT), *pieces, state, *quote, rule], indent=_INDENT + 4, lead=_INDENT)

    def _detail(self, name: str, value: Sequence[Piece], rule: str) -> Iterator[str]:
        shown = [Piece(f"{name} "), *value, *([Piece(f"  {rule}", DIM)] if rule else [])]
        yield from self._wrap(shown, indent=_INDENT + 4, lead=_INDENT)

    def _fact(self, label: str, kind: str, pieces: Sequence[Piece], rules: str = "") -> Iterator[str]:
        rule = [Piece(f"  {rules}", DIM)] if rules else []
        head = Piece(label, STYLES.get(kind, kind))
        lead = max(_INDENT - len(label), 1)
        yield from self._wrap([head, *pieces, *rule], indent=_INDENT, gap=lead)

    def _wrap(self, pieces: Iterable[Piece], indent: int = 0, lead: int = 0, gap: int = 0) -> Iterator[str]:
        return wrap(pieces, self._room, " " * indent, self._colour)
