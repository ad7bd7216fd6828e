"""A release that somebody names (a folder, a zip of one, a SQLite file) → its tables, its version and its rules."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from imcwp_data.diff.forms import TableForm, csv_files, csv_table, damage, parquet_table, sqlite_tables
from imcwp_data.errors import ReleaseError
from imcwp_data.publish.checksums import CHECKSUMS, read_checksums, sha256
from imcwp_data.publish.forms import DATABASE
from imcwp_data.publish.rules import RULE_FILES, rules_in
from imcwp_data.schema import package_schemas

DESCRIPTOR = "datapackage.json"
_MARKS = (DESCRIPTOR, DATABASE, "parquet", "csv")
_SQLITE_BEGINS = b"SQLite format 3\0"
_WHAT_TO_NAME = "Name the folder of a release, a zip of one, or its SQLite file (imcwp.db)."


@dataclass(frozen=True, slots=True)
class OpenRelease:
    """A release whose tables can be read: how it was named, its version and rules (None where it does not say)."""

    name: str
    version: str | None
    rules: Mapping[str, Any] | None
    tables: Mapping[str, TableForm]


@contextmanager
def open_release(path: Path) -> Iterator[OpenRelease]:
    """Open a release for reading. Raises ReleaseError, naming file and what to do, when it is none or is damaged."""
    if path.is_dir():
        yield _of_folder(_root(path), str(path))
    elif not path.exists():
        raise ReleaseError(f"{path}: there is no such file or folder. {_WHAT_TO_NAME}")
    elif zipfile.is_zipfile(path):
        with tempfile.TemporaryDirectory(prefix="imcwp-data-") as name:
            yield _of_folder(_unpacked(path, Path(name)), str(path))
    else:
        with damage(path), path.open("rb") as file:
            begins = file.read(len(_SQLITE_BEGINS))
        if begins != _SQLITE_BEGINS:
            raise ReleaseError(f"{path}: is neither a zip nor a SQLite file. {_WHAT_TO_NAME}")
        yield _of_database(path)


def _root(folder: Path) -> Path:
    """Return the folder of the release: the one named, or the only one in it that holds one."""
    if any((folder / mark).exists() for mark in _MARKS):
        return folder
    inside = [sub for sub in sorted(folder.iterdir()) if sub.is_dir() and any((sub / m).exists() for m in _MARKS)]
    if len(inside) == 1:
        return inside[0]
    raise ReleaseError(f"{folder}: no release here. {_WHAT_TO_NAME}")


def _unpacked(path: Path, folder: Path) -> Path:
    """Unpack what is read of a zipped release into a folder and return where in it the release stands."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(entry.filename) for entry in archive.infolist() if not entry.is_dir()]
            roots = {_above(name) for name in names} - {None}
            if not roots:
                raise ReleaseError(f"{path}: no release in this zip. {_WHAT_TO_NAME}")
            root = min((r for r in roots if r is not None), key=lambda r: (len(r.parts), str(r)))
            below = [name.relative_to(root) for name in names if name.is_relative_to(root)]
            form = next((m for m in ("parquet", "csv") if any(name.parts[0] == m for name in below)), DATABASE)
            for name in below:
                if name.parts[0] in (form, DESCRIPTOR, *RULE_FILES) and ".." not in name.parts:
                    target = folder.joinpath(*name.parts)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with archive.open(str(root / name)) as packed, target.open("wb") as file:
                        shutil.copyfileobj(packed, file, 1 << 20)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ReleaseError(f"{path}: the zip is damaged ({error}). Get it anew.") from error
    except OSError as error:
        raise ReleaseError(
            f"{path}: cannot be unpacked ({error}). Check the free space for temporary files."
        ) from error
    return folder


def _above(name: PurePosixPath) -> PurePosixPath | None:
    """Return the folder of the release that a file in a zip belongs to; None where its name is none of a release."""
    if name.name in (DESCRIPTOR, DATABASE):
        return name.parent
    if name.suffix in (".parquet", ".csv", ".gz", ".zst"):
        for parent in name.parents:
            if parent.name in ("parquet", "csv"):
                return parent.parent
    return None


def _of_folder(folder: Path, named: str) -> OpenRelease:
    package = _descriptor(folder)
    described = {r["name"]: r["schema"] for r in package.get("resources", ()) if isinstance(r.get("schema"), dict)}
    tables: dict[str, TableForm] = {}
    files = _parquet_files(folder / "parquet")
    if files:
        tables = {name: parquet_table(name, paths, _key(name, described)) for name, paths in files.items()}
    elif (folder / "csv").is_dir():
        for name, path in csv_files(folder / "csv").items():
            tables[name] = csv_table(name, path, _key(name, described), _types(name, described))
    elif (folder / DATABASE).is_file():
        tables = sqlite_tables(folder / DATABASE)
    missing = sorted(set(described) - set(tables))
    if tables and missing:
        raise ReleaseError(
            f"{named}: is not whole: {DESCRIPTOR} tells of the table {missing[0]}, which has no file. "
            "Get or build the release anew."
        )
    version = package.get("version")
    return _release(named, str(version) if version else None, rules_in(folder), tables)


def _of_database(path: Path) -> OpenRelease:
    """Open a SQLite file; where it proves to be part of the release around it, that tells version and rules."""
    around = path.resolve().parent
    belongs = (around / CHECKSUMS).is_file() and read_checksums(around).get(path.name) == sha256(path)
    version = _descriptor(around).get("version") if belongs else None
    rules = rules_in(around) if belongs else None
    return _release(str(path), str(version) if version else None, rules, sqlite_tables(path))


def _release(
    named: str, version: str | None, rules: Mapping[str, Any] | None, tables: Mapping[str, TableForm]
) -> OpenRelease:
    if not set(tables) & {"sources", "documents", "paragraphs"}:
        raise ReleaseError(f"{named}: holds no tables of a release of this package. {_WHAT_TO_NAME}")
    order = {name: number for number, name in enumerate(package_schemas())}
    known = sorted(tables, key=lambda name: (order.get(name, len(order)), name))
    for name in known:
        form = tables[name]
        if not form.key or not set(form.key) <= set(form.types):
            raise ReleaseError(
                f"{named}: the table {name} lacks its key ({', '.join(form.key) or 'none is told'}). "
                "Get or build the release anew."
            )
    return OpenRelease(named, version, rules, {name: tables[name] for name in known})


def _descriptor(folder: Path) -> dict[str, Any]:
    path = folder / DESCRIPTOR
    if not path.is_file():
        return {}
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(document, dict) or not all(isinstance(r["name"], str) for r in document["resources"]):
            raise ValueError("it describes no resources")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"{path}: is no data package ({error}). Get or build the release anew.") from error
    return document


def _parquet_files(folder: Path) -> dict[str, list[Path]]:
    files = {path.stem: [path] for path in sorted(folder.glob("*.parquet"))}
    for sub in sorted(path for path in folder.glob("*") if path.is_dir()):
        parts = sorted(sub.glob("part-*.parquet"), key=lambda part: (len(part.name), part.name))
        if parts:
            files[sub.name] = parts
    return files


def _key(table: str, described: Mapping[str, Any]) -> tuple[str, ...]:
    told = described.get(table, {}).get("primaryKey")
    if told:
        return (told,) if isinstance(told, str) else tuple(told)
    schema = package_schemas().get(table)
    return schema.primary_key if schema else ()


def _types(table: str, described: Mapping[str, Any]) -> dict[str, str]:
    if table in described:
        return {field["name"]: field.get("type", "string") for field in described[table].get("fields", ())}
    schema = package_schemas().get(table)
    return {field.name: field.type for field in schema.fields} if schema else {}
