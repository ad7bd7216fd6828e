"""The data of the pictures as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Response

from imcwp_data.explorer.site import Site
from imcwp_data.explorer.web import Asked

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

# The pictures, and the function of each one's page.
_PICTURES = {"timeline": "timeline", "network": "network", "map": "world_map", "themes": "themes"}


async def picture_csv(datasette: Datasette, request: Request, site: Site) -> Response:
    """Return the table below a picture as CSV, with the filters of its page."""
    name = request.url_vars["picture"]
    query = {key: request.args[key] for key in request.args}
    asked = Asked(site, datasette.get_database(site.database), {}, query)
    module = import_module(f"imcwp_data.explorer.pages.{name}")
    page = await getattr(module, _PICTURES[name])(asked)
    return Response(
        to_csv(page.data["rows"]),
        content_type="text/csv; charset=utf-8",
        headers={
            "cache-control": "public, max-age=60",
            "access-control-allow-origin": "*",
            "content-disposition": f'attachment; filename="imcwp-{name}.csv"',
        },
    )


def to_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV (RFC 4180), the names of the columns first; "" for no rows."""
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, list(row))
            writer.writeheader()
        writer.writerow(row)
    return out.getvalue()


def alike(query: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """Return those of the query's values that a picture knows, for addresses that keep its filters."""
    return {name: query[name] for name in names if query.get(name)}
