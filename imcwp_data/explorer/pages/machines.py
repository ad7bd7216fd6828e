"""What machines read first: llms.txt, the map of the site and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Response
from markupsafe import escape

from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.pages.home import citation
from imcwp_data.explorer.site import Site
from imcwp_data.explorer.web import Asked

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

# Pages that are not of single rows, and the tables that have a page for each row.
_PAGES = (
    "documents meetings participants actions places search disagreements repeated timeline network map themes quality "
    "downloads api"
).split()
_ROWS = {
    "documents": "document_id",
    "meetings": "meeting_id",
    "participants": "participant_id",
    "places": "place_id",
    "actions": "action_id",
}
# The protocol allows 50,000; a smaller part is answered faster.
_IN_ONE = 2_000
_HEADERS = {"cache-control": "public, max-age=60"}
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


async def llms_txt(datasette: Datasette, request: Request, site: Site) -> Response:
    """Return what the site is and where its data are, in Markdown for language models (llmstxt.org)."""
    at = _Addresses(datasette, request, site)
    counts = await _counts(datasette, site)
    lines = [
        f"# {site.title}",
        "",
        f"> {site.package.get('description') or site.title}",
        "",
        f"Version {site.version or 'not told'}. Cite as: {citation(site)}",
        "Rows: " + ", ".join(f"{name} {count:,}" for name, count in counts.items()) + ".",
        "Every page has its data as JSON at the same address with .json, same parameters. Reading only, no key.",
        "Texts are their publishers'; quote passages with their address. Tables are read by rules: see quality.",
        "",
        "## Data",
        "",
        f"- [All addresses]({at('api')}): JSON of pages, tables, SQL ({at('api.json')})",
        f"- [Search]({at('search')}): full text, {at('search.json', q='solidarity')}",
        f"- [Documents]({at('documents')}): each text, paragraph by paragraph, with the facts read from each",
        f"- [Meetings]({at('meetings')}): who met, when, where, on what theme",
        f"- [Participants]({at('participants')}): parties, bodies, governments, people",
        f"- [Actions]({at('actions')}): what was done, planned, adopted, called for; filters from= and to=",
        f"- [Places]({at('places')}): countries and cities",
        f"- [Disagreements]({at('disagreements')}): rival statements beside accepted ones",
        f"- [Repeated passages]({at('repeated')}): what one document takes from another",
        f"- [Tables and SQL]({at(site.database)}): Datasette; {at(site.database + '.json')} takes sql=, _shape=array",
        f"- [Files]({at('downloads')}): CSV, Parquet, SQLite, Data Package",
        "",
        "## About",
        "",
        f"- [Codebook]({at('downloads', 'README.md')}): every table and column",
        f"- [Quality]({at('quality')}): precision, recall, F1 with intervals",
        f"- [Map of the site]({at('sitemap.xml')})",
        "",
    ]
    return Response.text("\n".join(lines), headers={**_HEADERS, "access-control-allow-origin": "*"})


async def robots_txt(datasette: Datasette, request: Request, site: Site) -> Response:
    """Return which addresses robots should leave alone: questions and filters without end."""
    base = site.path(site.database)
    lines = ["User-agent: *", f"Disallow: {base}?", f"Disallow: {base}/*?", f"Disallow: {base}.", "Allow: /"]
    at = _Addresses(datasette, request, site)
    return Response.text("\n".join([*lines, f"Sitemap: {at('sitemap.xml')}", ""]), headers=_HEADERS)


async def sitemap(datasette: Datasette, request: Request, site: Site) -> Response:
    """Return the addresses of all pages; in a large release the list of the lists, ``?rows=actions&part=2`` is one."""
    at = _Addresses(datasette, request, site)
    table, part = request.args.get("rows"), request.args.get("part") or "1"
    counts = await _counts(datasette, site)
    if table in _ROWS and part.isascii() and part.isdigit() and 0 < int(part[:6]) <= _parts(counts[table]):
        return _xml("urlset", "url", [at(table, key) for key in await _keys(datasette, site, table, int(part[:6]))])
    pages = [at(), *(at(page) for page in _PAGES)]
    if table == "pages":
        return _xml("urlset", "url", pages)
    if table is not None:
        return Response.text("There is no such part.\n", status=404)
    if sum(counts[name] for name in _ROWS) <= _IN_ONE:
        rows = [at(name, key) for name in _ROWS for key in await _keys(datasette, site, name, 1)]
        return _xml("urlset", "url", [*pages, *rows])
    parts = [at("sitemap.xml", rows=name, part=n) for name in _ROWS for n in range(1, _parts(counts[name]) + 1)]
    return _xml("sitemapindex", "sitemap", [at("sitemap.xml", rows="pages"), *parts])


def _parts(count: int) -> int:
    return -(-count // _IN_ONE)


def _xml(root: str, entry: str, addresses: Iterable[str]) -> Response:
    body = "".join(f"<{entry}><loc>{escape(address)}</loc></{entry}>\n" for address in addresses)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_XMLNS}">\n{body}</{root}>\n'
    return Response(text, headers=_HEADERS, content_type="application/xml; charset=utf-8")


async def _keys(datasette: Datasette, site: Site, table: str, part: int) -> list[str]:
    """Return the keys of one part, in the order of the table's own index."""
    key = _ROWS[table]
    asked = Asked(site, datasette.get_database(site.database), {}, {})
    rows = await asked.rows(
        f"select {key} as id from {table} order by {key} limit ? offset ?", (_IN_ONE, (part - 1) * _IN_ONE)
    )
    return [row["id"] for row in rows]


async def _counts(datasette: Datasette, site: Site) -> dict[str, int]:
    asked = Asked(site, datasette.get_database(site.database), {}, {})
    counted: dict[str, int] = await kept(asked, "machines", lambda: _count(asked))
    return counted


async def _count(asked: Asked) -> dict[str, int]:
    return await asked.row("select " + ", ".join(f"(select count(*) from {name}) as {name}" for name in _ROWS)) or {}


class _Addresses:
    """Whole addresses, with the host that the site was asked by."""

    def __init__(self, datasette: Datasette, request: Request, site: Site) -> None:
        self._datasette, self._request, self._site = datasette, request, site

    def __call__(self, *parts: str, **query: Any) -> str:
        return str(self._datasette.absolute_url(self._request, self._site.path(*parts, **query)))
