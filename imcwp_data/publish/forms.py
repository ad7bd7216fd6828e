"""Which files of tables a release has: its formats, and how its CSV files are compressed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from imcwp_data.errors import ReleaseError

Format = Literal["csv", "parquet", "sqlite"]
Compression = Literal["gzip", "zstd"]
FORMATS: tuple[Format, ...] = ("csv", "parquet", "sqlite")
DATABASE = "imcwp.db"
# What the name of a CSV file ends with.
CSV_ENDINGS: dict[str | None, str] = {None: ".csv", "gzip": ".csv.gz", "zstd": ".csv.zst"}


@dataclass(frozen=True, slots=True)
class Forms:
    """The formats of a release, in the order of `FORMATS`, and the compression of its CSV files."""

    formats: tuple[Format, ...] = FORMATS
    compression: Compression | None = None

    def csv_path(self, table: str) -> str:
        """Return where the CSV file of a table stands in the release's folder."""
        return f"csv/{table}{CSV_ENDINGS[self.compression]}"

    def parquet_path(self, table: str) -> str:
        """Return where the Parquet file of a table stands in the release's folder."""
        return f"parquet/{table}.parquet"


def forms(formats: Iterable[str] = FORMATS, compression: str | None = None) -> Forms:
    """Return the forms of these names. Raises ReleaseError for a format or compression that there is not, or none."""
    wanted = {formats} if isinstance(formats, str) else set(formats)
    unknown = sorted(wanted - set(FORMATS))
    if unknown or not wanted:
        what = f"{', '.join(unknown)}: no such format" if unknown else "no format is named"
        raise ReleaseError(f"formats: {what}. Name one or several of {', '.join(FORMATS)}.")
    if compression not in CSV_ENDINGS:
        raise ReleaseError(f"compression: {compression!r} is not known. Use gzip, zstd or None.")
    if compression is not None and "csv" not in wanted:
        raise ReleaseError("compression: is for CSV files, and csv is not among the formats. Add csv or leave it out.")
    return Forms(tuple(name for name in FORMATS if name in wanted), cast("Compression | None", compression))
