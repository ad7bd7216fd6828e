"""How well texts are read: what a build says of them, counted against answer keys made by reading.

from pathlib import Path
from imcwp_data.evaluation import evaluate, quality_json
from imcwp_data.vocabulary import load_vocabulary

print(quality_json(evaluate(Path("tests/gold"), Path("seeds"), load_vocabulary())))
"""

from __future__ import annotations

from imcwp_data.evaluation.quality import Measure, Quality, evaluate
from imcwp_data.evaluation.record import fallen_figures, read_record, record_json
from imcwp_data.evaluation.report import quality_json, quality_table, quality_text

__all__ = [
    "Measure",
    "Quality",
    "evaluate",
    "fallen_figures",
    "quality_json",
    "quality_table",
    "quality_text",
    "read_record",
    "record_json",
]
