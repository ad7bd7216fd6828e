"""What programs may ask for: the JSON of every page, Datasette's own JSON and CSV, SQL and files."""

from __future__ import annotations

from imcwp_data.explorer.site import Site
from imcwp_data.explorer.web import Asked, Page

_PAGE = {"page": "number of the page of a list"}
_DAYS = {"from": "first day: 2021-11-12, 2021-11 or 2021", "to": "last day"}
_NAMED = {"q": "part of a name", "kind": "its kind", "country": "ISO 3166-1", "letter": "first letter", **_PAGE}
# Address, what it gives, and what may be asked of it.
_PAGES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("index.json", "The data set: sizes, dates, citation", {}),
    (
        "documents.json",
        "Documents, the latest first",
        {"type": "document_type", "year": "of publication", "language": "BCP 47", "outlet": "its name", **_PAGE},
    ),
    (
        "documents/{document_id}.json",
        "One document: paragraphs, marks and facts",
        {"from": "first paragraph of a long document", "evidence": "evidence_id to be marked"},
    ),
    ("repeated.json", "Repeated passages", {"relation": "verbatim, variant or partial", **_PAGE}),
    ("compare/{paragraph_id}/{quoted_paragraph_id}.json", "A repeated passage beside the one it repeats", {}),
    ("meetings.json", "Meetings", {"series": "of meetings", "status": "held, planned …", "year": "of them", **_PAGE}),
    ("meetings/{meeting_id}.json", "One meeting: facts with evidence, rivals, actions, participants", {}),
    ("participants.json", "Participants", _NAMED),
    ("participants/{participant_id}.json", "One participant: facts, mentions, actions, meetings", {}),
    ("places.json", "Places", _NAMED),
    ("places/{place_id}.json", "One place and where it is named", {}),
    (
        "actions.json",
        "Actions with actors and targets",
        {
            **_DAYS,
            "dated": "whose dates count: either, action or document",
            "actor, target, beneficiary": "id or part of a name",
            "meeting, place": "id or part of a name",
            "event_type, status, theme, document_type": "a code of the tables",
            "document": "document_id",
            "q": "words of the paragraph",
            **_PAGE,
        },
    ),
    ("actions/{action_id}.json", "One action: who acts upon whom, and where it says so", {}),
    ("evidence/{evidence_id}.json", "One statement of one value: words, rule, passage", {}),
    (
        "search.json",
        "Full text, passage by passage",
        {
            "q": 'words, "a phrase" or begin*',
            "document_type, year, theme, event_type": "a code of the tables",
            "participant, place": "id or part of a name",
            "furniture": "1: with what belongs to the page, not the text",
            **_PAGE,
        },
    ),
    ("disagreements.json", "Rival statements beside accepted ones", {"table": "one table", **_PAGE}),
    ("timeline.json", "Meetings and dated actions; also timeline.csv", _DAYS),
    ("network.json", "Who acts towards whom; also network.csv", {"theme": "a theme", "event_type": "a type"}),
    ("map.json", "Places and countries; also map.csv", {"view": "part of the world", "by": "what is counted"}),
    ("themes.json", "Actions by type and theme; also themes.csv", {"theme": "a theme"}),
    ("quality.json", "Figures of quality", {}),
    ("downloads.json", "Files with sizes and hashes", {}),
    ("api.json", "This list", {}),
)


async def api(asked: Asked) -> Page:
    """Return the page that tells programs all addresses."""
    return Page(
        template="api.html",
        title="For programs",
        description="JSON of every page, JSON and CSV of every table, SQL over HTTP, and the files of the release.",
        data={
            "pages": [
                {"address": asked.site.base_url + address, "gives": gives, "asks": asks, "fixed": "{" not in address}
                for address, gives, asks in _PAGES
            ],
            "datasette": datasette_addresses(asked.site),
            "files": asked.site.path("downloads"),
        },
        current="api",
    )


def datasette_addresses(site: Site) -> list[dict[str, str]]:
    """Return what Datasette itself answers: tables, rows, queries, and questions in SQL."""
    base = site.path(site.database)
    return [
        {"address": f"{base}.json", "gives": "All tables and ready-made questions"},
        {"address": f"{base}/meetings.json?_shape=array", "gives": "A table as a list of objects, page by page"},
        {"address": f"{base}/meetings.csv?_stream=on", "gives": "A whole table as CSV"},
        {"address": f"{base}/actions.json?status=adopted&_sort=joint_axis", "gives": "Filtered and sorted"},
        {"address": f"{base}/evidence.json?_facet=rule&_size=0", "gives": "Counted by the values of a column"},
        {"address": f"{base}/who_met_when.json?_shape=array", "gives": "A ready-made question"},
        {
            "address": f"{base}.json?_shape=array&sql=select+name,+start_date+from+meetings",
            "gives": "A question in SQL",
        },
    ]
