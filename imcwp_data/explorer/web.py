"""From what a page tells to what is sent: HTML for people, the same as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from imcwp_data.explorer.site import Site
from imcwp_data.explorer.words import label_of, number, plural
from imcwp_data.withheld import shown

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

# A served release never changes while it is served; a day keeps a newer one from being hidden for long.
_CACHE = "public, max-age=60"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page tells: ``data`` is both the template's context and the JSON of the page.

    ``description`` is one sentence for search engines and previews; ``links`` are addresses that only the JSON needs.
    ``drawings`` are ready markup (SVG) that only the HTML shows.
    """

    template: str
    title: str
    description: str
    data: Mapping[str, Any]
    drawings: Mapping[str, Any] = field(default_factory=dict)
    current: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page: the site, its database, the parts of the address and the query."""

    site: Site
    database: Database
    parts: Mapping[str, str]
    query: Mapping[str, str]

    async def rows(self, sql: str, parameters: Mapping[str, Any] | Sequence[Any] | None = None) -> list[Row]:
        """Return the rows of a query. ``sql`` is the explorer's own; what a reader typed goes into ``parameters``."""
        result = await self.database.execute(sql, parameters, truncate=False)
        rows = [dict(row) for row in result.rows]
        return [shown(row) for row in rows] if self.site.without_texts else rows

    async def row(self, sql: str, parameters: Mapping[str, Any] | Sequence[Any] | None = None) -> Row | None:
        """Return the first row of a query, None without one."""
        found = await self.rows(sql, parameters)
        return found[0] if found else None

    def number(self, name: str, default: int, most: int) -> int:
        """Return a whole number of the query, between 1 and ``most``; ``default`` where it is none."""
        text = self.query.get(name, "")
        return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 10 else default


class Missing(Exception):
    """A page is asked for that the release does not have."""


View = Callable[[Asked], Awaitable[Page]]


def view(site: Site, page: View) -> Callable[..., Awaitable[Response]]:
    """Return the view of a page for Datasette: JSON where the address ends in ``.json``, else HTML."""

    async def answer(datasette: Datasette, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return Response.text("This site is for reading only.", status=405, headers={"allow": "GET, HEAD"})
        parts = {name: unquote(value) for name, value in request.url_vars.items() if value is not None}
        wants_json = parts.pop("format", "") == ".json"
        asked = Asked(site, datasette.get_database(site.database), parts, _query(request))
        status = 200
        try:
            found = await page(asked)
        except Missing as missing:
            found, status = Page("not_found.html", "Not found", str(missing), {"error": str(missing)}), 404
        if wants_json:
            return Response(
                json.dumps(found.data, ensure_ascii=False, indent=1, default=str) + "\n",
                status=status,
                content_type="application/json; charset=utf-8",
                headers={"cache-control": _CACHE, "access-control-allow-origin": "*"},
            )
        context = {**found.data, **found.drawings, "page": found, "canonical": _canonical(request)}
        html = await datasette.render_template(f"explorer/{found.template}", context, request=request)
        return Response.html(html, status=status, headers={"cache-control": _CACHE})

    return answer


def _query(request: Request) -> dict[str, str]:
    return {key: request.args[key] for key in request.args}


def _canonical(request: Request) -> str:
    """Return the address of a page without its query, as it may be cited."""
    return str(request.url).partition("?")[0].removesuffix(".json")


def not_found(what: str, told: str) -> Missing:
    """Return the error for a page that is not there: ``not_found("meeting", "imcwp-99")``."""
    return Missing(f"There is no {what} {told!r} in this release.")


def template_helpers(site: Site, request: Request | None) -> dict[str, Any]:
    """Return what every template may use."""
    return {
        "site": site,
        "label_of": label_of,
        "number": number,
        "plural": plural,
        "here": request.path if request is not None else "",
    }
