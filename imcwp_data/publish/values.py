"""How a list is written where a format has none: as JSON text, the same in CSV, SQLite and ``evidence.value``."""

from __future__ import annotations

import json
from collections.abc import Iterable


def json_list(values: Iterable[object] | None) -> str | None:
    """Return a list as JSON text on one line, None as None."""
    return None if values is None else json.dumps(list(values), ensure_ascii=False)
