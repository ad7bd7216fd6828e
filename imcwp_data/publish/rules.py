"""By which rules a release was made: hashes of the code that reads and joins, of vocabularies, schemas and corrections.

They stand in ``rules.json`` of a release. Versions of libraries are not among them, so that the same checkout gives
the same hashes everywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from imcwp_data.consolidate.corrections import COLUMNS, Correction
from imcwp_data.engine.cache import rule_files, vocabulary_files
from imcwp_data.errors import ReleaseError
from imcwp_data.publish.checksums import sha256
from imcwp_data.schema import schemas_folder

RULES = "rules.json"
# The file of the environment of a build may tell the rules too, under the same key.
RULE_FILES = (RULES, "build.json")
_KEY = "rules"


def rules_of(vocabulary: Path | None = None, corrections: Sequence[Correction] = ()) -> dict[str, Any]:
    """Return the rules by which texts are read now, with the vocabularies of a folder (default: the package's own).

    ``code`` is one SHA-256, ``vocabularies`` and ``schemas`` have one a file, and ``corrections`` one a line, with the
    cell that it corrects. Raises OSError when a file cannot be read.
    """
    code = hashlib.sha256()
    for name, path in rule_files():
        code.update(f"\0{name}\0".encode())
        code.update(path.read_bytes())
    return {
        "code": code.hexdigest(),
        "vocabularies": {path.name: sha256(path) for path in vocabulary_files(vocabulary)},
        "schemas": {path.name: sha256(path) for path in sorted(schemas_folder().glob("*.schema.json"))},
        "corrections": [_line(correction) for correction in corrections],
    }


def _line(correction: Correction) -> dict[str, str]:
    values = {field.name: str(getattr(correction, field.name)) for field in fields(correction)}
    digest = hashlib.sha256("\0".join(values[name] for name in COLUMNS).encode()).hexdigest()
    return {"table": correction.table, "row": correction.row, "column": correction.column, "sha256": digest}


def rules_text(rules: Mapping[str, Any]) -> str:
    """Return ``rules.json``."""
    return json.dumps({_KEY: rules}, ensure_ascii=False, indent=2) + "\n"


def rules_in(folder: Path) -> Mapping[str, Any] | None:
    """Return the rules by which the release of a folder was made; None where it does not say.

    Raises ReleaseError when the file that should tell them is damaged.
    """
    path = next((folder / name for name in RULE_FILES if (folder / name).is_file()), None)
    if path is None:
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if path.name != RULES and _KEY not in told:
            return None
        rules = told[_KEY]
        kinds = {"code": str, "vocabularies": dict, "schemas": dict, "corrections": list}
        if not isinstance(rules, dict) or any(not isinstance(rules.get(name), kind) for name, kind in kinds.items()):
            raise ValueError("it does not hold code, vocabularies, schemas and corrections")
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"it lacks {error}" if isinstance(error, KeyError) else error
        raise ReleaseError(f"{path}: does not tell the rules ({reason}). Get or build the release anew.") from error
    return rules
