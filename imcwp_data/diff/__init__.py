"""Two releases → what is new, gone and other in them, row by row and cell by cell, and why where that can be known."""

from __future__ import annotations

from imcwp_data.diff.comparing import TableDiff
from imcwp_data.diff.releases import ReleaseDiff, diff_releases

__all__ = ["ReleaseDiff", "TableDiff", "diff_releases"]
