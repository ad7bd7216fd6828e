"""sqlite_datapackage.py RELEASE DATABASE DESCRIPTION: a Data Package to SQLite with datapackage-to-datasette."""

import json
import shutil
import sys
import time
from pathlib import Path


def main(release: Path, database: Path) -> None:
    """Load the package and print what it took."""
    from datapackage_to_datasette.utils import datapackage_to_datasette

    # It cannot load the Parquet files that the package holds beside the CSV files.
    descriptor = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if str(r["path"]).endswith(".csv")]
    # Nor does it let an empty cell pass a pattern.
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            field.get("constraints", {}).pop("pattern", None)
    folder = database.with_suffix("")
    shutil.copytree(release / "csv", folder / "csv")
    package = folder / "datapackage.json"
    package.write_text(json.dumps(descriptor), encoding="utf-8")
    start = time.process_time()
    metadata = database.with_suffix(".metadata.json")
    datapackage_to_datasette(str(database), str(package), str(metadata))
    print(json.dumps({"seconds": time.process_time() - start}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
