"""python -m benchmarks.timed.sqlite_own RELEASE DATABASE: the CSV files of a release to SQLite."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(release: Path, database: Path) -> None:
    """Load all tables with keys, checks, indexes and search, and print what it took."""
    import pyarrow.csv  # noqa: F401

    from imcwp_data.publish.sqlite import write_sqlite
    from imcwp_data.release_reader import read_csv
    from imcwp_data.schema import load_schemas

    schemas = load_schemas()
    start = time.process_time()
    tables = {}
    for name, schema in schemas.items():
        table, report = read_csv(release / "csv" / f"{name}.csv", schema)
        report.raise_if_faulty()
        if table is not None:
            tables[name] = table
    read = time.process_time()
    write_sqlite(tables, schemas, database)
    done = time.process_time()
    rows = sum(table.num_rows for table in tables.values())
    print(json.dumps({"seconds": done - start, "read": read - start, "write": done - read, "rows": rows}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
