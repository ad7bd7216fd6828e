"""The files of the release, and no others."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from imcwp_data.explorer.pages.downloads import release_files, say_size
from imcwp_data.explorer.site import Site


def test_every_file_of_the_page_is_the_file_of_the_release(client: Any, site: Site) -> None:
    told = client.get("/downloads.json").json()
    files = told["whole"] + [table[kind] for table in told["tables"] for kind in ("csv", "parquet")]
    assert {"imcwp.db", "datapackage.json", "SHA256SUMS", "csv/meetings.csv"} <= {file["path"] for file in files}
    for file in files:
        answer = client.get(file["address"])
        assert answer.status_code == 200
        assert len(answer.content) == file["size"]
        if file["sha256"]:
            assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
    assert all(file["sha256"] for file in files if file["path"] != "SHA256SUMS")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("csv/meetings.csv", "text/csv; charset=utf-8"),
        ("parquet/meetings.parquet", "application/vnd.apache.parquet"),
        ("imcwp.db", "application/vnd.sqlite3"),
        ("quality.json", "application/json; charset=utf-8"),
        ("README.md", "text/markdown; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_files_are_saved_under_their_names(client: Any, name: str, kind: str) -> None:
    headers = client.get(f"/downloads/{name}").headers
    assert headers["content-type"] == kind
    assert headers["content-disposition"] == f'attachment; filename="{name.rpartition("/")[2]}"'


@pytest.mark.parametrize(
    "path",
    ["../pyproject.toml", "..%2fpyproject.toml", "csv/../../README.md", "%2e%2e/pyproject.toml", "csv", "csv/",
     "/etc/passwd", "%2fetc%2fpasswd", "csv/nothing.csv", "csv/meetings.csv%00", "..\\pyproject.toml"],
)  # fmt: skip
def test_no_other_file_is_given(client: Any, path: str) -> None:
    answer = client.get(f"/downloads/{path}")
    assert answer.status_code == 404


def test_a_file_that_did_not_change_is_not_sent_again(client: Any) -> None:
    tag = client.get("/downloads/csv/meetings.csv").headers["etag"]
    again = client.get("/downloads/csv/meetings.csv", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.content == b""


def test_a_package_cannot_name_files_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("secret")
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "own.csv").write_text("a\n")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    names = ["own.csv", "../secret.csv", str(tmp_path / "secret.csv"), "link.csv", "http://example.org/a.csv"]
    package = {"name": "hostile", "resources": [{"name": name, "path": name} for name in names]}
    assert [file.path for file in release_files(Site("imcwp", folder, "/", package, {}))] == ["own.csv"]


def test_a_file_of_another_length_has_no_hash(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("changed\n")
    package = {
        "name": "stale",
        "resources": [{"name": "own", "path": "own.csv", "bytes": 2, "hash": "sha256:" + "0" * 64}],
    }
    (file,) = release_files(Site("imcwp", tmp_path, "/", package, {}))
    assert (file.size, file.sha256) == (8, "")


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 bytes"), (999, "999 bytes"), (1480, "1.5 kB"), (1_179_648, "1.2 MB")]
)
def test_sizes_are_said(size: int, said: str) -> None:
    assert say_size(size) == said


def test_publisher_address_and_rights_of_each_source_are_told(client):
    page = client.get("/downloads").text
    told = client.get("/downloads.json").json()["publications"]
    assert told
    for one in told:
        assert one["title"] in page
        assert one["rights"] in page
