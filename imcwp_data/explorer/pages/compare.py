"""Passages that stand in two documents: the list of all, and any two paragraphs side by side."""

from __future__ import annotations

from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.differences import differences, marked_differences
from imcwp_data.explorer.lists import MOST_PAGES, choice, pager, told
from imcwp_data.explorer.web import Asked, Page, Row, not_found

ON_A_PAGE = 20
_SNIPPET = 320
RELATIONS = {
    "verbatim": "word for word",
    "variant": "with small changes",
    "partial": "in part",
}
_PARAGRAPH = (
    "select p.paragraph_id, p.position, p.language, p.text, d.document_id, d.title, d.published, d.document_type, "
    "coalesce(d.outlet, s.publisher) as outlet from paragraphs as p join documents as d using (document_id) "
    "join sources as s using (source_id) where p.paragraph_id = ?"
)
_QUOTATION = "select relation, similarity from quotations where paragraph_id = ? and quoted_paragraph_id = ?"


async def compare(asked: Asked) -> Page:
    """Return two paragraphs side by side, what differs marked."""
    later, earlier = await _paragraph(asked, asked.parts["later"]), await _paragraph(asked, asked.parts["earlier"])
    ids = (later["paragraph_id"], earlier["paragraph_id"])
    quotation = await asked.row(_QUOTATION, ids)
    # The build tells which of two is the later by the days of their documents; an address may name them the other way.
    if quotation is None and (turned := await asked.row(_QUOTATION, ids[::-1])):
        later, earlier, quotation = earlier, later, turned
    pieces = differences(earlier["text"], later["text"])
    before, after = marked_differences(pieces)
    changes = sum(not piece.same for piece in pieces)
    return Page(
        template="compare.html",
        title="Two passages side by side",
        description=f"A passage of “{_title(later)}” beside one of “{_title(earlier)}”, with the differences marked.",
        data={
            "later": later,
            "earlier": earlier,
            "relation": quotation and quotation["relation"],
            "relation_in_words": quotation and RELATIONS.get(quotation["relation"], quotation["relation"]),
            "similarity": quotation and quotation["similarity"],
            "changes": changes,
            "pieces": [{"same": p.same, "earlier": p.earlier, "later": p.later} for p in pieces],
        },
        drawings={"marked_earlier": before, "marked_later": after},
        current="repeated",
    )


async def repeated(asked: Asked) -> Page:
    """Return the passages that stand in two documents, page by page."""
    relation = choice(asked, "relation", tuple(RELATIONS))
    number = asked.number("page", 1, MOST_PAGES)
    rows = await asked.rows(
        "select q.*, later.document_id as later_document_id, later.title as later_title, "
        "later.published as later_published, earlier.document_id as earlier_document_id, "
        "earlier.title as earlier_title, earlier.published as earlier_published, p.language, "
        f"substr(p.text, 1, {_SNIPPET + 1}) as text from "
        # The page is cut first, so that only its own rows are looked up in the other tables.
        f"(select * from quotations {'where relation = :relation' if relation else ''} "
        "order by rowid limit :size offset :before) as q "
        "join paragraphs as p on p.paragraph_id = q.paragraph_id "
        "join documents as later on later.document_id = p.document_id "
        "join paragraphs as quoted on quoted.paragraph_id = q.quoted_paragraph_id "
        "join documents as earlier on earlier.document_id = quoted.document_id "
        "order by q.paragraph_id, q.quoted_paragraph_id",
        {"relation": relation, "size": ON_A_PAGE + 1, "before": ON_A_PAGE * (number - 1)},
    )
    return Page(
        template="repeated.html",
        title="Repeated passages",
        description="Passages that stand in more than one document, each with the two texts side by side.",
        data={
            "passages": [_said(row) for row in rows[:ON_A_PAGE]],
            "relation": relation,
            "relations": RELATIONS,
            "pager": pager(asked, "repeated", told({"relation": relation}), number, len(rows) > ON_A_PAGE),
        },
        current="repeated",
    )


async def _paragraph(asked: Asked, paragraph_id: str) -> Row:
    row = await asked.row(_PARAGRAPH, (paragraph_id,))
    if row is None:
        raise not_found("paragraph", paragraph_id)
    return {**row, "said_date": say_edtf(row["published"]), "passage": asked.site.passage(paragraph_id)}


def _title(paragraph: Row) -> str:
    return str(paragraph["title"] or paragraph["document_id"])


def _said(row: Row) -> Row:
    text = row["text"]
    if len(text) > _SNIPPET:
        text = text[:_SNIPPET].rpartition(" ")[0] + " …"
    return {
        **row,
        "text": text,
        "relation_in_words": RELATIONS.get(row["relation"], row["relation"]),
        "later_said": say_edtf(row["later_published"]),
        "earlier_said": say_edtf(row["earlier_published"]),
    }
