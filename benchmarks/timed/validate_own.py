"""python -m benchmarks.timed.validate_own RELEASE: check the CSV files of a release against their schemas."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(release: Path) -> None:
    """Read every CSV file, check types, constraints and keys, and print the verdict."""
    import pyarrow.csv  # noqa: F401

    from imcwp_data.release_checks import check_csv

    start = time.process_time()
    report = check_csv(release)
    seconds = time.process_time() - start
    rows = sum(sum(1 for _ in path.open("rb")) - 1 for path in sorted((release / "csv").glob("*.csv")))
    print(json.dumps({"seconds": seconds, "rows": rows, "valid": report.ok, "faults": report.total}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
