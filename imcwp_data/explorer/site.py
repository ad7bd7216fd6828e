"""The release that a Datasette serves: its database, its folder, and what does not change while it is served."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from datasette.utils import tilde_encode

from imcwp_data.publish.sqlite import APPLICATION_ID
from imcwp_data.withheld import WITHHELD

if TYPE_CHECKING:
    from datasette.app import Datasette

STATIC = Path(__file__).with_name("static")
# Where a SQLite file carries the number of the application that it belongs to (sqlite.org/fileformat2.html).
_APPLICATION_ID_AT = 68
# How many paragraphs of a document one page of the reader shows: so many, with all their facts, weigh under 300 kB.
PARAGRAPHS_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Site:
    """One release as it is served.

    ``base_url`` ends with a slash; ``folder`` holds the release's files; ``package`` is its ``datapackage.json`` and
    ``quality`` its ``quality.json``, empty where the folder has none.
    """

    database: str
    folder: Path
    base_url: str
    package: Mapping[str, Any]
    quality: Mapping[str, Any]

    def path(self, *parts: str, **query: object) -> str:
        """Return the address of a page: ``path("meetings", "imcwp-22")``; query values of None are left out."""
        told = {key: value for key, value in query.items() if value is not None and value != ""}
        tail = "?" + "&".join(f"{quote(k)}={quote(str(v), safe='')}" for k, v in told.items()) if told else ""
        return self.base_url + "/".join(quote(part, safe="") for part in parts) + tail

    def passage(self, paragraph_id: str, evidence_id: str | None = None) -> str:
        """Return the address of a paragraph in the reader, with one piece of evidence marked if it is named."""
        document_id, _, position = paragraph_id.rpartition(".")
        first = first_of_page(int(position)) if position.isascii() and position.isdigit() else 1
        page = {"from": first if first > 1 else None, "evidence": evidence_id}
        return self.path("documents", document_id, **page) + f"#p{position}"

    def table(self, table: str, **query: object) -> str:
        """Return the address of a table in Datasette; ``query`` are its filters, such as ``meeting_id__exact``."""
        return self.path(self.database, table, **query)

    def row(self, table: str, key: str) -> str:
        """Return the address of a row in Datasette, which spells keys in a way of its own."""
        return self.path(self.database, table, tilde_encode(key))

    def static(self, name: str) -> str:
        """Return the address of a style sheet or script; another content has another address."""
        return self.path("-", "explorer", name, v=_digest(name))

    @property
    def title(self) -> str:
        """Return the title of the data set."""
        return str(self.package.get("title", "IMCWP data"))

    @property
    def without_texts(self) -> bool:
        """Whether the release leaves out the publishers' words (``imcwp-data build --no-text``)."""
        return WITHHELD in self.package

    @property
    def version(self) -> str:
        """Return the version of the data, "" where the release does not tell it."""
        return str(self.package.get("version", ""))


def first_of_page(position: int) -> int:
    """Return the position of the first paragraph on the reader's page that shows a paragraph."""
    return max(position - 1, 0) // PARAGRAPHS_A_PAGE * PARAGRAPHS_A_PAGE + 1


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


_KEPT = "_imcwp_data_site"


def site_of(datasette: Datasette) -> Site | None:
    """Return the release among the databases of a Datasette, None without one.

    Its files are read once: the site is kept with the Datasette that serves it.
    """
    if not hasattr(datasette, _KEPT):
        setattr(datasette, _KEPT, _find_site(datasette))
    site: Site | None = getattr(datasette, _KEPT)
    return site


def _find_site(datasette: Datasette) -> Site | None:
    for name, database in datasette.databases.items():
        if database.path is not None and _is_release(Path(database.path)):
            folder = Path(database.path).parent
            return Site(
                database=name,
                folder=folder,
                base_url=datasette.setting("base_url"),
                package=_read_json(folder / "datapackage.json"),
                quality=_read_json(folder / "quality.json"),
            )
    return None


def _is_release(path: Path) -> bool:
    try:
        with path.open("rb") as handle:
            head = handle.read(_APPLICATION_ID_AT + 4)
    except OSError:
        return False
    return int.from_bytes(head[_APPLICATION_ID_AT:], "big") == APPLICATION_ID and len(head) == _APPLICATION_ID_AT + 4


def _read_json(path: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
