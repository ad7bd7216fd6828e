"""Texts of the International Meeting of Communist and Workers' Parties (IMCWP) as linked tables.

    from imcwp_data import documents, paragraphs, meetings, participants, actions

Each table is a pandas DataFrame, loaded when it is first used; `tables` names all of them, `describe` explains them,
`load` reads some columns and rows or gives Arrow, `scan` reads nothing until it is asked, `sql` and `connect` ask in
SQL. A table that was changed by its user is whole again when it is taken from here again. Importing this package loads
neither pandas nor pyarrow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from imcwp_data.load import TABLES, connect, describe, frame, load, scan, sql, tables

if TYPE_CHECKING:
    import pandas as pd

    __version__: str
    sources: pd.DataFrame
    documents: pd.DataFrame
    paragraphs: pd.DataFrame
    meetings: pd.DataFrame
    participants: pd.DataFrame
    actions: pd.DataFrame
    meeting_participants: pd.DataFrame
    action_participants: pd.DataFrame
    places: pd.DataFrame
    mentions: pd.DataFrame
    place_mentions: pd.DataFrame
    dates: pd.DataFrame
    evidence: pd.DataFrame
    quotations: pd.DataFrame

__all__ = [  # noqa: RUF022 - the tables in the order in which people meet them, then what asks them
    "sources",
    "documents",
    "paragraphs",
    "meetings",
    "participants",
    "actions",
    "meeting_participants",
    "action_participants",
    "places",
    "mentions",
    "place_mentions",
    "dates",
    "evidence",
    "quotations",
    "connect",
    "describe",
    "load",
    "scan",
    "sql",
    "tables",
    "__version__",
]


if not TYPE_CHECKING:  # so that type checkers know the names above and no other

    def __getattr__(name: str) -> Any:
        """Load a table, or the version, when it is first asked for."""
        if name in TABLES:
            return frame(name)
        if name == "__version__":
            from imcwp_data.version import package_version

            return package_version()
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
