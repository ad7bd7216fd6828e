"""What `pip install imcwp-data` brings: the tables, and nothing but pandas and pyarrow."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def closure(*names: str) -> set[str]:
    """Return the distributions that an installation of some brings, without extras."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.split(r"[\s;<>=!~\[]", waiting.pop(), maxsplit=1)[0]
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        if distribution.metadata["Name"] not in found:
            found.add(distribution.metadata["Name"])
            waiting += [r for r in distribution.requires or [] if "extra ==" not in r]
    return found


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheels")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(root)],
        check=True,
        capture_output=True,
    )
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def site(wheel, tmp_path_factory) -> Path:
    """A folder that holds the wheel, pandas, pyarrow and what those two need: an empty environment after install."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    for name in closure("pandas", "pyarrow"):
        distribution = metadata.distribution(name)
        for top in {Path(str(file)).parts[0] for file in distribution.files or []}:
            source = Path(str(distribution.locate_file(top)))
            if top not in {"..", "__pycache__"} and source.exists() and not (folder / top).exists():
                (folder / top).symlink_to(source)
    return folder


def run(site: Path, code: str, *, check: bool = True) -> subprocess.CompletedProcess[str]:
    program = f"import sys; sys.path.insert(0, {str(site)!r})\n{code}"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], check=check, capture_output=True, text=True, cwd=site.parent
    )


def test_the_wheel_holds_the_release_and_no_tests(wheel, release):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for path in release.rglob("*"):
        if path.is_file():
            assert f"imcwp_data/release/{path.relative_to(release).as_posix()}" in names
    assert "imcwp_data/py.typed" in names
    assert "imcwp_data/schemas/actions.schema.json" in names
    assert "imcwp_data/release/metadata.json" in names
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "dist/"))]


def test_the_wheel_holds_all_that_the_site_needs(wheel, root):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        points = next(archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    for folder in ("templates", "static", "shapes"):
        files = [
            p for p in (root / "imcwp_data" / "explorer" / folder).rglob("*") if p.is_file() and p.suffix != ".pyc"
        ]
        assert files
        assert {p.relative_to(root).as_posix() for p in files} <= names
    assert "imcwp_data_explorer = imcwp_data.explorer" in points


def test_the_wheel_asks_for_pandas_and_pyarrow_only(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("METADATA")]
        lines = archive.read(name).decode().splitlines()
    needed = [line for line in lines if line.startswith("Requires-Dist:") and "extra ==" not in line]
    assert sorted(re.split(r"[:<>=\s]+", line)[1] for line in needed) == ["pandas", "pyarrow"]


def test_five_tables_from_an_empty_environment(site):
    done = run(
        site,
        "from imcwp_data import documents, paragraphs, meetings, participants, actions\n"
        "print(*map(len, (documents, paragraphs, meetings, participants, actions)))",
    )
    sizes = [int(number) for number in done.stdout.split()]
    assert len(sizes) == 5
    assert sizes[0] == 12
    assert all(sizes)


def test_the_command_line_works_without_extras(site):
    main = "from imcwp_data.cli import main; sys.exit(main({}))"
    assert "meetings" in run(site, main.format(["tables"])).stdout
    assert "imcwp-22" in run(site, main.format(["show", "meetings", "--columns", "meeting_id"])).stdout
    serve = run(site, main.format(["serve"]), check=False)
    assert serve.returncode == 1
    assert "imcwp-data[serve]" in serve.stderr
    assert "Traceback" not in serve.stderr
