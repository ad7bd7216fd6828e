"""What the README shows is what a newcomer sees."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("readme_blocks", Path(__file__).parent / "readme_blocks.py")
readme_blocks = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(readme_blocks)


@pytest.mark.parametrize(("language", "code", "shown"), readme_blocks.blocks(), ids=lambda value: str(value)[:40])
def test_a_block_prints_what_stands_below_it(language, code, shown):
    printed = readme_blocks.output_of(language, code)
    assert printed == shown, "run `python tests/readme_blocks.py` where the new output is right"


def test_the_two_commands_of_the_set_up_are_targets_of_the_makefile(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    assert "```sh\nmake\nmake test\n```" in readme
    assert re.search(r"^all:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)


def test_every_command_that_the_readme_names_exists(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"^imcwp-data (\w+)", readme, re.MULTILINE))
    assert {"build", "serve", "show"} <= commands
    for name in sorted(commands):
        done = subprocess.run([sys.executable, "-m", "imcwp_data", name, "--help"], capture_output=True, check=False)
        assert done.returncode == 0, name


def test_every_table_is_in_the_readme(root, release):
    readme = (root / "README.md").read_text(encoding="utf-8")
    for path in (release / "csv").glob("*.csv"):
        assert f"| `{path.stem}` |" in readme
