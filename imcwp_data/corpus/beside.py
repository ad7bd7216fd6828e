"""What stands beside the texts of an archive or of a folder far away and says something of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from imcwp_data.corpus.publications import publications_in
from imcwp_data.corpus.read import encodings_in
from imcwp_data.errors import SourceError

_CORRECTIONS = "corrections.csv"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of texts, by their paths: where they were published, and how they are encoded."""

    publications: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)


def told_beside(address: str, beside: Mapping[str, bytes], paths: Iterable[str]) -> Told:
    """Return what the files ``beside`` the texts of these paths tell of them.

    An archive often holds one folder that holds all; so the uppermost ``sources.csv`` is that of the texts, and the
    files that it names stand beside it or below. Raises SourceError for one that is wrong, and for corrections, which
    are taken from a folder of this machine only and would be lost.
    """
    uppermost = min((len(PurePosixPath(path).parts) for path in beside), default=0)
    there = frozenset(paths)
    publications: dict[str, Mapping[str, str | None]] = {}
    encodings: dict[str, str] = {}
    for path, data in sorted(beside.items()):
        place = PurePosixPath(path)
        if len(place.parts) != uppermost:
            continue
        where = f"{address}, {path}"
        if place.name == _CORRECTIONS:
            raise SourceError(
                f"{where}: corrections are taken from a folder of this machine only; put the texts into one, "
                "or leave the file out"
            )
        # A path of an archive may begin with "./", which the path of what stands beside it does too.
        before = path.removesuffix(place.name)
        declared = encodings_in(data, where)
        lines = data.decode("utf-8-sig").splitlines(keepends=True)
        found = publications_in(lines, where, lambda name, before=before: before + name in there)  # type: ignore[misc]
        publications |= {before + name: told for name, told in found.items()}
        encodings |= {before + name: encoding for name, encoding in declared.items()}
    return Told(publications, encodings)
