"""How a build runs: what is asked for besides its texts. A module of its own, since it is wanted before all others."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

# From so many texts on, workers save more time than they take to start.
PROCESSES_FROM = 300
CACHE_VARIABLE = "IMCWP_DATA_CACHE"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a build runs; what it makes does not depend on it, but for the formats.

    ``engine`` is ``serial``, ``processes`` or ``dask`` (default: by the number of texts), ``scheduler`` the address of
    a Dask scheduler. ``cache`` is the folder of what was read before, None for none. ``formats`` are some of ``csv``,
    ``parquet`` and ``sqlite``, or ``parts`` alone: Parquet in parts, the default from `build_plan.PARTS_FROM` texts on.
    ``compression`` is that of the CSV files: ``gzip``, ``zstd`` or None. Without ``texts`` the release leaves out the
    words of the publishers (`imcwp_data.withheld`). Texts that cannot be read stop the build, unless there is a file
    ``unreadable``: they are left out, and it lists them (CSV: ``path``, ``reason``).
    """

    engine: str | None = None
    workers: int | None = None
    scheduler: str | None = None
    cache: Path | None = None
    formats: tuple[str, ...] | None = None
    compression: str | None = None
    texts: bool = True
    unreadable: Path | None = None


def folder_of(seeds: Path | str) -> Path | None:
    """Return the folder of texts on this machine that an address means, None where it means something else."""
    if "://" in str(seeds):
        return None
    return None if Path(seeds).is_file() else Path(seeds)


def default_cache() -> Path:
    """Return the folder of the cache: that of the variable IMCWP_DATA_CACHE, else one in the user's cache folder."""
    told = os.environ.get(CACHE_VARIABLE)
    if told:
        return Path(told)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "imcwp-data"
