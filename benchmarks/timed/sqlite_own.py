"""python -m benchmarks.timed.sqlite_own RELEASE DATABASE: the CSV files of a release to SQLite."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(release: Path, database: Path) -> None:
    """Load all tables with keys, checks, indexes and search, and print what it took."""
    import pyarrow as pa
    import pyarrow.csv

    from imcwp_data.publish.sqlite import write_sqlite
    from imcwp_data.schema import load_schemas
    from imcwp_data.typed_cells import typed_rows

    schemas = load_schemas()
    start = time.process_time()
    tables = {}
    for name, schema in schemas.items():
        parts = list(typed_rows(release / "csv" / f"{name}.csv", schema))
        tables[name] = pa.Table.from_batches([batch for batch, _ in parts])
    read = time.process_time()
    write_sqlite(tables, schemas, database)
    done = time.process_time()
    rows = sum(table.num_rows for table in tables.values())
    print(json.dumps({"seconds": done - start, "read": read - start, "write": done - read, "rows": rows}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
