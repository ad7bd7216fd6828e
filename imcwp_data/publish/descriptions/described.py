"""What every description is made of: a release's files, tables, version and sources, in one form for all standards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from imcwp_data.publish.datapackage import CONTENT
from imcwp_data.publish.sources import Publication
from imcwp_data.schema import TableSchema


@dataclass(frozen=True, slots=True)
class DescribedFile:
    """A file of tables: where it is, what kind of file, of which table (None: of all), and what is known of its bytes.

    ``by_library`` tells that another version of a library would give other bytes of the same rows; ``parts`` that the
    path is a pattern for several files.
    """

    path: str
    title: str
    description: str
    format: str
    media_type: str
    table: str | None
    size: int | None
    sha256: str | None
    by_library: bool
    compressed: bool
    parts: bool

    @property
    def holds_texts(self) -> bool:
        """Whether passages of the sources stand in it as long as they are."""
        return self.table in (None, "paragraphs")


@dataclass(frozen=True, slots=True)
class Described:
    """A release to be described. ``others`` are the paths of the files that hold no tables."""

    version: str
    schemas: Mapping[str, TableSchema]
    files: tuple[DescribedFile, ...]
    sources: tuple[Publication, ...]
    languages: tuple[str, ...]
    others: tuple[str, ...]

    def of_format(self, name: str) -> list[DescribedFile]:
        """Return the files of a format, in the order of the tables."""
        return [file for file in self.files if file.format == name]

    def with_others(self, paths: Iterable[str]) -> Described:
        """Return the same with more files that hold no tables."""
        return replace(self, others=tuple(sorted({*self.others, *paths})))


def describe(
    package: Mapping[str, Any],
    schemas: Mapping[str, TableSchema],
    sources: Sequence[Publication],
    languages: Iterable[str],
    others: Iterable[str],
) -> Described:
    """Return what a Data Package descriptor tells of a release, with its schemas and sources.

    ``languages`` are those of the documents, as BCP 47 tags.
    """
    return Described(
        version=package["version"],
        schemas=schemas,
        files=tuple(_file(resource, schemas) for resource in package["resources"]),
        sources=tuple(sources),
        languages=tuple(sorted(set(languages))),
        others=tuple(sorted(others)),
    )


def _file(resource: Mapping[str, Any], schemas: Mapping[str, TableSchema]) -> DescribedFile:
    path, name = resource["path"], resource["name"].removesuffix("-parquet")
    several = not isinstance(path, str)
    return DescribedFile(
        path=f"{path[0].rpartition('/')[0]}/*.parquet" if several else path,
        title=resource["title"],
        description=resource["description"],
        format=resource["format"],
        media_type=resource["mediatype"],
        table=name if name in schemas else None,
        size=resource.get("bytes"),
        sha256=resource.get("hash", "").removeprefix("sha256:") or None,
        by_library=several or CONTENT in resource or resource["format"] != "csv",
        compressed=resource["format"] == "csv" and not str(resource["path"]).endswith(".csv"),
        parts=several,
    )
