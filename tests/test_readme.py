"""What the README names is there; tests/documentation runs its code."""

from __future__ import annotations

import re
import subprocess
import sys


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
