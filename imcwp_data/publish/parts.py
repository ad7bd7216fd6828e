"""A large release: Parquet in parts, each with some sources and all that was read in them.

Parts are written and checked by the workers of an engine, one at a time each, so that memory grows with the size of a
part and not with the corpus. A part of the release before whose rows are the same is taken over as it stands.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.canonical import hash_of_parts, table_hash
from imcwp_data.faults import Report
from imcwp_data.memory import give_back
from imcwp_data.publish.card import MeasuredQuality, data_set_card
from imcwp_data.publish.checksums import CHECKSUMS, sha256
from imcwp_data.publish.datapackage import CONTENT, DESCRIPTOR, licences, package, resource_schema
from imcwp_data.publish.datasette import datasette_metadata
from imcwp_data.publish.descriptions import as_json, describe_release
from imcwp_data.publish.descriptions.hugging_face import front_matter
from imcwp_data.publish.facts import TableFacts, facts_of
from imcwp_data.publish.forms import Forms
from imcwp_data.publish.parquet import file_definition, write_parquet
from imcwp_data.publish.release import (
    METADATA,
    QUALITY,
    put_in_place,
    ready_target,
    storage_faults,
    write_text,
    write_texts,
)
from imcwp_data.publish.streams import gathered
from imcwp_data.publish.swap import building_folder
from imcwp_data.publish.toolchain import BUILD, toolchain
from imcwp_data.schema import TableSchema, arrow_schema, load_schemas
from imcwp_data.table_file import TableFile, content_hash, write_table_file
from imcwp_data.table_hashes import told
from imcwp_data.table_stream import stream_of_table
from imcwp_data.validate_parts import SHARED, Beyond, check_part, check_shared
from imcwp_data.withheld import without_texts
from imcwp_data.withholding import withhold

if TYPE_CHECKING:
    import pyarrow as pa

Run = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
Progress = Callable[[str, int, int], None]
_KEPT = "part"


@dataclass(frozen=True, slots=True)
class PartTask:
    """Batches that become one part, what all parts share, and the part of the release before with the same rows."""

    number: int
    batches: tuple[TableFile, ...]
    shared: TableFile
    folder: Path
    key: str
    kept: Path
    before: Mapping[str, str] | None
    texts: bool = True

    def __str__(self) -> str:
        return f"part {self.number}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that stands in its folder: its files and their content by table, and what must hold beyond it."""

    number: int
    key: str
    rows: Mapping[str, TableFacts]
    words: int
    hashes: Mapping[str, str]
    contents: Mapping[str, str]
    beyond: Beyond


def in_parts(schemas: Mapping[str, TableSchema]) -> tuple[str, ...]:
    """Return the tables that lie in parts."""
    return tuple(name for name in schemas if name not in SHARED)


def part_path(table: str, number: int) -> str:
    """Return where a part of a table stands in a release."""
    return f"parquet/{table}/part-{number:05d}.parquet"


def publish_parts(
    parts: Sequence[Sequence[TableFile]],
    tables: Mapping[str, pa.Table],
    schemas: Mapping[str, TableSchema],
    target: Path,
    run: Run,
    kept: Path,
    *,
    quality: MeasuredQuality | None = None,
    progress: Progress,
    beside: Mapping[str, str] | None = None,
    texts: bool = True,
) -> tuple[dict[str, int], bool]:
    """Publish the rows of batches, put together to parts, and ``tables`` as the release ``target``.

    ``run`` goes through tasks as an engine's ``map`` does; ``kept`` is the folder in which is noted what a part holds,
    so that a part that stays the same is not opened again. Returns the rows of each table, and whether anything had to
    be written. ``texts`` as for `publish`. Raises ValidationError and ReleaseError like `publish`; ``target`` is
    untouched then.
    """
    from imcwp_data import __version__

    target = target.resolve()
    with storage_faults(target):
        ready_target(target)
        shared = dict(tables)
        for name in ("sources", "meeting_participants"):
            shared[name] = gathered([batch.table(name) for part in parts for batch in part], schemas[name])
        before = _before(target)
        with building_folder(target) as folder:
            for name in in_parts(schemas):
                (folder / "parquet" / name).mkdir(parents=True)
            # Processes keep what they read by its path, so another content has another name.
            source = write_table_file(folder / f"shared-{content_hash(shared)[:40]}.tables", shared)
            tasks = [
                PartTask(number, tuple(batches), source, folder, key, kept, before.get(key), texts)
                for number, batches in enumerate(parts)
                for key in [_key(batches, texts)]
            ]
            made = list(run(write_part, tasks))
            source.path.unlink()
            progress("checking", 0, 1)
            check_shared(shared, (part.beyond for part in made), schemas).raise_if_faulty()
            if not texts:
                schemas = without_texts(schemas)
                shared = {name: stream.in_memory() for name, stream in withhold(shared, schemas).items()}
            for name, table in shared.items():
                write_parquet(table, folder / f"parquet/{name}.parquet", schemas[name])
            counts = {
                name: shared[name].num_rows if name in shared else sum(part.rows[name].rows for part in made)
                for name in schemas
            }
            write_texts(folder, beside)
            _describe(folder, made, shared, schemas, __version__, quality, beside or {})
            return counts, put_in_place(folder, target)


def write_part(task: PartTask) -> Part:
    """Write the files of a part and check its rows; or take them over from the release before."""
    notes = task.kept / f"{_KEPT}-{task.key}.json"
    taken = _taken_over(task, notes)
    if taken is not None:
        return taken
    import pyarrow as pa
    import pyarrow.compute as pc

    schemas = load_schemas()
    tables = {
        name: pa.concat_tables([batch.table(name) for batch in task.batches])
        .cast(arrow_schema(schemas[name]))
        .combine_chunks()
        for name in in_parts(schemas)
    }
    give_back()
    report, beyond = check_part(tables, _tables(task.shared), schemas)
    _in_part(report, task.number).raise_if_faulty()
    if not task.texts:
        schemas = without_texts(schemas)
        tables = {name: stream.in_memory().combine_chunks() for name, stream in withhold(tables, schemas).items()}
    give_back()
    words = pc.sum(tables["documents"].column("word_count")).as_py() or 0
    hashes, rows, contents = {}, {}, {}
    # A table is left as soon as it is written, the largest last.
    for name in sorted(tables, key=lambda name: tables[name].nbytes):
        table = tables.pop(name)
        path = task.folder / part_path(name, task.number)
        write_parquet(table, path, schemas[name])
        hashes[name] = sha256(path)
        rows[name] = facts_of(stream_of_table(table))
        contents[name] = table_hash(table)
        del table
    give_back()
    part = Part(task.number, task.key, rows, words, hashes, contents, beyond)
    write_text(notes, json.dumps(_noted(part), ensure_ascii=False, default=str))
    return part


@lru_cache(maxsize=1)
def _tables(shared: TableFile) -> dict[str, pa.Table]:
    # Of sources, which are as many as texts, a part needs the ids.
    return {name: shared.table(name, ["source_id"] if name == "sources" else None) for name in SHARED}


def _taken_over(task: PartTask, notes: Path) -> Part | None:
    if task.before is None or not notes.is_file():
        return None
    noted = json.loads(notes.read_text(encoding="utf-8"))
    if "contents" not in noted:  # of an earlier version of this package
        return None
    for name, digest in noted["hashes"].items():
        old = Path(task.before.get(name, ""))
        if not old.is_file() or sha256(old) != digest:
            return None
    for name in noted["hashes"]:
        _link(Path(task.before[name]), task.folder / part_path(name, task.number))
    return Part(
        task.number,
        task.key,
        {name: TableFacts(**facts) for name, facts in noted["rows"].items()},
        noted["words"],
        noted["hashes"],
        noted["contents"],
        Beyond(*({name: frozenset(keys) for name, keys in noted[kind].items()} for kind in ("referred", "evidenced"))),
    )


def _noted(part: Part) -> dict[str, Any]:
    return {
        "rows": {name: asdict(facts) for name, facts in part.rows.items()},
        "words": part.words,
        "hashes": dict(part.hashes),
        "contents": dict(part.contents),
        "referred": {name: sorted(keys) for name, keys in part.beyond.referred.items()},
        "evidenced": {name: sorted(keys) for name, keys in part.beyond.evidenced.items()},
    }


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # another file system, or one without links
        shutil.copyfile(old, new)


def _in_part(report: Report, number: int) -> Report:
    return report.in_files(lambda table: f"{table}, part {number}")


def _key(batches: Sequence[TableFile], texts: bool) -> str:
    """Return a hash of all that shapes a part's files: the rows, which their files' names tell, and how to write."""
    import pyarrow as pa

    form = json.dumps(
        [file_definition(), pa.__version__, texts, [batch.path.name for batch in batches]], sort_keys=True
    )
    return hashlib.sha256(form.encode()).hexdigest()[:40]


def _before(target: Path) -> dict[str, dict[str, str]]:
    """Return for each part of the release that stands at ``target`` its files, by key and table."""
    try:
        document = json.loads((target / DESCRIPTOR).read_text(encoding="utf-8"))
        parts: dict[str, dict[str, str]] = {}
        for resource in document["resources"]:
            for part in resource.get("imcwp:parts", ()):
                parts.setdefault(part[CONTENT], {})[resource["name"]] = str(target / part["path"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return parts


def _describe(
    folder: Path,
    parts: Sequence[Part],
    shared: Mapping[str, pa.Table],
    schemas: Mapping[str, TableSchema],
    version: str,
    quality: MeasuredQuality | None,
    beside: Mapping[str, str],
) -> None:
    """Write the card, the descriptor and the checksums."""
    facts = {
        name: facts_of(stream_of_table(shared[name])) if name in shared else added([part.rows[name] for part in parts])
        for name in schemas
    }
    sources = stream_of_table(shared["sources"])
    words = sum(part.words for part in parts)
    form = Forms(("parquet",))
    rows = {name: fact.rows for name, fact in facts.items()}
    head = front_matter(schemas, rows, (), form, [name for name in schemas if name not in shared])
    card = data_set_card({"sources": sources}, schemas, version, quality, form, facts=facts, words=words, beside=beside)
    write_text(folder / "README.md", head + card)
    if quality is not None:
        write_text(folder / QUALITY, quality.json)
    hashes = {f"parquet/{name}.parquet": sha256(folder / f"parquet/{name}.parquet") for name in shared}
    hashes |= {part_path(name, part.number): digest for part in parts for name, digest in part.hashes.items()}
    resources = [
        _resource(folder, schema, parts, hashes, facts[name].rows, shared.get(name)) for name, schema in schemas.items()
    ]
    descriptor = package(resources, sources, schemas, version)
    write_text(folder / DESCRIPTOR, as_json(descriptor))
    write_text(folder / METADATA, as_json(datasette_metadata(schemas, version)))
    write_text(folder / BUILD, as_json(toolchain()))
    others = ["README.md", BUILD, QUALITY, DESCRIPTOR, METADATA, *beside]
    others = [name for name in others if (folder / name).is_file()]
    others += describe_release(folder, descriptor, schemas, sources, ())
    hashes |= {name: sha256(folder / name) for name in others}
    write_text(folder / CHECKSUMS, "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)))


def _resource(
    folder: Path,
    schema: TableSchema,
    parts: Sequence[Part],
    hashes: Mapping[str, str],
    rows: int,
    table: pa.Table | None,
) -> dict[str, Any]:
    whole = f"parquet/{schema.name}.parquet"
    paths = [whole] if whole in hashes else [part_path(schema.name, part.number) for part in parts]
    keys = {part_path(schema.name, part.number): part for part in parts}
    contents = [part.contents[schema.name] for part in parts] if table is None else []
    described = [
        {
            "path": path,
            "bytes": (folder / path).stat().st_size,
            "hash": f"sha256:{hashes[path]}",
            **({CONTENT: keys[path].key, **told(keys[path].contents[schema.name])} if path in keys else {}),
        }
        for path in paths
    ]
    where: dict[str, Any] = described[0] if paths == [whole] else {"path": paths, "imcwp:parts": described}
    return {
        "name": schema.name,
        # Rows of Parquet are not for frictionless, which reads neither lists nor nullable integers from it.
        "type": "file",
        "title": schema.title,
        "description": schema.description,
        **where,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "imcwp:rows": rows,
        **told(hash_of_parts(contents) if table is None else table_hash(table)),
        **licences(schema),
        "schema": resource_schema(schema),
    }


def added(facts: Sequence[TableFacts]) -> TableFacts:
    """Return the facts of several parts of a table together."""
    nulls = {name: sum(part.nulls[name] for part in facts) for name in facts[0].nulls}
    examples = [part.example for part in facts if part.example]
    fullest = min(examples, key=lambda row: sum(value is None for value in row.values()), default={})
    return TableFacts(sum(part.rows for part in facts), nulls, fullest)
