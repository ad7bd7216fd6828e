"""A large release: Parquet in parts, each with some sources and all that was read in them.

Parts are written and checked by the workers of an engine, one at a time each, so that memory grows with the size of a
part and not with the corpus. A part of the release before whose rows are the same is taken over as it stands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imcwp_data.canonical import hash_of_parts
from imcwp_data.memory import give_back
from imcwp_data.progress import Progress
from imcwp_data.publish.card import MeasuredQuality, data_set_card
from imcwp_data.publish.checksums import CHECKSUMS, sha256
from imcwp_data.publish.datapackage import CONTENT, DESCRIPTOR, licences, package, resource_schema
from imcwp_data.publish.datasette import datasette_metadata
from imcwp_data.publish.descriptions import as_json, describe_release
from imcwp_data.publish.descriptions.hugging_face import front_matter
from imcwp_data.publish.facts import TableFacts
from imcwp_data.publish.forms import Forms
from imcwp_data.publish.parquet import file_definition
from imcwp_data.publish.part_tasks import (
    GATHERED,
    Part,
    PartTask,
    SharedTable,
    SharedTask,
    gathered_of_part,
    in_parts,
    part_path,
    shared_tables,
    whole_path,
    write_task,
)
from imcwp_data.publish.release import (
    METADATA,
    QUALITY,
    Placed,
    put_in_place,
    ready_target,
    storage_faults,
    write_text,
    write_texts,
)
from imcwp_data.publish.streams import gathered
from imcwp_data.publish.swap import building_folder
from imcwp_data.publish.toolchain import BUILD, toolchain
from imcwp_data.schema import TableSchema
from imcwp_data.table_file import TableFile, content_hash, write_table_file
from imcwp_data.table_hashes import told
from imcwp_data.table_stream import TableStream, stream_of_table
from imcwp_data.turns import Run, in_even_order
from imcwp_data.validate_parts import NOTHING, check_across, check_passages, check_shared
from imcwp_data.withheld import without_texts
from imcwp_data.withholding import withhold

if TYPE_CHECKING:
    import pyarrow as pa


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
) -> tuple[dict[str, int], Placed]:
    """Publish the rows of batches, put together to parts, and ``tables`` as the release ``target``.

    ``run`` goes through tasks as an engine's ``map`` does; ``kept`` is the folder in which is noted what a part holds,
    so that a part that stays the same is not opened again. Returns the rows of each table, and what publishing
    came to. ``texts`` as for `publish`. Raises ValidationError and ReleaseError like `publish`; ``target`` is untouched
    then.
    """
    from imcwp_data import __version__

    target = target.resolve()
    with storage_faults(target):
        ready_target(target)
        keys = [_key(batches, texts) for batches in parts]
        shared = dict(tables)
        for name in GATHERED:
            told = [gathered_of_part(kept, key, batches, name) for key, batches in zip(keys, parts, strict=True)]
            shared[name] = gathered(told, schemas[name])
        give_back()
        check_shared(shared, schemas).raise_if_faulty()
        before = _before(target)
        with building_folder(target) as folder:
            for name in in_parts(schemas):
                (folder / "parquet" / name).mkdir(parents=True)
            # Processes keep what they read by its path, so another content has another name.
            source = write_table_file(folder / f"shared-{content_hash(shared)[:40]}.tables", shared)
            tasks = [
                PartTask(number, tuple(batches), source, folder, key, kept, before.get(key), texts)
                for number, (key, batches) in enumerate(zip(keys, parts, strict=True))
            ]
            ordered = in_even_order(tasks, lambda task: sum(batch.path.stat().st_size for batch in task.batches))
            of_shared = [SharedTask(name, source, folder, texts) for name in shared]
            del shared
            made: list[Part] = []
            written: dict[str, SharedTable] = {}
            evidenced: dict[str, set[str]] = {}
            referred: dict[str, set[str]] = {}
            # Every part is checked against them: forked workers share what is read here.
            shared_tables(source)
            for result in run(write_task, [*ordered, *of_shared]):
                if isinstance(result, SharedTable):
                    written[result.name] = result
                    continue
                for name, ids in result.beyond.evidenced.items():
                    evidenced.setdefault(name, set()).update(ids)
                for name, ids in result.beyond.referred.items():
                    referred.setdefault(name, set()).update(ids)
                # What all parts tell grows with the parts; put together, with what there is of participants.
                made.append(replace(result, beyond=NOTHING))
            shared_tables.cache_clear()
            made.sort(key=lambda part: part.number)
            progress("checking", 0, 1)
            check_passages({name: source.table(name) for name in written}, evidenced, schemas).raise_if_faulty()
            check_across(referred, lambda name: _keys(folder, name, len(made), schemas), schemas).raise_if_faulty()
            sources = stream_of_table(source.table("sources"))
            source.path.unlink()
            if not texts:
                schemas = without_texts(schemas)
                sources = withhold({"sources": sources}, schemas)["sources"]
            facts = {
                name: written[name].facts if name in written else added([part.rows[name] for part in made])
                for name in schemas
            }
            write_texts(folder, beside)
            _describe(folder, made, written, facts, sources, schemas, __version__, quality, beside or {})
            return {name: fact.rows for name, fact in facts.items()}, put_in_place(folder, target)


def _key(batches: Sequence[TableFile], texts: bool) -> str:
    """Return a hash of all that shapes a part's files: the rows, of which their files tell a hash, and how to write."""
    import pyarrow as pa

    form = json.dumps(
        [file_definition(), pa.__version__, texts, [batch.notes()["content"] for batch in batches]], sort_keys=True
    )
    return hashlib.sha256(form.encode()).hexdigest()[:40]


def _keys(folder: Path, name: str, parts: int, schemas: Mapping[str, TableSchema]) -> Iterator[pa.ChunkedArray]:
    """Yield the keys of a table, part by part."""
    import pyarrow.parquet as pq

    key = schemas[name].primary_key[0]
    for number in range(parts):
        yield pq.read_table(folder / part_path(name, number), columns=[key]).column(key)


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
    shared: Mapping[str, SharedTable],
    facts: Mapping[str, TableFacts],
    sources: TableStream,
    schemas: Mapping[str, TableSchema],
    version: str,
    quality: MeasuredQuality | None,
    beside: Mapping[str, str],
) -> None:
    """Write the card, the descriptor and the checksums."""
    words = sum(part.words for part in parts)
    form = Forms(("parquet",))
    rows = {name: fact.rows for name, fact in facts.items()}
    head = front_matter(schemas, rows, (), form, [name for name in schemas if name not in shared])
    card = data_set_card({"sources": sources}, schemas, version, quality, form, facts=facts, words=words, beside=beside)
    write_text(folder / "README.md", head + card)
    if quality is not None:
        write_text(folder / QUALITY, quality.json)
    hashes = {whole_path(name): table.hash for name, table in shared.items()}
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
    table: SharedTable | None,
) -> dict[str, Any]:
    whole = whole_path(schema.name)
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
        **told(hash_of_parts(contents) if table is None else table.content),
        **licences(schema),
        "schema": resource_schema(schema),
    }


def added(facts: Sequence[TableFacts]) -> TableFacts:
    """Return the facts of several parts of a table together."""
    nulls = {name: sum(part.nulls[name] for part in facts) for name in facts[0].nulls}
    examples = [part.example for part in facts if part.example]
    fullest = min(examples, key=lambda row: sum(value is None for value in row.values()), default={})
    return TableFacts(sum(part.rows for part in facts), nulls, fullest)
