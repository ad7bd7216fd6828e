"""Paragraphs that come again, in one document or in several: they read as if each were the first."""

from __future__ import annotations

from imcwp_data.extract.names import NameReader
from imcwp_data.model import Document, Paragraph
from imcwp_data.vocabulary import Vocabulary

_PARTIES = ("Communist Party of Chile", "the parties of Peru and Chile", "KKE", "no name here")


def _document(*texts: str) -> Document:
    paragraphs = [Paragraph(i, i, "list_item", "en", text, 0, 0) for i, text in enumerate(texts, 1)]
    return Document("s", 1, None, "news", None, None, None, None, None, "en", 0, 0, tuple(paragraphs))


def test_what_other_documents_made_of_a_line_changes_nothing(vocabulary: Vocabulary) -> None:
    reader = NameReader(vocabulary)
    alone = _document(*_PARTIES)
    first = reader.read(alone)
    # These documents define an acronym beside each line's name, or name somebody in it.
    reader.read(_document("Communist Party of Chile (XQZ)", *_PARTIES, "XQZ spoke."))
    reader.read(_document("KKE", "KKE (the Kappa group)", "Kappa group, KKE"))
    assert reader.read(alone) == first == NameReader(vocabulary).read(alone)
    assert [mention.surface for mention in first.mentions] == ["Communist Party of Chile", "KKE"]


def test_a_line_that_comes_twice_is_read_at_both_places(vocabulary: Vocabulary) -> None:
    read = NameReader(vocabulary).read(_document("KKE", "Lima", "KKE", "Lima"))
    assert [(mention.position, mention.surface) for mention in read.mentions] == [(1, "KKE"), (3, "KKE")]
    assert [(place.position, place.surface) for place in read.places] == [(2, "Lima"), (4, "Lima")]
