"""Reading takes work in proportion to the text, on texts that are made to be hard; seconds are in benchmarks/."""

from __future__ import annotations

import pytest

PIECES = {
    "one line of sentences": "On 5-6 May 2019 the Communist Party of Greece (KKE) demanded an end to the US blockade. "
    "Several parties denounced NATO, expressed solidarity with the Palestinian people and called for peace. ",
    "one line without a stop": "the Communist Party of Greece and the people of Cuba ",
    "meetings without a stop": "the 16th International Meeting was held on 3 May 2014 in Lima by the parties of Peru ",
    "short lines": "Cuba yes\n",
    "nested brackets and quotes": '("[“',
    "a a a a": "a ",
    "capitals": "Aa Bb ",
    "dates": "12 May 2019, ",
    "demands": "we demand that the US end the blockade and that Israel leave Gaza, ",
}  # fmt: skip


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_work_grows_no_faster_than_the_text(piece, reader, make_source, count_calls):
    def calls(size: int) -> int:
        source = make_source(piece * (size // len(piece)))
        return count_calls(lambda: reader.read(source))

    # Four times the text in at most six times the calls: quadratic work would take sixteen.
    assert calls(48_000) < 6 * calls(12_000) + 10_000
