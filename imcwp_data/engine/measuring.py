"""How well the texts are read, measured on answer keys: by whom has what reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.engine.tasks import reader_by

if TYPE_CHECKING:
    from imcwp_data.publish.card import MeasuredQuality

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class QualityTask:
    """Answer keys, the folder of texts that do not stand beside them, and the rules to read by."""

    gold: Path
    texts: Path | None
    vocabulary: Path | None
    rules: str

    def __str__(self) -> str:
        return f"the answer keys in {self.gold}"


def measured(task: QualityTask) -> MeasuredQuality:
    """Measure the reader, for `quality.json` and the card. Raises AnswerKeyError and SourceError."""
    return measured_with(task, _silent)


def measured_with(task: QualityTask, progress: Progress) -> MeasuredQuality:
    """Measure the reader, and say how far that is."""
    from imcwp_data.evaluation import evaluate, quality_json, quality_table
    from imcwp_data.publish.card import MeasuredQuality

    vocabulary, reader = reader_by(task.vocabulary, task.rules)
    quality = evaluate(task.gold, task.texts, vocabulary, progress, reader)
    return MeasuredQuality(quality_json(quality), quality_table(quality))


def _silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""
