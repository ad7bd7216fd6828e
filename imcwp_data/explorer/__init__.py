"""The explorer: pages over a release in Datasette, for people who look, search, read and check.

A Datasette plugin. It adds pages beside Datasette's own (tables, SQL, JSON, CSV), which stay as they are. Datasette
loads it in every environment where it is installed, so it does nothing unless one of the databases is a release.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    """Return the explorer's addresses; none where Datasette serves no release."""
    from imcwp_data.explorer.routes import routes
    from imcwp_data.explorer.site import site_of

    site = site_of(datasette)
    return routes(site) if site is not None else []


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Return the wrapper that closes what a public site does not need and sets the headers of safety."""
    from imcwp_data.explorer.safety import safe
    from imcwp_data.explorer.site import site_of

    site = site_of(datasette)
    return (lambda app: app) if site is None else (lambda app: safe(app, datasette.setting("base_url")))


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None) -> dict[str, Any]:
    """Give every template the site, so that Datasette's own pages carry the explorer's head and menu."""
    from imcwp_data.explorer.site import site_of
    from imcwp_data.explorer.web import template_helpers

    site = site_of(datasette)
    return {} if site is None else template_helpers(site, request)


@hookimpl
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Datasette) -> Any:
    """Lead from the keys in any table to the page that shows what they name."""
    from imcwp_data.explorer.cells import linked_cell
    from imcwp_data.explorer.site import site_of

    site = site_of(datasette)
    if site is None or database != site.database:
        return None
    return linked_cell(site, table, column, value)
