"""``imcwp-data show``: rows of a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from imcwp_data.commands.arguments import Subparsers, add_command, add_format, add_release_option, chosen_release
from imcwp_data.commands.output import print_rows
from imcwp_data.errors import QueryError
from imcwp_data.load import TABLES, select

if TYPE_CHECKING:
    from imcwp_data.schema import TableSchema

_DESCRIPTION = """\
Prints rows of a table. The condition is SQL as after WHERE, in SQLite; it can read other tables, and nothing can be
written. Wrong SQL is one message and exit code 1.
"""
_EXAMPLES = """\
  imcwp-data show meetings --columns name,date_edtf,party_count
  imcwp-data show actions --where "status = 'demanded' and themes like '%cuba%'"
  imcwp-data show participants --where "kind = 'party' and country_code = 'GR'" --format json
  imcwp-data show paragraphs --format csv > paragraphs.csv
"""
_ROWS_ON_A_SCREEN = 50


def add_to(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(commands, "show", run, "print rows of a table", _DESCRIPTION, _EXAMPLES)
    parser.add_argument("table", choices=TABLES, metavar="TABLE", help=", ".join(TABLES))
    parser.add_argument("--where", metavar="CONDITION", help="which rows, as an SQL condition (default: all)")
    parser.add_argument("--columns", metavar="A,B", help="which columns, joined by commas (default: all)")
    parser.add_argument(
        "--limit",
        type=_limit,
        metavar="N",
        help=f"how many rows at most; 0 for all (default: {_ROWS_ON_A_SCREEN} as a table, all as csv or json)",
    )
    add_format(parser)
    add_release_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the rows."""
    from imcwp_data.schema import load_schemas

    schema = load_schemas()[arguments.table]
    columns = _columns(arguments.columns, schema)
    limit = arguments.limit
    if limit is None:
        limit = _ROWS_ON_A_SCREEN if arguments.format == "table" else 0
    names = ", ".join(f'"{column}"' for column in columns)
    # The line break ends a comment in the condition, which would else swallow the bracket.
    where = f"WHERE ({arguments.where}\n)" if arguments.where is not None else ""
    query = f'SELECT {names} FROM "{schema.name}" {where} ORDER BY "{schema.name}".rowid'
    bounded = f"{query} LIMIT {limit + 1}" if limit else query
    _, rows = select(bounded, (), chosen_release(arguments.release))
    shown = rows[:limit] if limit else rows
    types = [schema.field(column).type for column in columns]
    right = [number for number, kind in enumerate(types) if kind in ("integer", "number")]
    print_rows(columns, [_typed(row, types) for row in shown], arguments.format, right=right)
    if len(rows) > len(shown):
        sys.stdout.flush()
        print(f"There are more than {limit} rows: --limit 0 shows all.", file=sys.stderr)
    return 0


def _columns(text: str | None, schema: TableSchema) -> list[str]:
    if text is None:
        return list(schema.columns)
    columns = [name.strip() for name in text.split(",")]
    for column in columns:
        if column not in schema.columns:
            raise QueryError(f"{schema.name} has no column {column!r}. There are {', '.join(schema.columns)}.")
    return columns


def _typed(row: Sequence[object], types: Sequence[str]) -> list[object]:
    """Return values as their columns mean them, where SQLite has no type for it."""
    import json

    typed = list(row)
    for number, (value, kind) in enumerate(zip(row, types, strict=True)):
        if value is not None and kind == "boolean":
            typed[number] = bool(value)
        elif isinstance(value, str) and kind == "array":
            typed[number] = json.loads(value)
        elif isinstance(value, float) and value.is_integer():
            typed[number] = int(value)
    return typed


def _limit(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rows: give 0 or more")
    return int(text)
