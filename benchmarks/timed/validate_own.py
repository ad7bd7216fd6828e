"""python -m benchmarks.timed.validate_own RELEASE: check the CSV files of a release against their schemas."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(release: Path) -> None:
    """Read every CSV file, check types, constraints and keys, and print the verdict."""
    import pyarrow.csv  # noqa: F401

    from imcwp_data.faults import combined
    from imcwp_data.release_reader import read_csv
    from imcwp_data.schema import load_schemas
    from imcwp_data.validate import validate_tables

    schemas = load_schemas()
    start = time.process_time()
    tables, reports = {}, []
    for name, schema in schemas.items():
        table, report = read_csv(release / "csv" / f"{name}.csv", schema)
        reports.append(report)
        if table is not None:
            tables[name] = table
    report = combined([*reports, validate_tables(tables, {name: schemas[name] for name in tables})])
    seconds = time.process_time() - start
    rows = sum(table.num_rows for table in tables.values())
    print(json.dumps({"seconds": seconds, "rows": rows, "valid": report.ok, "faults": report.total}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
