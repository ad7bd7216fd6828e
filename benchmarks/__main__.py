"""Run the measurements, print them as tables and write them as JSON to build/benchmarks/."""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.linear_time import TEXTS, measure
from benchmarks.site import RELEASE, enlarged, table
from benchmarks.site import measure as measure_site

_TIMES = 100


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    what_help = "reading: how reading time grows; site: how fast its pages answer (default: both)"
    parser.add_argument("what", nargs="*", metavar="reading|site", help=what_help)
    sizes_help = "text sizes in characters (default: %(default)s)"
    parser.add_argument("--sizes", default="2500000,5000000,10000000", help=sizes_help)
    parser.add_argument("--texts", default=",".join(TEXTS), help="kinds of text, by comma (default: all)")
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"), help="folder for the JSON files")
    arguments = parser.parse_args()
    unknown = set(arguments.what) - {"reading", "site"}
    if unknown:
        parser.error(f"nothing to measure is called {', '.join(sorted(unknown))}; choose reading or site")
    what = arguments.what or ["reading", "site"]
    arguments.out.mkdir(parents=True, exist_ok=True)
    if "reading" in what:
        sizes = tuple(int(size) for size in arguments.sizes.split(","))
        _write(arguments.out / "linear_time.json", _reading(sizes, arguments.texts.split(",")))
    if "site" in what:
        _write(arguments.out / "site.json", _site())


def _reading(sizes: tuple[int, ...], texts: list[str]) -> list[dict[str, object]]:
    print("Seconds of processor time by length of the text in characters; growth 1 is linear\n")
    print(f"{'text':28}" + "".join(f"{size:>12,}" for size in sizes) + f"{'growth':>9}{'kB/s':>8}")
    growths = []
    for name in texts:
        (growth,) = measure(sizes, (name,))
        growths.append(growth)
        speed = max(sizes) / growth.seconds[max(sizes)] / 1000
        row = "".join(f"{growth.seconds[size]:12.2f}" for size in sizes)
        print(f"{name:28}{row}{growth.factor:9.2f}{speed:8.0f}", flush=True)
    return [asdict(growth) | {"growth": growth.factor} for growth in growths]


def _site() -> dict[str, list[dict[str, object]]]:
    answers = measure_site(RELEASE)
    print(table("The release", answers), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        larger = measure_site(enlarged(RELEASE, Path(folder), _TIMES))
    print(table(f"A release {_TIMES} times as large", larger), flush=True)
    return {"release": [asdict(a) for a in answers], "enlarged": [asdict(a) for a in larger]}


def _write(path: Path, rows: object) -> None:
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
