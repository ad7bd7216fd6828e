"""How well the texts were read: the figures of the release, with intervals, and where nothing was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from imcwp_data.explorer.site import Site
from imcwp_data.explorer.web import Asked, Page

# What each measure asks, in groups, in the order in which a text is read.
_MEASURES: Mapping[str, Mapping[str, str]] = {
    "Documents and paragraphs": {
        "documents.bounds": "Where each document of a page begins and ends",
        "documents.title": "The title",
        "documents.document_type": "The type: statement, news, opinion …",
        "documents.published": "The date of publication",
        "documents.outlet": "The outlet",
        "documents.author": "The author",
        "documents.agency": "The agency",
        "documents.dateline_place": "The place of the dateline",
        "paragraphs.kind": "What each paragraph is: body, caption, furniture …",
        "paragraphs.language": "The language of each paragraph",
    },
    "Names, dates and places": {
        "dates": "Dates in the text, each with its value",
        "mentions": "Where a participant is named",
        "mentions.linked": "Which participant a name belongs to",
        "participants": "The participants",
        "participants.kind": "Their kind: party, government, person …",
        "participants.country": "Their country",
        "participants.acronym": "Their acronym",
        "places": "Where a place is named, and which",
    },
    "Meetings": {
        "meetings": "The meetings",
        "meetings.kind": "Their kind: regular, extraordinary …",
        "meetings.status": "Held, planned, postponed …",
        "meetings.mode": "In person or by teleconference",
        "meetings.date_edtf": "Their date",
        "meetings.place": "Their place",
        "meetings.country_code": "Their country",
        "meetings.theme": "Their theme",
        "meetings.counts": "Numbers of parties, countries and people",
        "meetings.participants": "Who took part, and how",
    },
    "Actions": {
        "actions.found": "Whether a clause that states an action is found",
        "actions": "The actions, with the right type of event",
        "actions.status": "Reported, planned, adopted, called for, demanded",
        "actions.date": "Their date",
        "actions.quantity": "Their quantity",
        "actions.joint_axis": "Their number in an adopted list",
        "actions.themes": "Their themes",
        "actions.actors": "Who acts",
        "actions.targets": "Upon whom",
    },
}
_OTHER = "Other measures"
_LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese", "de": "German", "it": "Italian"}


async def quality(asked: Asked) -> Page:
    """Return the page of the figures; a release without any says so."""
    report = asked.site.quality
    silence = report.get("silence", {})
    return Page(
        template="quality.html",
        title="How well the texts are read",
        description="Precision, recall and F1 of every table with intervals, and how many passages gave no fact.",
        data={
            "groups": _groups(report.get("measures", {})),
            "texts": len(report.get("texts", ())),
            "level": round(100 * report.get("bootstrap", {}).get("level", 0.95)),
            "silence": [{"what": what, **_share(silence[what])} for what in _COUNTED if what in silence],
            "languages": _languages(silence),
            "file": _address(asked.site),
        },
        current="quality",
    )


_COUNTED = ("documents", "paragraphs", "sentences")


def _groups(measures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the measures with what they ask, in groups; those that this version does not know come last."""
    known = {name for group in _MEASURES.values() for name in group}
    others = {name: name for name in sorted(measures) if name not in known}
    groups = {**_MEASURES, _OTHER: others}
    found = [
        {
            "name": group,
            "measures": [_measure(name, asks, measures[name]) for name, asks in of.items() if _has(measures, name)],
        }
        for group, of in groups.items()
    ]
    return [group for group in found if group["measures"]]


def _has(measures: Mapping[str, Any], name: str) -> bool:
    """Tell whether the answer keys hold anything that the measure asks for."""
    return name in measures and bool(measures[name].get("n")) and measures[name].get("f1") is not None


def _measure(name: str, asks: str, figures: Mapping[str, Any]) -> dict[str, Any]:
    low, high = _interval(figures.get("f1_interval"))
    return {
        "name": name,
        "asks": asks,
        "f1": figures["f1"],
        "low": low,
        "high": high,
        "precision": figures.get("precision"),
        "recall": figures.get("recall"),
        "n": figures.get("n"),
    }


def _interval(bounds: Sequence[float] | None) -> tuple[float | None, float | None]:
    return (bounds[0], bounds[1]) if bounds and len(bounds) == 2 else (None, None)


def _share(count: Mapping[str, int]) -> dict[str, Any]:
    total, silent = count.get("total", 0), count.get("silent", 0)
    return {"total": total, "silent": silent, "percent": round(100 * silent / total, 1) if total else None}


def _languages(silence: Mapping[str, Any]) -> list[dict[str, Any]]:
    languages = silence.get("languages", {})
    found = [
        {"language": code, "name": _LANGUAGES.get(code, code), **_share(told), "read": dict(told.get("read", {}))}
        for code, told in languages.items()
    ]
    return sorted(found, key=lambda told: (-told["total"], told["language"]))


def _address(site: Site) -> str:
    return site.path("downloads", "quality.json")
