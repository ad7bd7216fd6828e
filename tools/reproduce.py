"""Build a release again from its sdist alone, in an environment of its own, and compare.

``python -m tools.reproduce [SDIST]``; without SDIST that of this checkout is packed first. Exits with 1 where a table
has another content, or where a file has other bytes although the same toolchain wrote it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from imcwp_data.publish.checksums import CHECKSUMS, files_of, sha256
from imcwp_data.publish.toolchain import BUILD
from imcwp_data.schema import load_schemas
from imcwp_data.table_hashes import table_hashes
from tools.epoch import ROOT
from tools.packages import build_packages

WORK = ROOT / "build" / "reproduce"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two releases side by side: the content hashes of each table in both, and the files whose bytes differ.

    ``toolchain`` tells in words where the toolchains differ, empty where they are the same.
    """

    tables: dict[str, tuple[str | None, str | None]]
    files: int
    differing: tuple[str, ...]
    toolchain: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing speaks against the one being a rebuild of the other."""
        contents = all(one == other for one, other in self.tables.values())
        return contents and (not self.differing or bool(self.toolchain))

    def lines(self) -> Iterator[str]:
        """Yield what was compared, for people."""
        width = max(map(len, self.tables), default=0)
        for name, (one, other) in self.tables.items():
            verdict = "same" if one == other else f"NOT {other or 'there'}"
            yield f"{name:<{width}}  {one or 'not there':64}  {verdict}"
        equal = self.files - len(self.differing)
        yield f"{equal} of {self.files} files have the same bytes."
        for name in self.differing:
            yield f"  {name} has not"
        yield from (f"Another toolchain: {told}" for told in self.toolchain)
        if self.same and self.differing:
            yield "Other toolchains may write other bytes: the tables have the same content."


def compare(release: Path, rebuilt: Path) -> Comparison:
    """Compare a release with its rebuild. Raises OSError when a file cannot be read."""
    schemas = load_schemas()
    one, other = table_hashes(release, schemas), table_hashes(rebuilt, schemas)
    names = sorted({*files_of(release), *files_of(rebuilt)})
    # The list of hashes follows from the files.
    names = [name for name in names if name != CHECKSUMS]
    differing = tuple(name for name in names if _digest(release / name) != _digest(rebuilt / name))
    tables = {name: (one.get(name), other.get(name)) for name in schemas if name in one or name in other}
    return Comparison(tables, len(names), differing, tuple(_toolchains(release, rebuilt)))


def _digest(path: Path) -> str | None:
    return sha256(path) if path.is_file() else None


def _toolchains(release: Path, rebuilt: Path) -> Iterator[str]:
    one, other = (_versions(folder / BUILD) for folder in (release, rebuilt))
    for name in sorted({*one, *other}):
        if one.get(name) != other.get(name):
            yield f"{name} {one.get(name, 'not recorded')}, here {other.get(name, 'not there')}"


def _versions(path: Path) -> dict[str, str]:
    try:
        recorded: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return {}
    return {name: version for group in recorded.values() for name, version in group.items()}


def unpack(sdist: Path, folder: Path) -> Path:
    """Unpack an sdist into an empty folder and return the project's root in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (root,) = folder.iterdir()
    return root


def make_environment(project: Path, folder: Path) -> Path:
    """Make an environment with what building needs, in the versions of constraints.txt, and return its Python."""
    venv.create(folder, clear=True, with_pip=True, symlinks=os.name != "nt")
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--constraint", str(project / "constraints.txt")]
    subprocess.run([*install, f"{project}[build]"], check=True)
    return python


def rebuild(project: Path, python: Path, out: Path) -> Path:
    """Build the release of an unpacked sdist into a new folder, by its own code and without any cache."""
    shutil.rmtree(out, ignore_errors=True)
    command = [str(python), "-m", "imcwp_data", "build", "seeds", "--out", str(out), "--no-cache"]
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "IMCWP_DATA_CACHE")}
    # The project's folder comes first, so that no other copy of the package is run.
    subprocess.run(command, check=True, cwd=project, env=environment, stdout=subprocess.DEVNULL)
    return out


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.reproduce", description=__doc__)
    parser.add_argument("sdist", nargs="?", type=Path, help="the sdist (default: that of this checkout, packed anew)")
    parser.add_argument("--work", type=Path, default=WORK, metavar="DIR", help="folder to work in, which is emptied")
    parser.add_argument(
        "--python", type=Path, help="Python of an environment that holds all that is needed (default: a new one)"
    )
    parsed = parser.parse_args(arguments)
    work = parsed.work.resolve()
    sdist = parsed.sdist or build_packages(ROOT, work / "packages", "sdist")[0]
    project = unpack(sdist, work / "project")
    python = parsed.python or make_environment(project, work / "environment")
    found = compare(project / "dist", rebuild(project, python.absolute(), work / "release"))
    print(f"{sdist.name}: its release, and the one built from it")
    print("\n".join(found.lines()))
    print("The release is reproduced." if found.same else "The release is NOT reproduced.")
    return 0 if found.same else 1


if __name__ == "__main__":
    sys.exit(main())
