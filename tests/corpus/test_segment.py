from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.corpus.lines import read_lines
from imcwp_data.corpus.segment import Segmenter
from imcwp_data.errors import VocabularyError
from imcwp_data.model import Source
from imcwp_data.text.normalise import fold, paragraph_text
from imcwp_data.vocabulary import load_vocabulary

_HERE = Path(__file__).parent


def _pages_module():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("corpus_pages", _HERE / "annotated_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["corpus_pages"] = module
    spec.loader.exec_module(module)
    return module


_pages = _pages_module()
PAGES = [_pages.read_page(path) for path in sorted((_HERE / "pages").glob("*.txt"))]
KINDS = frozenset(
    [
        "title",
        "heading",
        "date",
        "byline",
        "source_note",
        "tags",
        "body",
        "quote",
        "list_item",
        "caption",
        "slogan",
        "boilerplate",
    ]
)


def make_source(text: str) -> Source:
    return Source("page", "page.txt", "0" * 64, len(text.encode("utf-8", "replace")), "utf-8", text)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(load_vocabulary())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_kinds_and_languages_of_pages(page, segmenter: Segmenter) -> None:  # type: ignore[no-untyped-def]
    documents = segmenter.segment(make_source(page.text))
    read = [(p.kind, p.language, p.text) for d in documents for p in d.paragraphs]
    assert read == [(kind, language, paragraph_text(text)) for kind, language, text in page.lines]


def test_a_page_is_read_the_same_whatever_pages_were_read_before(segmenter: Segmenter) -> None:
    # The lines of one page stand on the next one behind other gaps, and within other pages.
    texts = [page.text for page in PAGES]
    texts += [text.replace("\n", "\n\n") for text in texts] + ["\n".join(texts)]
    read = [segmenter.segment(make_source(text)) for text in texts]
    anew = Segmenter(load_vocabulary())
    assert [anew.segment(make_source(text)) for text in reversed(texts)] == read[::-1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_documents_tell_of_themselves(page, segmenter: Segmenter) -> None:  # type: ignore[no-untyped-def]
    documents = segmenter.segment(make_source(page.text))
    read = [
        {
            "type": d.document_type,
            "published": d.published,
            "author": d.author,
            "outlet": d.outlet,
            "place": d.dateline_place,
            "agency": d.agency,
        }
        for d in documents
    ]
    assert read == page.documents


@pytest.mark.parametrize("ends", ["\r\n", "\r"], ids=["windows", "old mac"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_line_ends_change_nothing(page, ends: str, segmenter: Segmenter) -> None:  # type: ignore[no-untyped-def]
    def shown(text: str) -> list[tuple[object, ...]]:
        return [
            (d.part, d.title, d.published, p.line, p.kind, p.language, p.text)
            for d in segmenter.segment(make_source(text))
            for p in d.paragraphs
        ]

    assert shown(page.text.replace("\n", ends)) == shown(page.text)


_WORDS = st.sampled_from(
    [
        "Statement", "by Ana Ruiz", "12 June 2014", "Havana, Dec 5 (ACN)", "Source: Granma", "They said:", "• item",
        "1. one", "Read more", "“quoted”", "we demand", "KKE", "Long live!", "¡Viva!", "Photo: x", "—", "#tag", "a",
        "Communist Party of X", ".", "\u00a0", "\u200b", "\t", "|", "/", "(", "Dear comrades,", "μια λέξη", "слово",
        "The people of the island are", "?", ":", ";",
    ]
)  # fmt: skip
_LINES = st.lists(_WORDS, max_size=5).map(" ".join)
_TEXTS = st.one_of(
    st.text(max_size=300), st.lists(st.one_of(_LINES, st.just("")), max_size=25).flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
    )
)  # fmt: skip


@given(_TEXTS)
def test_documents_tile_any_text_and_every_line_is_in_one_paragraph(segmenter: Segmenter, text: str) -> None:
    documents = segmenter.segment(make_source(text))
    assert documents[0].char_start == 0
    assert documents[-1].char_end == len(text)
    assert [d.char_end for d in documents[:-1]] == [d.char_start for d in documents[1:]]
    assert [d.part for d in documents] == list(range(1, len(documents) + 1))
    paragraphs = [p for d in documents for p in d.paragraphs]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [p.line for p in paragraphs] == [number for number, line in enumerate(lines, 1) if fold(line)]
    for document in documents:
        assert [p.position for p in document.paragraphs] == list(range(1, len(document.paragraphs) + 1))
        for p in document.paragraphs:
            assert document.char_start <= p.char_start < p.char_end <= document.char_end
            assert paragraph_text(text[p.char_start : p.char_end]) == p.text
            assert p.text
            assert p.kind in KINDS
        titles = [p.text for p in document.paragraphs if p.kind == "title"]
        assert titles == ([document.title] if document.title is not None else [])


@given(st.text(max_size=200))
def test_lines_hold_all_that_is_not_blank(text: str) -> None:
    lines = read_lines(text)
    kept = "".join(text[line.start : line.end] for line in lines)
    assert fold(kept).replace(" ", "") == "".join(fold(text).split()) or not fold(text)


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "a\n",
        "([“",
        "They said:\n\n",
        "Communist Party of X\n",
        "• one\n",
        "Some headline\n\n1 May 2020\n\nA sentence.\n\n",
    ],
    ids=["one line", "short lines", "brackets", "announcements", "names", "items", "articles"],
)
def test_work_grows_with_the_length_of_the_text(unit: str, segmenter: Segmenter, count_calls) -> None:
    def calls(size: int) -> int:
        source = make_source(unit * (size // len(unit)))
        return count_calls(lambda: segmenter.segment(source))

    # Four times the text in at most six times the calls: quadratic work would take sixteen.
    assert calls(80_000) < 6 * calls(20_000) + 5_000


def test_a_missing_table_is_named(segmenter: Segmenter) -> None:
    vocabulary = load_vocabulary()
    tables = {name: rows for name, rows in vocabulary.tables.items() if name != "furniture"}
    from dataclasses import replace

    with pytest.raises(VocabularyError, match=r"furniture\.csv: the file is missing"):
        Segmenter(replace(vocabulary, tables=tables))
