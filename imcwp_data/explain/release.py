"""What a release holds of a passage: the questions to its SQLite file, and which passage a person means."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from imcwp_data.errors import QueryError, ReleaseError
from imcwp_data.load import select
from imcwp_data.withheld import is_without_texts, shown

Record = Mapping[str, Any]
# The id of an action or of evidence names its paragraph.
_WITHIN_PARAGRAPH = re.compile(r"(.+\.[0-9]+\.[0-9]+)\.[ae][0-9]+")
_PARAGRAPH_OF = re.compile(r"(.+\.[0-9]+)\.([0-9]+)")
_LISTED = 8
_COMPARED = 20_000


@dataclass(frozen=True, slots=True)
class Passages:
    """A document or one of its paragraphs with all that was read there, each list in the order of the text."""

    document: Record
    paragraphs: Sequence[Record]
    mentions: Mapping[str, Sequence[Record]]
    places: Mapping[str, Sequence[Record]]
    dates: Mapping[str, Sequence[Record]]
    actions: Mapping[str, Sequence[Record]]
    # Evidence by the paragraph that it quotes, but that of the paragraph's own actions.
    evidence: Mapping[str, Sequence[Record]]
    # Evidence of actions and of their participants, by the id of the action.
    action_evidence: Mapping[str, Sequence[Record]]
    # Names of meetings and participants that evidence is about, by id.
    names: Mapping[str, str]


def ask(release: Path, query: str, *values: object) -> list[Record]:
    """Return the rows of a query as records."""
    columns, rows = select(query, values, release)
    complete = shown if is_without_texts(release) else dict
    return [complete(dict(zip(columns, row, strict=True))) for row in rows]


def near_names(name: str, known: Sequence[str]) -> list[str]:
    """Return up to three of the known names that come near; of very many only such as begin alike are compared."""
    if len(known) > _COMPARED:
        known = [other for other in known if other[:3].casefold() == name[:3].casefold()][:_COMPARED]
    return get_close_matches(name, known, n=3, cutoff=0.5)


def check_release(release: Path) -> None:
    """Raise ReleaseError where a release was built before evidence told how certain it is."""
    if not ask(release, "select 1 from pragma_table_info('evidence') where name = 'certainty'"):
        raise ReleaseError(
            f"{release}: the release is of an earlier version, without evidence.certainty; build it anew."
        )


def find_passages(release: Path, name: str) -> Passages:
    """Return the document or paragraph of an id; the beginning of a document's id does, where it is the only one.

    The id of an action or of evidence means its paragraph. Raises QueryError, with ids that come near, where there is
    no such document or paragraph or several documents have ids that begin so.
    """
    check_release(release)
    within = _WITHIN_PARAGRAPH.fullmatch(name)
    wanted = within[1] if within else name
    found = ask(release, "select document_id, paragraph_id from paragraphs where paragraph_id = ?", wanted)
    if found:
        return _passages(release, found[0]["document_id"], wanted)
    documents = _documents(release, wanted)
    if len(documents) == 1:
        return _passages(release, documents[0], None)
    split = _PARAGRAPH_OF.fullmatch(wanted)
    parents = _documents(release, split[1]) if split else []
    if split and len(parents) == 1:
        paragraph_id = f"{parents[0]}.{split[2]}"
        if ask(release, "select 1 from paragraphs where paragraph_id = ?", paragraph_id):
            return _passages(release, parents[0], paragraph_id)
    raise QueryError(_unknown(release, name, documents, parents, split[2] if split else ""))


def _documents(release: Path, name: str) -> list[str]:
    """Return the documents of an id or of its beginning: ``007``, ``007.1`` or ``007_statement`` for
    ``007_statement.1``.
    """
    if not name:
        return []
    if ask(release, "select 1 from documents where document_id = ?", name):
        return [name]
    begins = "select document_id from documents where substr({}, 1, length(?)) = ? {} order by rowid"
    found = ask(release, begins.format("document_id", ""), name, name)
    stem, _, part = name.rpartition(".")
    if not found and stem:
        found = ask(release, begins.format("source_id", "and cast(part as text) = ?"), stem, stem, part)
    return [row["document_id"] for row in found]


def _unknown(release: Path, name: str, documents: list[str], parents: list[str], position: str) -> str:
    if len(documents) > 1:
        return f"{name!r} begins the ids of {len(documents)} documents: {_some(documents)}. Name one of them."
    if len(parents) == 1:
        (row,) = ask(release, "select paragraph_count as count from documents where document_id = ?", parents[0])
        return (
            f"There is no paragraph {name!r}: document {parents[0]} has {row['count']} of them. "
            f"Give {parents[0]}.1 to {parents[0]}.{row['count']}, or {parents[0]} for all."
        )
    if len(parents) > 1:
        return (
            f"There is no document {name!r}, and for paragraph {position} there are {len(parents)} documents: "
            f"{_some(parents)}. Name one of them."
        )
    known = [row["document_id"] for row in ask(release, "select document_id from documents order by rowid")]
    near = near_names(name, known)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"The documents are {_some(known)}."
    return f"There is no document or paragraph {name!r}. {hint}"


def _some(ids: Sequence[str]) -> str:
    more = f" … ('imcwp-data show documents' lists all {len(ids)})" if len(ids) > _LISTED else ""
    return ", ".join(ids[:_LISTED]) + more


def _passages(release: Path, document_id: str, paragraph_id: str | None) -> Passages:
    (document,) = ask(
        release,
        "select d.*, s.path, s.publisher, s.url, s.rights from documents d join sources s using (source_id) "
        "where document_id = ?",
        document_id,
    )
    column, value = ("document_id", document_id) if paragraph_id is None else ("paragraph_id", paragraph_id)
    inside = f"paragraph_id in (select paragraph_id from paragraphs where {column} = ?)"
    # Of actions, only what proves one of another paragraph; its own are told with the action.
    told = ask(
        release,
        f"select * from evidence e where {inside} and table_name <> 'action_participants' and (table_name <> 'actions' "
        "or substr(row_id, 1, length(paragraph_id) + 2) <> paragraph_id || '.a') order by e.rowid", value,
    )  # fmt: skip
    return Passages(
        document,
        ask(release, f"select * from paragraphs where {column} = ? order by position", value),
        _by_paragraph(ask(
            release,
            "select m.*, p.name, p.kind, p.country_code from mentions m join participants p using (participant_id) "
            f"where {inside} order by char_start", value,
        )),
        _by_paragraph(ask(
            release,
            "select m.*, p.name, p.kind, p.country_code from place_mentions m join places p using (place_id) "
            f"where {inside} order by char_start", value,
        )),
        _by_paragraph(ask(release, f"select * from dates where {inside} order by char_start", value)),
        _by_paragraph(ask(
            release,
            "select a.*, m.name as meeting from actions a left join meetings m using (meeting_id) "
            f"where {inside} order by char_start, a.rowid", value,
        )),
        _by_paragraph(told),
        _grouped("action_id", ask(
            release,
            "select e.*, e.rowid as number, a.action_id, null as name from actions a "
            "join evidence e on e.table_name = 'actions' and e.row_id = a.action_id "
            f"where a.{inside} union all "
            "select e.*, e.rowid, l.action_id, p.name from action_participants l "
            "join participants p on p.participant_id = l.participant_id "
            "join evidence e on e.table_name = 'action_participants' "
            "and e.row_id = l.action_id || '|' || l.participant_id || '|' || l.role "
            f"where l.action_id in (select action_id from actions where {inside}) order by number", value, value,
        )),
        _names(release, told),
    )  # fmt: skip


def _names(release: Path, evidence: Sequence[Record]) -> Mapping[str, str]:
    """Return the names of the meetings and participants that evidence is about, by id."""
    ids = json.dumps(sorted({part for row in evidence for part in row["row_id"].split("|")}))
    rows = ask(
        release,
        "select meeting_id as id, name from meetings where meeting_id in (select value from json_each(?)) union all "
        "select participant_id, name from participants where participant_id in (select value from json_each(?))",
        ids, ids,
    )  # fmt: skip
    return {row["id"]: row["name"] for row in rows}


def _by_paragraph(rows: Sequence[Record]) -> Mapping[str, list[Record]]:
    return _grouped("paragraph_id", rows)


def _grouped(column: str, rows: Sequence[Record]) -> Mapping[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups
