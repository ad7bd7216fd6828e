"""The code blocks of the documentation: found in a page, run, and compared with what the page shows below them.

- ``python``: run in one namespace a page; a ``text`` block right below shows what it prints.
- ``sql``: asked of the release; a table right below shows the first rows.
- ``sh``: each line is run in a copy of the project; a ``text`` block right below shows what is printed. Programs that
  serve are started and stopped; ``make`` is asked what it would do; ``pip`` is asked for extras that exist.
- ``diff``: changes files of the copy, found by the lines that stand around the change.
- any block below ``<!-- file: PATH -->`` is written into the copy under that name.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent.parent
RUN = ("python", "sql", "sh", "diff")
# Shown, not run: what programs print, files that the text explains, and directives of the site.
SHOWN = ("text", "csv", "json", "{eval-rst}")
_FENCE = re.compile(r"^(?P<fence>```+)(?P<language>[^\n`]*)\n(?P<code>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"<!-- file: (\S+) -->\n\Z")
_TEXT_BELOW = re.compile(r"\n\n```text\n(.*?)```", re.DOTALL)
_TABLE_BELOW = re.compile(r"\n\n(\| .*?)(?=\n\n|\n?\Z)(\n\nThe first \d+ of [\d,]+ rows\.)?", re.DOTALL)
_EXTRA = re.compile(r"\[([a-z,]+)\]")
_SECONDS_TO_START = 60
_COPIED = (
    "imcwp_data",
    "schemas",
    "seeds",
    "dist",
    "docs",
    "pyproject.toml",
    "constraints.txt",
    "metadata.json",
    "Makefile",
    "README.md",
)
# One, so that a build in the copy need not measure the reading on all of them.
_KEY = "000_423a86f05c092d30.json"


@dataclass(frozen=True, slots=True)
class Block:
    """A code block: its language, its code, the name it is to be written under, and the output that stands below it.

    ``start`` and ``end`` are where the shown output stands in the page.
    """

    language: str
    code: str
    file: str | None
    shown: str | None
    start: int
    end: int


def pages() -> list[Path]:
    """Return all pages whose blocks are run."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of a page in order."""
    for match in _FENCE.finditer(page):
        language = match["language"].strip().partition(" ")[0]
        named = _FILE.search(page, 0, match.start())
        below = {"python": _TEXT_BELOW, "sh": _TEXT_BELOW, "sql": _TABLE_BELOW}.get(language)
        found = below.match(page, match.end()) if below else None
        shown = found and (found[1] + (found[2] or "") if language == "sql" else found[1])
        start, end = (found.start(1), found.end() if language == "sql" else found.end(1)) if found else (0, 0)
        yield Block(language, match["code"], named and named[1], shown, start, end)


def copy_of_the_project(folder: Path) -> Path:
    """Make a copy of what a reader of the documentation works with, and return its folder."""
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    own = folder / "my-texts"
    own.mkdir()
    shutil.copy(sorted((ROOT / "seeds").glob("*.txt"))[0], own)
    gold = folder / "tests" / "gold"
    gold.mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "gold" / _KEY, gold)
    return folder


class Runner:
    """Runs the blocks of one page, one after the other, in one copy of the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copied = False
        self.changed = False
        self.names: dict[str, object] = {"__name__": "documentation"}

    def run(self, block: Block) -> str:
        """Run a block and return what it prints. Raises what goes wrong."""
        if block.file is not None:
            path = self._copy() / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.code, encoding="utf-8")
            return ""
        if block.language == "python":
            return self._python(block.code)
        if block.language == "sql":
            return _asked(block.code)
        if block.language == "sh":
            return "".join(self._line(shlex.split(line, comments=True)) for line in _lines(block.code))
        if block.language == "diff":
            change(self._copy(), block.code)
            self.changed = True
        return ""

    def _copy(self) -> Path:
        if not self.copied:
            copy_of_the_project(self.folder)
            self.copied = True
        return self.folder

    def _python(self, code: str) -> str:
        printed = io.StringIO()
        where = contextlib.chdir(self.folder) if self.copied else contextlib.nullcontext()
        with where, contextlib.redirect_stdout(printed):
            exec(compile(code, "documentation", "exec"), self.names)
        return _without_trailing_spaces(printed.getvalue())

    def _line(self, words: list[str]) -> str:
        program, *arguments = words
        folder = self._copy()
        if program == "imcwp-data" and arguments[0] == "serve":
            return _served(folder, arguments)
        if program == "imcwp-data":
            # The program of the copy where it was changed, else this one, which is in memory already.
            if self.changed:
                return _printed([sys.executable, "-m", "imcwp_data", *arguments], folder)
            return _said(arguments, folder)
        if program == "python":
            return _printed([sys.executable, *arguments], folder)
        if program == "make":
            if shutil.which("make"):
                _printed(["make", "--dry-run", *arguments], folder)
            return ""
        if program == "pip" and arguments[0] == "install":
            known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
            wanted = {name for word in arguments for names in _EXTRA.findall(word) for name in names.split(",")}
            assert wanted <= set(known["optional-dependencies"]), f"there is no extra {wanted}"
            assert any(word.startswith((known["name"], ".")) for word in arguments[1:])
            return ""
        raise ValueError(f"{program!r} is a program that no test runs: use imcwp-data, python, make or pip")


def change(folder: Path, diff: str) -> None:
    """Apply a diff whose hunks are found by their lines, so that the numbers of lines do not matter."""
    path: Path | None = None
    for part in re.split(r"^(?=--- |@@)", diff, flags=re.MULTILINE):
        lines = part.splitlines()
        if part.startswith("--- "):
            path = folder / lines[1].removeprefix("+++ b/")
        elif part.startswith("@@") and path is not None:
            old = "".join(line[1:] + "\n" for line in lines[1:] if line[:1] in (" ", "-", ""))
            new = "".join(line[1:] + "\n" for line in lines[1:] if line[:1] in (" ", "+", ""))
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{path.name}: these lines stand there {text.count(old)} times:\n{old}"
            path.write_text(text.replace(old, new), encoding="utf-8")


def _lines(code: str) -> list[str]:
    return [line for line in code.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]


def _asked(code: str) -> str:
    from imcwp_data.codebook.first_page import answer
    from imcwp_data.load import connect

    with closing(connect(ROOT / "dist")) as connection:
        return answer(connection, code)


def _environment(folder: Path) -> dict[str, str]:
    wide = {"COLUMNS": "120", "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    return {"IMCWP_DATA_CACHE": str(folder / "cache"), **os.environ, **wide, "BROWSER": "true"}


def _said(arguments: list[str], folder: Path) -> str:
    """Run the command line in this process and return what it prints."""
    from imcwp_data.cli import main

    printed, complaint = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        patch.dict(os.environ, _environment(folder)),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(complaint),
    ):
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
    assert code == 0, f"imcwp-data {' '.join(arguments)}\n{printed.getvalue()}{complaint.getvalue()}"
    return _without_trailing_spaces(printed.getvalue())


def _printed(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, env=_environment(folder), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return _without_trailing_spaces(done.stdout)


def _served(folder: Path, arguments: list[str]) -> str:
    """Start a server on a free port, see that it answers, and stop it."""
    told = list(arguments)
    if "--port" in told:
        del told[told.index("--port") : told.index("--port") + 2]
    command = [sys.executable, "-m", "imcwp_data", *told, "--port", "0"]
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=_environment(folder), stdout=out, stderr=out)
    try:
        until = time.monotonic() + _SECONDS_TO_START
        while "Uvicorn running" not in log.read_text(encoding="utf-8"):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < until, log.read_text(encoding="utf-8")
            time.sleep(0.1)
    finally:
        process.terminate()
        process.wait(timeout=20)
    return ""


def _without_trailing_spaces(text: str) -> str:
    return "".join(line.rstrip() + "\n" for line in text.splitlines())
