"""What a release says of itself to machines, beside its Data Package: one standard a module.

All of them are made of the record in ``about.py``, the table schemas and the Data Package descriptor, which knows the
files. Like that descriptor they hold no time and nothing of the machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from imcwp_data.publish.checksums import files_of
from imcwp_data.publish.descriptions import citation, croissant, csvw, dcat, ro_crate, zenodo
from imcwp_data.publish.descriptions.described import Described, describe
from imcwp_data.publish.sources import publications
from imcwp_data.schema import TableSchema

if TYPE_CHECKING:
    from imcwp_data.table_stream import TableStream

# Copies of these stand at the top of a checkout, where those who cite and archive look for them.
COPIES = (citation.FILE, zenodo.FILE)
# The description that gives hashes of files whose bytes depend on a library's version.
WITH_HASHES = (croissant.FILE,)
_JSON: dict[str, Callable[[Described], dict[str, Any] | None]] = {
    csvw.FILE: csvw.csvw,
    croissant.FILE: croissant.croissant,
    dcat.FILE: dcat.dcat,
    zenodo.FILE: zenodo.zenodo,
}


def describe_release(
    folder: Path,
    package: Mapping[str, Any],
    schemas: Mapping[str, TableSchema],
    sources: TableStream,
    languages: Iterable[str],
) -> list[str]:
    """Write the descriptions of the files that stand in ``folder``, and return their names.

    ``package`` is the Data Package descriptor of these files, ``sources`` the table of that name, ``languages`` are
    those of the documents. A release of SQLite alone gets no description of files that it lacks. Raises OSError when a
    file cannot be written.
    """
    tables = {path for resource in package["resources"] for path in _paths(resource)}
    others = [name for name in files_of(folder) if name not in tables]
    described = describe(package, schemas, publications(sources), languages, others)
    documents = {name: make(described) for name, make in _JSON.items()}
    texts = {name: as_json(document) for name, document in documents.items() if document is not None}
    texts[citation.FILE] = citation.citation(described)
    # It lists the files of the release, so it comes last.
    texts[ro_crate.FILE] = as_json(ro_crate.ro_crate(described.with_others(texts)))
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return sorted(texts)


def as_json(document: Mapping[str, Any]) -> str:
    """Return a document as JSON that people can read."""
    # What the standard library indents it writes in Python, piece by piece.
    return msgspec.json.format(json.dumps(document, ensure_ascii=False), indent=2) + "\n"


def languages_of(documents: TableStream) -> list[str]:
    """Return the languages of the table ``documents``, sorted."""
    return sorted({tag for batch in documents.select(["language"]) for tag in batch.column(0).to_pylist() if tag})


def says_the_same(name: str, old: str, new: str) -> bool:
    """Tell whether two texts of a description differ in no more than hashes of files that a library's version shapes.

    Raises ValueError, KeyError or TypeError when a text is no such description.
    """
    if name not in WITH_HASHES:
        return old == new
    before, now = (croissant.without_library_traces(json.loads(text)) for text in (old, new))
    return before == now


def _paths(resource: Mapping[str, Any]) -> list[str]:
    path = resource["path"]
    return [path] if isinstance(path, str) else list(path)
