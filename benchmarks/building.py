"""Builds of generated corpora by the command line, as a user would run them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from benchmarks.release_tables import table_files
from benchmarks.running import ROOT, Run, measured

_MODULO = 1 << 128


@cache
def compile_package() -> None:
    """Compile the package to bytecode, as pip does when it installs: else each build would begin with that."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", "imcwp_data"], cwd=ROOT, check=True)


@cache
def build_options() -> str:
    """Return what ``imcwp-data build --help`` prints: which options there are."""
    command = [sys.executable, "-m", "imcwp_data", "build", "--help"]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout


def build(seeds: Path, out: Path, *options: str, cache: Path | None = None) -> Run:
    """Build a release anew and return what it took. ``cache`` is for what it reads, emptied before."""
    compile_package()
    for folder in (out, cache):
        if folder is not None and folder.exists():
            shutil.rmtree(folder)
    out.parent.mkdir(parents=True, exist_ok=True)
    return rebuild(seeds, out, *options, cache=cache)


def rebuild(seeds: Path, out: Path, *options: str, cache: Path | None) -> Run:
    """Build a release over the one before, with what the earlier build kept, and return what it took."""
    command = [sys.executable, "-m", "imcwp_data", "build", str(seeds), "--out", str(out), *options]
    command += ["--cache", str(cache)] if cache is not None else ["--no-cache"]
    return measured(command, out.with_suffix(".log"))


def parts_options() -> list[str]:
    """Return the options that make a release of Parquet in parts, the form of large ones, whatever its size."""
    return ["--formats", "parts"] if "parts" in build_options() else []


def content_hash(release: Path, tables: Sequence[str]) -> str:
    """Return a hash of the rows of all tables, whatever their order and however they are spread over files."""
    import pyarrow.parquet as pq

    total = 0
    for name in tables:
        for path in table_files(release, name):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=20_000):
                    for row in batch.to_pylist():
                        data = repr((name, *row.values())).encode()
                        digest = hashlib.blake2b(data, digest_size=16).digest()
                        total = (total + int.from_bytes(digest, "big")) % _MODULO
    return f"{total:032x}"
