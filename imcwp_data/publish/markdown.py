"""Cells of Markdown tables: text and values that no reader takes for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from imcwp_data.json_lists import json_list
from imcwp_data.schema import Field


def cell(text: str) -> str:
    """Return a text that stays in its cell and is not taken for Markdown or HTML."""
    return re.sub(r"([\\|<>*_`\[\]])", r"\\\1", " ".join(text.split()))


def code(text: str, longest: int | None) -> str:
    """Return a text as code, shortened, fenced by more backticks than it holds; a table cuts at bars even in code."""
    text = " ".join(text.split())
    if longest is not None and len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    padding = " " * text.startswith("`") or " " * text.endswith("`")
    return f"{fence}{padding}{text}{padding}{fence}".replace("|", "\\|")


def column_names(names: Iterable[str]) -> str:
    """Return names as code, joined by commas."""
    return ", ".join(f"`{name}`" for name in names)


def value_text(value: object) -> str:
    """Return a value as it stands in the CSV files."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return (json_list(value) or "") if isinstance(value, list) else str(value)


def constraints(field: Field) -> str:
    """Return what a column's values must keep to, but for patterns."""
    found = ["required"] if field.required else []
    if field.unique:
        found.append("unique")
    values = field.enum or field.item_enum
    if values:
        found.append("each of " * (field.enum is None) + "one of " * (field.enum is not None) + ", ".join(values))
    if field.minimum is not None:
        found.append(f"≥ {field.minimum:g}")
    if field.maximum is not None:
        found.append(f"≤ {field.maximum:g}")
    return "; ".join(found)
