"""The same texts from a folder, an archive, a table or a crawl; what is wrong in one is named."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import fsspec
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


def zstd_tarred(path: Path) -> str:
    with pa.CompressedOutputStream(str(path.with_suffix(".tar.zst")), "zstd") as file:
        file.write(gzip.decompress(Path(tarred(path)).read_bytes()))
    return str(path.with_suffix(".tar.zst"))


def json_lines(path: Path) -> str:
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in TEXTS.items())
    with gzip.open(path.with_suffix(".jsonl.gz"), "wb") as file:
        file.write(lines.encode())
    return str(path.with_suffix(".jsonl.gz"))


def parquet(path: Path) -> str:
    table = pa.table({"other": [1, 2, 3], "id": list(TEXTS), "text": list(TEXTS.values())})
    pq.write_table(table, path.with_suffix(".parquet"))
    return str(path.with_suffix(".parquet"))


@pytest.mark.parametrize("make", [folder, zipped, tarred, zstd_tarred, json_lines, parquet])
def test_texts_are_the_same_wherever_they_are(make, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    listing = list_address(make(tmp_path / "texts"), tmp_path / "work")
    assert texts_of(listing) == TEXTS
    assert [listed.source_id for listed in listing.sources] == ["a-c", "a", "b"]


def test_a_folder_of_this_machine_is_read_where_it_lies(tmp_path: Path) -> None:
    listing = list_folder(Path(folder(tmp_path / "texts")))
    assert texts_of(listing) == TEXTS
    assert {listed.path for listed in listing.sources} == {"0/b.txt", "1/a.txt", "2/a-c.txt"}


@pytest.mark.parametrize("make", [folder, zipped, tarred])
def test_what_stands_beside_the_texts_is_told_of_them_wherever_they_are(make, tmp_path: Path, monkeypatch) -> None:
    table = "file,publisher,url,retrieved,rights,encoding\n{0}l.txt,A party,https://example.org/l,2021-11-20,,latin-1\n"
    inside = "3/" if make is folder else ""
    monkeypatch.setitem(TEXTS, "l", "")
    address = make(tmp_path / "texts")
    if make is folder:
        (tmp_path / "texts" / "3" / "l.txt").write_bytes("Año".encode("latin-1"))
        (tmp_path / "texts" / "sources.csv").write_text(table.format(inside))
    else:
        files = {**{f"texts/{name}.txt": text.encode() for name, text in TEXTS.items()}}
        files |= {"texts/l.txt": "Año".encode("latin-1"), "texts/sources.csv": table.format(inside).encode()}
        pack(Path(address), files)
    (tmp_path / "work").mkdir()
    listing = list_address(f"file://{address}", tmp_path / "work")
    assert texts_of(listing) == TEXTS | {"l": "Año"}
    (told,) = listing.publications.items()
    assert told[0].endswith("l.txt")
    assert told[1] == {
        "publisher": "A party",
        "url": "https://example.org/l",
        "retrieved": "2021-11-20",
        "rights": None,
    }


def pack(path: Path, files: dict[str, bytes]) -> None:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("sources.csv", "file,publisher\n", "sources.csv, line 1: no column url, retrieved, rights"),
        ("sources.csv", "file,publisher,url,retrieved,rights\nx.txt,,,,\n", "line 2, column file: there is no 'x.txt'"),
        ("corrections.csv", "", "corrections are taken from a folder of this machine only"),
    ],
)
def test_what_is_wrong_beside_the_texts_is_named(name: str, content: str, message: str, tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"t/a.txt": b"A text.", f"t/{name}": content.encode()})
    with pytest.raises(SourceError, match=f"a.zip, t/{name}") as error:
        list_address(str(tmp_path / "a.zip"), tmp_path)
    assert message in str(error.value)


def test_hidden_files_are_no_texts_wherever_the_folder_is(tmp_path: Path) -> None:
    for name in ("seen.txt", ".hidden.txt", ".git/inside.txt"):
        path = tmp_path / "texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A text.")
    (tmp_path / "work").mkdir()
    there = list_address(f"file://{tmp_path / 'texts'}", tmp_path / "work")
    here = list_folder(tmp_path / "texts")
    assert [s.source_id for s in there.sources] == [s.source_id for s in here.sources] == ["seen"]


@pytest.mark.parametrize("inner", ["texts.jsonl", "more/a.txt", "more"])
def test_a_file_or_folder_in_an_archive_is_read_as_what_it_is(inner: str, tmp_path: Path) -> None:
    pack(tmp_path / "all.zip", {"texts.jsonl": b'{"id": "a", "text": "A text."}\n', "more/a.txt": b"A text."})
    listing = list_address(f"zip://{inner}::{tmp_path / 'all.zip'}", tmp_path)
    assert texts_of(listing) == {"a": "A text."}


def test_an_id_without_anything_in_it_is_none(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"id": "", "text": "One."}\n{"id": " ", "text": "Two."}\n')
    assert texts_of(list_address(str(tmp_path / "t.jsonl"), tmp_path)) == {"t-1": "One.", "t-2": "Two."}


def test_of_a_point_in_time_the_day_is_kept(tmp_path: Path) -> None:
    times = pa.array([datetime(2021, 11, 20, 10, tzinfo=UTC)], pa.timestamp("us", "UTC"))
    pq.write_table(pa.table({"text": ["A text."], "retrieved": times}), tmp_path / "a.parquet")
    (tmp_path / "b.jsonl").write_text('{"text": "A text.", "retrieved": "2021-11-20T10:00:00Z"}\n')
    for name in ("a.parquet", "b.jsonl"):
        (told,) = list_address(str(tmp_path / name), tmp_path).publications.values()
        assert told == {"retrieved": "2021-11-20"}


class _Broken(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise RefusedError("the connection was closed")


class RefusedError(Exception):
    """An error of a library's own kind, as those of S3 and of the web are."""


class _Far(fsspec.AbstractFileSystem):
    """A place whose library tells what goes wrong with errors of its own."""

    protocol = "far"
    cachable = False

    def ls(self, path, detail=True, **kwargs):
        raise RefusedError("no credentials")

    def info(self, path, **kwargs):
        if "refused" in path:
            raise RefusedError("no credentials")
        return {"name": path, "type": "file", "size": 10}

    def _open(self, path, mode="rb", **kwargs):
        return _Broken(b"x" * 100)


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "zip", "tar", "tar.gz", "parquet", "wet", "wet.gz", "txt"])
def test_whatever_a_far_place_refuses_is_said_without_a_traceback(ending: str, tmp_path: Path) -> None:
    fsspec.register_implementation("far", _Far, clobber=True)
    for address, reason in ((f"far://x.{ending}", "the connection was closed"), ("far://refused", "no credentials")):
        with pytest.raises(SourceError, match=f"^{address}: cannot be read .{reason}"):
            list_address(address, tmp_path)


def test_an_address_in_memory_is_opened_like_any_other(tmp_path: Path) -> None:
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
        ("x.jsonl", b'{"text": "1"}\n{"id": 1, "text": "2"}\n', "x.jsonl#1: is there already; give each text an id"),
        ("x.jsonl", b"[1]\n", "x.jsonl, line 1: is no JSON object"),
        ("x.zip", b"no archive", "x.zip: is no zip archive"),
        ("x.tar", b"no archive", "x.tar: is no tar archive"),
        ("x.parquet", b"no table", "x.parquet: is no Parquet file"),
        ("x.wet", b"no crawl", "x.wet: is no WET file"),
        ("x.doc", b"something", "x.doc: this is no kind of file that holds texts"),
        ("x.jsonl", b'{"text": ' + b"[" * 100_000, "x.jsonl, line 1: this is not JSON"),
        ("x.jsonl", b'{"text": "a \\ud800"}', "x.jsonl, line 1, column text: character 3 is U+D800"),
        ("x.jsonl", b'{"text": "a", "id": "\\ud800"}', "x.jsonl, line 1, column id: character 1 is U+D800"),
        ("x.jsonl", b'{"text": "a", "rights": "\\udfff"}', "x.jsonl, line 1, column rights: character 1 is U+DFFF"),
        ("x.jsonl", b'{"text": "a", "retrieved": "May"}', "x.jsonl, line 1, column retrieved: 'May' is no date"),
        ("x.jsonl", b'{"text": "a", "url": "a page"}', "x.jsonl, line 1, column url: 'a page' is no address of a web"),
        ("x.jsonl.gz", b"{}", "x.jsonl.gz: cannot be read (Not a gzipped file"),
        ("x.jsonl.xz", b"{}", "x.jsonl.xz: cannot be read (Input format not supported"),
        ("x.jsonl.zst", b"{}", "x.jsonl.zst: cannot be read (ZSTD decompress failed"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as error:
        list_address(str(tmp_path / name), tmp_path)
    assert message in str(error.value)


COMPRESS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("kind", COMPRESS)
@pytest.mark.parametrize("name", ["texts.jsonl", "texts.tar", "texts.wet"])
def test_no_text_is_lost_in_silence_where_a_file_was_cut_off(name: str, kind: str, tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "Text number %d."}\n' % number for number in range(2_000))
    if name.endswith(".tar"):
        lines = gzip.decompress(Path(tarred(tmp_path / "t")).read_bytes())
    elif name.endswith(".wet"):
        lines = b"".join(
            wet_record(b"Text number %d." % number, b"https://a.org/%d" % number) for number in range(2_000)
        )
    path = tmp_path / f"{name}.{kind}"
    whole = COMPRESS[kind](lines)
    path.write_bytes(whole)
    assert list_address(str(path), tmp_path).sources
    for length in (len(whole) // 2, len(whole) - 12):
        path.write_bytes(whole[:length])
        with pytest.raises(SourceError, match=f"{name}.{kind}: cannot be read .*whole"):
            list_address(str(path), tmp_path)


def test_a_tar_archive_must_be_whole_and_hold_the_texts_themselves(tmp_path: Path) -> None:
    whole = gzip.decompress(Path(tarred(tmp_path / "t")).read_bytes())
    # Each member is a block of 512 bytes that tells of it, and a block of its text.
    for length in (700, 1024, 1500, 2048, 3072):
        (tmp_path / "t.tar").write_bytes(whole[:length])
        with pytest.raises(SourceError, match=r"t.tar: is no tar archive that can be read"):
            list_address(str(tmp_path / "t.tar"), tmp_path)
    damaged = bytearray(whole)
    damaged[1024 + 100] ^= 0xFF
    (tmp_path / "t.tar").write_bytes(bytes(damaged))
    with pytest.raises(SourceError, match=r"t.tar: is no tar archive that can be read \(bad checksum\)"):
        list_address(str(tmp_path / "t.tar"), tmp_path)
    with tarfile.open(tmp_path / "l.tar", "w") as archive:
        member = tarfile.TarInfo("b.txt")
        member.type, member.linkname = tarfile.LNKTYPE, "a.txt"
        archive.addfile(member)
    with pytest.raises(SourceError, match=r"l.tar, b.txt: is a link to a.txt, not a text"):
        list_address(str(tmp_path / "l.tar"), tmp_path)


def test_a_damaged_member_of_a_zip_archive_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "A text. " * 100)
        archive.writestr("folder.txt/", "")
    data = bytearray((tmp_path / "t.zip").read_bytes())
    assert len(list_address(str(tmp_path / "t.zip"), tmp_path).sources) == 1
    data[36:44] = b"\xff" * 8
    (tmp_path / "t.zip").write_bytes(bytes(data))
    with pytest.raises(SourceError, match=r"t.zip, a.txt: is no zip archive that can be read"):
        list_address(str(tmp_path / "t.zip"), tmp_path)


def wet_record(text: bytes, url: bytes, length: bytes | None = None, date: bytes = b"2021-11-20T10:00:00Z") -> bytes:
    head = [b"WARC/1.0", b"WARC-Type: conversion", b"WARC-Target-URI: " + url, b"WARC-Date: " + date]
    if length != b"":
        head.append(b"Content-Length: " + (length or b"%d" % len(text)))
    return b"\r\n".join(head) + b"\r\n\r\n" + text + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("length", "message"),
    [
        (b"", "record 1 (https://a.org/1): does not tell its length"),
        (b"some", "record 1 (https://a.org/1): tells 'some' as its length"),
        (b"9" * 40, "record 1 (https://a.org/1): tells '999"),
        (b"3", "record 1 (https://a.org/1): does not end where its length"),
        (b"5000", "record 1 (https://a.org/1): the file ends in the middle of it"),
    ],
)
def test_a_page_of_a_crawl_whose_length_is_not_true_is_named(length: bytes, message: str, tmp_path: Path) -> None:
    records = wet_record(b"One text.\n", b"https://a.org/1", length) + wet_record(b"Another.\n", b"https://a.org/2")
    (tmp_path / "c.wet").write_bytes(records)
    with pytest.raises(SourceError) as error:
        list_address(str(tmp_path / "c.wet"), tmp_path)
    assert f"c.wet, {message}" in str(error.value)


def test_pages_of_a_crawl_come_as_they_are_found(tmp_path: Path) -> None:
    records = [
        wet_record(b"First.", b"https://a.org/1"),
        wet_record(b"", b"https://a.org/2"),
        wet_record(b" \n", b"https://a.org/3"),
        wet_record(b"Later.", b"https://a.org/1", date=b"20211120"),
        wet_record(b"A name.", b"dns:a.org"),
    ]
    (tmp_path / "c.wet").write_bytes(b"".join(records))
    listing = list_address(str(tmp_path / "c.wet"), tmp_path)
    assert sorted(texts_of(listing).values()) == ["A name.", "First.", "Later."]
    # An address that was fetched twice is two sources; what the table of sources cannot hold is not said there.
    assert dict(listing.publications) == {
        "c.wet#https://a.org/1": {"url": "https://a.org/1", "retrieved": "2021-11-20"},
        "c.wet#https://a.org/1 (2)": {"url": "https://a.org/1", "retrieved": None},
        "c.wet#dns:a.org": {"url": None, "retrieved": "2021-11-20"},
    }


def test_a_disk_without_room_for_the_texts_is_named(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no disk here that is always full")
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "texts").symlink_to("/dev/full")
    (tmp_path / "x.jsonl").write_text('{"text": "A text."}\n')
    with pytest.raises(SourceError, match=r"work/texts: the texts of .*x.jsonl cannot be copied here \(No space left"):
        list_address(str(tmp_path / "x.jsonl"), tmp_path / "work")


def test_a_row_that_is_no_text_is_to_be_mended_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"text": "A \\u0001 text."}\n{"text": " "}\n{"text": ""}\n')
    for listed in list_address(str(tmp_path / "x.jsonl"), tmp_path).sources:
        with pytest.raises(
            SourceError,
            match=r"^x.jsonl#\d.*; mend that text where it stands, or leave it out \(--unreadable FILE.csv\)$",
        ):
            read_listed(listed)


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
