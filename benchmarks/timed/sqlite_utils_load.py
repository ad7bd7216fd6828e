"""sqlite_utils_load.py RELEASE DATABASE DESCRIPTION: the CSV files of a release to SQLite with sqlite-utils."""

import json
import sys
import time
from pathlib import Path


def main(release: Path, database: Path, description: Path) -> None:
    """Load all tables as its command line does, add keys, indexes and search, and print what it took."""
    import sqlite_utils
    from sqlite_utils.utils import Format, TypeTracker, rows_from_file

    described = json.loads(description.read_text(encoding="utf-8"))
    start = time.process_time()
    db = sqlite_utils.Database(database)
    for name, about in described.items():
        tracker = TypeTracker()
        key = about["key"][0] if len(about["key"]) == 1 else tuple(about["key"])
        with (release / "csv" / f"{name}.csv").open("rb") as file:
            rows, _ = rows_from_file(file, format=Format.CSV)
            db[name].insert_all(tracker.wrap(rows), pk=key)
        if db[name].exists():
            db[name].transform(types=tracker.types)
    loaded = [name for name in described if db[name].exists()]
    keys = [(name, *key) for name in loaded for key in described[name]["foreign_keys"] if key[1] in loaded]
    db.add_foreign_keys(keys)
    db.index_foreign_keys()
    for name in loaded:
        for column in described[name]["indexes"]:
            db[name].create_index([column], if_not_exists=True)
    db["paragraphs"].enable_fts(["text"])
    db.analyze()
    db.vacuum()
    db.close()
    print(json.dumps({"seconds": time.process_time() - start}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
