"""The list of documents, by type, year, language and outlet."""

from __future__ import annotations

from typing import Any

from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.languages import language_name
from imcwp_data.explorer.lists import MOST_PAGES, count_up_to, pager, told
from imcwp_data.explorer.web import Asked, Page, Row
from imcwp_data.explorer.words import label_of

ON_A_PAGE = 25
# Of a release with thousands of outlets, those with most documents are offered; an address may name any.
_MOST_CHOICES = 150
# A piece that names no outlet was published by the source itself.
_CHOICES = {
    "type": "select document_type as value, count(*) as count from documents group by 1 order by 2 desc, 1",
    "year": "select substr(published, 1, 4) as value, count(*) as count from documents group by 1 order by 1 desc",
    "language": "select language as value, count(*) as count from documents group by 1 order by 2 desc, 1",
    "outlet": "select coalesce(d.outlet, s.publisher) as value, count(*) as count from documents as d "
    "join sources as s using (source_id) group by 1 order by 2 desc, 1",
}
_CONDITIONS = {
    "type": "d.document_type = :type",
    "year": "d.published between :year || '-01-01' and :year || '-12-31'",
    "language": "d.language = :language",
    "outlet": "(d.outlet = :outlet or (d.outlet is null and d.source_id in "
    "(select source_id from sources where publisher = :outlet)))",
}


async def documents(asked: Asked) -> Page:
    """Return the list of documents, the latest first, those without a date last."""
    filters = told({name: asked.query.get(name, "") for name in _CONDITIONS})
    number = asked.number("page", 1, MOST_PAGES)
    where = " and ".join(_CONDITIONS[name] for name in filters) or "1"
    rows = await asked.rows(
        "select d.*, s.publisher, (select count(*) from actions as a where a.document_id = d.document_id) as actions "
        f"from documents as d join sources as s using (source_id) where {where} "
        "order by d.published desc, d.rowid limit :size offset :before",
        {**filters, "size": ON_A_PAGE + 1, "before": ON_A_PAGE * (number - 1)},
    )
    return Page(
        template="documents.html",
        title="Documents",
        description="Statements, press releases, news and other texts, each to be read as it was written.",
        data={
            "documents": [_said(row) for row in rows[:ON_A_PAGE]],
            "found": await count_up_to(asked, f"from documents as d where {where}", filters),
            "filters": filters,
            "choices": await kept(asked, "choices of documents", lambda: _choices(asked)),
            "pager": pager(asked, "documents", filters, number, len(rows) > ON_A_PAGE),
        },
        current="documents",
    )


def _said(row: Row) -> Row:
    return {
        **row,
        "said_type": label_of(row["document_type"]),
        "said_date": say_edtf(row["published"]),
        "language_name": language_name(row["language"]),
        "by": row["outlet"] or row["publisher"],
    }


async def _choices(asked: Asked) -> dict[str, list[dict[str, Any]]]:
    say = {"type": label_of, "language": language_name}
    return {
        name: [
            {**row, "said": say.get(name, str)(row["value"])}
            for row in await asked.rows(f"{sql} limit {_MOST_CHOICES}")
            if row["value"] is not None
        ]
        for name, sql in _CHOICES.items()
    }
