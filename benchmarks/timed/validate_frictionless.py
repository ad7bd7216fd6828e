"""validate_frictionless.py RELEASE: check the Data Package of a release with frictionless."""

import json
import sys
import time
from pathlib import Path


def main(release: Path) -> None:
    """Check the package and print the verdict."""
    import frictionless

    # What the files weigh and hash to is left out: both check what stands in the rows.
    descriptor = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource.pop("hash", None)
        resource.pop("bytes", None)
    descriptor["resources"] = [r for r in descriptor["resources"] if str(r.get("path")).endswith(".csv")]
    package = frictionless.Package.from_descriptor(descriptor, basepath=str(release))
    start = time.process_time()
    report = package.validate()
    seconds = time.process_time() - start
    rows = sum(task.stats.get("rows", 0) or 0 for task in report.tasks)
    faults = sum(len(task.errors) for task in report.tasks) + len(report.errors)
    print(json.dumps({"seconds": seconds, "rows": rows, "valid": report.valid, "faults": faults}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
