"""python -m benchmarks.timed.read_own TEXTS.jsonl: read texts and make all tables, on one core."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

from imcwp_data.model import Source


def main(texts: Path) -> None:
    """Read every text, join what was read, and print what it took."""
    import pyarrow.compute  # noqa: F401

    from imcwp_data.extract.reader import Reader
    from imcwp_data.pipeline import make_tables
    from imcwp_data.vocabulary import load_vocabulary

    rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    sources = [_source(row["id"], row["text"]) for row in rows]
    start = time.process_time()
    vocabulary = load_vocabulary()
    reader = Reader(vocabulary)
    # What is compiled at first use belongs to the start, not to the reading.
    reader.read(sources[0])
    ready = time.process_time()
    readings = [reader.read(source) for source in sources]
    read = time.process_time()
    tables = make_tables(readings, vocabulary, {})
    done = time.process_time()
    seconds = {"start": ready - start, "read": read - ready, "tables": done - read}
    print(json.dumps(seconds | {"rows": sum(table.num_rows for table in tables.values())}))


def _source(identifier: str, text: str) -> Source:
    data = text.encode()
    return Source(identifier, f"{identifier}.txt", hashlib.sha256(data).hexdigest(), len(data), "utf-8", text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
