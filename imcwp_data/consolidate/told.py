"""What documents tell of rows, kind by kind, as rows of ``statements``.

Every statement points with numbers at what it is made of: the words that say it, among all assertions and whatever else
has a place in a text; the row that it is told of; its column and value. So no row is touched one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.columns import whole_numbers

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from imcwp_data.consolidate.columns import Columns, Numbers
    from imcwp_data.consolidate.placed import Paragraphs


@dataclass(slots=True)
class Pool:
    """Values of one kind that statements point at by their numbers."""

    values: list[Any] = field(default_factory=list)

    def add(self, values: Sequence[Any]) -> int:
        """Add values and return the number of the first."""
        first = len(self.values)
        self.values += values
        return first

    def of(self, numbers: Numbers) -> pa.Array:
        """Return the texts of some numbers."""
        import pyarrow as pa

        return pa.array(self.values, pa.string()).take(pa.array(numbers))


@dataclass(slots=True)
class Spans:
    """Words that say something, by their numbers: where they stand in their document, by which rule, how certainly."""

    position: list[int] = field(default_factory=list)
    char_start: list[int] = field(default_factory=list)
    char_end: list[int] = field(default_factory=list)
    rule: Pool = field(default_factory=Pool)
    certainty: list[float] = field(default_factory=list)

    def add(self, columns: Columns) -> int:
        """Add the words of records, for certain where nothing else is told, and return the number of the first."""
        self.position += columns["position"]
        self.char_start += columns["char_start"]
        self.char_end += columns["char_end"]
        self.certainty += columns.get("certainty") or [1.0] * len(columns["rule"])
        return self.rule.add(columns["rule"])


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
            "position": pa.array(whole_numbers(self.spans.position)[span]),
            "char_start": pa.array(whole_numbers(self.spans.char_start)[span]),
            "char_end": pa.array(whole_numbers(self.spans.char_end)[span]),
            "rule": self.spans.rule.of(span),
            "certainty": pa.array(np.array(self.spans.certainty, np.float64)[span]),
            "accepted": pa.array(np.concatenate(decided)[order], mask=is_open),
        }
        return owner, columns
