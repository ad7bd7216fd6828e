"""Which action restates an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from imcwp_data.consolidate.rows_by_key import RowsByKey
from imcwp_data.consolidate.tallies import first_rows

if TYPE_CHECKING:
    import pyarrow as pa

# What is asked of an action to tell whether it restates another.
RESTATING_COLUMNS = ("action_id", "paragraph_id", "event_type", "text")
# Two clauses state the same action where this share of their characters matches in order.
_SAME_CLAUSE = 0.75
_LONGEST = 2000


def restated(actions: pa.Table, quotations: pa.Table, originals: pa.Table) -> pa.Table:
    """Return for each action that a passage states again the one that it restates: action_id and restates_id.

    ``quotations`` are those of the actions' paragraphs; ``originals`` holds the actions of the quoted paragraphs,
    sorted by paragraph; both tables of actions have `RESTATING_COLUMNS`. The paragraph that is most alike is looked at
    first.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from rapidfuzz.distance.Indel import normalized_similarity
    from rapidfuzz.process import cpdist

    ranking = [("paragraph_id", "ascending"), ("similarity", "descending"), ("quoted_paragraph_id", "ascending")]
    ranked = quotations.sort_by(ranking).combine_chunks()
    action, quotation = RowsByKey(ranked, "paragraph_id").rows(actions.column("paragraph_id").combine_chunks())
    quoted = ranked.column("quoted_paragraph_id").combine_chunks().take(pa.array(quotation))
    pair, original = RowsByKey(originals, "paragraph_id").rows(quoted)
    action, quotation = action[pair], quotation[pair]
    kinds = (
        table.column("event_type").combine_chunks().take(pa.array(rows))
        for table, rows in ((actions, action), (originals, original))
    )
    same = pc.equal(*kinds).to_numpy(zero_copy_only=False)
    action, quotation, original = action[same], quotation[same], original[same]
    texts = [
        [text[:_LONGEST] for text in table.column("text").combine_chunks().take(pa.array(rows)).to_pylist()]
        for table, rows in ((originals, original), (actions, action))
    ]
    # The share of characters that match in the same order.
    alike = cpdist(*texts, scorer=normalized_similarity, score_cutoff=_SAME_CLAUSE, dtype=np.float64)
    close = alike >= _SAME_CLAUSE
    told = pa.table(
        {
            "action_id": actions.column("action_id").combine_chunks().take(pa.array(action[close])),
            "quotation": quotation[close],
            "similarity": alike[close],
            "restates_id": originals.column("action_id").combine_chunks().take(pa.array(original[close])),
        }
    )
    best = [("quotation", "ascending"), ("similarity", "descending"), ("restates_id", "ascending")]
    first = first_rows(told, ["action_id"], [("action_id", "ascending"), *best])
    return first.select(["action_id", "restates_id"])
