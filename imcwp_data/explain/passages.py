"""Passages as lines for a terminal: the text with its spans marked, and below it each fact with its rule."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from imcwp_data.consolidate.statements import CORRECTION_RULE
from imcwp_data.explain.marks import ACTION, DATE, PARTICIPANT, PLACE, STYLES, Mark, marked
from imcwp_data.explain.release import Passages, Record
from imcwp_data.explain.terminal import Piece, printable, wrap
from imcwp_data.withheld import OMITTED

BOLD, DIM, WARNING = "1", "2", "31"
_INDENT = 4
_LONGEST_QUOTE = 100
_MEETING = "M"
# What naming a participant says of it already.
_OF_THE_NAME = ("name", "kind", "country_code")
_HEAD_OF_DOCUMENT = (
    ("document_type", ""), ("published", "published "), ("outlet", "in "), ("author", "by "), ("agency", "agency "),
    ("dateline_place", "from "), ("language", "language "),
)  # fmt: skip
_ORIGIN = ("path", "publisher", "url", "rights")
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
        yield from self._wrap([Piece(document["document_id"], BOLD), *_titled(document["title"])])
        facts = [f"{lead}{document[column]}" for column, lead in _HEAD_OF_DOCUMENT if document[column]]
        yield from self._wrap([Piece(printable("; ".join(facts)).replace("_", " "))])
        origin = [value for value in (document[name] for name in _ORIGIN) if value]
        yield from self._wrap([Piece(printable("; ".join(origin)), DIM)])
        legend = [piece for kind, text in _LEGEND for piece in (Piece(text, STYLES[kind]), Piece(" "))]
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
        yield from self._wrap([Piece(paragraph_id, dim or BOLD), Piece(f" · {', '.join(about)}", DIM)])
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
        text = [Piece(piece.text, piece.style or dim) for piece in _marked(paragraph["text"], marks)]
        yield from self._wrap([*marker, *text])
        labels = {rows[0]["participant_id"]: label for label, rows in people}
        shown = {row["participant_id"] for row in mentions}
        shown |= {said["row_id"].split("|")[1] for row in actions
                  for said in passages.action_evidence.get(row["action_id"], [])
                  if said["table_name"] == "action_participants"}  # fmt: skip
        stated = _stated(evidence, shown)
        for label, rows in people:
            yield from self._named(label, PARTICIPANT, rows, "participant_id")
            yield from self._values(stated.pop(("participants", rows[0]["participant_id"]), []), passages.names)
        for label, rows in towns:
            yield from self._named(label, PLACE, rows, "place_id")
        for label, row in days:
            yield from self._date(label, row)
        for number, row in deeds:
            yield from self._action(f"{ACTION}{number}", row, passages.action_evidence, labels)
        for (table, row_id), rows in stated.items():
            yield from self._row(table, row_id, rows, passages.names)

    def _named(self, label: str, kind: str, rows: Sequence[Record], key: str) -> Iterator[str]:
        row = rows[0]
        what = ", ".join(filter(None, (row["kind"].replace("_", " "), row["country_code"])))
        about = [Piece(printable(row["name"]), BOLD), Piece(f" ({what}) · {row[key]}")]
        yield from self._fact(label, STYLES[kind], [*_surfaces(rows), Piece(" is "), *about], _rules(rows))

    def _date(self, label: str, row: Record) -> Iterator[str]:
        first, last = row["start_date"], row["end_date"]
        days = "" if first == last else f", {first or 'open'} to {last or 'open'}"
        if first is None and last is None:
            days = ", the year is not told"
        about = [Piece(row["date_edtf"], BOLD), Piece(f" ({row['basis']}{days})")]
        yield from self._fact(label, STYLES[DATE], [*_surfaces([row]), Piece(" is "), *about], row["rule"])

    def _action(
        self, label: str, row: Record, evidence: Mapping[str, Sequence[Record]], labels: Mapping[str, str]
    ) -> Iterator[str]:
        told = evidence.get(row["action_id"], [])
        rules: dict[str, str] = {}
        for said in told:
            if said["table_name"] == "actions" and said["accepted"]:
                rules.setdefault(said["column_name"], said["rule"])
        what = [Piece(row["event_type"], BOLD), Piece(" "), Piece(row["status"].replace("_", " "), BOLD)]
        own = (rules.get(column) for column in ("event_type", "status", "text"))
        yield from self._fact(label, STYLES[ACTION], what, ", ".join(dict.fromkeys(filter(None, own))))
        for said in told:
            if said["table_name"] == "action_participants":
                who = labels.get(said["row_id"].split("|")[1])
                label_there = [Piece(f"{who} ", STYLES[PARTICIPANT])] if who else []
                yield from self._detail(said["value"], [*label_there, Piece(printable(said["name"]))], said["rule"])
        for name, value, columns in (
            ("themes", ", ".join(json.loads(row["themes"] or "[]")), ("themes",)),
            ("date", row["date_edtf"], ("date_edtf",)),
            ("place", _joined(row["place"], row["country_code"]), ("place", "country_code")),
            ("quantity", _amount(row["quantity"], row["unit"]), ("quantity", "unit")),
            ("joint axis", row["joint_axis"], ("joint_axis",)),
            ("meeting", _joined(row["meeting_id"], row["meeting"]), ("meeting_id",)),
            ("restates", row["restates_id"], ("restates_id",)),
        ):
            if value:
                rule = next((rules[column] for column in columns if column in rules), "")
                yield from self._detail(name, [Piece(printable(str(value)))], rule)
        yield from self._values([said for said in told if not said["accepted"]], {})

    def _row(self, table: str, row_id: str, rows: Sequence[Record], names: Mapping[str, str]) -> Iterator[str]:
        """What the passage says of a meeting, of a participant that it does not name, or of an action elsewhere."""
        label = {"participants": PARTICIPANT, "actions": ACTION}.get(table, _MEETING)
        name = [Piece(printable(names[row_id]), BOLD), Piece(" · ")] if row_id in names else []
        yield from self._fact(label, STYLES.get(label, BOLD), [*name, Piece(row_id)])
        yield from self._values(rows, names)

    def _values(self, rows: Iterable[Record], names: Mapping[str, str]) -> Iterator[str]:
        """Rows of evidence: what each says, whether the table follows it, the words and the rule."""
        for row in rows:
            value = "nothing (null)" if row["value"] is None else row["value"]
            if row["table_name"] == "meeting_participants":
                who = row["row_id"].split("|")[1]
                said = [Piece(printable(names.get(who, who))), Piece(" is "), Piece(value, BOLD)]
            else:
                said = [Piece(f"{row['column_name']} = "), Piece(_short(value), BOLD)]
            state = Piece(", accepted", DIM) if row["accepted"] else Piece(", not accepted", WARNING)
            quote = [] if row["quote"] == value else [Piece(f" “{_short(row['quote'])}”")]
            yield from self._below([*said, state, *quote, Piece(f" · {row['rule']}", DIM)])

    def _detail(self, name: str, value: Sequence[Piece], rule: str) -> Iterator[str]:
        yield from self._below([Piece(f"{name} "), *value, *([Piece(f" · {rule}", DIM)] if rule else [])])

    def _fact(self, label: str, style: str, pieces: Sequence[Piece], rules: str = "") -> Iterator[str]:
        first = [Piece(label, style), Piece(" " * max(_INDENT - len(label), 1))]
        rule = [Piece(f" · {rules}", DIM)] if rules else []
        return self._wrap([*pieces, *rule], first, _INDENT)

    def _below(self, pieces: Iterable[Piece]) -> Iterator[str]:
        return self._wrap(pieces, [Piece(" " * _INDENT)], _INDENT + 4)

    def _wrap(self, pieces: Iterable[Piece], first: Sequence[Piece] = (), indent: int = 0) -> Iterator[str]:
        return wrap(pieces, self._room, self._colour, first, indent)


def _labelled(rows: Sequence[Record], key: str, kind: str) -> tuple[list[tuple[str, list[Record]]], list[Mark]]:
    """Return the rows of each participant or place under one label, in the order of the text, and all their marks."""
    groups: dict[str, list[Record]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    labelled = [(f"{kind}{number}", group) for number, group in enumerate(groups.values(), 1)]
    return labelled, [
        Mark(kind, label, row["char_start"], row["char_end"]) for label, group in labelled for row in group
    ]


def _stated(evidence: Sequence[Record], shown: Container[str]) -> dict[tuple[str, str], list[Record]]:
    """Return evidence by the meeting or participant that it is about, without what stands in the facts ``shown``."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for row in evidence:
        table = row["table_name"].replace("meeting_participants", "meetings")
        row_id = row["row_id"].split("|")[0]
        plain = row["accepted"] and row["rule"] != CORRECTION_RULE
        if not (plain and table == "participants" and row_id in shown and row["column_name"] in _OF_THE_NAME):
            groups.setdefault((table, row_id), []).append(row)
    return groups


def _marked(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    # Where the words were left out, there is nothing to mark: the facts below tell what stands where.
    return marked(text, () if text == OMITTED else marks)


def _titled(title: str | None) -> list[Piece]:
    return [Piece(" · "), Piece(printable(title), BOLD)] if title else []


def _surfaces(rows: Sequence[Record]) -> list[Piece]:
    """Return the words by which a passage names something, each once."""
    return [Piece(printable(", ".join(dict.fromkeys(f"“{row['surface']}”" for row in rows))))]


def _rules(rows: Sequence[Record]) -> str:
    return ", ".join(dict.fromkeys(row["rule"] for row in rows))


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _amount(quantity: float | None, unit: str | None) -> str | None:
    if quantity is None:
        return None
    number = int(quantity) if float(quantity).is_integer() else quantity
    return f"{number} {unit or ''}".rstrip()


def _short(text: str) -> str:
    text = printable(text)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
