"""The environment of the peers: made once with pip, apart from that of the package."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("peers-requirements.txt")
# Workarounds for old processors that some machines set; they would slow a peer down.
_HANDICAPS = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


@dataclass(frozen=True, slots=True)
class Peers:
    """The peers' Python, and which of them could not be installed and why, by name."""

    python: Path
    left_out: dict[str, str] = field(default_factory=dict)

    def missing(self, *names: str) -> str | None:
        """Return why a measurement that needs these peers cannot be made; None where it can."""
        reasons = [f"{name} is left out: {self.left_out[name]}" for name in names if name in self.left_out]
        return "; ".join(reasons) or None


def ensure_peers(folder: Path) -> Peers:
    """Return the environment in ``folder``; it is made where there is none of these requirements."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    lines = [line for line in wanted.splitlines() if line and not line.startswith("#")]
    record = folder / "installed-requirements.txt"
    if record.is_file() and record.read_text(encoding="utf-8") == wanted:
        return Peers(python)
    print(f"Installing peers into {folder} …", file=sys.stderr, flush=True)
    if not python.exists():
        venv.create(folder, with_pip=True)
    if _install(python, lines) is None:
        record.write_text(wanted, encoding="utf-8")
        return Peers(python)
    # One that fails must not keep the others away.
    reasons = {line.split("==")[0]: reason for line in lines if (reason := _install(python, [line])) is not None}
    return Peers(python, reasons)


def _install(python: Path, requirements: list[str]) -> str | None:
    """Install; return why it failed, None where it did not."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
    return errors[-1].removeprefix("ERROR: ") if errors else f"pip ended with {done.returncode}"


def environment(*, one_thread: bool = True) -> dict[str, str]:
    """Return the environment variables under which everybody is measured: no handicaps, and one thread.

    Arrow too takes as many threads as these say. ``one_thread=False`` is for what is timed by the clock as its users
    see it: each takes the threads that it takes by itself.
    """
    variables = {name: value for name, value in os.environ.items() if name not in _HANDICAPS}
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1") if one_thread else {}
    return variables | one | {"PYTHONHASHSEED": "0"}
