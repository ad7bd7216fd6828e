"""The first page: what the data set is, the ways in, and how to cite it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from imcwp_data.explorer.dates import say_edtf
from imcwp_data.explorer.kept import kept
from imcwp_data.explorer.pages.downloads import release_files
from imcwp_data.explorer.site import Site
from imcwp_data.explorer.web import Asked, Page
from imcwp_data.explorer.words import number, plural

_COUNTED = ("documents", "paragraphs", "meetings", "participants", "actions", "places", "evidence", "quotations")
_CALLS = "('called_for', 'demanded', 'adopted')"
# Addresses in JSON-LD are absolute, and only the request tells the host.
_MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".db": "application/vnd.sqlite3"}


async def home(asked: Asked) -> Page:
    """Return the first page."""
    site = asked.site
    told = await kept(asked, "home", lambda: _summary(asked))
    title, _, subtitle = site.title.partition(": ")
    data = {
        **told,
        "heading": title,
        "subtitle": subtitle[:1].upper() + subtitle[1:],
        "version": site.version,
        "ways": _ways(site, told["counts"]),
        "questions": _questions(site, told),
        "citation": citation(site),
        "licences": site.package.get("licenses", []),
    }
    dataset: Callable[[str], Markup] = partial(json_ld, site, told["published"])
    return Page(
        template="home.html",
        title=site.title,
        description=str(site.package.get("description", site.title)),
        data=data,
        drawings={"json_ld": dataset, "say_edtf": say_edtf},
        current="home",
    )


def citation(site: Site) -> str:
    """Return the data set as it may be cited, with its version."""
    names = [str(person.get("title", "")) for person in site.package.get("contributors", [])]
    authors = ", ".join(name for name in names if name) or "imcwp-data maintainers"
    version = f" (version {site.version})" if site.version else ""
    return f"{authors}. {site.package.get('name', 'imcwp-data')}{version} [data set]."


def json_ld(site: Site, published: Mapping[str, Any], page_address: str) -> Markup:
    """Return the data set as schema.org describes one, to stand in a script element of the page at this address."""
    parts = urlsplit(page_address)
    origin = f"{parts.scheme}://{parts.netloc}"
    package = site.package
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": site.title,
        "description": package.get("description") or site.title,
        "url": origin + site.path(),
        "version": site.version,
        "keywords": package.get("keywords"),
        "license": [licence["path"] for licence in package.get("licenses", []) if licence.get("path")],
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": person["title"]} for person in package.get("contributors", [])],
        "creditText": citation(site),
        "temporalCoverage": "/".join(filter(None, (published.get("first"), published.get("last")))),
        "distribution": list(_distributions(site, origin)),
    }
    text = json.dumps(
        {key: value for key, value in described.items() if value not in (None, "", [])}, ensure_ascii=False
    )
    # Within a script element only "<" can end the text of it; in JSON it may be written so.
    return Markup(text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e"))


def _distributions(site: Site, origin: str) -> Iterable[dict[str, Any]]:
    for file in release_files(site):
        media = _MEDIA.get("." + file.path.rpartition(".")[2])
        if media is not None:
            yield {
                "@type": "DataDownload",
                "name": file.title,
                "contentUrl": origin + site.path("downloads", *file.path.split("/")),
                "encodingFormat": media,
                **({"contentSize": f"{file.size} B"} if file.size is not None else {}),
                **({"sha256": file.sha256} if file.sha256 else {}),
            }


async def _summary(asked: Asked) -> dict[str, Any]:
    """Return the sizes and dates of the release, and what its questions name."""
    counts = await asked.row("select " + ", ".join(f"(select count(*) from {t}) as {t}" for t in _COUNTED))
    published = await asked.row(
        "select (select min(published) from documents) as first, (select max(published) from documents) as last"
    )
    # The days for which most calls are dated, as one short range: an example that has an answer.
    busy = await asked.row(
        "select start_date as first, end_date as last, count(*) as n from actions "
        f"where status in {_CALLS} and start_date is not null and end_date is not null "
        "and julianday(end_date) - julianday(start_date) between 1 and 14 "
        "group by start_date, end_date order by n desc, start_date limit 1"
    )
    busy = busy or await asked.row(
        "select min(start_date) as first, min(start_date) as last from actions where start_date is not null "
        f"and status in {_CALLS}"
    )
    named = await asked.row(
        "select p.participant_id, p.name from (select participant_id, count(*) as n from mentions "
        "group by participant_id order by n desc, participant_id limit 20) "
        "join participants as p using (participant_id) where p.kind = 'party' order by n desc limit 1"
    )
    meeting = await asked.row(
        "select meeting_id, name from meetings where status = 'held' and start_date is not null "
        "order by party_count desc, start_date desc, meeting_id limit 1"
    )
    days = busy if busy and busy["first"] else None
    return {"counts": counts or {}, "published": published or {}, "days": days, "named": named, "meeting": meeting}


def _ways(site: Site, counts: Mapping[str, int]) -> list[dict[str, str]]:
    ways = (
        ("documents", "Documents", plural(counts["documents"], "text"), "Read each as it was written, with its facts."),
        ("meetings", "Meetings", plural(counts["meetings"], "meeting"), "Who met, when, where and on what theme."),
        ("participants", "Participants", number(counts["participants"]), "Parties, bodies, governments and people."),
        ("actions", "Actions", number(counts["actions"]), "What was done, planned, adopted and called for."),
        ("places", "Places", number(counts["places"]), "Countries and cities that the texts name."),
        (
            "search",
            "Search",
            plural(counts["paragraphs"], "paragraph"),
            "Full text, with filters, down to the passage.",
        ),
        ("timeline", "Timeline", "", "Meetings and dated actions; uncertain dates as what they are."),
        ("network", "Network", "", "Who acts towards whom."),
        ("map", "Map", "", "Where it takes place."),
        ("themes", "Themes", "", "Kinds of action, theme by theme."),
        ("disagreements", "Disagreements", "", "Rival statements, side by side."),
        (
            "repeated",
            "Repeated passages",
            plural(counts["quotations"], "pair"),
            "What one document takes from another.",
        ),
        ("quality", "Quality", "", "How well the texts were read, with intervals."),
        ("downloads", "Downloads", "", "CSV, Parquet, SQLite and Data Package."),
        (site.database, "Tables and SQL", "", "Filter, sort and query every table."),
        ("api", "For programs", "", "JSON of every page, addresses explained."),
    )
    return [{"address": site.path(p), "label": label, "size": size, "text": text} for p, label, size, text in ways]


def _questions(site: Site, told: Mapping[str, Any]) -> list[dict[str, str]]:
    found = []
    if told["days"]:
        first, last = told["days"]["first"], told["days"]["last"]
        days = say_edtf(first if first == last else f"{first}/{last}")
        calls = site.path("actions", **{"from": first, "to": last})
        found.append((f"Who called for what on {days}, and where does it say so?", calls))
    found.append(("Who met, when and where?", site.path("meetings")))
    if told["meeting"]:
        name, key = told["meeting"]["name"], told["meeting"]["meeting_id"]
        found.append((f"Who took part in “{name}”, and what was decided?", site.path("meetings", key)))
    if told["named"]:
        name, key = told["named"]["name"], told["named"]["participant_id"]
        found.append((f"What is said of {name}, and by whom?", site.path("participants", key)))
    found += [
        ("Who acts towards whom?", site.path("network")),
        ("Where do the sources disagree?", site.path("disagreements")),
        ("Which passages does one document repeat from another?", site.path("repeated")),
    ]
    return [{"question": question, "address": address} for question, address in found]
