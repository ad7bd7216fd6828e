"""``build.json``: the versions of what shaped a release's bytes, so that a stranger can build it again years later.

It names no time and no host. Where a rebuild gives the same tables, other versions alone are no change.
"""

from __future__ import annotations

import platform
import sqlite3
import unicodedata
import zlib
from importlib import metadata

BUILD = "build.json"
# What reads texts or writes files; what only serves, measures or tests leaves no trace in a release.
_PACKAGES = ("ahocorasick-rs", "frictionless", "fsspec", "msgspec", "numpy", "pandas", "pyarrow", "rapidfuzz")


def toolchain() -> dict[str, dict[str, str]]:
    """Return the versions of Python, of what it brings along, and of the packages that are installed, by name."""
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    runtime = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "unicode": unicodedata.unidata_version,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    return {"packages": dict(sorted(found.items())), "runtime": runtime}
