"""How fast the site answers: each page on a release, and on one a hundred times as large."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imcwp_data.publish.sqlite import database_definition
from imcwp_data.schema import load_schemas

RELEASE = Path(__file__).resolve().parents[1] / "dist"
_CHECKED = ("datapackage.json", "metadata.json", "quality.json", "README.md", "SHA256SUMS")
_RUNS = 9


@dataclass(frozen=True)
class Answer:
    """The address of a page, the median and the first of its times in milliseconds, and its weight in bytes."""

    path: str
    median: float
    first: float
    weight: int


def enlarged(release: Path, folder: Path, times: int) -> Path:
    """Write a release whose tables have each row ``times`` times, ids told apart by a suffix; return its folder."""
    schemas = load_schemas()
    folder.mkdir(parents=True, exist_ok=True)
    for name in _CHECKED:
        shutil.copyfile(release / name, folder / name)
    target = folder / "imcwp.db"
    target.unlink(missing_ok=True)
    keys = _keys(schemas)
    with (
        closing(sqlite3.connect(f"file:{release / 'imcwp.db'}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target, isolation_level=None)) as made,
    ):
        script = [part for part in database_definition(schemas).split(";\n") if "fts" not in part]
        search = [part for part in database_definition(schemas).split(";\n") if "fts" in part]
        for statement in script:
            made.execute(statement)
        made.execute("BEGIN")
        for name, schema in schemas.items():
            columns = schema.columns
            rows = source.execute(f'SELECT {", ".join(columns)} FROM "{name}"').fetchall()
            marks = ", ".join("?" * len(columns))
            suffixed = [i for i, column in enumerate(columns) if (name, column) in keys]
            made.executemany(f'INSERT INTO "{name}" VALUES ({marks})', _copies(rows, suffixed, times))
        made.execute("COMMIT")
        for statement in search:
            made.execute(statement)
        made.execute("ANALYZE")
    return folder


def _keys(schemas: Any) -> frozenset[tuple[str, str]]:
    """Return the columns that hold ids, as (table, column)."""
    ids = {
        (name, column)
        for name, schema in schemas.items()
        for column in schema.columns
        if column.endswith("_id") or column == "row_id"
    }
    return frozenset({*ids, ("sources", "path")})


def _copies(rows: list[tuple[Any, ...]], suffixed: list[int], times: int) -> Iterator[tuple[Any, ...]]:
    yield from rows
    for number in range(1, times):
        for row in rows:
            copied = list(row)
            for i in suffixed:
                if isinstance(copied[i], str):
                    copied[i] = _numbered(copied[i], number)
            yield tuple(copied)


def _numbered(value: str, number: int) -> str:
    """Return an id with a number in its first part, so that ids made of it stay so: ``a.1.6`` → ``a-7.1.6``."""
    first, dot, rest = value.partition(".")
    return f"{first}-{number}{dot}{rest}"


def measure(folder: Path, runs: int = _RUNS) -> list[Answer]:
    """Ask for every page in this process and return what it took."""
    return asyncio.run(_measure(folder, runs))


async def _measure(folder: Path, runs: int) -> list[Answer]:
    import datasette.handle_exception
    from datasette.app import Datasette
    from datasette.plugins import pm

    from imcwp_data import explorer
    from imcwp_data.serve import SETTINGS

    datasette.handle_exception.rich = None
    if explorer not in pm.get_plugins():
        pm.register(explorer, explorer.__name__)
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    site = Datasette(immutables=[str(folder / "imcwp.db")], settings=_typed(SETTINGS), metadata=metadata)
    await site.invoke_startup()
    answers = []
    for path in addresses(folder):
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            response = await site.client.get(path)
            times.append((time.perf_counter() - start) * 1000)
            assert response.status_code == 200, (path, response.status_code)
        answers.append(Answer(path, statistics.median(times), times[0], len(response.content)))
    return answers


def _typed(settings: Mapping[str, str]) -> dict[str, Any]:
    """Return settings as Datasette's own command line would read them."""
    return {name: int(value) if value.isdigit() else value == "on" for name, value in settings.items()}


def addresses(folder: Path) -> list[str]:
    """Return the address of every page, those of single things for the one that the tables say most of."""
    with closing(sqlite3.connect(f"file:{folder / 'imcwp.db'}?mode=ro", uri=True)) as database:

        def most(sql: str) -> str:
            return str(database.execute(sql).fetchone()[0])

        document = most("select document_id from actions group by 1 order by count(*) desc, 1 limit 1")
        meeting = most(
            "select row_id from evidence where table_name='meetings' group by 1 order by count(*) desc limit 1"
        )
        participant = most("select participant_id from mentions group by 1 order by count(*) desc, 1 limit 1")
        state = most("select participant_id from action_participants group by 1 order by count(*) desc, 1 limit 1")
        place = most("select place_id from place_mentions group by 1 order by count(*) desc, 1 limit 1")
        action = most("select min(action_id) from actions")
        evidence = most("select min(evidence_id) from evidence where accepted = 0")
        later, earlier = database.execute("select paragraph_id, quoted_paragraph_id from quotations limit 1").fetchone()
    tables = [f"/imcwp/{name}" for name in load_schemas()]
    return [
        "/", "/documents", f"/documents/{document}", f"/compare/{later}/{earlier}", "/repeated", "/meetings",
        f"/meetings/{meeting}", "/participants", f"/participants/{participant}", f"/participants/{state}", "/places",
        f"/places/{place}", "/actions", "/actions?from=2021-11-12&to=2021-11-15", "/actions?theme=cuba",
        f"/actions/{action}", f"/evidence/{evidence}", "/search?q=blockade", "/search?q=solidarity+with+the+people",
        "/disagreements", "/timeline", "/network", "/map", "/themes", "/quality", "/downloads", "/api", "/llms.txt",
        "/sitemap.xml", "/imcwp", *tables,
    ]  # fmt: skip


def table(name: str, answers: list[Answer]) -> str:
    """Return the answers as lines: milliseconds and kB."""
    lines = [f"{name}\n{'page':60}{'median ms':>12}{'first ms':>12}{'kB':>8}"]
    lines += [f"{a.path:60}{a.median:12.0f}{a.first:12.0f}{a.weight / 1000:8.0f}" for a in answers]
    worst = max(answers, key=lambda a: a.median)
    return "\n".join([*lines, f"slowest: {worst.path}, {worst.median:.0f} ms\n"])
