"""What programs may ask for: the JSON of every page, Datasette's own JSON and CSV, SQL and files."""

from __future__ import annotations

from imcwp_data.explorer.site import Site
from imcwp_data.explorer.web import Asked, Page

# Address, what it gives, and what may be asked of it.
_PAGES = (
    ("index.json", "The data set: sizes, dates, citation", {}),
    ("documents.json", "Documents, page by page", {"page": "number of the page"}),
    ("documents/{document_id}.json", "One document: paragraphs, marks and facts", {}),
    ("compare/{paragraph_id}/{quoted_paragraph_id}.json", "A repeated passage beside the one it repeats", {}),
    ("repeated.json", "Repeated passages", {"page": "number of the page"}),
    ("meetings.json", "Meetings", {"page": "number of the page"}),
    ("meetings/{meeting_id}.json", "One meeting: facts with evidence, rivals, actions, participants", {}),
    ("participants.json", "Participants", {"page": "number of the page"}),
    ("participants/{participant_id}.json", "One participant: facts, mentions, actions, meetings", {}),
    ("places.json", "Places", {"page": "number of the page"}),
    ("places/{place_id}.json", "One place and where it is named", {}),
    ("actions.json", "Actions", {"from": "first day, 2021-11-12", "to": "last day", "page": "number of the page"}),
    ("actions/{action_id}.json", "One action: who acts upon whom, and where it says so", {}),
    ("evidence/{evidence_id}.json", "One statement of one value: words, rule, passage", {}),
    ("search.json", "Full text", {"q": "words, \"a phrase\" or begin*", "page": "number of the page"}),
    ("disagreements.json", "Rival statements beside accepted ones", {"table": "one table", "page": "number of the page"}),
    ("timeline.json", "Meetings and dated actions", {}),
    ("network.json", "Who acts towards whom", {}),
    ("map.json", "Places and countries", {}),
    ("themes.json", "Actions by type and theme", {}),
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
        {"address": f"{base}.json?_shape=array&sql=select+name,+start_date+from+meetings", "gives": "A question in SQL"},
    ]
