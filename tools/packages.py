"""Wheel and sdist, dated by the data: the same checkout and toolchain give the same bytes, on any day and machine."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools.epoch import ROOT, release_epoch

WHEELS = ROOT / "build" / "wheels"


def build_packages(project: Path, out: Path, *kinds: str) -> list[Path]:
    """Build wheel and sdist of a checkout or an unpacked sdist in ``out`` and return their paths.

    ``kinds`` are some of "wheel" and "sdist", by default both; each is built from the project itself. The hatchling of
    this environment builds them, so that its version is that of constraints.txt. Raises CalledProcessError.
    """
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(release_epoch(project / "dist"))}
    options = [f"--{kind}" for kind in kinds or ("sdist", "wheel")]
    out.mkdir(parents=True, exist_ok=True)
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", *options, "--outdir", str(out), str(project)],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    return sorted(path for path in out.iterdir() if before.get(path) != path.stat().st_mtime_ns)


def main() -> int:
    """Build both and print where they are."""
    parser = argparse.ArgumentParser(prog="python -m tools.packages", description=__doc__)
    parser.add_argument("--out", type=Path, default=WHEELS, metavar="DIR", help="where to (default: build/wheels)")
    for path in build_packages(ROOT, parser.parse_args().out):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
