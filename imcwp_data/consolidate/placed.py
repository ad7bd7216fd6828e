"""Where records stand: the paragraphs of all documents, and what ids and order they give to what is read in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imcwp_data.consolidate.columns import columns_of, in_order, records_of, whole_numbers
from imcwp_data.model import Document, Paragraph
from imcwp_data.record import Record

if TYPE_CHECKING:
    from imcwp_data.consolidate.columns import Numbers


class Paragraphs:
    """The paragraphs of some documents, of which each has a row: ``first`` is that of each document's first one."""

    def __init__(self, documents: Sequence[Document]) -> None:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        paragraphs = records_of([document.paragraphs for document in documents], Paragraph)
        self.owner = paragraphs.owner
        self.sizes = np.bincount(self.owner, minlength=len(documents))
        self.first: Numbers = np.cumsum(self.sizes) - self.sizes
        self.columns = paragraphs.columns
        self.of_documents = columns_of(documents, Document)
        self.document_ids = pa.array([document.document_id for document in documents], pa.string())
        self.published = pa.array(self.of_documents["published"], pa.string())
        position = pc.cast(pa.array(whole_numbers(self.columns["position"])), pa.string())
        self._owner_ids = self.document_ids.take(pa.array(self.owner))
        self.ids = pc.binary_join_element_wise(self._owner_ids, position, ".")

    def with_ids(self) -> dict[str, Any]:
        """Return the columns with the ids of document and paragraph."""
        return {**self.columns, "document_id": self._owner_ids, "paragraph_id": self.ids}


@dataclass(frozen=True, slots=True)
class Placed:
    """Records in the order in which they stand in the texts, and the row of the paragraph of each one."""

    columns: dict[str, list[Any]]
    owner: Numbers
    row: Numbers

    def __len__(self) -> int:
        return len(self.owner)

    def with_ids(self, paragraphs: Paragraphs) -> dict[str, Any]:
        """Return the columns with the ids of document and paragraph."""
        import pyarrow as pa

        return {
            **self.columns,
            "document_id": paragraphs.document_ids.take(pa.array(self.owner)),
            "paragraph_id": paragraphs.ids.take(pa.array(self.row)),
        }


def placed(
    lists: Sequence[Sequence[Record]], kind: type[Record], paragraphs: Paragraphs, by: Sequence[str] = ()
) -> Placed:
    """Return the records of a kind that each document has in the order of the text; of equal places by ``by``."""
    import numpy as np

    records = records_of(lists, kind)
    columns, owner = dict(records.columns), records.owner
    row = paragraphs.first[owner] + whole_numbers(columns["position"]) - 1
    place: Numbers = row << 32 | whole_numbers(columns["char_start"])
    # They are read in this order nearly always.
    if not (place[1:] > place[:-1]).all():
        order = np.lexsort([*(np.array(columns[name]) for name in reversed(by)), place])
        columns, row = in_order(columns, order), row[order]
    return Placed(columns, owner, row)


def numbered(row: Numbers) -> Numbers:
    """Return how many of some sorted rows are the same up to each one: its number, from 1, among those of its row."""
    import numpy as np

    begins = np.flatnonzero(np.diff(row, prepend=-1))
    place: Numbers = np.arange(len(row)) - np.repeat(begins, np.diff(begins, append=len(row))) + 1
    return place
