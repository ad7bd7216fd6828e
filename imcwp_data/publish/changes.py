"""``changes.json`` of a release: what is other than in the version before.

It is made once, by ``imcwp-data diff --out changes.json``, when a version is released, and kept beside the texts; a
build puts it into the release as long as it tells of the very tables that were built. So the release follows from what
a checkout holds, and two clean builds are the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from imcwp_data.canonical import table_hash
from imcwp_data.errors import ReleaseError
from imcwp_data.table_stream import TableStream

CHANGES = "changes.json"


def carried_changes(path: Path, tables: Mapping[str, TableStream], version: str) -> str | None:
    """Return the text of a file of changes; None where it tells of another version or other tables than these.

    Raises ReleaseError when the file is none.
    """
    try:
        text = path.read_text(encoding="utf-8")
        told = json.loads(text)
        of_version = told["new_version"]
        hashes = {table["table"]: table["new_sha256"] for table in told["tables"] if table["present"] != "removed"}
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"it lacks {error}" if isinstance(error, KeyError) else error
        raise ReleaseError(
            f"{path}: is no diff of two whole releases ({reason}). Make it anew with: "
            f"imcwp-data diff OLD NEW --out {CHANGES}, or remove it."
        ) from error
    # The hashes cost a look at all rows, the version nothing.
    if of_version != version or set(hashes) != set(tables):
        return None
    return text if all(table_hash(tables[name]) == digest for name, digest in hashes.items()) else None
