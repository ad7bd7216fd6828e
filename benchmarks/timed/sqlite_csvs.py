"""sqlite_csvs.py RELEASE DATABASE DESCRIPTION: the CSV files of a release to SQLite with csvs-to-sqlite."""

import json
import sys
import time
from pathlib import Path


def main(release: Path, database: Path) -> None:
    """Load all files, with search over the paragraphs, and print what it took."""
    from csvs_to_sqlite.cli import cli

    files = sorted((release / "csv").glob("*.csv"))
    others = [str(path) for path in files if path.stem != "paragraphs"]
    start = time.process_time()
    cli.main([*others, str(database)], standalone_mode=False)
    cli.main(["-f", "text", str(release / "csv" / "paragraphs.csv"), str(database)], standalone_mode=False)
    print(json.dumps({"seconds": time.process_time() - start}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
