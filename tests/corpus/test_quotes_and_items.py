"""Quotation marks across paragraphs, lists without markers, names in credits."""

from __future__ import annotations

import pytest

from imcwp_data.corpus.credited import CreditedNames
from imcwp_data.corpus.function_words import says_we
from imcwp_data.corpus.names import looks_like_name
from imcwp_data.corpus.phrases import read_cues
from imcwp_data.corpus.quotation_marks import is_enclosed, is_left_open, is_one_piece, shuts
from imcwp_data.corpus.segment import Segmenter
from imcwp_data.model import Source
from imcwp_data.vocabulary.records import Vocabulary


def make_source(text: str) -> Source:
    return Source("page", "page.txt", "0" * 64, len(text.encode("utf-8")), "utf-8", text)


@pytest.fixture(scope="module")
def segmenter(vocabulary: Vocabulary) -> Segmenter:
    return Segmenter(vocabulary)


@pytest.fixture(scope="module")
def names(vocabulary: Vocabulary) -> CreditedNames:
    return CreditedNames(read_cues(vocabulary.tables["page_cues"]), ["Granma", "The Militant"], ["Tudeh Party of Iran"])


@pytest.mark.parametrize(
    ("text", "enclosed", "left_open"),
    [
        ("“The mill is ours.”", True, False),
        ("“The mill is ours.", False, True),
        ('"The mill is ours.', False, True),
        ('"The mill," she said, "is ours."', False, False),
        ("The mill is ours.", False, False),
        ("«El molino es nuestro.»", True, False),
    ],
)
def test_quotation_marks_of_a_paragraph(text: str, enclosed: bool, left_open: bool) -> None:
    assert (is_enclosed(text), is_left_open(text)) == (enclosed, left_open)


def test_a_quotation_is_shut_by_its_last_paragraph() -> None:
    assert shuts("“And so is the river.”", "“")
    assert shuts("And so is the river.”", "“")
    assert shuts('And so is the river."', '"')
    assert not shuts("“And so is the river.", "“")
    assert not shuts('They call it "a reform"', "“")
    assert is_one_piece("“The mill is ours.")
    assert not is_one_piece("“The mill,” she said, “is ours.")


@pytest.mark.parametrize("word", ["exigimos", "condenamos", "chiediamo", "nosotros", "we"])
def test_words_that_say_we(word: str) -> None:
    assert says_we([word])


@pytest.mark.parametrize("word", ["próximos", "extremos", "ramos", "they"])
def test_words_that_do_not(word: str) -> None:
    assert not says_we([word])


@pytest.mark.parametrize("name", ["Le Thi Hoa", "Van den Berg", "Ana Ruiz", "Al Sayed"])
def test_names_that_begin_with_a_particle(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("Granma", True),
        ("Militant", True),
        ("Northern Star", True),
        ("Diario del Puerto", True),
        ("Ana Ruiz", False),
        ("member of the Board", False),
        ("Press Office Bulletin", False),
    ],
)
def test_names_of_papers(names: CreditedNames, name: str, paper: bool) -> None:
    assert names.is_paper(name) is paper


def _kinds(segmenter: Segmenter, text: str) -> list[str]:
    return [p.kind for d in segmenter.segment(make_source(text)) for p in d.paragraphs]


def test_points_below_a_colon_are_items(segmenter: Segmenter) -> None:
    page = "Strike at the mill\n4 May 2012\n\nThe weavers demand:\n{}\n\nThe owners have not answered them yet.\n"
    for points in (
        "a wage one can live on\nwindows that open\nno more fines",
        "> a wage;\n> windows;\n> no more fines.",
    ):
        assert _kinds(segmenter, page.format(points))[3:6] == ["list_item"] * 3


def test_lines_that_begin_with_their_places_are_items(segmenter: Segmenter) -> None:
    page = "For the eight hours\n4 May 2012\n\nThe weavers go out on Friday.\n\n{}\n\nThe owners are silent.\n"
    places = "Lodz: march from the mill to the square\nRio de Janeiro: vigil before the port\nPatras and Volos: rallies"
    assert _kinds(segmenter, page.format(places + " in the evening"))[3:6] == ["list_item"] * 3
    talk = "Speaker: why do you strike?\nSpeaker: what do you eat?\nSpeaker: who are your friends?"
    assert "list_item" not in _kinds(segmenter, page.format(talk))


def test_a_sentence_that_lists_parties_is_text(segmenter: Segmenter) -> None:
    page = "A meeting in Accra\n4 May 2012\n\nThe guests had come by bus from everywhere.\n\n{}\n"
    row = "The following parties were there: Communist Party of Greece; Portuguese Communist Party; AKEL."
    assert _kinds(segmenter, page.format(row))[-1] == "body"
    row = "Communist Party of Greece; Portuguese Communist Party; AKEL"
    assert _kinds(segmenter, page.format(row))[-1] == "list_item"


def test_what_a_paper_calls_its_own_credits_it(segmenter: Segmenter) -> None:
    page = (
        "A meeting in Accra\n4 May 2012\n\nThe guests had come by bus.\n\nTHE HARBOUR STAR © / With info from: Granma\n"
    )
    (document,) = segmenter.segment(make_source(page))
    assert document.outlet == "THE HARBOUR STAR"
    assert document.paragraphs[-1].kind == "source_note"
