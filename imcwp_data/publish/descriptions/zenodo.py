"""``.zenodo.json``: what Zenodo asks of a deposit, in the terms of its deposit metadata."""

from __future__ import annotations

from html import escape
from typing import Any

from imcwp_data.publish.about import DATE_PUBLISHED, DESCRIPTION, KEYWORDS, LICENCE, MAINTAINERS, RIGHTS, TITLE
from imcwp_data.publish.descriptions.described import Described
from imcwp_data.publish.sources import Publication

FILE = ".zenodo.json"


def zenodo(described: Described) -> dict[str, Any]:
    """Return the deposit's metadata; each source is a reference, and an identifier it is derived from."""
    urls = dict.fromkeys(source.url for source in described.sources if source.url)
    return {
        "upload_type": "dataset",
        "title": TITLE,
        # Zenodo takes the description for HTML.
        "description": f"<p>{escape(DESCRIPTION, quote=False)}</p>",
        "version": described.version,
        "publication_date": DATE_PUBLISHED,
        "creators": [{"name": MAINTAINERS}],
        "keywords": list(KEYWORDS),
        "access_right": "open",
        "license": LICENCE["name"].lower(),
        "notes": f"<p>Rights: {escape(RIGHTS, quote=False)}.</p>",
        "references": [_reference(source) for source in described.sources],
        "related_identifiers": [
            {"scheme": "url", "identifier": url, "relation": "isDerivedFrom", "resource_type": "publication-other"}
            for url in urls
        ],
    }


def _reference(source: Publication) -> str:
    return ". ".join(part for part in (source.title, source.url, source.rights) if part)
