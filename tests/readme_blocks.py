"""Code blocks of the documentation with the output below each; `python tests/readme_blocks.py` writes it anew."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "loading.md")
_PAIR = re.compile(r"```(python|sh)\n((?:(?!```).)*)```\n\n```text\n((?:(?!```).)*)```", re.DOTALL)


def output_of(language: str, code: str) -> str:
    """Run a block and return what it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        if language == "python":
            exec(compile(code, "block", "exec"), {})
        else:
            from imcwp_data.cli import main

            for line in code.strip().splitlines():
                program, *arguments = shlex.split(line)
                if program != "imcwp-data":
                    raise ValueError(f"the documentation shows the output of {program!r}, which no test runs")
                main(arguments)
    return "".join(line.rstrip() + "\n" for line in printed.getvalue().splitlines())


def blocks() -> list[tuple[str, str, str]]:
    """Return language, code and shown output of each block that shows its output."""
    pages = (page.read_text(encoding="utf-8") for page in PAGES)
    return [match.groups() for page in pages for match in _PAIR.finditer(page)]  # type: ignore[misc]


def update() -> None:
    """Write the output of each block below it."""

    def renew(match: re.Match[str]) -> str:
        language, code, _ = match.groups()
        return f"```{language}\n{code}```\n\n```text\n{output_of(language, code)}```"

    for page in PAGES:
        page.write_text(_PAIR.sub(renew, page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(update())
