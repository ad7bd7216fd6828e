"""The task of a build that finishes the rows of a batch, by what all documents decided.

It is a pure function of its task; what it gives lies in a file, and a file that is there already is the result.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from imcwp_data.consolidate.finish import FINISHED, Decisions, finish
from imcwp_data.consolidate.join import FinishTask, decisions_of
from imcwp_data.engine.cache import key_of
from imcwp_data.table_file import TableFile, content_hash, write_table_file


@dataclass(frozen=True, slots=True)
class RowsTask:
    """A batch to finish, whose facts are in a file, and the folder in which its rows are kept."""

    finish: FinishTask
    folder: Path

    @property
    def facts(self) -> TableFile:
        """The file of the facts."""
        assert isinstance(self.finish.batch, TableFile)
        return self.finish.batch

    def __str__(self) -> str:
        return f"the rows of {self.facts.path.name}"


def make_rows(task: RowsTask) -> TableFile:
    """Make the rows of a batch, unless those of the same facts and decisions are kept already."""
    decisions = decisions_of(task.finish)
    digest = _digest(decisions)
    path = task.folder / f"rows-{key_of([task.facts.path.name, digest])}.tables"
    if TableFile(path).claim():
        return TableFile(path)
    rows = finish({name: task.facts.table(name) for name in FINISHED}, decisions)
    # Other decisions often give the same rows, and then the same part of a release.
    return write_table_file(path, rows, with_content=True)


@dataclass(frozen=True, slots=True)
class RowsTasks:
    """Some batches to finish, one after the other."""

    tasks: tuple[RowsTask, ...]

    def __str__(self) -> str:
        return " and ".join(map(str, self.tasks))


def make_rows_of_each(several: RowsTasks) -> list[TableFile]:
    """Make the rows of each of some batches; see `make_rows`."""
    return [make_rows(task) for task in several.tasks]


def _digest(decisions: Decisions) -> str:
    told = [
        list(decisions.meeting_ids),
        content_hash({name: getattr(decisions, name) for name in ("accepted", "quotations", "originals")}),
        sorted(decisions.states.items()),
        sorted(decisions.publications.items()),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
