"""Which action restates an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from imcwp_data.consolidate.statements import Row

# What is asked of an action to tell whether it restates another.
RESTATING_COLUMNS = ("action_id", "paragraph_id", "event_type", "text")
# Two clauses state the same action where this share of their characters matches in order.
_SAME_CLAUSE = 0.75


def restated(
    actions: Iterable[Row], quotations: Iterable[Row], originals: Mapping[str, Sequence[Row]]
) -> dict[str, str]:
    """Return for each action that a passage states again the one that it restates, by their ids.

    ``quotations`` are those of the actions' paragraphs; ``originals`` holds the actions of the quoted paragraphs, by
    paragraph. The paragraph that is most alike is looked at first.
    """
    from rapidfuzz.distance.Indel import normalized_similarity

    found: dict[str, str] = {}
    by_paragraph: dict[object, list[Row]] = {}
    for row in actions:
        by_paragraph.setdefault(row["paragraph_id"], []).append(row)
    ranked = sorted(
        (quotation for quotation in quotations if quotation["paragraph_id"] in by_paragraph),
        key=lambda q: (str(q["paragraph_id"]), -float(str(q["similarity"])), str(q["quoted_paragraph_id"])),
    )
    for quotation in ranked:
        for row in by_paragraph[quotation["paragraph_id"]]:
            if row["action_id"] in found:
                continue
            scored = [
                (_alike(str(original["text"]), str(row["text"]), normalized_similarity), str(original["action_id"]))
                for original in originals.get(str(quotation["quoted_paragraph_id"]), [])
                if original["event_type"] == row["event_type"]
            ]
            close = [(similarity, action_id) for similarity, action_id in scored if similarity >= _SAME_CLAUSE]
            if close:
                found[str(row["action_id"])] = min(close, key=lambda pair: (-pair[0], pair[1]))[1]
    return found


def _alike(one: str, other: str, similarity_of: Callable[..., float]) -> float:
    """Return the share of characters that match in the same order; 0 where it is too low to matter."""
    return similarity_of(one[:2000], other[:2000], score_cutoff=_SAME_CLAUSE)
