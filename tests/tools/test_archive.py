"""The data package in one file."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from imcwp_data.publish.checksums import archive_name, files_of, is_intact
from imcwp_data.publish.release import publish
from imcwp_data.schema import load_schemas
from imcwp_data.validate import validate_release
from tools.archive import write_archive
from tools.epoch import release_epoch


@pytest.fixture
def folder(sample_release, tmp_path) -> Path:
    return shutil.copytree(sample_release, tmp_path / "release")


def test_it_holds_every_file_of_the_release_and_not_itself(folder):
    names = files_of(folder)
    path = write_archive(folder, folder / archive_name("1.2.3"))
    write_archive(folder, path)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == names
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in names} == {name: (folder / name).read_bytes() for name in names}


def test_the_same_release_gives_the_same_bytes(folder, sample_release, tmp_path):
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(path.stat().st_mode & 0o700)
    one, other = (write_archive(release, tmp_path / f"{n}.zip") for n, release in enumerate((folder, sample_release)))
    assert one.read_bytes() == other.read_bytes()


def test_the_release_beside_it_stays_valid_and_may_be_built_again(folder, sample_tables):
    path = write_archive(folder, folder / archive_name("1.2.3"))
    assert is_intact(folder)
    assert validate_release(folder, data_package=False).ok
    assert publish(sample_tables, load_schemas(), folder, version="1.2.3").changed is False
    assert path.is_file()
    # Of another release the archive would tell lies.
    assert publish(sample_tables, load_schemas(), folder, version="1.2.4").changed is True
    assert not path.exists()


def test_an_unpacked_archive_is_a_release(folder, tmp_path):
    with zipfile.ZipFile(write_archive(folder, tmp_path / "x.zip")) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert validate_release(tmp_path / "unpacked").ok


def test_readers_of_data_packages_open_it_as_it_is(folder, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    package = frictionless.Package(str(write_archive(folder, tmp_path / "x.zip")))
    assert package.get_resource("meetings").read_rows()


def test_the_date_comes_from_the_data(folder):
    path = folder / "csv" / "documents.csv"
    days = release_epoch(folder)
    assert days % 86_400 == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(text.splitlines()[0] + "\n", encoding="utf-8")
    assert release_epoch(folder) == 315_532_800
