"""What documents tell of rows, kind by kind, as rows of ``statements``.

Every statement points with numbers at what it is made of: the words that say it, among all assertions and whatever else
has a place in a text; the row that it is told of; its column and value. So no row is touched one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.columns import whole_numbers

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Columns, Numbers
    from imcwp_data.consolidate.placed import Paragraphs


class Pool:
    """Texts that statements point at by their numbers."""

    def __init__(self) -> None:
        self._parts: list[pa.Array] = []
        self._size = 0

    def add(self, values: Sequence[str | None] | pa.Array) -> int:
        """Add texts and return the number of the first."""
        import pyarrow as pa

        first = self._size
        self._parts.append(pa.array(values, pa.string()))
        self._size += len(values)
        return first

    def of(self, numbers: Numbers) -> pa.Array:
        """Return the texts of some numbers."""
        import pyarrow as pa

        return pa.concat_arrays(self._parts).take(pa.array(numbers))


class Spans:
    """Words that say something, by their numbers: where they stand in their document, by which rule, how certainly."""

    def __init__(self) -> None:
        self._rules = Pool()
        self._places: dict[str, list[Numbers]] = {name: [] for name in ("position", "char_start", "char_end")}
        self._certainty: list[Numbers] = []

    def add(self, columns: Columns) -> int:
        """Add the words of records, for certain where nothing else is told, and return the number of the first."""
        import numpy as np

        for name, parts in self._places.items():
            parts.append(whole_numbers(columns[name]))
        rules = columns["rule"]
        self._certainty.append(np.array(columns["certainty"], float) if "certainty" in columns else np.ones(len(rules)))
        return self._rules.add(rules)

    def of(self, numbers: Numbers) -> dict[str, pa.Array]:
        """Return the columns of the words of some numbers."""
        import numpy as np
        import pyarrow as pa

        return {
            **{name: pa.array(np.concatenate(parts)[numbers]) for name, parts in self._places.items()},
            "rule": self._rules.of(numbers),
            "certainty": pa.array(np.concatenate(self._certainty)[numbers]),
        }


@dataclass(frozen=True, slots=True)
class Statements:
    """What is told of the rows of one table.

    ``row_ids`` are those rows, ``owner`` the number of each one's document, ``whose`` the row that each statement is
    on; ``span``, ``column`` and ``value`` are numbers of what a statement is made of. ``accepted`` is None where only
    all documents together decide.
    """

    table_name: str
    row_ids: pa.Array
    owner: Numbers
    whose: Numbers
    span: Numbers
    column: Numbers
    value: Numbers
    accepted: np.ndarray[Any, Any] | None = None


class Told:
    """All that documents tell: the pools that statements point into, and the statements table by table."""

    def __init__(self) -> None:
        self.spans, self.columns, self.values = Spans(), Pool(), Pool()
        self._kinds: list[Statements] = []

    def add(self, statements: Statements) -> None:
        """Add what is told of the rows of one table."""
        self._kinds.append(statements)

    def table(self, paragraphs: Paragraphs) -> tuple[Numbers, Columns]:
        """Return the columns of ``statements``, document by document, and the number of the document of each one."""
        import numpy as np
        import pyarrow as pa

        kinds = self._kinds
        owner = np.concatenate([kind.owner[kind.whose] for kind in kinds])
        order = np.argsort(owner, kind="stable")
        owner = owner[order]
        sizes = [len(kind.whose) for kind in kinds]
        of_kind = np.repeat(np.arange(len(kinds)), sizes)[order]
        firsts = np.cumsum([0, *(len(kind.row_ids) for kind in kinds)])
        whose = np.concatenate([kind.whose + first for kind, first in zip(kinds, firsts, strict=False)])[order]
        span, column, value = (
            np.concatenate([getattr(kind, name) for kind in kinds])[order] for name in ("span", "column", "value")
        )
        decided = [np.ones(len(kind.whose), bool) if kind.accepted is None else kind.accepted for kind in kinds]
        is_open = np.array([kind.accepted is None for kind in kinds], bool)[of_kind]
        columns = {
            "table_name": pa.array([kind.table_name for kind in kinds], pa.string()).take(pa.array(of_kind)),
            "row_id": pa.concat_arrays([kind.row_ids for kind in kinds]).take(pa.array(whose)),
            "column_name": self.columns.of(column),
            "value": self.values.of(value),
            "document_id": paragraphs.document_ids.take(pa.array(owner)),
            "published": paragraphs.published.fill_null("").take(pa.array(owner)),
            **self.spans.of(span),
            "accepted": pa.array(np.concatenate(decided)[order], mask=is_open),
        }
        return owner, columns
