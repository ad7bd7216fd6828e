"""Documents as YAML, written so that every reader of YAML 1.1 and 1.2 gets the same: strings stand in quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

# What JSON lets stand and YAML does not, or takes for the end of a line.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


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
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
