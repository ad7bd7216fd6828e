"""sqlite_datapackage.py RELEASE DATABASE DESCRIPTION: a Data Package to SQLite with datapackage-to-datasette."""

import json
import sys
import time
from pathlib import Path


def main(release: Path, database: Path) -> None:
    """Load the package and print what it took."""
    from datapackage_to_datasette.utils import datapackage_to_datasette

    start = time.process_time()
    metadata = database.with_suffix(".metadata.json")
    datapackage_to_datasette(str(database), str(release / "datapackage.json"), str(metadata))
    print(json.dumps({"seconds": time.process_time() - start}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
