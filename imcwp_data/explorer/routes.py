"""The addresses of the explorer's pages. Each page has its data at the same address with ``.json``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from datasette.utils.asgi import asgi_static

from imcwp_data.explorer.site import STATIC, Site
from imcwp_data.explorer.web import View, view

_ID = r"(?P<id>[^/]+?)"
_FORMAT = r"(?P<format>\.json)?$"

# Path, module of imcwp_data.explorer.pages, function. Modules are imported when their page is asked for the first time,
# so that the site answers at once after it is started.
PAGES: tuple[tuple[str, str, str], ...] = (
    (r"/index" + _FORMAT, "home", "home"),
    (r"/documents" + _FORMAT, "documents", "documents"),
    (r"/documents/" + _ID + _FORMAT, "reader", "document"),
    (r"/compare/(?P<later>[^/]+?)/(?P<earlier>[^/]+?)" + _FORMAT, "compare", "compare"),
    (r"/repeated" + _FORMAT, "compare", "repeated"),
    (r"/meetings" + _FORMAT, "meetings", "meetings"),
    (r"/meetings/" + _ID + _FORMAT, "meetings", "meeting"),
    (r"/participants" + _FORMAT, "participants", "participants"),
    (r"/participants/" + _ID + _FORMAT, "participants", "participant"),
    (r"/places" + _FORMAT, "places", "places"),
    (r"/places/" + _ID + _FORMAT, "places", "place"),
    (r"/actions" + _FORMAT, "actions", "actions"),
    (r"/actions/" + _ID + _FORMAT, "actions", "action"),
    (r"/evidence/" + _ID + _FORMAT, "evidence", "evidence"),
    (r"/search" + _FORMAT, "search", "search"),
    (r"/disagreements" + _FORMAT, "disagreements", "disagreements"),
    (r"/timeline" + _FORMAT, "timeline", "timeline"),
    (r"/network" + _FORMAT, "network", "network"),
    (r"/map" + _FORMAT, "map", "world_map"),
    (r"/themes" + _FORMAT, "themes", "themes"),
    (r"/quality" + _FORMAT, "quality", "quality"),
    (r"/downloads" + _FORMAT, "downloads", "downloads"),
    (r"/api" + _FORMAT, "api", "api"),
)
# Answers that are no pages: functions that take (datasette, request, site) and return a Datasette Response.
FILES: tuple[tuple[str, str, str], ...] = (
    (r"/downloads/(?P<path>.+)$", "downloads", "file"),
    (r"/(?P<picture>timeline|network|map|themes)\.csv$", "picture_results", "picture_csv"),
    (r"/llms\.txt$", "machines", "llms_txt"),
    (r"/sitemap\.xml$", "machines", "sitemap"),
    (r"/robots\.txt$", "machines", "robots_txt"),
)


def routes(site: Site) -> list[tuple[str, Callable[..., Any]]]:
    """Return Datasette's routes: a regular expression of the path and the view that answers it."""
    found = [(pattern, view(site, _late(module, name))) for pattern, module, name in PAGES]
    files = [(pattern, _file(site, module, name)) for pattern, module, name in FILES]
    static = (r"/-/explorer/(?P<path>[\w.-]+)$", asgi_static(STATIC))
    return [(r"/$", view(site, _late("home", "home"))), static, *files, *found]


def _module(name: str) -> Any:
    return import_module(f"imcwp_data.explorer.pages.{name}")


def _late(module: str, name: str) -> View:
    async def page(asked: Any) -> Any:
        return await getattr(_module(module), name)(asked)

    return page


def _file(site: Site, module: str, name: str) -> Callable[..., Any]:
    async def answer(datasette: Any, request: Any) -> Any:
        return await getattr(_module(module), name)(datasette, request, site)

    return answer
