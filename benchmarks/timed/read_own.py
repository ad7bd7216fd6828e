"""python -m benchmarks.timed.read_own TEXTS.jsonl: read texts and make all tables, on one core."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.linear_time import source_of


def main(texts: Path) -> None:
    """Read every text, join what was read, and print what it took; all with the settings of a build."""
    from imcwp_data.memory import take_from_system

    take_from_system()
    from imcwp_data.consolidate.tables import consolidate
    from imcwp_data.extract.reader import Reader
    from imcwp_data.lasting import collector_at_rest, made_to_stay
    from imcwp_data.vocabulary import load_vocabulary

    rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    sources = [source_of(row["text"], row["id"]) for row in rows]
    start = time.process_time()
    # The collector of garbage passes over what stays, and rests while a batch is read.
    with made_to_stay():
        vocabulary = load_vocabulary()
        reader = Reader(vocabulary)
        # What is compiled at first use belongs to the start, not to the reading.
        consolidate([reader.read(sources[0])], vocabulary, {})
    ready = time.process_time()
    with collector_at_rest():
        readings = reader.read_all(sources)
    read = time.process_time()
    tables = consolidate(readings, vocabulary, {})
    done = time.process_time()
    seconds = {"start": ready - start, "read": read - ready, "tables": done - read}
    print(json.dumps(seconds | {"rows": sum(table.num_rows for table in tables.values())}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
