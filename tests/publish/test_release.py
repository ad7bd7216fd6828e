"""Publishing is all or nothing, gives the same bytes again, and leaves alone what did not change."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from imcwp_data.errors import ReleaseError, ValidationError
from imcwp_data.publish import release as release_module
from imcwp_data.publish import swap as swap_module
from imcwp_data.publish.checksums import is_intact
from imcwp_data.publish.release import publish, same_content, write_release
from imcwp_data.schema import arrow_table, load_schemas


@pytest.fixture(scope="module")
def schemas():
    return load_schemas()


@pytest.fixture
def old_release(sample_release, tmp_path) -> Path:
    return shutil.copytree(sample_release, tmp_path / "project" / "dist")


@pytest.fixture(scope="module")
def changed_tables(sample, schemas):
    rows = sample.Sample().rows
    rows["sources"][0]["publisher"] = "Another Press"
    return {name: arrow_table(rows[name], schema) for name, schema in schemas.items()}


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_two_builds_give_the_same_bytes(sample_tables, schemas, tmp_path):
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        write_release(folder, sample_tables, schemas, "1.2.3")
    assert content(folders[0]) == content(folders[1])


def test_another_process_gives_the_same_bytes(sample_release, root, tmp_path):
    code = (
        "import sys; sys.path.insert(0, 'tests/publish'); import sample, pathlib;"
        "from imcwp_data.publish.release import publish; from imcwp_data.schema import load_schemas;"
        f"publish(sample.sample_tables(), load_schemas(), pathlib.Path({str(tmp_path / 'other')!r}), version='1.2.3')"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(root),
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
    }
    subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, check=True)
    assert content(tmp_path / "other") == content(sample_release)


def test_how_a_table_is_cut_into_chunks_does_not_show(sample_tables, schemas, sample_release, tmp_path):
    import pyarrow as pa

    cut = {
        name: pa.concat_tables([table.slice(n, 1) for n in range(table.num_rows)])
        for name, table in sample_tables.items()
    }
    tmp_path.joinpath("cut").mkdir()
    write_release(tmp_path / "cut", cut, schemas, "1.2.3")
    assert content(tmp_path / "cut") == content(sample_release)


def test_an_unchanged_release_is_not_touched(old_release, sample_tables, schemas):
    (old_release.parent / "pyproject.toml").touch()
    publish(sample_tables, schemas, old_release, version="1.2.3")
    before = {path: path.stat() for path in [*old_release.rglob("*"), old_release.parent / "metadata.json"]}
    assert publish(sample_tables, schemas, old_release, version="1.2.3").changed is False
    for path, stat in before.items():
        now = path.stat()
        assert (now.st_mtime_ns, now.st_ino) == (stat.st_mtime_ns, stat.st_ino), path


def test_files_of_another_library_version_count_as_unchanged(old_release, sample_tables, schemas):
    """Other versions of SQLite and Parquet write other bytes for the same rows."""
    from imcwp_data.publish.checksums import sha256, write_checksums

    database = old_release / "imcwp.db"
    connection = sqlite3.connect(database)
    connection.execute("pragma user_version = 5")
    connection.close()
    package = json.loads((old_release / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["path"] == "imcwp.db":
            resource["hash"] = f"sha256:{sha256(database)}"
    (old_release / "datapackage.json").write_text(
        json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n"
    )
    write_checksums(old_release)
    before = content(old_release)
    assert publish(sample_tables, schemas, old_release, version="1.2.3").changed is False
    assert content(old_release) == before


@pytest.mark.parametrize("name", ["csv/meetings.csv", "imcwp.db", "README.md", "datapackage.json", "SHA256SUMS"])
def test_a_damaged_release_is_written_anew(old_release, sample_release, sample_tables, schemas, name):
    with (old_release / name).open("ab") as file:
        file.write(b"damage")
    assert publish(sample_tables, schemas, old_release, version="1.2.3").changed is True
    assert content(old_release) == content(sample_release)


def test_a_change_is_published_and_nothing_is_left_beside(old_release, changed_tables, schemas):
    assert publish(changed_tables, schemas, old_release, version="1.2.3").changed is True
    assert "Another Press" in (old_release / "csv" / "sources.csv").read_text(encoding="utf-8")
    assert is_intact(old_release)
    assert names(old_release.parent) == ["dist"]


def test_a_new_version_is_a_change(sample_release, sample_tables, schemas, tmp_path):
    tmp_path.joinpath("new").mkdir()
    write_release(tmp_path / "new", sample_tables, schemas, "1.2.4")
    assert not same_content(tmp_path / "new", sample_release)


def test_a_checkout_has_the_metadata_beside_its_project_file_too(old_release, changed_tables, schemas):
    project = old_release.parent
    (project / "pyproject.toml").touch()
    publish(changed_tables, schemas, old_release, version="1.2.3")
    assert (project / "metadata.json").read_bytes() == (old_release / "metadata.json").read_bytes()
    (project / "metadata.json").write_text("{}", encoding="utf-8")
    assert publish(changed_tables, schemas, old_release, version="1.2.3").changed is True, "a stale copy is mended"
    assert (project / "metadata.json").read_bytes() == (old_release / "metadata.json").read_bytes()


def test_faulty_tables_leave_the_old_release(old_release, sample, schemas):
    before = content(old_release)
    rows = sample.Sample().rows
    rows["meetings"][0]["status"] = "perhaps"
    tables = {name: arrow_table(rows[name], schema) for name, schema in schemas.items()}
    with pytest.raises(ValidationError, match=r"meetings.*status"):
        publish(tables, schemas, old_release, version="1.2.3")
    assert content(old_release) == before
    assert names(old_release.parent) == ["dist"]


@pytest.mark.parametrize("step", ["write_parquet", "write_sqlite", "data_set_card", "validate_release", "swap"])
def test_a_failure_at_any_step_leaves_the_old_release(old_release, changed_tables, schemas, monkeypatch, step):
    def fail(*arguments, **named):
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr(release_module, step, fail)
    before = content(old_release)
    with pytest.raises(ReleaseError, match="No space left on device"):
        publish(changed_tables, schemas, old_release, version="1.2.3")
    assert content(old_release) == before
    assert names(old_release.parent) == ["dist"]


def test_a_failure_with_the_copy_of_the_metadata_takes_the_release_back(old_release, changed_tables, schemas):
    project = old_release.parent
    (project / "pyproject.toml").touch()
    (project / "metadata.json").mkdir()
    before = content(old_release)
    with pytest.raises(ReleaseError, match=r"metadata\.json"):
        publish(changed_tables, schemas, old_release, version="1.2.3")
    assert content(old_release) == before
    assert names(project) == ["dist", "metadata.json", "pyproject.toml"]


def test_a_fault_of_this_package_is_not_taken_for_one_of_the_disk(sample_tables, schemas, tmp_path, monkeypatch):
    def fail(*arguments, **named):
        raise sqlite3.OperationalError("near x: syntax error")

    monkeypatch.setattr(release_module, "write_sqlite", fail)
    with pytest.raises(sqlite3.OperationalError):
        publish(sample_tables, schemas, tmp_path / "new", version="1.2.3")


@pytest.mark.parametrize("way", ["exchange", "rename twice", "replace files"])
class TestSwap:
    """The same behaviour whatever the system can do."""

    @pytest.fixture(autouse=True)
    def _use(self, way, monkeypatch):
        if way != "exchange":
            monkeypatch.setattr(swap_module, "_exchange", lambda one, other: False)
        if way == "replace files":

            def refuse(new, target):
                raise OSError(18, "Invalid cross-device link")

            monkeypatch.setattr(swap_module, "_rename_twice", refuse)

    def test_it_changes_places(self, old_release, changed_tables, schemas, sample_release):
        assert publish(changed_tables, schemas, old_release, version="1.2.3").changed is True
        assert is_intact(old_release)
        assert content(old_release) != content(sample_release)
        assert names(old_release.parent) == ["dist"]

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be killed at a given call")
    def test_killed_at_any_call_the_next_build_finds_a_whole_release(self, tmp_path):
        """Kill the process at its first, second … call to the file system, and look at what stands there."""
        old, new = {"a": b"old a", "sub/b": b"old b"}, {"a": b"new a", "sub/c": b"new c", "d/e": b"new e"}
        for count in range(200):
            place = tmp_path / str(count)
            target, fresh = place / "dist", place / ".dist.building-1-0"
            for folder, files in ((target, old), (fresh, new)):
                for name, data in files.items():
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (folder / name).write_bytes(data)
            killed = killed_at(count, lambda target=target, fresh=fresh: swap_module.swap(fresh, target))
            swap_module.recover(target)
            assert content(target) in (old, new), count
            assert names(place) == ["dist"]
            if not killed:
                assert content(target) == new
                assert count > 0, "no call was watched"
                return
        pytest.fail("the swap never came to its end")


_KILLED = 99


def killed_at(count: int, work) -> bool:
    """Do the work in a child process that ends abruptly at its call number ``count``; tell whether it did."""
    child = os.fork()
    if child == 0:
        calls = 0

        def watch(event, arguments):
            nonlocal calls
            if event.startswith(("os.", "shutil.", "open", "ctypes.")):
                if calls == count:
                    os._exit(_KILLED)
                calls += 1

        sys.addaudithook(watch)
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, _KILLED)
    return os.waitstatus_to_exitcode(status) == _KILLED


def test_what_a_killed_build_left_is_removed_but_not_what_is_at_work(old_release, sample_tables, schemas):
    stale = old_release.parent / ".dist.building-99999-0"
    stale.mkdir()
    (stale / "half").touch()
    with swap_module.building_folder(old_release) as at_work:
        (at_work / "file").touch()
        publish(sample_tables, schemas, old_release, version="1.2.3")
        assert not stale.exists()
        assert (at_work / "file").exists()
    assert names(old_release.parent) == ["dist"]


def test_a_folder_with_other_files_is_refused(sample_tables, schemas, tmp_path):
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(ReleaseError, match=r"thesis\.docx.*Name another folder"):
        publish(sample_tables, schemas, tmp_path, version="1.2.3")
    assert names(tmp_path) == ["thesis.docx"]


def test_a_note_put_into_a_release_is_not_lost(old_release, changed_tables, schemas):
    (old_release / "csv" / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"csv/note\.txt"):
        publish(changed_tables, schemas, old_release, version="1.2.3")
    assert (old_release / "csv" / "note.txt").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_and_a_new_deep_one_will_do(sample_tables, schemas, sample_release, tmp_path):
    (tmp_path / "empty").mkdir()
    for target in (tmp_path / "empty", tmp_path / "new" / "deep"):
        assert publish(sample_tables, schemas, target, version="1.2.3").changed is True
        assert content(target) == content(sample_release)


def test_a_file_where_the_folder_should_be_is_refused(sample_tables, schemas, tmp_path):
    (tmp_path / "dist").touch()
    with pytest.raises(ReleaseError, match="is a file"):
        publish(sample_tables, schemas, tmp_path / "dist", version="1.2.3")


def test_a_link_to_a_folder_stays_a_link(old_release, changed_tables, schemas):
    link = old_release.parent / "link"
    link.symlink_to(old_release)
    publish(changed_tables, schemas, link, version="1.2.3")
    assert link.is_symlink()
    assert "Another Press" in (old_release / "csv" / "sources.csv").read_text(encoding="utf-8")


def test_progress_runs_to_its_end(sample_tables, schemas, tmp_path):
    seen: list[tuple[str, int, int]] = []
    publish(sample_tables, schemas, tmp_path / "new", version="1.2.3", progress=lambda *step: seen.append(step))
    for stage in {name for name, _, _ in seen}:
        steps = [done for name, done, _ in seen if name == stage]
        assert steps == sorted(steps)
        assert steps[-1] == next(total for name, _, total in seen if name == stage)


def test_a_release_that_another_build_put_there_first_is_replaced(old_release, sample_release, tmp_path, monkeypatch):
    new = tmp_path / ".new"
    shutil.copytree(sample_release, new)
    (new / "more").touch()
    # It was not there yet when this build looked.
    monkeypatch.setattr(Path, "exists", lambda self, **_: False)
    swap_module.swap(new, old_release)
    monkeypatch.undo()
    assert (old_release / "more").is_file()
    assert not (new / "more").is_file()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks")
def test_what_a_build_at_work_has_put_aside_is_left_to_it(old_release, sample_release):
    saved = old_release.parent / ".dist.saved"
    shutil.copytree(sample_release, saved)
    (old_release / "README.md").unlink()
    with swap_module.building_folder(old_release):
        swap_module.recover(old_release)
        assert saved.is_dir()
    swap_module.recover(old_release)
    assert content(old_release) == content(sample_release)
    assert not saved.exists()
