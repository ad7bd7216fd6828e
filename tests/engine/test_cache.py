"""What is kept between builds, and what builds at work at the same time do to each other there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from imcwp_data.engine.cache import open_cache, trim, work_folder

RULES = "0123456789abcdef0123456789abcdef"


def test_a_folder_that_a_build_has_opened_stays_until_the_build_ends(tmp_path: Path) -> None:
    with work_folder(tmp_path):
        cache = open_cache(tmp_path, RULES)
        trim(tmp_path, [])
        cache.path("facts", "1").write_bytes(b"kept")
        cache.path("facts", "1").unlink()
    assert list(cache.folder.iterdir()) == []
    trim(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_a_build_that_was_killed_does_not_stay(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from imcwp_data.engine.cache import open_cache, work_folder\n"
        "with work_folder(Path(sys.argv[1])): open_cache(Path(sys.argv[1]), sys.argv[2]); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path), RULES]).returncode == 9
    assert list(tmp_path.glob("*/.opened.*"))
    with work_folder(tmp_path):
        pass
    trim(tmp_path, [])
    assert list(tmp_path.iterdir()) == []
