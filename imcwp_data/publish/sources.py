"""The publications that a release was read from, with their rights, as its descriptions list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imcwp_data.table_stream import TableStream

# Of more publications than these the table `sources` tells.
SOURCES_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Publication:
    """Who published a text, or the name of its file; where it stands on the Web; whose it is."""

    title: str
    url: str | None
    rights: str | None


def publications(sources: TableStream) -> list[Publication]:
    """Return the publications of the table ``sources``, each once; the first ones of very many."""
    found: dict[Publication, None] = {}
    for batch in sources.select(["path", "publisher", "url", "rights"]):
        for row in batch.to_pylist():
            if len(found) == SOURCES_AT_MOST:
                return list(found)
            found[Publication(row["publisher"] or row["path"], row["url"], row["rights"])] = None
    return list(found)
