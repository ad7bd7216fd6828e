"""How reading time grows with the length of a text, on texts that are made to be hard."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from imcwp_data.extract.reader import Reader
from imcwp_data.model import Source
from imcwp_data.vocabulary import load_vocabulary

SENTENCES = (
    "On 5-6 May 2019 the Communist Party of Greece (KKE) demanded an end to the US blockade against Cuba. "
    "Several parties denounced NATO, expressed solidarity with the Palestinian people and called for peace. "
)


def _fill(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


TEXTS: dict[str, Callable[[int], str]] = {
    "one line of sentences": lambda size: _fill(SENTENCES, size),
    "one line without a stop": lambda size: _fill("the Communist Party of Greece and the people of Cuba ", size),
    "short lines": lambda size: _fill("Cuba yes\n", size),
    "nested brackets and quotes": lambda size: _fill('("[“', size // 2) + _fill('”])"', size // 2),
    "a a a a": lambda size: _fill("a ", size),
    "capitals": lambda size: _fill("Aa Bb ", size),
    "numbers": lambda size: _fill("1 2 ", size),
    "one word": lambda size: "a" * size,
    "paragraphs": lambda size: _fill(SENTENCES * 3 + "\n\n", size),
}


@dataclass(frozen=True)
class Growth:
    """Seconds of processor time to read a text of each size."""

    name: str
    seconds: dict[int, float]

    @property
    def factor(self) -> float:
        """Time of the largest text over that of the smallest, divided by how much longer it is; 1 is linear."""
        small, large = min(self.seconds), max(self.seconds)
        return self.seconds[large] / self.seconds[small] / (large / small)


def source_of(text: str, source_id: str = "made") -> Source:
    """Return a source that holds a text."""
    data = text.encode()
    return Source(source_id, f"{source_id}.txt", hashlib.sha256(data).hexdigest(), len(data), "utf-8", text)


def measure(sizes: tuple[int, ...], names: tuple[str, ...] = tuple(TEXTS)) -> list[Growth]:
    """Read each kind of text at each size (in characters) once, on one core."""
    reader = Reader(load_vocabulary())
    reader.read(source_of(SENTENCES))
    growths = []
    for name in names:
        seconds = {}
        for size in sizes:
            source = source_of(TEXTS[name](size))
            start = time.process_time()
            reader.read(source)
            seconds[size] = time.process_time() - start
        growths.append(Growth(name, seconds))
    return growths


def printed(sizes: Sequence[int], names: Sequence[str]) -> list[dict[str, object]]:
    """Measure the texts one by one, print a row for each, and return the figures."""
    print("\nSeconds of processor time by length of the text in characters; growth 1 is linear\n")
    print(f"{'text':28}" + "".join(f"{size:>12,}" for size in sizes) + f"{'growth':>9}{'kB/s':>8}")
    growths = []
    for name in names:
        (growth,) = measure(tuple(sizes), (name,))
        growths.append(growth)
        speed = max(sizes) / growth.seconds[max(sizes)] / 1000
        row = "".join(f"{growth.seconds[size]:12.2f}" for size in sizes)
        print(f"{name:28}{row}{growth.factor:9.2f}{speed:8.0f}", flush=True)
    return [asdict(growth) | {"growth": growth.factor} for growth in growths]
