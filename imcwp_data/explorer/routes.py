"""The addresses of the explorer's pages. Each page has its data at the same address with ``.json``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from imcwp_data.explorer.pages import home, meetings
from imcwp_data.explorer.site import Site
from imcwp_data.explorer.web import View, view

_ID = r"(?P<id>[^/]+?)"
_FORMAT = r"(?P<format>\.json)?$"

_PAGES: tuple[tuple[str, View], ...] = (
    (r"/index" + _FORMAT, home.home),
    (r"/meetings" + _FORMAT, meetings.meetings),
    (r"/meetings/" + _ID + _FORMAT, meetings.meeting),
)


def routes(site: Site) -> list[tuple[str, Callable[..., Any]]]:
    """Return Datasette's routes: a regular expression of the path and the view that answers it."""
    pages = [(pattern, view(site, page)) for pattern, page in _PAGES]
    return [(r"/$", view(site, home.home)), *pages]
