"""``ro-crate-metadata.json``: RO-Crate 1.1, for archives that keep research objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from imcwp_data.publish.about import (
    DATE_PUBLISHED,
    DESCRIPTION,
    KEYWORDS,
    LICENCE,
    MAINTAINERS,
    NAME,
    RIGHTS,
    TITLE,
)
from imcwp_data.publish.checksums import CHECKSUMS
from imcwp_data.publish.descriptions.described import Described, DescribedFile
from imcwp_data.publish.sources import Publication

FILE = "ro-crate-metadata.json"
_ORGANISATION = {"@id": "#maintainers", "@type": "Organization", "name": MAINTAINERS}
_LICENCE = {
    "@id": LICENCE["path"],
    "@type": "CreativeWork",
    "name": LICENCE["title"],
    "identifier": LICENCE["name"],
    "description": "The licence of the tables.",
}
_TEXTS = {
    "@id": "#rights-of-the-texts",
    "@type": "CreativeWork",
    "name": "Rights of the source texts",
    "description": f"{RIGHTS}. Each source below tells its own.",
}
_MEDIA_TYPES = {".md": "text/markdown", ".json": "application/json", ".jsonld": "application/ld+json"}


def ro_crate(described: Described) -> dict[str, Any]:
    """Return the metadata document of the crate, flattened as the standard wants it.

    It leaves sizes and hashes to ``SHA256SUMS``, which is a file of the crate.
    """
    files = [_file(file) for file in described.files]
    files += [_other(name) for name in sorted({*described.others, CHECKSUMS})]
    publishers = _numbered("publisher", (source.title for source in described.sources))
    rights = _numbered("rights", (source.rights for source in described.sources if source.rights))
    sources: dict[str, dict[str, Any]] = {}
    for number, source in enumerate(described.sources, 1):
        name = source.url if source.url and source.url not in sources else f"#source-{number}"
        sources[name] = _source(name, source, publishers[source.title], rights)
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": TITLE,
        "alternateName": NAME,
        "description": DESCRIPTION,
        "version": described.version,
        "datePublished": DATE_PUBLISHED,
        "license": _reference(_LICENCE),
        "usageInfo": _reference(_TEXTS),
        "keywords": ", ".join(KEYWORDS),
        **_values("inLanguage", list(described.languages)),
        "author": _reference(_ORGANISATION),
        "publisher": _reference(_ORGANISATION),
        **_values("isBasedOn", [_reference(source) for source in sources.values()]),
        "hasPart": [_reference(file) for file in files],
    }
    descriptor = {
        "@id": FILE,
        "@type": "CreativeWork",
        "about": _reference(root),
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    named = [{"@id": key, "@type": "Organization", "name": title} for title, key in publishers.items()]
    named += [
        {"@id": key, "@type": "CreativeWork", "name": "Rights", "description": text} for text, key in rights.items()
    ]
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [descriptor, root, *files, _LICENCE, _TEXTS, _ORGANISATION, *sources.values(), *named],
    }


def _values(term: str, values: list[Any]) -> dict[str, Any]:
    """Return a term with its values; one value stands by itself, as the standard recommends, and none not at all."""
    return {term: values[0] if len(values) == 1 else values} if values else {}


def _reference(entity: dict[str, Any]) -> dict[str, Any]:
    return {"@id": entity["@id"]}


def _numbered(kind: str, texts: Iterable[str]) -> dict[str, str]:
    """Return an identifier for each text."""
    return {text: f"#{kind}-{number}" for number, text in enumerate(dict.fromkeys(texts), 1)}


def _source(name: str, source: Publication, publisher: str, rights: Mapping[str, str]) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": "CreativeWork",
        "name": source.url or source.title,
        **({"url": source.url} if source.url else {}),
        "publisher": {"@id": publisher},
        **({"usageInfo": {"@id": rights[source.rights]}} if source.rights else {}),
    }


def _file(file: DescribedFile) -> dict[str, Any]:
    return {
        "@id": f"{file.path.rpartition('/')[0]}/" if file.parts else file.path,
        "@type": "Dataset" if file.parts else "File",
        "name": file.title,
        "description": file.description,
        **({} if file.parts else {"encodingFormat": file.media_type}),
        **({"license": [_reference(_LICENCE), _reference(_TEXTS)]} if file.holds_texts else {}),
    }


def _other(name: str) -> dict[str, Any]:
    ending = "." + name.rpartition(".")[2]
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "encodingFormat": _MEDIA_TYPES.get(ending, "text/plain"),
    }
