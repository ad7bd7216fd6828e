"""The first page: what the data set is, and the ways in."""

from __future__ import annotations

from imcwp_data.explorer.web import Asked, Page

_COUNTED = ("documents", "paragraphs", "meetings", "participants", "actions", "places", "evidence", "quotations")


async def home(asked: Asked) -> Page:
    """Return the first page."""
    counts = await asked.row("select " + ", ".join(f"(select count(*) from {t}) as {t}" for t in _COUNTED)) or {}
    dates = await asked.row("select min(published) as first, max(published) as last from documents") or {}
    return Page(
        template="home.html",
        title=asked.site.title,
        description=str(asked.site.package.get("description", asked.site.title)),
        data={"counts": counts, "published": dates, "version": asked.site.version},
        current="home",
    )
