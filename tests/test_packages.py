"""What `pip install imcwp-data` brings: the tables, and nothing but pandas and pyarrow."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from imcwp_data.publish.checksums import sha256
from tools.packages import build_packages
from tools.reproduce import unpack

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


def project_copy(root: Path, folder: Path) -> Path:
    """Copy what a fresh checkout holds; the sdist must not depend on what lies about beside it."""
    return Path(
        shutil.copytree(
            root,
            folder,
            ignore=shutil.ignore_patterns(".git", ".venv", "build", "*.zip", "__pycache__", ".*_cache", ".hypothesis"),
        )
    )


@pytest.fixture(scope="module")
def packages(root, tmp_path_factory) -> dict[str, Path]:
    """Wheel and sdist of a copy in which tests have run and people have looked around."""
    project = project_copy(root, tmp_path_factory.mktemp("project") / "imcwp")
    for litter in (
        "build/wheels/old.whl", "tests/__pycache__/test_x.cpython-311.pyc", ".hypothesis/examples/1",
        ".pytest_cache/README.md", "tests/.pytest_cache/x", "dist/imcwp-data-0.0.9.zip", "dist/.DS_Store",
        "benchmarks/__pycache__/x.cpython-311.pyc", ".venv/pyvenv.cfg", "imcwp_data/__pycache__/load.cpython-311.pyc",
    ):  # fmt: skip
        (project / litter).parent.mkdir(parents=True, exist_ok=True)
        (project / litter).write_text("litter", encoding="utf-8")
    found = build_packages(project, tmp_path_factory.mktemp("wheels"))
    return {"wheel" if path.suffix == ".whl" else "sdist": path for path in found}


@pytest.fixture(scope="module")
def wheel(packages) -> Path:
    return packages["wheel"]


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def site(request, packages, tmp_path_factory) -> Path:
    """A folder with the installed package, pandas, pyarrow and what those two need: an environment without extras."""
    folder = tmp_path_factory.mktemp(f"site-{request.param}")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation",
         "--target", str(folder), str(packages[request.param])],
        check=True, capture_output=True,
    )  # fmt: skip
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
        if path.is_file() and path.suffix != ".zip":
            assert f"imcwp_data/release/{path.relative_to(release).as_posix()}" in names
    assert "imcwp_data/py.typed" in names
    assert "imcwp_data/schemas/actions.schema.json" in names
    assert "imcwp_data/release/metadata.json" in names
    assert {name.split("/")[0] for name in names} == {
        "imcwp_data",
        next(n.split("/")[0] for n in names if "RECORD" in n),
    }
    assert not [name for name in names if name.endswith((".zip", ".pyc", ".DS_Store")) or "make_countries" in name]


def test_the_sdist_holds_what_a_rebuild_needs_and_no_litter(packages, root):
    with tarfile.open(packages["sdist"]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("imcwp_data", "schemas", "seeds", "dist", "tests", "tools", "docs", ".github"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and not {"__pycache__", ".pytest_cache"} & set(path.parts) and path.suffix != ".zip":
                assert path.relative_to(root).as_posix() in names
    assert {"Makefile", "constraints.txt", "metadata.json", ".ci/run", ".gitattributes"} <= names
    litter = (".zip", ".pyc", ".DS_Store", ".whl")
    assert not [name for name in names if name.endswith(litter) or "cache" in name.lower().split("/")[0]]
    assert not [name for name in names if name.startswith((".venv", ".hypothesis", "build/"))]
    assert not [name for name in names if ".pytest_cache" in name]


def test_packing_again_elsewhere_gives_the_same_bytes(packages, root, tmp_path):
    project = project_copy(root, tmp_path / "another place")
    for path in sorted(project.rglob("*"), reverse=True):
        path.chmod(path.stat().st_mode & 0o700)
        os.utime(path, (1, 1))
    again = build_packages(project, tmp_path / "wheels")
    assert {path.name: sha256(path) for path in again} == {path.name: sha256(path) for path in packages.values()}


def test_the_wheel_of_the_sdist_is_that_of_the_checkout(packages, tmp_path):
    (again,) = build_packages(unpack(packages["sdist"], tmp_path / "sdist"), tmp_path / "wheels", "wheel")
    assert sha256(again) == sha256(packages["wheel"])


def test_the_wheel_holds_all_that_the_site_needs(wheel, root):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        points = next(archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    for folder in ("templates", "static", "shapes"):
        files = [
            p
            for p in (root / "imcwp_data" / "explorer" / folder).rglob("*")
            if p.is_file() and p.suffix not in (".py", ".pyc")
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


def test_sql_and_files_from_an_empty_environment(site):
    """The other two ways in: SQLite through the package or by itself, and the files as they lie in the package."""
    done = run(
        site,
        "import csv, json, pathlib, sqlite3, imcwp_data, pandas\n"
        "folder = pathlib.Path(imcwp_data.__file__).parent / 'release'\n"
        "ask = 'select count(*) from meetings'\n"
        "print(imcwp_data.sql(ask).iloc[0, 0], sqlite3.connect(folder / 'imcwp.db').execute(ask).fetchone()[0],\n"
        "      sum(1 for _ in csv.DictReader((folder / 'csv/meetings.csv').open(encoding='utf-8'))),\n"
        "      len(pandas.read_parquet(folder / 'parquet/meetings.parquet')), len(imcwp_data.meetings))\n"
        "print(json.loads((folder / 'datapackage.json').read_text(encoding='utf-8'))['version'],\n"
        "      imcwp_data.__version__)",
    )
    counts, versions = done.stdout.splitlines()
    assert len(set(counts.split())) == 1
    assert int(counts.split()[0]) > 0
    assert len(set(versions.split())) == 1


def test_from_inside_a_zip_file_it_says_to_install(wheel, site, tmp_path):
    code = "import sys; sys.path.insert(0, {!r}); import imcwp_data; print(imcwp_data.__version__)\n{}"
    for use in ("imcwp_data.meetings", "imcwp_data.sql('select 1')", "from imcwp_data import actions",
                "imcwp_data.load('meetings', folder='.')", "imcwp_data.describe('meetings')"):  # fmt: skip
        done = run(site, code.format(str(wheel), use), check=False)
        assert done.returncode == 1
        last = done.stderr.strip().splitlines()[-1]
        assert "imcwp_data was imported from a zip file" in last, use
        assert f"pip install {wheel}" in last
        assert done.stdout.strip()


def test_the_command_line_works_without_extras(site):
    main = "from imcwp_data.cli import main; sys.exit(main({}))"
    assert "meetings" in run(site, main.format(["tables"])).stdout
    assert "imcwp-22" in run(site, main.format(["show", "meetings", "--columns", "meeting_id"])).stdout
    serve = run(site, main.format(["serve"]), check=False)
    assert serve.returncode == 1
    assert "imcwp-data[serve]" in serve.stderr
    assert "Traceback" not in serve.stderr
