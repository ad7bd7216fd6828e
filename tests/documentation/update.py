"""``make codebook`` writes anew what programs print in the documentation: look at what changed before you commit it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.documentation.blocks import ROOT, Runner, blocks, pages
from tests.documentation.command_line import PAGE, command_line_page


def renewed(page: str) -> str:
    """Return a page with the output of each block as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(Path(folder) / "project")
        pieces, done = [], 0
        for block in blocks(page):
            printed = runner.run(block)
            if block.shown is not None:
                pieces += [page[done : block.start], printed]
                done = block.end
        return "".join([*pieces, page[done:]])


def main(chosen: Sequence[str]) -> None:
    """Write the page of the command line and the outputs of all pages, or only those of the chosen pages."""
    PAGE.write_text(command_line_page(), encoding="utf-8")
    for path in [Path(name).resolve() for name in chosen] or pages():
        before = path.read_text(encoding="utf-8")
        after = renewed(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"{path.relative_to(ROOT)} is new")


if __name__ == "__main__":
    main(sys.argv[1:])
