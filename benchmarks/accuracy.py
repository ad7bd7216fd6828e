"""What a release has of the facts that the grammar wrote: precision, recall and F1 for each kind of fact.

Documents are told apart by their source, however many documents the reader makes of one. Of participants only the kinds
count that the grammar names (no states: a country is one where it acts, whatever names it), of places only towns. The
days, places, counts and hosts of meetings are those that the tables hold after all documents were joined, so that a
meeting which joins with another where many are told shows here. Of quotations only recall is told: that two texts use
the same sentence happens by chance too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.release_tables import read_columns
from imcwp_data.errors import SourceError

JOINED = "meetings told as one"
_KINDS = frozenset({"party", "organisation", "government", "intergovernmental", "outlet", "person"})


@dataclass(slots=True)
class Count:
    """How many facts of a kind there are, how many were read, and how many of them are right."""

    right: float = 0
    read: float = 0
    known: float = 0

    def add(self, read: Counter[Any], known: Counter[Any]) -> None:
        """Count the facts of one document."""
        self.right += (read & known).total()
        self.read += read.total()
        self.known += known.total()

    @property
    def precision(self) -> float:
        """Share of what was read that is right."""
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Share of what is known that was read."""
        return self.right / self.known if self.known else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (self.read + self.known) if self.read + self.known else 0.0


@dataclass(slots=True)
class Read:
    """What a release says of one source."""

    published: str | None
    documents: int
    dates: Counter[str]
    towns: Counter[str]
    participants: Counter[str]
    types: Counter[str]
    roles: dict[str, Counter[tuple[str, str]]]
    meetings: list[str]
    quoted: set[str]


def score(release: Path, facts: Path) -> dict[str, Count]:
    """Compare a release with the facts of its corpus.

    Raises FileNotFoundError where a file is missing, SourceError for facts that are none.
    """
    read = _read(release)
    meetings = {row["meeting_id"]: row for row in read_columns(release, "meetings", _MEETING_COLUMNS).to_pylist()}
    hosts: dict[str, set[str]] = {}
    for row in read_columns(release, "meeting_participants", ["meeting_id", "participant_id", "role"]).to_pylist():
        if row["role"] in ("host", "organiser"):
            hosts.setdefault(row["meeting_id"], set()).add(row["participant_id"])
    counts: dict[str, Count] = {}
    links: list[tuple[str, str]] = []
    passages: dict[str, str] = {}
    known_documents = list(_lines(facts))
    for known in known_documents:
        if known["quotes"]:
            passages[known["id"]] = known["quotes"]
    for known in known_documents:
        found = read.get(known["id"]) or _nothing()
        _compare_document(counts, found, known, passages)
        links += _compare_meetings(counts, found, known, meetings, hosts)
    counts[JOINED] = _joined(links)
    return {name: counts[name] for name in sorted(counts, key=_place)}


_ORDER = ("documents", "dates", "towns", "participants", "meetings", "actions by", "actions", "of type", "quotations")


def _place(name: str) -> tuple[int, str]:
    return next((place for place, start in enumerate(_ORDER) if name.startswith(start)), len(_ORDER)), name


_MEETING_COLUMNS = ("meeting_id", "series", "start_date", "end_date", "place", "party_count", "country_count")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            try:
                known = json.loads(line)
            except (ValueError, RecursionError):
                known = None
            if not isinstance(known, dict) or not {"id", "quotes"} <= set(known):
                raise SourceError(
                    f"{path}, line {number}: tells no facts of a document; give the file facts.jsonl of the corpus "
                    "of which the release was built"
                )
            yield known


def _nothing() -> Read:
    none: dict[str, Counter[tuple[str, str]]] = {role: Counter() for role in ("actor", "target", "beneficiary")}
    return Read(None, 0, Counter(), Counter(), Counter(), Counter(), none, [], set())


def _source(paragraph_or_document: str, parts: int) -> str:
    return paragraph_or_document.rsplit(".", parts)[0].rsplit("/", 1)[-1]


def _read(release: Path) -> dict[str, Read]:
    """Return what a release says, by source."""
    read: dict[str, Read] = {}

    def of(identifier: str, parts: int) -> Read:
        source = _source(identifier, parts)
        if source not in read:
            read[source] = _nothing()
        return read[source]

    for row in _rows(release, "documents", "document_id", "published"):
        found = of(row["document_id"], 1)
        found.documents += 1
        if row["document_id"].endswith(".1") and row["published"] is not None:
            found.published = row["published"].isoformat()
    for row in _rows(release, "dates", "paragraph_id", "date_edtf"):
        found = of(row["paragraph_id"], 2)
        found.dates[row["date_edtf"]] = 1
    towns = {row["place_id"] for row in _rows(release, "places", "place_id", "kind") if row["kind"] == "city"}
    for row in _rows(release, "place_mentions", "paragraph_id", "place_id"):
        if row["place_id"] in towns:
            of(row["paragraph_id"], 2).towns[row["place_id"]] = 1
    named = {
        r["participant_id"] for r in _rows(release, "participants", "participant_id", "kind") if r["kind"] in _KINDS
    }
    for row in _rows(release, "mentions", "paragraph_id", "participant_id"):
        if row["participant_id"] in named:
            of(row["paragraph_id"], 2).participants[row["participant_id"]] = 1
    _read_actions(release, of)
    for row in read_columns(release, "evidence", ["row_id", "paragraph_id"], ("table_name", "meetings")).to_pylist():
        found = of(row["paragraph_id"], 2)
        if row["row_id"] not in found.meetings:
            found.meetings.append(row["row_id"])
    for row in _rows(release, "quotations", "paragraph_id", "quoted_paragraph_id"):
        one, other = _source(row["paragraph_id"], 2), _source(row["quoted_paragraph_id"], 2)
        of(row["paragraph_id"], 2).quoted.add(other)
        of(row["quoted_paragraph_id"], 2).quoted.add(one)
    return read


def _read_actions(release: Path, of: Any) -> None:
    types: dict[str, str] = {}
    for row in _rows(release, "actions", "action_id", "event_type"):
        found = of(row["action_id"], 3)
        types[row["action_id"]] = row["event_type"]
        found.types[row["event_type"]] += 1
    for row in _rows(release, "action_participants", "action_id", "participant_id", "role"):
        found = of(row["action_id"], 3)
        found.roles[row["role"]][types[row["action_id"]], row["participant_id"]] += 1


def _rows(release: Path, table: str, *columns: str) -> Iterator[dict[str, Any]]:
    for batch in read_columns(release, table, columns).to_batches(max_chunksize=20_000):
        yield from batch.to_pylist()


def _compare_document(
    counts: dict[str, Count], found: Read, known: Mapping[str, Any], passages: Mapping[str, str]
) -> None:
    def add(name: str, read: Counter[Any], truth: Counter[Any]) -> None:
        counts.setdefault(name, Count()).add(read, truth)

    add("documents: one a text", Counter(range(found.documents)), Counter([0]))
    add("documents: day", Counter([found.published] if found.published else []), Counter([known["published"]]))
    add("dates", found.dates, Counter(known["dates"]))
    add("towns", found.towns, Counter(known["towns"]))
    add("participants", found.participants, Counter(known["participants"]))
    actions = known["actions"]
    add("actions by type", found.types, Counter(action["event_type"] for action in actions))
    for role, name in (("actor", "actors"), ("target", "targets"), ("beneficiary", "beneficiaries")):
        truth = Counter((action["event_type"], participant) for action in actions for participant in action[name])
        add(f"actions: {name}", found.roles[role], truth)
    for event_type in {*found.types, *(action["event_type"] for action in actions)}:
        here = sum(action["event_type"] == event_type for action in actions)
        add(f"of type {event_type}", Counter({event_type: found.types[event_type]}), Counter({event_type: here}))
    if known["quotes"]:
        # A passage that several texts quote may be found by way of any of them.
        same = {known["quotes"], *(other for other in found.quoted if passages.get(other) == known["quotes"])}
        hit = Counter([0]) if found.quoted & same else Counter()
        add("quotations (recall)", hit, Counter([0]))


def _compare_meetings(
    counts: dict[str, Count],
    found: Read,
    known: Mapping[str, Any],
    rows: Mapping[str, Mapping[str, Any]],
    hosts: Mapping[str, set[str]],
) -> list[tuple[str, str]]:
    """Compare the meetings of one document; return which of the tables' meetings each known one is."""
    links = []
    left = [meeting_id for meeting_id in found.meetings if meeting_id in rows]
    meetings = counts.setdefault("meetings", Count())
    meetings.read += len(left)
    meetings.known += len(known["meetings"])
    for truth in known["meetings"]:
        match = max(left, key=lambda meeting_id: _likeness(rows[meeting_id], truth), default=None)
        if match is None or rows[match]["series"] != truth["series"]:
            continue
        left.remove(match)
        row = rows[match]
        meetings.right += 1
        links.append((truth["key"], match))
        if truth["start_date"] is None:
            # A document that only names a meeting says nothing of what others tell of it.
            continue
        days = Counter([f"{row['start_date']}/{row['end_date']}"] if row["start_date"] else [])
        right_days = Counter([f"{truth['start_date']}/{truth['end_date']}"])
        counts.setdefault("meetings: days", Count()).add(days, right_days)
        place = Counter([row["place"]] if row["place"] else [])
        counts.setdefault("meetings: place", Count()).add(place, Counter([truth["place"]] if truth["place"] else []))
        for column, name in (("party_count", "parties"), ("country_count", "countries")):
            if truth[name] is not None:
                told = Counter([row[column]] if row[column] is not None else [])
                counts.setdefault("meetings: counts", Count()).add(told, Counter([truth[name]]))
        if truth["host"] is not None:
            host = Counter(hosts.get(match, set()) & {truth["host"]}) or Counter(list(hosts.get(match, set()))[:1])
            counts.setdefault("meetings: host", Count()).add(host, Counter([truth["host"]]))
    return links


def _likeness(row: Mapping[str, Any], truth: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    return (
        row["series"] == truth["series"],
        str(row["start_date"]) == truth["start_date"],
        row["place"] == truth["place"],
    )


def _joined(links: list[tuple[str, str]]) -> Count:
    """Return B-cubed precision and recall: whether tellings of one meeting are one row, and those of two are two."""
    both, known, read = Counter(links), Counter(key for key, _ in links), Counter(row for _, row in links)
    precision = sum(number**2 / read[row] for (_, row), number in both.items())
    recall = sum(number**2 / known[key] for (key, _), number in both.items())
    total = len(links) or 1
    # As counts, so that precision and recall come out of them like those of the other kinds.
    p, r = precision / total, recall / total
    return Count(right=p * r, read=r, known=p)


def table(counts: Mapping[str, Count]) -> str:
    """Return the figures as lines."""
    lines = [f"{'fact':32}{'known':>10}{'read':>10}{'precision':>11}{'recall':>9}{'F1':>8}"]
    for name, c in counts.items():
        counted = name != JOINED
        known, read = (f"{c.known:10,.0f}", f"{c.read:10,.0f}") if counted else (f"{'':10}", f"{'':10}")
        precision = f"{'':>11}" if name.startswith("quotations") else f"{100 * c.precision:11.2f}"
        lines.append(f"{name:32}{known}{read}{precision}{100 * c.recall:9.2f}{100 * c.f1:8.2f}")
    return "\n".join(lines)


def figures(counts: Mapping[str, Count]) -> dict[str, dict[str, float]]:
    """Return the figures as they are written to JSON."""
    return {
        name: {
            "known": c.known, "read": c.read, "precision": round(c.precision, 4), "recall": round(c.recall, 4),
            "f1": round(c.f1, 4),
        }
        for name, c in counts.items()
    }  # fmt: skip
