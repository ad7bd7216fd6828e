"""What the data set says of itself, in one place for the data package, the card and Datasette."""

from __future__ import annotations

NAME = "imcwp-data"
TITLE = "IMCWP data: texts of the International Meeting of Communist and Workers' Parties as linked tables"
DESCRIPTION = (
    "Documents, paragraphs, meetings, participants and actions read from statements, press releases and reports on "
    "the International Meeting of Communist and Workers' Parties (IMCWP). Every value is linked to the words that "
    "state it, and where sources disagree all of them are kept."
)
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
