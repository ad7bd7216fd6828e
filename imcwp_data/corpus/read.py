"""From a folder of text files to sources: bytes decoded, nothing changed.

Encodings are told, not guessed: a byte-order mark says UTF-8, UTF-16 or UTF-32, and without one a file is UTF-8. A file
in another encoding is an error that says so, because a wrong guess would put wrong letters into every table; its
encoding can be declared in ``sources.csv`` (columns ``file`` and ``encoding``) beside the texts.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from imcwp_data.errors import SourceError
from imcwp_data.model import Source

# The longer marks first: that of UTF-32 (little-endian) begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENDING = ".txt"
_FILL = "put a text in it or take it out of the folder"
_SAVE = "save it as plain text in UTF-8 or take it out of the folder"
_DECLARE = "save the file as UTF-8, or declare its encoding in the column encoding of sources.csv"
# C0 control characters that no text holds; tab, line and form feeds, carriage return and escape may occur.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r\x1b")


def decode(data: bytes, path: str, encoding: str | None = None, advice: str | None = None) -> tuple[str, str]:
    """Return a file's text and its encoding, so that ``data.decode(encoding)`` is the text.

    ``path`` names the file in messages; ``encoding`` is the declared one, if any; ``advice`` says what to do about a
    text that is no file of a folder. Raises ``SourceError`` for a file that is empty, not text, or in another encoding.
    """
    if not data:
        raise SourceError(f"{path}: the file is empty; {advice or _FILL}")
    name = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), encoding or "utf-8")
    try:
        text = data.decode(name)
    except LookupError:
        raise SourceError(
            f"{path}: the declared encoding {name!r} is not known; write one such as windows-1252"
        ) from None
    except UnicodeError as error:
        raise SourceError(_undecodable(data, path, name, error, advice)) from None
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise SourceError(
            f"{path}, line {line}: the file is not text (it holds the control character U+{ord(control.group()):04X}); "
            f"{advice or _SAVE}"
        )
    if not text.strip():
        raise SourceError(f"{path}: the file holds nothing but white space; {advice or _FILL}")
    return text, name


def _undecodable(data: bytes, path: str, encoding: str, error: UnicodeError, advice: str | None) -> str:
    if any(byte in _CONTROL_BYTES for byte in data[:4096]) and encoding in {"utf-8", "utf-8-sig"}:
        return f"{path}: the file is not text; {advice or _SAVE}"
    start = error.start if isinstance(error, UnicodeDecodeError) else 0
    line = data.count(b"\n", 0, start) + 1
    return f"{path}, line {line}: byte {data[start]:#04x} is not {encoding.upper()}; {advice or _DECLARE}"


def read_folder(folder: Path) -> list[Source]:
    """Return the sources of a folder and its subfolders, in the order of their paths. Raises ``SourceError``."""
    return list(iter_folder(folder))


def iter_folder(folder: Path) -> Iterator[Source]:
    """Yield the sources of a folder and its subfolders one by one, in the order of their paths.

    Every ``*.txt`` file is a source, unless its name begins with a full stop; other files are left alone. What can be
    seen without reading the files (no folder, no texts, two of one name) is an error before the first is read.
    """
    folder = Path(folder)
    paths = text_files(folder)
    check_names(folder, paths)
    declared = declared_encodings(folder / "sources.csv")
    for relative in paths:
        yield _read_file(folder, relative, declared)


def read_file(folder: Path, relative: str) -> Source:
    """Return one source of a folder by its path there; ``sources.csv`` may declare its encoding.

    Raises ``SourceError``.
    """
    return _read_file(folder, relative, declared_encodings(folder / "sources.csv"))


def text_files(folder: Path) -> list[str]:
    """Return the paths of a folder's texts, relative to it and sorted. Raises SourceError where there is none."""
    if not folder.exists():
        raise SourceError(f"{folder}: there is no such folder; give the path of a folder that holds .txt files")
    if not folder.is_dir():
        raise SourceError(
            f"{folder}: this is a file, not a folder; give the path of the folder that holds the .txt files"
        )

    def stop(error: OSError) -> None:
        raise SourceError(
            f"{error.filename}: the folder cannot be read ({error.strerror}); mend its permissions"
        ) from None

    paths = []
    for parent, folders, files in os.walk(folder, onerror=stop):
        inside = Path(parent).relative_to(folder).as_posix()
        before = "" if inside == "." else f"{inside}/"
        paths += [
            before + name for name in (*files, *folders) if name.lower().endswith(_ENDING) and not name.startswith(".")
        ]
        folders[:] = [name for name in folders if not name.startswith(".")]
    if not paths:
        raise SourceError(f"{folder}: the folder holds no .txt file; put the texts in it as plain text files")
    return sorted(paths)


def told_path(folder: Path, relative: str) -> str:
    """Return a path as the release tells it: in UTF-8, whatever encoding the locale has for names of files.

    Raises SourceError for a name that is not UTF-8.
    """
    if relative.isascii():
        return relative
    try:
        return os.fsencode(relative).decode("utf-8")
    except UnicodeDecodeError:
        raise SourceError(f"{folder / relative}: the name of the file is not UTF-8; rename it") from None


def stem_of(path: str) -> str:
    """Return the name of a text's file without its ending, by its path in the folder: the id of the source."""
    # Not by `Path`, which takes longer than reading the file.
    return path.rpartition("/")[2][: -len(_ENDING)]


def check_names(folder: Path, paths: list[str]) -> None:
    """Raise SourceError where two texts of a folder have one name."""
    first: dict[str, str] = {}
    for path in paths:
        stem = stem_of(path)
        if stem in first:
            raise SourceError(
                f"{folder / path}: {first[stem]!r} has the same name {stem!r}, "
                "which is a source's id; rename one of the two files"
            )
        first[stem] = path


def _read_file(folder: Path, relative: str, declared: Mapping[str, str]) -> Source:
    path = folder / relative
    data = read_bytes(str(path))
    told = told_path(folder, relative)
    text, encoding = decode(data, str(path), declared.get(told))
    return Source(
        source_id=stem_of(told),
        path=told,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        encoding=encoding,
        text=text,
    )


def read_bytes(path: str) -> bytes:
    """Return what a text's file holds. Raises SourceError when it cannot be read or is a folder."""
    try:
        # Not by `Path`, which takes longer than reading the file.
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return file.readall()
    except OSError as error:
        if Path(path).is_dir():
            raise SourceError(f"{path}: this is a folder with the name of a text; rename it") from None
        raise SourceError(f"{path}: the file cannot be read ({error.strerror}); mend it or its permissions") from None


def declared_encodings(path: Path) -> dict[str, str]:
    """Return the encodings that ``sources.csv`` declares, by file; a file without that column declares none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SourceError(f"{path}: the file cannot be read ({error}); save it as CSV in UTF-8") from None
    return encodings_in(data, str(path))


def encodings_in(data: bytes, where: str) -> dict[str, str]:
    """Return the encodings that the bytes of a ``sources.csv`` declare; ``where`` names it in messages."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{where}: the file cannot be read ({error}); save it as CSV in UTF-8") from None
    try:
        rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    except csv.Error as error:
        raise SourceError(f"{where}: the file is not CSV ({error}); close every quotation mark") from None
    return {row["file"]: row["encoding"].strip() for row in rows if row.get("file") and row.get("encoding")}
