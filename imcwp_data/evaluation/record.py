"""The figures of the last release, kept so that a change which makes the reading worse does not pass unseen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from imcwp_data.errors import AnswerKeyError
from imcwp_data.evaluation.quality import Quality

TOLERANCE = 0.05
"""How far below the recorded figure the figure of today may be, in percent points: rounding does this, no change of
reading does."""


def record_json(quality: Quality) -> str:
    """Return the F1 of each measure, in percent with two decimals, as JSON to be kept."""
    figures = {name: round(figure, 2) for name, figure in quality.figures.items()}
    return json.dumps({"f1": figures, "texts": len(quality.texts)}, indent=1, sort_keys=True) + "\n"


def read_record(path: Path) -> dict[str, float]:
    """Return the recorded figures by measure. Raises AnswerKeyError where the file holds none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): float(figure) for name, figure in content["f1"].items()}
    except FileNotFoundError:
        problem = "there is no such file"
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        problem = f"it holds no recorded figures ({error})"
    raise AnswerKeyError(f"{path}: {problem}; record them with: imcwp-data evaluate GOLD_DIR --record {path}")


def fallen_figures(quality: Quality, recorded: Mapping[str, float]) -> list[str]:
    """Return one line for each measure that is worse than recorded, or that is measured no more."""
    figures = quality.figures
    fallen = []
    for name in sorted(recorded):
        now = figures.get(name)
        if now is None:
            fallen.append(f"{name}: F1 was {recorded[name]:.2f}, and is measured no more")
        elif now < recorded[name] - TOLERANCE:
            fallen.append(f"{name}: F1 fell from {recorded[name]:.2f} to {now:.2f}")
    return fallen
