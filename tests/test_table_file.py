"""Several tables in one file."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest

from imcwp_data.errors import DamagedFileError, WorkFileError
from imcwp_data.table_file import TableFile, content_hash, write_table_file

TABLES = {
    "texts": pa.table({"id": ["a", "b", None], "words": [["x"], None, []], "count": [1, 2, 3]}),
    "none": pa.table({"id": pa.array([], pa.string())}),
}


def test_tables_columns_and_notes_come_back(tmp_path: Path) -> None:
    file = write_table_file(tmp_path / "x.tables", TABLES, {"sources": ["é" * 100]})
    again: TableFile = pickle.loads(pickle.dumps(file))
    assert all(again.table(name).equals(table) for name, table in TABLES.items())
    assert again.table("texts", ["count", "id"]).equals(TABLES["texts"].select(["count", "id"]))
    assert again.notes()["sources"] == ["é" * 100]
    assert (again.rows("texts"), again.rows("none")) == (3, 0)
    assert again.names == ["texts", "none"]
    with pytest.raises(KeyError):
        again.table("other")


def test_the_same_tables_give_the_same_bytes_and_hash(tmp_path: Path) -> None:
    chunked = {name: pa.concat_tables([table.slice(0, 1), table.slice(1)]) for name, table in TABLES.items()}
    one, other = (write_table_file(tmp_path / n, t) for n, t in (("a", TABLES), ("b", chunked)))
    assert one.path.read_bytes() == other.path.read_bytes()
    assert content_hash(TABLES) == content_hash(chunked)
    assert content_hash(TABLES) != content_hash({**TABLES, "texts": TABLES["texts"].slice(1)})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_notes_tell_the_content_where_that_is_asked_for(tmp_path: Path) -> None:
    notes = write_table_file(tmp_path / "x.tables", TABLES, {"sources": ["a"]}, with_content=True).notes()
    assert notes == {"sources": ["a"], "content": content_hash(TABLES)}


def everything(file: TableFile) -> None:
    for name in TABLES:
        file.table(name)
    file.notes()


def test_a_byte_that_was_changed_anywhere_is_noticed(tmp_path: Path) -> None:
    path = write_table_file(tmp_path / "x.tables", TABLES, {"sources": ["a"]}).path
    whole = path.read_bytes()
    header = whole.index(b"\n") + 1
    for place in (0, 9, 20, header, header + 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not TableFile(path).is_intact()
        with pytest.raises(DamagedFileError, match="was changed or damaged") as caught:
            everything(TableFile(path))
        assert pickle.loads(pickle.dumps(caught.value)).path == str(path)
    path.write_bytes(whole[:-1])
    assert not TableFile(path).is_whole()
    path.write_bytes(whole)
    assert TableFile(path).is_intact()


def test_several_may_write_one_file_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "x.tables"

    def write(_: int) -> bool:
        return write_table_file(path, TABLES).is_intact()

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(write, range(200)))
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkFileError, match=r"x\.tables.*cannot be written.*--cache"):
        write_table_file(tmp_path / "missing" / "x.tables", TABLES)


def test_a_file_that_is_gone_counts_as_damaged(tmp_path: Path) -> None:
    file = write_table_file(tmp_path / "x.tables", TABLES)
    file.path.unlink()
    assert not file.claim()
    with pytest.raises(DamagedFileError, match="or removed"):
        file.notes()
