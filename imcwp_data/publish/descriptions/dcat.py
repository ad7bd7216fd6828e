"""``dcat.jsonld``: the data set and its files in the terms of DCAT 3 and of schema.org, for catalogues of data."""

from __future__ import annotations

from typing import Any

from imcwp_data.publish.about import (
    DATE_PUBLISHED,
    DESCRIPTION,
    KEYWORDS,
    LICENCE,
    MAINTAINERS,
    NAME,
    RIGHTS,
    TEXT_RIGHTS,
    TITLE,
)
from imcwp_data.publish.descriptions.described import Described, DescribedFile
from imcwp_data.publish.sources import Publication

FILE = "dcat.jsonld"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"


def dcat(described: Described) -> dict[str, Any]:
    """Return the description of a data set whose files are its distributions.

    Sizes and hashes stand at the files whose bytes depend on the rows alone.
    """
    agent = {"@id": "#maintainers", "@type": ["foaf:Organization", "schema:Organization"], **_both_names(MAINTAINERS)}
    return {
        "@context": _CONTEXT,
        "@id": "./",
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:identifier": NAME,
        "schema:identifier": NAME,
        "dct:title": _english(TITLE),
        "schema:name": TITLE,
        "dct:description": _english(DESCRIPTION),
        "schema:description": DESCRIPTION,
        "dcat:version": described.version,
        "schema:version": described.version,
        "dct:issued": {"@value": DATE_PUBLISHED, "@type": "xsd:date"},
        "schema:datePublished": {"@value": DATE_PUBLISHED, "@type": "schema:Date"},
        "dct:language": [_language(tag) for tag in described.languages],
        "schema:inLanguage": list(described.languages),
        "dcat:keyword": [_english(word) for word in KEYWORDS],
        "schema:keywords": list(KEYWORDS),
        "dct:publisher": agent,
        "dct:creator": {"@id": agent["@id"]},
        "schema:publisher": {"@id": agent["@id"]},
        "schema:creator": {"@id": agent["@id"]},
        "dct:license": {"@id": LICENCE["path"], "@type": "dct:LicenseDocument", "rdfs:label": LICENCE["title"]},
        "schema:license": {"@id": LICENCE["path"]},
        "dct:rights": _rights(RIGHTS),
        "schema:copyrightNotice": RIGHTS,
        "schema:isAccessibleForFree": True,
        "dct:source": [_source(number, source) for number, source in enumerate(described.sources, 1)],
        "schema:isBasedOn": [{"@id": f"#source-{number}"} for number in range(1, len(described.sources) + 1)],
        "dcat:distribution": [_distribution(file) for file in described.files],
        "schema:distribution": [{"@id": _name(file)} for file in described.files],
    }


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en"}


def _both_names(name: str) -> dict[str, str]:
    return {"foaf:name": name, "schema:name": name}


def _language(tag: str) -> dict[str, Any]:
    return {"@type": "dct:LinguisticSystem", "rdfs:label": tag}


def _rights(text: str) -> dict[str, Any]:
    return {"@type": "dct:RightsStatement", "rdfs:label": _english(text)}


def _media_type(name: str) -> dict[str, str]:
    return {"@id": _MEDIA_TYPE + name, "@type": "dct:MediaType"}


def _source(number: int, source: Publication) -> dict[str, Any]:
    publisher = {"@type": ["foaf:Agent", "schema:Organization"], **_both_names(source.title)}
    return {
        "@id": f"#source-{number}",
        "@type": ["rdfs:Resource", "schema:CreativeWork"],
        "dct:title": source.url or source.title,
        "schema:name": source.url or source.title,
        "dct:publisher": publisher,
        **({"foaf:page": {"@id": source.url}, "schema:url": {"@id": source.url}} if source.url else {}),
        **({"dct:rights": _rights(source.rights), "schema:copyrightNotice": source.rights} if source.rights else {}),
    }


def _name(file: DescribedFile) -> str:
    return f"#file-{file.table or 'all'}-{file.format}"


def _distribution(file: DescribedFile) -> dict[str, Any]:
    # A folder's address stands for the files in it.
    address = {"@id": file.path.rpartition("/")[0] + "/" if file.parts else file.path}
    found: dict[str, Any] = {
        "@id": _name(file),
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        "dct:title": _english(file.title),
        "schema:name": file.title,
        "dct:description": _english(file.description),
        "schema:description": file.description,
        "dcat:accessURL": address,
        "schema:contentUrl": address,
        "dcat:mediaType": _media_type("text/csv" if file.compressed else file.media_type),
        "schema:encodingFormat": file.media_type,
        "dct:license": {"@id": LICENCE["path"]},
        "schema:license": {"@id": LICENCE["path"]},
    }
    if file.compressed:
        found["dcat:compressFormat"] = _media_type(file.media_type)
    if not file.parts:
        found["dcat:downloadURL"] = address
    if file.holds_texts:
        found |= {"dct:rights": _rights(RIGHTS), "schema:copyrightNotice": TEXT_RIGHTS}
    if not file.by_library and file.sha256:
        found["dcat:byteSize"] = {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"}
        found["spdx:checksum"] = {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        }
    return found
