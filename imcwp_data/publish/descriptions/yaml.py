"""Documents as YAML, written so that every reader of YAML 1.1 and 1.2 gets the same: strings stand in quotes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


def as_yaml(document: Mapping[str, Any], indent: str = "") -> str:
    """Return a mapping of strings, numbers, lists and mappings as block YAML; the order of the keys is kept."""
    return "".join(_entry(key, value, indent) for key, value in document.items())


def _entry(key: str, value: Any, indent: str) -> str:
    if isinstance(value, Mapping):
        return f"{indent}{key}:\n{as_yaml(value, indent + '  ')}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"{indent}{key}:\n" + "".join(_item(item, indent + "  ") for item in value)
    return f"{indent}{key}: {_scalar(value)}\n"


def _item(value: Any, indent: str) -> str:
    if not isinstance(value, Mapping):
        return f"{indent}- {_scalar(value)}\n"
    return f"{indent}- {as_yaml(value, indent + '  ')[len(indent) + 2 :]}"


def _scalar(value: Any) -> str:
    # A JSON string is a double-quoted YAML scalar; so written, no word of a text is a date, a number or a "no".
    text = json.dumps(value, ensure_ascii=False)
    # YAML takes them for the end of a line.
    return text.replace("\x85", "\\N").replace("\u2028", "\\L").replace("\u2029", "\\P").replace("\x7f", "\\x7F")
