"""``CITATION.cff``: the Citation File Format 1.2, for reference managers and code hosts."""

from __future__ import annotations

from typing import Any

from imcwp_data.publish.about import CITE_AS, DATE_PUBLISHED, DESCRIPTION, KEYWORDS, LICENCE, MAINTAINERS, TITLE
from imcwp_data.publish.descriptions.described import Described
from imcwp_data.publish.descriptions.yaml import as_yaml
from imcwp_data.publish.sources import Publication

FILE = "CITATION.cff"


def citation(described: Described) -> str:
    """Return the file's text: the data set, and its sources as references."""
    document: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": CITE_AS,
        "type": "dataset",
        "title": TITLE,
        "abstract": DESCRIPTION,
        "version": described.version,
        "date-released": DATE_PUBLISHED,
        "license": LICENCE["name"],
        "authors": [{"name": MAINTAINERS}],
        "keywords": list(KEYWORDS),
    }
    if described.sources:
        document["references"] = [_reference(source) for source in described.sources]
    return as_yaml(document)


def _reference(source: Publication) -> dict[str, Any]:
    return {
        "type": "generic",
        "title": source.url or source.title,
        "authors": [{"name": source.title}],
        **({"url": source.url} if source.url else {}),
        **({"notes": source.rights} if source.rights else {}),
    }
