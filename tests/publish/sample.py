"""A small valid release in memory: two invented documents, of which the second repeats and contradicts the first."""

from __future__ import annotations

import hashlib
from pathlib import Path

_STATEMENT = (
    ("title", 'Statement of the "Harbour Forum"'),
    ("date", "3 May 2019"),
    ("body", "The Harbour Forum (HF) met in Lisbon on 1-3 May 2019; 12 parties, took part."),
    ("list_item", "The Red Party of Nowhere calls for 2,500 blankets, and peace | for Ödland."),
    ("list_item", "We demand an end to the embargo."),
)
_REPORT = (
    ("title", "What the Harbour Forum said – a report"),
    ("body", "The Harbour Forum will meet in Lisbon on 1-4 May 2019, says Ana Pérez of the Red Party of Nowhere."),
    ("quote", "We demand an end to the embargoes."),
    ("slogan", "¡Viva la paz!"),
)


def _words(text: str) -> int:
    return sum(any(char.isalnum() for char in word) for word in text.split())


class Sample:
    """Rows of all tables by name, and the sources' texts."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, object]]] = {}
        self.texts: dict[str, str] = {}
        self._document("010_statement", _STATEMENT, "statement", "2019-05-03", "https://example.org/statement")
        self._document("009_report", _REPORT, "report", "2019-05-10", None)
        self._facts()

    def add(self, table: str, **row: object) -> None:
        self.rows.setdefault(table, []).append(row)

    def span(self, paragraph_id: str, surface: str) -> dict[str, object]:
        text = next(str(row["text"]) for row in self.rows["paragraphs"] if row["paragraph_id"] == paragraph_id)
        start = text.index(surface)
        return {"paragraph_id": paragraph_id, "char_start": start, "char_end": start + len(surface)}

    def _document(
        self, source_id: str, lines: tuple[tuple[str, str], ...], kind: str, day: str, url: str | None
    ) -> None:
        text = "".join(f"{line}\n" for _, line in lines)
        data = text.encode()
        self.texts[source_id] = text
        self.add(
            "sources",
            source_id=source_id,
            path=f"{source_id}.txt",
            sha256=hashlib.sha256(data).hexdigest(),
            bytes=len(data),
            encoding="utf-8",
            publisher="Harbour Press" if url else None,
            url=url,
            retrieved=None,
            rights=None,
        )
        document_id, start = f"{source_id}.1", 0
        for position, (paragraph_kind, line) in enumerate(lines, 1):
            self.add(
                "paragraphs",
                paragraph_id=f"{document_id}.{position}",
                document_id=document_id,
                position=position,
                line=position,
                kind=paragraph_kind,
                language="es" if paragraph_kind == "slogan" else "en",
                text=line,
                char_start=start,
                char_end=start + len(line),
                word_count=_words(line),
            )
            start += len(line) + 1
        self.add(
            "documents",
            document_id=document_id,
            source_id=source_id,
            part=1,
            title=lines[0][1],
            document_type=kind,
            published=day,
            language="en",
            char_start=0,
            char_end=len(text),
            paragraph_count=len(lines),
            word_count=sum(_words(line) for _, line in lines),
        )

    def _facts(self) -> None:
        told, planned = "010_statement.1.3", "009_report.1.2"
        call, demand, quoted = "010_statement.1.4", "010_statement.1.5", "009_report.1.3"
        self.add(
            "meetings",
            meeting_id="other-2019-05-01",
            name="Harbour Forum",
            series="other",
            kind="other",
            status="held",
            mode="in_person",
            date_edtf="2019-05-01/2019-05-03",
            start_date="2019-05-01",
            end_date="2019-05-03",
            place="Lisbon",
            country_code="PT",
            party_count=12,
        )
        for key, name, kind, more in (
            ("harbour-forum", "Harbour Forum", "organisation", {"acronym": "HF", "aliases": ["HF"]}),
            ("red-party-of-nowhere", "Red Party of Nowhere", "party", {"aliases": ["RPN", 'the "Reds"']}),
            ("ana-perez", "Ana Pérez", "person", {"affiliation_id": "red-party-of-nowhere"}),
        ):
            self.add("participants", participant_id=key, name=name, kind=kind, **more)
        self.add(
            "meeting_participants", meeting_id="other-2019-05-01", participant_id="harbour-forum", role="organiser"
        )
        self._action(call, "calls for 2,500 blankets", "REQUEST", "called_for", quantity=2500, unit="blankets")
        self._action(
            demand, "demand an end to the embargo", "REQUEST", "demanded", joint_axis=1, themes=["peace", "other"]
        )
        self._action(quoted, "demand an end to the embargo", "REQUEST", "demanded", restates_id=f"{demand}.a1")
        self.add("action_participants", action_id=f"{call}.a1", participant_id="red-party-of-nowhere", role="actor")
        self.add("action_participants", action_id=f"{demand}.a1", participant_id="harbour-forum", role="actor")
        self.add(
            "places", place_id="lisbon", name="Lisbon", kind="city", country_code="PT", latitude=38.7167, longitude=-9.0
        )
        for paragraph_id in (told, planned):
            self.add(
                "place_mentions", **self.span(paragraph_id, "Lisbon"), surface="Lisbon", place_id="lisbon", rule="place"
            )
        for paragraph_id, surface, key in (
            (told, "Harbour Forum", "harbour-forum"),
            (call, "Red Party of Nowhere", "red-party-of-nowhere"),
            (planned, "Harbour Forum", "harbour-forum"),
            (planned, "Ana Pérez", "ana-perez"),
            (planned, "Red Party of Nowhere", "red-party-of-nowhere"),
        ):
            self.add("mentions", **self.span(paragraph_id, surface), surface=surface, participant_id=key, rule="name")
        for paragraph_id, surface, last in (
            (told, "1-3 May 2019", "2019-05-03"),
            (planned, "1-4 May 2019", "2019-05-04"),
        ):
            self.add(
                "dates",
                **self.span(paragraph_id, surface),
                surface=surface,
                date_edtf=f"2019-05-01/{last}",
                start_date="2019-05-01",
                end_date=last,
                basis="explicit",
                rule="range",
            )
        self._evidence(told, "1-3 May 2019", "meetings", "other-2019-05-01", "date_edtf", "2019-05-01/2019-05-03")
        self._evidence(
            planned, "1-4 May 2019", "meetings", "other-2019-05-01", "date_edtf", "2019-05-01/2019-05-04", False
        )
        self._evidence(told, "12 parties", "meetings", "other-2019-05-01", "party_count", "12")
        self._evidence(told, "Harbour Forum", "participants", "harbour-forum", "name", "Harbour Forum")
        self._evidence(
            call, "Red Party of Nowhere", "participants", "red-party-of-nowhere", "name", "Red Party of Nowhere"
        )
        self._evidence(planned, "Ana Pérez", "participants", "ana-perez", "name", "Ana Pérez")
        self.add("quotations", paragraph_id=quoted, quoted_paragraph_id=demand, similarity=0.9706, relation="variant")

    def _action(self, paragraph_id: str, text: str, event_type: str, status: str, **more: object) -> None:
        self.add(
            "actions",
            action_id=f"{paragraph_id}.a1",
            document_id=paragraph_id.rpartition(".")[0],
            meeting_id="other-2019-05-01",
            event_type=event_type,
            status=status,
            text=text,
            **self.span(paragraph_id, text),
            **more,
        )
        self._evidence(paragraph_id, text, "actions", f"{paragraph_id}.a1", "text", text)

    def _evidence(
        self, paragraph_id: str, quote: str, table: str, row: str, column: str, value: str, accepted: bool = True
    ) -> None:
        number = 1 + sum(one["paragraph_id"] == paragraph_id for one in self.rows.get("evidence", ()))
        self.add(
            "evidence",
            evidence_id=f"{paragraph_id}.e{number}",
            table_name=table,
            row_id=row,
            column_name=column,
            value=value,
            **self.span(paragraph_id, quote),
            quote=quote,
            rule="invented",
            accepted=accepted,
        )


def sample_tables():
    """Return Arrow tables by name."""
    from imcwp_data.schema import arrow_table, load_schemas

    rows = Sample().rows
    return {name: arrow_table(rows[name], schema) for name, schema in load_schemas().items()}


def write_seeds(folder: Path) -> None:
    """Write the texts as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in Sample().texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
