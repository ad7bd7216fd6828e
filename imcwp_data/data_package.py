"""A release's ``datapackage.json``: which files there must be, whether it is true of them, what frictionless says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imcwp_data.errors import MissingExtraError
from imcwp_data.faults import Fault, Report, one_fault
from imcwp_data.lasting import collector_at_rest

DESCRIPTOR, DATABASE = "datapackage.json", "imcwp.db"
_CSV_ENDINGS = (".csv", ".csv.gz", ".csv.zst")


@dataclass(frozen=True, slots=True)
class Described:
    """What the descriptor says is there: its resources, and why it cannot be read if it cannot."""

    resources: Sequence[Mapping[str, Any]] = ()
    fault: str | None = None

    @property
    def paths(self) -> frozenset[str]:
        """The files that are described."""
        return frozenset(str(file.get("path")) for file in self.files)

    @property
    def files(self) -> Sequence[Mapping[str, Any]]:
        """What is said of each file: a resource is one, or several parts (``imcwp:parts``)."""
        files: list[Mapping[str, Any]] = []
        for resource in self.resources:
            parts = resource.get("imcwp:parts")
            if isinstance(parts, list) and all(isinstance(part, dict) for part in parts):
                files += [{"name": resource.get("name"), **part} for part in parts]
            else:
                files.append(resource)
        return files

    @property
    def formats(self) -> frozenset[str]:
        """Which of csv, parquet and sqlite the release has; all where the descriptor does not say."""
        if self.fault is not None:
            return frozenset({"csv", "parquet", "sqlite"})
        found = {path.partition("/")[0] for path in self.paths} & {"csv", "parquet"}
        return frozenset(found | ({"sqlite"} if DATABASE in self.paths else set())) or frozenset({"csv"})

    def csv_file(self, table: str) -> str:
        """Return the CSV file of a table."""
        endings = [end for path in self.paths for end in _CSV_ENDINGS if path.startswith("csv/") and path.endswith(end)]
        return f"csv/{table}{max(endings, key=len, default='.csv')}"


def read_descriptor(folder: Path) -> Described:
    """Return what a release's descriptor says."""
    try:
        descriptor: Any = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        resources = list(descriptor["resources"])
        if not all(isinstance(resource, dict) for resource in resources):
            raise TypeError("a resource is no object")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return Described(fault=f"is no data package ({error}). Build the release anew.")
    return Described(resources)


def check_descriptor(
    described: Described, hashes: Mapping[str, tuple[str, int]], files: Sequence[str]
) -> Iterator[Report]:
    """Yield what is wrong with the descriptor: files that it leaves out, sizes and hashes that are not theirs.

    ``hashes`` are SHA-256 and size of each file, ``files`` those of the tables.
    """
    if described.fault is not None:
        yield one_fault(Fault(DESCRIPTOR, "datapackage", described.fault))
        return
    for name in files:
        if name not in described.paths:
            message = f"does not describe {name}. Build the release anew."
            yield one_fault(Fault(DESCRIPTOR, "datapackage", message))
    for resource in described.files:
        name = str(resource.get("path"))
        if name not in hashes:
            continue  # that it is not there has been said
        digest, size = hashes[name]
        if resource.get("hash") not in (None, f"sha256:{digest}"):
            message = f"has the SHA-256 {digest}, not the one that {DESCRIPTOR} says. Build the release anew."
            yield one_fault(Fault(str(resource.get("name")), "hash", message, value=digest, file=name))
        if resource.get("bytes") not in (None, size):
            message = f"has {size} bytes, not {resource['bytes']}, as {DESCRIPTOR} says. Build the release anew."
            yield one_fault(Fault(str(resource.get("name")), "bytes", message, value=size, file=name))


def ask_frictionless(folder: Path, *, rows: bool) -> Iterator[Report]:
    """Yield what frictionless finds wrong with the descriptor and, if ``rows``, with the files that it describes.

    Raises MissingExtraError when it is not installed.
    """
    path = folder / DESCRIPTOR
    try:
        with collector_at_rest():
            import frictionless
    except ImportError as error:
        raise MissingExtraError(
            f"{path}: to check it, frictionless is needed. Install it with: pip install 'imcwp-data[build]'"
        ) from error
    try:
        # By what is in it: in the path of a descriptor, frictionless takes *, ?, [ and # for more than letters.
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        try:
            package = frictionless.Package.from_descriptor(descriptor, basepath=str(folder))
        except frictionless.FrictionlessException:
            report = frictionless.Package.validate_descriptor(descriptor, basepath=str(folder))
        else:
            if not rows:
                return
            report = package.validate()
    except Exception as error:
        # It stops at files that are damaged in ways of which it does not think, such as an archive that was cut off.
        message = f"frictionless cannot read on ({' '.join(str(error).split())}). Mend the files that it describes."
        yield one_fault(Fault(DESCRIPTOR, "frictionless", message))
        return
    for problem in report.errors:
        yield one_fault(Fault(DESCRIPTOR, "frictionless", f"{problem.message}"))
    for task in report.tasks:
        for problem in task.errors:
            row = getattr(problem, "row_number", None)
            yield one_fault(
                Fault(
                    str(task.name),
                    f"frictionless {problem.type}",
                    str(problem.message),
                    row=None if row is None else row - 1,
                    column=getattr(problem, "field_name", None),
                    file=task.place,
                )
            )
