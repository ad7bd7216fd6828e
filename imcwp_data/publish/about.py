"""What the data set says of itself: the one record, written by hand, that all its descriptions are made of."""

from __future__ import annotations

from imcwp_data.withheld import CHARACTERS, HASH, TITLE_WORDS, WORDS

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
INCLUDED = (
    "The texts in `paragraphs.text`, and the words quoted from them in other tables, remain their publishers'; they "
    "are included for research, and the table above and `sources.rights` say whose they are."
)
QUOTED = (
    "The words quoted from the texts remain their publishers', and the table above and `sources.rights` say whose they "
    "are."
)
WITHOUT_TEXTS = (
    "This release is without the texts of its sources, for places that may not hand them on. `paragraphs.text` is null "
    f"throughout, and `paragraphs.{HASH}` is the SHA-256 of what stands there in the release with texts. Clauses of "
    f"actions, quotes of evidence and names where they stand are there up to {WORDS} words and {CHARACTERS} "
    "characters, and null where they are longer; titles of documents and themes of meetings are cut after "
    f"{TITLE_WORDS} words. All facts, offsets and hashes stay: whoever has a source, which `sources.sha256` proves, "
    "finds every passage in it. Full-text search has nothing to search."
)
RIGHTS = f"{LICENCE['name']} for the tables; {TEXT_RIGHTS}"
CITE_AS = "If you use this data set, please cite it as below."
