"""sqlite_csvs.py RELEASE DATABASE DESCRIPTION: the CSV files of a release to SQLite with csvs-to-sqlite."""

import json
import shutil
import sys
import time
from pathlib import Path


def main(release: Path, database: Path) -> None:
    """Load all files, with search over the paragraphs, and print what it took."""
    from csvs_to_sqlite.cli import cli

    folder = database.with_suffix("")
    shutil.copytree(release / "csv", folder)
    # It takes a column of this name for its own.
    evidence = folder / "evidence.csv"
    evidence.write_text(evidence.read_text(encoding="utf-8").replace("table_name", "of_table", 1), encoding="utf-8")
    others = [str(path) for path in sorted(folder.glob("*.csv")) if path.stem != "paragraphs"]
    start = time.process_time()
    cli.main([*others, str(database)], standalone_mode=False)
    cli.main(["-f", "text", str(folder / "paragraphs.csv"), str(database)], standalone_mode=False)
    print(json.dumps({"seconds": time.process_time() - start}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
