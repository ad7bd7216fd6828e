"""Whether the tables of a release have the content hashes that its descriptor tells.

A hash of content is the same whatever libraries wrote the files, so it proves a release that was built elsewhere.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from imcwp_data.canonical import hash_of_parts, table_hash
from imcwp_data.faults import Fault, Report, one_fault
from imcwp_data.schema import TableSchema, arrow_schema
from imcwp_data.table_stream import stream_of_parquet

if TYPE_CHECKING:
    import pyarrow as pa

TABLE_HASH, PARTS = "imcwp:tableHash", "imcwp:parts"
DESCRIPTOR = "datapackage.json"
_ALGORITHM = "sha256:"
_BLOCK = 1 << 20
_ENDINGS = (".csv", ".csv.gz", ".csv.zst")


def told(digest: str) -> dict[str, str]:
    """Return what the descriptor tells of a content hash in hexadecimal."""
    return {TABLE_HASH: _ALGORITHM + digest}


def check_table_hashes(folder: Path, schemas: Mapping[str, TableSchema]) -> Iterator[Report]:
    """Yield a fault for each table whose content is not what ``datapackage.json`` says, or of which it says nothing.

    One format of each table is looked at, CSV before Parquet: that all formats say the same is another check. What
    cannot be read is left to the checks of the files.
    """
    resources = _resources(folder)
    if resources is None:
        return
    for name, schema in schemas.items():
        mine = [r for r in resources if r.get("name") in (name, f"{name}-parquet")]
        if mine:
            yield from _check_table(folder, schema, mine)


def table_hashes(folder: Path, schemas: Mapping[str, TableSchema]) -> dict[str, str]:
    """Return the content hash of each table of a release, in hexadecimal, as it is found in the files.

    Tables that the release does not have, or has in SQLite alone, are left out. Raises OSError for an unreadable file.
    """
    return {name: digest for name, schema in schemas.items() if (digest := _content(folder, schema)) is not None}


def _resources(folder: Path) -> list[dict[str, Any]] | None:
    try:
        listed = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))["resources"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return [resource for resource in listed if isinstance(resource, dict)] if isinstance(listed, list) else None


def _check_table(folder: Path, schema: TableSchema, resources: list[dict[str, Any]]) -> Iterator[Report]:
    import pyarrow as pa

    try:
        found = _content(folder, schema)
    except (OSError, ValueError, pa.ArrowException):
        return
    if found is None:
        return
    for resource in resources:
        given = resource.get(TABLE_HASH)
        if given is None:
            message = f"tells no {TABLE_HASH} of {resource['name']}. Build the release anew."
            yield one_fault(Fault(DESCRIPTOR, TABLE_HASH, message))
        elif given != _ALGORITHM + found:
            message = f"has the content hash {found}, not {given}, as {DESCRIPTOR} says. Build the release anew."
            yield one_fault(Fault(schema.name, TABLE_HASH, message, value=found))


def _content(folder: Path, schema: TableSchema) -> str | None:
    for ending in _ENDINGS:
        path = folder / "csv" / f"{schema.name}{ending}"
        if path.is_file():
            return _hash_of_csv(path)
    whole = folder / "parquet" / f"{schema.name}.parquet"
    if whole.is_file():
        return _hash_of_parquet(whole, schema)
    parts = sorted(whole.with_suffix("").glob("part-*.parquet"), key=lambda part: (len(part.name), part.name))
    return hash_of_parts(_hash_of_parquet(part, schema) for part in parts) if parts else None


def _hash_of_csv(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file, _plain(file, path.suffix) as plain:
            while block := plain.read(_BLOCK):
                digest.update(block)
    except (EOFError, zlib.error) as error:
        raise OSError(f"{path}: what is compressed in it is damaged ({error})") from error
    return digest.hexdigest()


def _plain(file: BinaryIO, ending: str) -> Any:
    if ending == ".gz":
        return gzip.GzipFile(fileobj=file)
    if ending == ".zst":
        import pyarrow as pa

        return pa.CompressedInputStream(file, "zstd")
    return file


def _hash_of_parquet(path: Path, schema: TableSchema) -> str:
    form: pa.Schema = arrow_schema(schema)
    return table_hash(stream_of_parquet([path], form))
