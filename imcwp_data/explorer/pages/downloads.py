"""The release's own files: a page that tells them with sizes and hashes, and the files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette.utils.asgi import AsgiFileDownload, Response

from imcwp_data.explorer.site import Site
from imcwp_data.explorer.values import web_address
from imcwp_data.explorer.web import Asked, Page

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

# Files of a release beside those that its Data Package names.
_FIXED = {
    "datapackage.json": "Data Package: every file, column, licence and source, for programs",
    "croissant.json": "Croissant: the tables as records, for tools of machine learning",
    "csv/csv-metadata.json": "CSV on the Web: the columns of the CSV files, for programs",
    "ro-crate-metadata.json": "RO-Crate: the release as a research object, for archives",
    "dcat.jsonld": "DCAT and schema.org: the data set and its files, for catalogues",
    "CITATION.cff": "How to cite it, for reference managers",
    ".zenodo.json": "What Zenodo asks of a deposit",
    "metadata.json": "Titles, descriptions and ready questions, for Datasette",
    "quality.json": "How well the texts were read",
    "rules.json": "By which rules, vocabularies and corrections the texts were read, as hashes",
    "changes.json": "What is other than in the version before, row by row, and why",
    "README.md": "The codebook: every table and column explained",
    "SHA256SUMS": "Proves a download: sha256sum -c SHA256SUMS",
}
_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".db": "application/vnd.sqlite3",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".cff": "application/yaml; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    "": "text/plain; charset=utf-8",
}


_MOST_PUBLICATIONS = 200


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file of the release; ``table`` is the table it holds, "" where it holds none or all."""

    path: str
    title: str
    table: str
    description: str
    size: int | None
    sha256: str


async def downloads(asked: Asked) -> Page:
    """Return the page of all files."""
    site = asked.site
    files = release_files(site)
    told = [
        {**asdict(f), "address": site.path("downloads", *f.path.split("/")), "shown": say_size(f.size)} for f in files
    ]
    tables: dict[str, dict[str, Any]] = {}
    for file in told:
        if file["table"]:
            kind = "csv" if file["path"].endswith(".csv") else "parquet"
            tables.setdefault(file["table"], {"table": file["table"]})[kind] = file
    return Page(
        template="downloads.html",
        title="Downloads",
        description="The whole release as CSV, Parquet, SQLite and Data Package, with sizes and hashes.",
        data={
            "version": site.version,
            "tables": list(tables.values()),
            "hashed": [{"path": file["path"], "sha256": file["sha256"]} for file in told if file["sha256"]],
            "whole": [file for file in told if not file["table"]],
            "licences": site.package.get("licenses", []),
            "publications": await _publications(asked),
            "size": sum(f.size or 0 for f in files),
            "size_shown": say_size(sum(f.size or 0 for f in files)),
        },
        current="downloads",
    )


async def _publications(asked: Asked) -> list[dict[str, Any]]:
    """Return publisher, address and rights of the sources, each once; the table of sources tells those beyond."""
    rows = await asked.rows(
        "select coalesce(publisher, path) as title, url as path, rights from sources group by 1, 2, 3 "
        "order by min(rowid) limit ?",
        [_MOST_PUBLICATIONS],
    )
    return [{**row, "link": web_address(row["path"])} for row in rows]


async def file(datasette: Datasette, request: Request, site: Site) -> Any:
    """Return a file of the release; only those that it names itself are given, whatever else its folder holds."""
    if request.method not in {"GET", "HEAD"}:
        return Response.text("This site is for reading only.", status=405, headers={"allow": "GET, HEAD"})
    asked = unquote(request.url_vars["path"])
    known = next((known for known in release_files(site) if known.path == asked), None)
    if known is None:
        return Response.text(f"There is no file {asked!r} in this release.\n", status=404)
    headers = {"cache-control": "public, max-age=60", "access-control-allow-origin": "*"}
    if known.sha256:
        headers["etag"] = f'"{known.sha256}"'
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response("", status=304, headers=headers)
    name = known.path.rpartition("/")[2]
    return _Download(site.folder / known.path, name, _TYPES[_ending(name)], headers)


class _Download(AsgiFileDownload):  # type: ignore[misc]
    """A file sent piece by piece, in pieces large enough for a large database."""

    async def asgi_send(self, send: Any) -> None:
        from datasette.utils.asgi import asgi_send_file

        await asgi_send_file(
            send,
            self.filepath,
            filename=self.filename,
            content_type=self.content_type,
            chunk_size=1 << 18,
            headers=self.headers,
        )


def release_files(site: Site) -> tuple[ReleaseFile, ...]:
    """Return the files that may be downloaded: those of the Data Package and a few of fixed names, where they exist."""
    return _release_files(site.folder, _Package(site.package))


def say_size(size: int | None) -> str:
    """Return a number of bytes for people: 1.2 MB."""
    if size is None:
        return ""
    value, units = float(size), ["bytes", "kB", "MB", "GB", "TB"]
    while value >= 1000 and len(units) > 1:
        value /= 1000
        units.pop(0)
    return f"{value:,.0f} {units[0]}" if units[0] == "bytes" or value >= 100 else f"{value:,.1f} {units[0]}"


class _Package(dict[str, Any]):
    """A Data Package that can be a key: it is read once and never changed."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash((self.get("name"), self.get("version"), len(self.get("resources", ()))))


@lru_cache(maxsize=8)
def _release_files(folder: Path, package: _Package) -> tuple[ReleaseFile, ...]:
    named = {file.path: file for file in _of_package(package)}
    sums = _sums(folder)
    for path, title in _FIXED.items():
        named.setdefault(path, ReleaseFile(path, title, "", "", None, sums.get(path, "")))
    return tuple(_measured(file, folder) for file in named.values() if _is_there(file.path, folder))


def _sums(folder: Path) -> dict[str, str]:
    """Return the hashes that the release tells of its files, by their paths."""
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    pairs = (line.partition("  ") for line in lines)
    return {path: digest for digest, gap, path in pairs if gap and len(digest) == 64}


def _of_package(package: _Package) -> Iterator[ReleaseFile]:
    for resource in package.get("resources", ()):
        path = resource.get("path")
        if isinstance(path, str):
            name = str(resource.get("name", path))
            table = name.removesuffix("-parquet") if path.endswith((".csv", ".parquet")) else ""
            hashed = str(resource.get("hash", ""))
            yield ReleaseFile(
                path=path,
                title=str(resource.get("title", name)),
                table=table,
                description=str(resource.get("description", "")),
                size=resource.get("bytes"),
                sha256=hashed.removeprefix("sha256:") if hashed.startswith("sha256:") else "",
            )


def _is_there(path: str, folder: Path) -> bool:
    """Tell whether a path names a file in the folder itself; a package may be made by strangers."""
    root = folder.resolve()
    full = (root / path).resolve()
    return full.is_relative_to(root) and full.is_file() and _ending(full.name) in _TYPES


def _measured(file: ReleaseFile, folder: Path) -> ReleaseFile:
    size = (folder / file.path).stat().st_size
    # A file that is not as long as the package says is not the one that it has the hash of.
    sha256 = file.sha256 if file.size in (None, size) else ""
    return ReleaseFile(file.path, file.title, file.table, file.description, size, sha256)


def _ending(name: str) -> str:
    return Path(name).suffix
