"""The same texts from a folder, an archive, a table or a crawl; what is wrong in one is named."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from imcwp_data.corpus.listing import Listing, list_address, list_folder, read_listed
from imcwp_data.errors import SourceError

TEXTS = {"b": "Un texto, año 2021.\r\nDos líneas.\n", "a": "A text.\n", "a-c": "Another.\n"}


def texts_of(listing: Listing) -> dict[str, str]:
    return {listed.source_id: read_listed(listed).text for listed in listing.sources}


def folder(path: Path) -> str:
    for number, (name, text) in enumerate(TEXTS.items()):
        (path / str(number)).mkdir(parents=True)
        (path / str(number) / f"{name}.txt").write_bytes(text.encode())
    (path / "notes.md").write_text("no text")
    return str(path)


def zipped(path: Path) -> str:
    with zipfile.ZipFile(path.with_suffix(".zip"), "w") as archive:
        for name, text in TEXTS.items():
            archive.writestr(f"texts/{name}.txt", text.encode())
        archive.writestr("__MACOSX/texts/._a.txt", b"litter")
        archive.writestr("texts/readme.md", b"no text")
    return str(path.with_suffix(".zip"))


def tarred(path: Path) -> str:
    with tarfile.open(path.with_suffix(".tar.gz"), "w:gz") as archive:
        for name, text in TEXTS.items():
            member = tarfile.TarInfo(f"texts/{name}.txt")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return str(path.with_suffix(".tar.gz"))


def json_lines(path: Path) -> str:
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in TEXTS.items())
    with gzip.open(path.with_suffix(".jsonl.gz"), "wb") as file:
        file.write(lines.encode())
    return str(path.with_suffix(".jsonl.gz"))


def parquet(path: Path) -> str:
    table = pa.table({"other": [1, 2, 3], "id": list(TEXTS), "text": list(TEXTS.values())})
    pq.write_table(table, path.with_suffix(".parquet"))
    return str(path.with_suffix(".parquet"))


@pytest.mark.parametrize("make", [folder, zipped, tarred, json_lines, parquet])
def test_texts_are_the_same_wherever_they_are(make, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    listing = list_address(make(tmp_path / "texts"), tmp_path / "work")
    assert texts_of(listing) == TEXTS
    assert [listed.source_id for listed in listing.sources] == ["a-c", "a", "b"]


def test_a_folder_of_this_machine_is_read_where_it_lies(tmp_path: Path) -> None:
    listing = list_folder(Path(folder(tmp_path / "texts")))
    assert texts_of(listing) == TEXTS
    assert {listed.path for listed in listing.sources} == {"0/b.txt", "1/a.txt", "2/a-c.txt"}


def test_an_address_in_memory_is_opened_like_any_other(tmp_path: Path) -> None:
    import fsspec

    system = fsspec.filesystem("memory")
    for name, text in TEXTS.items():
        system.pipe(f"/corpus/{name}.txt", text.encode())
    assert texts_of(list_address("memory://corpus", tmp_path)) == TEXTS


def test_a_crawl_gives_pages_with_their_addresses(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "crawl.warc.wet.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, text in enumerate(TEXTS.values()):
            record = writer.create_warc_record(
                f"https://www.example.org/statements/{number}?lang=es",
                "conversion",
                payload=io.BytesIO(text.encode()),
                warc_headers_dict={"WARC-Date": "2021-11-20T10:00:00Z", "Content-Type": "text/plain"},
            )
            writer.write_record(record)
        writer.write_record(
            writer.create_warc_record("https://www.example.org/", "response", payload=io.BytesIO(b"not a text"),
                                      http_headers=StatusAndHeaders("200 OK", [], protocol="HTTP/1.0"))
        )  # fmt: skip
    listing = list_address(str(path), tmp_path)
    assert sorted(texts_of(listing).values()) == sorted(TEXTS.values())
    assert all(listed.source_id.startswith("example.org-statements-") for listed in listing.sources)
    publications = {tuple(found.items()) for found in listing.publications.values()}
    assert (("url", "https://www.example.org/statements/1?lang=es"), ("retrieved", "2021-11-20")) in publications


def test_what_a_table_says_of_the_publication_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"text": "A text.", "publisher": "A party", "url": "https://example.org/1"}) + "\n")
    listing = list_address(str(path), tmp_path)
    (listed,) = listing.sources
    assert listed.source_id == "texts-1"
    assert listing.publications[listed.path] == {"publisher": "A party", "url": "https://example.org/1"}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.jsonl", b'{"text": "a"}\n{"text": ', "x.jsonl, line 2: this is not JSON"),
        ("x.jsonl", b'{"text": "a"}\n\n{"other": "b"}\n', "x.jsonl, line 3, column text: is missing"),
        ("x.jsonl", b'{"id": "a", "text": "1"}\n{"id": "a", "text": "2"}\n', "the id 'a' is that of x.jsonl#a already"),
        ("x.jsonl", b"[1]\n", "x.jsonl, line 1: is no JSON object"),
        ("x.zip", b"no archive", "x.zip: is no zip archive"),
        ("x.tar", b"no archive", "x.tar: is no tar archive"),
        ("x.parquet", b"no table", "x.parquet: is no Parquet file"),
        ("x.wet", b"no crawl", "x.wet: is no WET file"),
        ("x.doc", b"something", "x.doc: this is no kind of file that holds texts"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as error:
        list_address(str(tmp_path / name), tmp_path)
    assert message in str(error.value)


def test_an_address_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere.zip: there is no such file or folder"):
        list_address(str(tmp_path / "nowhere.zip"), tmp_path)
    with pytest.raises(SourceError, match="nothing://x: cannot be opened"):
        list_address("nothing://x", tmp_path)


def test_a_file_that_changes_between_listing_and_reading_is_told(tmp_path: Path) -> None:
    listing = list_folder(Path(folder(tmp_path / "texts")))
    (tmp_path / "texts" / "1" / "a.txt").write_text("Changed.")
    changed = next(listed for listed in listing.sources if listed.source_id == "a")
    with pytest.raises(SourceError, match="was changed while it was read"):
        read_listed(changed)


def test_a_file_that_goes_between_listing_and_reading_is_told(tmp_path: Path) -> None:
    listing = list_folder(Path(folder(tmp_path / "texts")))
    gone = next(listed for listed in listing.sources if listed.source_id == "a")
    gone.file.unlink()
    with pytest.raises(SourceError, match=r"a\.txt: the file cannot be read any more"):
        read_listed(gone)
