"""Run the measurements, print them as tables and write them as JSON to build/benchmarks/."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from benchmarks.linear_time import TEXTS, measure


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    sizes_help = "text sizes in characters (default: %(default)s)"
    parser.add_argument("--sizes", default="2500000,5000000,10000000", help=sizes_help)
    parser.add_argument("--texts", default=",".join(TEXTS), help="kinds of text, by comma (default: all)")
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"), help="folder for the JSON files")
    arguments = parser.parse_args()
    sizes = tuple(int(size) for size in arguments.sizes.split(","))
    print("Seconds of processor time by length of the text in characters; growth 1 is linear\n")
    print(f"{'text':28}" + "".join(f"{size:>12,}" for size in sizes) + f"{'growth':>9}{'kB/s':>8}")
    growths = []
    for name in arguments.texts.split(","):
        (growth,) = measure(sizes, (name,))
        growths.append(growth)
        speed = max(sizes) / growth.seconds[max(sizes)] / 1000
        row = "".join(f"{growth.seconds[size]:12.2f}" for size in sizes)
        print(f"{name:28}{row}{growth.factor:9.2f}{speed:8.0f}", flush=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    rows = [asdict(growth) | {"growth": growth.factor} for growth in growths]
    (arguments.out / "linear_time.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
