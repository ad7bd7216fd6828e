"""Nothing works on one machine only: other languages, time zones, encodings; what runs on machines of others."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

# Put together here, so that no file of the project names one.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.com", "npm" + "js.org", "conda" + ".anaconda.org"]
OF_A_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/\w+")


def tracked(root: Path) -> list[Path]:
    """Return the files of the project: those under version control, or all of an unpacked sdist."""
    done = subprocess.run(["git", "ls-files", "-z"], capture_output=True, cwd=root, check=False)
    if done.returncode == 0:
        return [root / name for name in done.stdout.decode().split("\0") if name and (root / name).is_file()]
    skipped = {".venv", "build", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}
    return [path for path in root.rglob("*") if path.is_file() and not skipped & set(path.parts)]


def hashes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build(seeds: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "imcwp_data", "build", str(seeds), "--out", str(out), "--no-cache"],
        capture_output=True, text=True, encoding="utf-8", check=False, env=os.environ | environment, cwd=out.parent,
    )  # fmt: skip


@pytest.fixture(scope="module")
def texts(seeds, tmp_path_factory) -> Path:
    """The seeds away from the answer keys, with a name and a text in other scripts."""
    folder = tmp_path_factory.mktemp("texts") / "seeds"
    folder.mkdir()
    for path in seeds.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    greek = "Ανακοίνωση της Διεθνούς Συνάντησης\n\nİstanbul, 5 Mayıs 2019\n\nThe TKP calls for peace in İzmir.\n"
    (folder / "ııı.txt").write_bytes(greek.encode())
    (folder / "sources.csv").write_bytes("file,publisher,url,retrieved,rights\nııı.txt,Ο Δήμος,,,\n".encode())
    return folder


@pytest.fixture(scope="module")
def here(texts, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("here") / "release"
    done = build(texts, out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8"])
def test_a_build_elsewhere_gives_the_same_bytes(texts, here, tmp_path, locale):
    done = build(
        texts, tmp_path / "release", LC_ALL=locale, LANG=locale, TZ="Pacific/Kiritimati", PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0", PYTHONHASHSEED="4711", PYTHONWARNDEFAULTENCODING="1",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # A file opened without naming its encoding would be read otherwise elsewhere.
    assert not [line for line in done.stderr.splitlines() if "EncodingWarning" in line and "imcwp_data" in line]
    assert hashes(tmp_path / "release") == hashes(here)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name is Unicode")
def test_a_name_that_is_no_unicode_is_named(tmp_path):
    (tmp_path / "seeds").mkdir()
    with open(bytes(tmp_path / "seeds") + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123 - no text names this path
        file.write(b"A statement.\n")
    done = build(tmp_path / "seeds", tmp_path / "release")
    assert done.returncode == 1
    assert "the name of the file is not UTF-8; rename it" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["tables"], ["show", "meetings"], ["explain", "003"], ["validate"]])
def test_commands_print_any_script_whatever_the_locale(command):
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Pacific/Kiritimati",
                   "PYTHONWARNDEFAULTENCODING": "1"}  # fmt: skip
    printed = [
        subprocess.run([sys.executable, "-m", "imcwp_data", *command], capture_output=True, check=False, env=variables)
        for variables in (os.environ | environment, dict(os.environ))
    ]
    assert printed[0].stdout == printed[1].stdout
    assert printed[0].returncode == printed[1].returncode
    told = printed[0].stderr.decode()
    assert not [line for line in told.splitlines() if "EncodingWarning" in line and "imcwp_data" in line]


def test_no_file_is_converted_by_version_control(root):
    lines = (root / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert "* -text" in lines
    for folder in ("dist/csv", "imcwp_data/vocabulary", "schemas"):
        for path in (root / folder).iterdir():
            if path.is_file():
                assert b"\r\n" not in path.read_bytes(), path


def test_no_file_names_a_registry_or_a_place_on_somebody_s_machine(root):
    for path in tracked(root):
        if path.suffix in {".png", ".parquet", ".db", ".zip", ".txt"} or "gold" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert not [name for name in REGISTRIES if name in text], path
        if path.name != Path(__file__).name:
            assert not OF_A_MACHINE.search(text), path


def test_names_of_files_are_told_apart_on_every_system(root):
    paths = [path.relative_to(root).as_posix() for path in tracked(root)]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert not [path for path in paths if re.search(r'[<>:"|?*\\]|[. ]$', path)]
    assert max(map(len, paths)) < 150


WORKFLOWS = ("test.yml", "release.yml")


def workflow(root: Path, name: str) -> dict[object, object]:
    return yaml.safe_load((root / ".github" / "workflows" / name).read_text(encoding="utf-8"))


def steps(document) -> list[dict[str, object]]:
    return [step for job in document["jobs"].values() for step in job["steps"]]


def test_there_are_no_other_workflows(root):
    assert sorted(path.name for path in (root / ".github" / "workflows").iterdir()) == sorted(WORKFLOWS)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_runs_what_the_makefile_has(root, name):
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    document = workflow(root, name)
    commands = [line for step in steps(document) for line in str(step.get("run", "")).splitlines()]
    assert ".ci/run" in commands
    assert os.access(root / ".ci" / "run", os.X_OK)
    made = [word for line in commands if line.startswith("make ") for word in line.split()[1:] if "=" not in word]
    assert made
    assert set(made) <= targets
    # Only actions of the platform's own, each of a fixed major version.
    used = [step["uses"] for step in steps(document) if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", str(action)) for action in used)
    for job in document["jobs"].values():  # type: ignore[attr-defined]
        assert job["defaults"]["run"]["shell"] == "bash"


def test_every_change_is_tested_on_three_systems_and_in_other_languages(root):
    document = workflow(root, "test.yml")
    assert document["jobs"]["systems"]["strategy"]["matrix"]["os"] == [  # type: ignore[index]
        "ubuntu-latest", "macos-latest", "windows-latest",
    ]  # fmt: skip
    elsewhere = [step for step in steps(document) if "TZ" in step.get("env", {})]  # type: ignore[operator]
    assert [step["run"] for step in elsewhere] == [".ci/run"]


def test_a_tag_is_released_with_wheel_sdist_and_zip(root):
    document = workflow(root, "release.yml")
    # YAML 1.1 takes the bare word "on" for true.
    assert document[True]["push"]["tags"] == ["v*"]  # type: ignore[index]
    commands = "\n".join(str(step.get("run", "")) for step in steps(document))
    assert "make wheel zip" in commands
    assert re.search(r"gh release create .*build/wheels/\* dist/\*\.zip", commands)
    assert commands.index("make reproduce") < commands.index("gh release create")


def test_the_makefile_finds_the_environment_on_windows_too(root):
    for system, folder in (("Windows_NT", "Scripts"), ("", "bin")):
        done = subprocess.run(
            ["make", "--dry-run", "build", f"OS={system}"], capture_output=True, text=True, cwd=root, check=True
        )
        assert f".venv/{folder}/imcwp-data build" in done.stdout
