"""What the data set says of itself: the one record, written by hand, that all its descriptions are made of."""

from __future__ import annotations

NAME = "imcwp-data"
TITLE = "IMCWP data: texts of the International Meeting of Communist and Workers' Parties as linked tables"
DESCRIPTION = (
    "Documents, paragraphs, meetings, participants and actions read from statements, press releases and reports on "
    "the International Meeting of Communist and Workers' Parties (IMCWP). Every value is linked to the words that "
    "state it, and where sources disagree all of them are kept."
)
# The day of the version in pyproject.toml. A release is dated by hand: a build does not look at the clock.
DATE_PUBLISHED = "2026-11-27"
KEYWORDS = (
    "IMCWP",
    "International Meeting of Communist and Workers' Parties",
    "communist parties",
    "political texts",
    "event data",
    "PLOVER",
)
MAINTAINERS = "imcwp-data maintainers"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
TEXT_RIGHTS = "the texts remain their publishers', see the table sources"
RIGHTS = f"{LICENCE['name']} for the tables; {TEXT_RIGHTS}"
CITE_AS = "If you use this data set, please cite it as below."
