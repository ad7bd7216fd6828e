import pytest

from imcwp_data.consolidate.quotations import Passage, quotation_rows

STATEMENT = (
    "The dockers of the northern ports have refused for eleven days to load the ships of war, and no threat of the "
    "owners has brought a single crane back to work."
)


def passage(document_id, text, published="2020-01-01", quote=False):
    words = tuple(word.strip(".,").casefold() for word in text.split())
    return Passage(f"{document_id}.1", document_id, (int(quote), published, document_id, 1), words)


def test_the_same_words_in_two_documents_are_a_verbatim_quotation_of_the_earlier_one():
    rows = quotation_rows([passage("b.1", STATEMENT, "2020-02-01"), passage("a.1", STATEMENT, "2020-01-01")])
    assert rows == [
        {"paragraph_id": "b.1.1", "quoted_paragraph_id": "a.1.1", "similarity": 1.0, "relation": "verbatim"}
    ]


def test_a_block_set_as_a_quotation_repeats_the_other_whatever_the_dates_say():
    rows = quotation_rows(
        [passage("a.1", STATEMENT, "2020-01-01", quote=True), passage("b.1", STATEMENT, "2020-02-01")]
    )
    assert (rows[0]["paragraph_id"], rows[0]["quoted_paragraph_id"]) == ("a.1.1", "b.1.1")


def test_a_slip_that_was_corrected_makes_a_variant():
    changed = STATEMENT.replace("eleven", "twelve").replace("single", "")
    (row,) = quotation_rows([passage("a.1", STATEMENT), passage("b.1", changed)])
    assert row["relation"] == "variant"
    assert 0.8 < row["similarity"] < 1


def test_a_borrowed_half_sentence_is_partial():
    other = "As a friend wrote, the dockers of the northern ports have refused for eleven days, and I believe it."
    (row,) = quotation_rows([passage("a.1", STATEMENT), passage("b.1", other)])
    assert row["relation"] == "partial"


@pytest.mark.parametrize(
    "other",
    [
        "A recipe for soup: take four carrots, two onions and a leek, and let them simmer for an hour on a low flame.",
        "The ships of war left the harbour in the night, and nobody in the town knows where they have gone to.",
    ],
)
def test_texts_that_share_a_few_words_repeat_nothing(other):
    assert quotation_rows([passage("a.1", STATEMENT), passage("b.1", other)]) == []


def test_a_document_does_not_quote_itself():
    first = passage("a.1", STATEMENT)
    second = Passage("a.1.2", "a.1", (0, "2020-01-01", "a.1", 2), first.words)
    assert quotation_rows([first, second]) == []
