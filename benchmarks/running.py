"""Commands run and measured: what they print as JSON, how long they take, and the memory of all their processes."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# Looking at processes takes a core of theirs: a small part of the time, however many they are.
_EVERY_SECONDS = 0.2
_OF_THE_TIME = 0.02
_KIB = 1024
_EXCEPTION = re.compile(r"[\w.]+(?:Error|Exception|Warning)\b.*:")


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds by the clock, seconds of processor time, and bytes of memory at the peak.

    ``peak_pss`` counts memory that processes share once, ``peak_rss`` once for each; both add up all processes of the
    command at one moment. None where the system does not tell (both are read from /proc).
    """

    wall: float
    cpu: float
    peak_pss: int | None
    peak_rss: int | None
    processes: int


class CommandFailedError(RuntimeError):
    """A measured command ended with an error."""


def output_of(command: Sequence[str], variables: Mapping[str, str] | None = None) -> Any:
    """Run a command from the checkout and return the JSON of its last line. Raises CommandFailedError."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=variables, check=False)
    if done.returncode:
        raise CommandFailedError(_reason(done.stderr))
    return json.loads(done.stdout.strip().splitlines()[-1])


def _reason(errors: str) -> str:
    """Return the line of a traceback that says what went wrong."""
    lines = errors.strip().splitlines() or ["it printed nothing"]
    named = [line for line in lines if _EXCEPTION.match(line)]
    return (named or lines)[-1][:300]


def measured(command: Sequence[str], log: Path) -> Run:
    """Run a command from the checkout, its output to a file. Raises CommandFailedError."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT)
        sampler = _Sampler(process.pid)
        sampler.start()
        code = process.wait()
        wall = time.perf_counter() - start
        sampler.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code:
        raise CommandFailedError(_reason(log.read_text(encoding="utf-8", errors="replace")))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, sampler.peak_pss or None, sampler.peak_rss or None, sampler.most)


class _Sampler(threading.Thread):
    """Looks at the memory of a process and all below it, again and again."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self._ended = threading.Event()
        self.peak_pss = self.peak_rss = self.most = 0

    def run(self) -> None:
        """Sample until stopped."""
        pause = _EVERY_SECONDS
        while not self._ended.wait(pause):
            begun = time.thread_time()
            processes = tree(self._root)
            found = [memory(process) for process in processes]
            self.most = max(self.most, len(processes))
            self.peak_pss = max(self.peak_pss, sum(pss for pss, _ in found))
            self.peak_rss = max(self.peak_rss, sum(rss for _, rss in found))
            pause = max(_EVERY_SECONDS, (time.thread_time() - begun) / _OF_THE_TIME)

    def stop(self) -> None:
        """End the sampling."""
        self._ended.set()
        self.join()


def tree(root: int) -> list[int]:
    """Return a process and all that it started, by way of others too; empty where there is no /proc."""
    children: dict[int, list[int]] = {}
    try:
        entries = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    except OSError:
        return []
    for process in entries:
        try:
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        # The name of a process, in brackets, may hold anything; its parent is the second field behind it.
        children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(process)
    found, waiting = [], [root] if root in entries else []
    while waiting:
        process = waiting.pop()
        found.append(process)
        waiting += children.get(process, [])
    return found


def memory(process: int) -> tuple[int, int]:
    """Return the proportional and the resident memory of a process in bytes; nothing of one that has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0, 0
    sizes = {name: int(rest.split()[0]) * _KIB for name, _, rest in (line.partition(":") for line in lines[1:])}
    return sizes.get("Pss", 0), sizes.get("Rss", 0)
