from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.corpus.read import decode, iter_folder, read_folder
from imcwp_data.errors import SourceError

TEXT = "Première ligne\r\nДва\n¡Tres!\n"


@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32"),
        ("utf-32-be", b"\x00\x00\xfe\xff", "utf-32"),
    ],
)
def test_encodings_that_tell_themselves_are_read(codec: str, mark: bytes, encoding: str) -> None:
    data = mark + TEXT.encode(codec)
    text, name = decode(data, "a.txt")
    assert (text, name) == (TEXT, encoding)
    assert data.decode(name) == text


def _decoded(data: bytes) -> tuple[str, str] | SourceError:
    try:
        return decode(data, "folder/a.txt")
    except SourceError as error:
        return error


@given(st.one_of(st.binary(max_size=200), st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_give_a_text_or_one_line_of_error(data: bytes) -> None:
    read = _decoded(data)
    if isinstance(read, SourceError):
        assert str(read).startswith("folder/a.txt")
        assert len(str(read).splitlines()) == 1
    else:
        assert data.decode(read[1]) == read[0]
        assert read[0].strip()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "white space"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "not text"),
        (b"text\x00with a null", "not text"),
        ("Ein Bär".encode("utf-16-le"), "not text"),
        (b"first\nsecond caf\xe9\n", "line 2: byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=r"^seeds/a\.txt") as caught:
        decode(data, "seeds/a.txt")
    assert words in str(caught.value)


def test_a_declared_encoding_is_used(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes("Cañas “dulces”".encode("windows-1252"))
    with pytest.raises(SourceError, match=r"old\.txt, line 1: byte 0xf1 is not UTF-8.*sources\.csv"):
        read_folder(tmp_path)
    (tmp_path / "sources.csv").write_text("file,encoding\nold.txt,windows-1252\n", encoding="utf-8")
    (source,) = read_folder(tmp_path)
    assert (source.text, source.encoding) == ("Cañas “dulces”", "windows-1252")
    (tmp_path / "sources.csv").write_text("file,encoding\nold.txt,klingon-8\n", encoding="utf-8")
    with pytest.raises(SourceError, match="'klingon-8' is not known"):
        read_folder(tmp_path)


def test_a_folder_is_read_with_its_subfolders_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/two.txt", "one.txt", "three.TXT", ".hidden/no.txt", ".no.txt", "notes.md"):
        (tmp_path / name).write_bytes(b"A line.\r\n")
    (tmp_path / "corrections.csv").write_bytes(b"row\n")
    sources = read_folder(tmp_path)
    assert [source.path for source in sources] == ["b/two.txt", "one.txt", "three.TXT"]
    assert [source.source_id for source in sources] == ["two", "one", "three"]
    assert sources[0].sha256 == hashlib.sha256(b"A line.\r\n").hexdigest()
    assert (sources[0].bytes, sources[0].text) == (9, "A line.\r\n")


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"holds no \.txt file"):
        read_folder(tmp_path)
    with pytest.raises(SourceError, match="there is no such folder"):
        read_folder(tmp_path / "missing")
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(SourceError, match="is a file, not a folder"):
        read_folder(tmp_path / "a.txt")


def test_two_files_of_one_name_are_refused_before_any_is_read(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text("x", encoding="utf-8")
    with pytest.raises(SourceError, match=r"'a/same\.txt' has the same name 'same'"):
        next(iter_folder(tmp_path))


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(SourceError, match=r"folder\.txt: this is a folder with the name of a text"):
        read_folder(tmp_path)
    (tmp_path / "folder.txt").rmdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(SourceError, match=r"gone\.txt: the file cannot be read \(No such file"):
        read_folder(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(SourceError, match=r"a\.txt: the file cannot be read \(Permission denied\)"):
        read_folder(tmp_path)
