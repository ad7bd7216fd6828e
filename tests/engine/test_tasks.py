"""The tasks of a build: what they keep is what the name under which it is kept says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from imcwp_data.corpus.listing import list_folder
from imcwp_data.engine.cache import rules_hash
from imcwp_data.engine.tasks import ReadTask, read_batch
from imcwp_data.errors import VocabularyError
from imcwp_data.memory import give_back


def test_a_vocabulary_that_changes_while_workers_read_by_it_is_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("The Communist Party of Greece calls for peace.\n", encoding="utf-8")
    vocabulary = tmp_path / "vocabulary"
    shutil.copytree(
        root / "imcwp_data" / "vocabulary", vocabulary, ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    rules = rules_hash(vocabulary)
    with (vocabulary / "themes.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    target = tmp_path / "facts.tables"
    task = ReadTask(list_folder(tmp_path / "texts").sources, vocabulary, rules, target, {})
    # As in a worker that was not forked from the build, and so loads the vocabulary itself.
    give_back()
    with pytest.raises(VocabularyError, match="a file was changed while the texts were read"):
        read_batch(task)
    assert not target.exists()
