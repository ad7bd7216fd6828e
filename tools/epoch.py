"""The date of a release: taken from its data, so that packing it again gives the same bytes on any day.

``python -m tools.epoch`` prints it for ``SOURCE_DATE_EPOCH`` (https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELEASE = ROOT / "dist"
# The first day that a zip archive can tell.
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


def release_epoch(release: Path = RELEASE) -> int:
    """Return midnight (UTC) of the last day on which a document of a release was published, in seconds since 1970.

    It is never before 1980. Raises OSError when the release has no ``csv/documents.csv``.
    """
    with (release / "csv" / "documents.csv").open(encoding="utf-8", newline="") as file:
        days = [row["published"] for row in csv.DictReader(file) if row["published"]]
    published = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in days)
    return int(max([_EARLIEST, *published]).timestamp())


if __name__ == "__main__":
    print(release_epoch())
