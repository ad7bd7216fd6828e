"""Each description of a release passes its standard's own tool, tells whose the sources are, and loads the tables."""

from __future__ import annotations

import csv
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imcwp_data.build_options import BuildOptions
from imcwp_data.pipeline import build
from imcwp_data.publish.checksums import files_of, write_checksums
from imcwp_data.publish.release import same_content, write_release
from imcwp_data.publish.sources import SOURCES_AT_MOST, publications
from imcwp_data.schema import arrow_table, load_schemas
from imcwp_data.table_stream import stream_of_table

DESCRIPTIONS = (
    "croissant.json",
    "csv/csv-metadata.json",
    "ro-crate-metadata.json",
    "dcat.jsonld",
    "CITATION.cff",
    ".zenodo.json",
)


@pytest.fixture(scope="module")
def described(seeds, tmp_path_factory) -> Path:
    """A release of the seeds, in a checkout of its own."""
    checkout = tmp_path_factory.mktemp("checkout")
    (checkout / "pyproject.toml").write_text("", encoding="utf-8")
    build(seeds, checkout / "dist")
    return checkout / "dist"


@pytest.fixture(scope="module")
def in_parts(seeds, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("parts") / "release"
    build(seeds, folder, options=BuildOptions(formats=("parts",)))
    return folder


@pytest.fixture(scope="module")
def rows(described) -> dict[str, list[dict[str, str]]]:
    """The rows of the CSV files, by table, as the standard library reads them."""
    found = {}
    for path in sorted((described / "csv").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def read(folder: Path, name: str):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_publisher_address_and_rights_of_each_source_stand_in_every_description(described, rows):
    for name in (*DESCRIPTIONS, "datapackage.json", "README.md"):
        text = (described / name).read_text(encoding="utf-8")
        for source in rows["sources"]:
            for column in ("publisher", "url", "rights"):
                assert source[column] in text, (name, source["source_id"], column)


def test_descriptions_name_the_release_as_its_data_package_does(described):
    package = read(described, "datapackage.json")
    for name in set(DESCRIPTIONS) - {"csv/csv-metadata.json"}:
        text = (described / name).read_text(encoding="utf-8")
        assert package["version"] in text
        assert package["title"] in text
    assert package["title"] in (described / "csv/csv-metadata.json").read_text(encoding="utf-8")


def test_the_files_at_the_top_of_the_checkout_are_those_of_the_release(described, root):
    for name in ("CITATION.cff", ".zenodo.json"):
        made = (described / name).read_bytes()
        assert (described.parent / name).read_bytes() == made
        assert (root / name).read_bytes() == made, f"{name}: build the release anew, which writes it"


def test_two_releases_of_the_same_rows_have_the_same_descriptions(sample_tables, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_release(tmp_path / name, sample_tables, load_schemas(), "1.2.3")
    for name in DESCRIPTIONS:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_of_very_many_sources_the_first_thousand_are_listed(sample):
    row = sample.Sample().rows["sources"][0]
    rows = [{**row, "source_id": f"s{n}", "path": f"s{n}.txt", "publisher": f"Press {n}"} for n in range(1200)]
    found = publications(stream_of_table(arrow_table(rows, load_schemas()["sources"])))
    assert len(found) == SOURCES_AT_MOST
    assert found[0].title == "Press 0"


def test_hashes_of_files_that_a_library_shapes_make_no_new_release(sample_release, tmp_path):
    other = shutil.copytree(sample_release, tmp_path / "other")
    document = read(other, "croissant.json")
    for file in document["distribution"]:
        file["sha256"], file["contentSize"] = "0" * 64, "1 B"
    (other / "croissant.json").write_text(json.dumps(document), encoding="utf-8")
    write_checksums(other)
    assert same_content(sample_release, other)
    document["recordSet"][0]["description"] += " Changed."
    (other / "croissant.json").write_text(json.dumps(document), encoding="utf-8")
    write_checksums(other)
    assert not same_content(sample_release, other)


@pytest.mark.parametrize(
    ("formats", "compression", "expected"),
    [
        (("csv",), None, set(DESCRIPTIONS)),
        (("csv",), "gzip", set(DESCRIPTIONS) - {"csv/csv-metadata.json"}),
        (("csv",), "zstd", set(DESCRIPTIONS) - {"csv/csv-metadata.json", "croissant.json"}),
        (("parquet",), None, set(DESCRIPTIONS) - {"csv/csv-metadata.json"}),
        (("sqlite",), None, set(DESCRIPTIONS) - {"csv/csv-metadata.json", "croissant.json"}),
    ],
)
def test_a_release_has_the_descriptions_of_the_files_that_it_has(
    formats, compression, expected, sample_tables, tmp_path
):
    write_release(tmp_path, sample_tables, load_schemas(), "1.2.3", formats=formats, compression=compression)
    assert {name for name in files_of(tmp_path) if name in DESCRIPTIONS} == expected
    parts = read(tmp_path, "ro-crate-metadata.json")["@graph"][1]["hasPart"]
    assert {part["@id"] for part in parts} == set(files_of(tmp_path)) - {"ro-crate-metadata.json"}


# Croissant


@pytest.fixture(scope="module")
def croissant():
    module = pytest.importorskip("mlcroissant")
    logging.getLogger("absl").setLevel(logging.ERROR)
    return module


def test_the_context_of_croissant_is_the_one_of_its_own_library(croissant, root):
    from mlcroissant._src.core.context import Context, CroissantVersion
    from mlcroissant._src.core.rdf import make_context

    shipped = read(root / "imcwp_data/publish/descriptions", "croissant_context.json")
    assert shipped == make_context(Context(conforms_to=CroissantVersion.V_1_0))


@pytest.mark.parametrize("kind", ["described", "in_parts"])
def test_croissant_is_valid_and_loads_every_record(kind, croissant, rows, request):
    folder = request.getfixturevalue(kind)
    data_set = croissant.Dataset(str(folder / "croissant.json"))
    assert not data_set.metadata.ctx.issues.errors
    assert not data_set.metadata.ctx.issues.warnings
    for name, expected in rows.items():
        records = list(data_set.records(name))
        assert len(records) == len(expected), name
        key = next(iter(expected[0]))
        assert [record[f"{name}/{key}"].decode() for record in records] == [row[key] for row in expected]


def test_croissant_gives_values_their_types(croissant, described, rows):
    data_set = croissant.Dataset(str(described / "croissant.json"))
    for record, row in zip(data_set.records("actions"), rows["actions"], strict=True):
        assert record["actions/char_start"] == int(row["char_start"])
        themes = record["actions/themes"]
        assert [item.decode() for item in themes or []] == json.loads(row["themes"] or "[]")
    dated = [record for record in data_set.records("dates") if record["dates/start_date"] is not None]
    assert [f"{record['dates/start_date']:%Y-%m-%d}" for record in dated] == [
        row["start_date"] for row in rows["dates"] if row["start_date"]
    ]


def test_croissant_refuses_a_file_that_was_changed(croissant, described, tmp_path):
    copy = shutil.copytree(described, tmp_path / "copy")
    with (copy / "parquet/places.parquet").open("ab") as file:
        file.write(b" ")
    data_set = croissant.Dataset(str(copy / "croissant.json"))
    with pytest.raises(Exception, match="Download"):
        list(data_set.records("places"))


def test_croissant_loads_compressed_csv_files(croissant, sample_tables, tmp_path):
    write_release(tmp_path, sample_tables, load_schemas(), "1.2.3", formats=("csv",), compression="gzip")
    data_set = croissant.Dataset(str(tmp_path / "croissant.json"))
    assert len(list(data_set.records("actions"))) == sample_tables["actions"].num_rows


# CSV on the Web


def test_csvw_is_valid(described, rows):
    csvw = pytest.importorskip("csvw")
    found = csvw.CSVW(str(described / "csv/csv-metadata.json"), validate=True)
    assert found.is_valid, [str(warning.message) for warning in found.warnings]
    assert {str(table.url): len(list(table)) for table in found.tables} == {
        f"{name}.csv": len(table) for name, table in rows.items()
    }


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("places", ",city,", ",village,"),
        ("dates", ",explicit,", ",guessed,"),
        ("documents", "000_423a86f05c092d30,", "no_such_source,"),
    ],
)
def test_csvw_finds_what_is_wrong_in_a_file(table, old, new, described, tmp_path):
    csvw = pytest.importorskip("csvw")
    copy = shutil.copytree(described / "csv", tmp_path / "csv")
    path = copy / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    try:
        valid = csvw.CSVW(str(copy / "csv-metadata.json"), validate=True).is_valid
    except ValueError:
        valid = False
    assert not valid


# DCAT and schema.org


def test_dcat_keeps_the_shapes_of_a_catalogue(described, root):
    rdflib, pyshacl = pytest.importorskip("rdflib"), pytest.importorskip("pyshacl")
    shapes = rdflib.Graph().parse(root / "tests/publish/dcat_shapes.ttl")
    graph = rdflib.Graph().parse(described / "dcat.jsonld", format="json-ld", publicID="https://example.org/data/")
    conforms, _, told = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, told
    access = rdflib.URIRef("http://www.w3.org/ns/dcat#downloadURL")
    files = {str(url).removeprefix("https://example.org/data/") for url in graph.objects(None, access)}
    assert files == {name for name in files_of(described) if name.endswith((".csv", ".parquet", ".db"))}
    graph.remove((None, rdflib.URIRef("http://purl.org/dc/terms/license"), None))
    assert not pyshacl.validate(graph, shacl_graph=shapes)[0]


# Hugging Face

_LOAD = """
import json, sys
import datasets
datasets.disable_progress_bars()
names = datasets.get_dataset_config_names(sys.argv[1])
sizes = {name: datasets.load_dataset(sys.argv[1], name, split="train").num_rows for name in names}
first = datasets.load_dataset(sys.argv[1], split="train")
print(json.dumps([sizes, first.column_names, first[0]["themes"]]))
"""


@pytest.mark.parametrize("kind", ["described", "in_parts"])
def test_the_card_loads_every_table_with_the_library_of_the_hub(kind, rows, tmp_path, request):
    pytest.importorskip("datasets")
    environment = {**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, str(request.getfixturevalue(kind))],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    sizes, columns, themes = json.loads(done.stdout.splitlines()[-1])
    assert sizes == {name: len(table) for name, table in rows.items()}
    assert columns == list(rows["actions"][0])
    assert themes == json.loads(rows["actions"][0]["themes"])


def test_the_head_of_the_card_is_what_the_hub_knows(described):
    hub = pytest.importorskip("huggingface_hub")
    card = hub.DatasetCard.load(described / "README.md")
    assert card.data.license == ["cc-by-4.0", "other"]
    assert card.data.language == ["en"]
    assert card.data.size_categories == ["1K<n<10K"]
    assert card.text.lstrip().startswith("# ")


# RO-Crate

# Terms of the context of RO-Crate 1.1; one that it lacks would be no statement at all.
_SCHEMA_ORG = (
    "CreativeWork Dataset Organization about alternateName author datePublished description encodingFormat hasPart "
    "identifier inLanguage isBasedOn keywords license name publisher url usageInfo version"
).split()
_CONTEXT = {term: f"http://schema.org/{term}" for term in _SCHEMA_ORG} | {
    "File": "http://schema.org/MediaObject",
    "conformsTo": "http://purl.org/dc/terms/conformsTo",
}


@pytest.mark.parametrize("kind", ["described", "in_parts"])
def test_the_crate_keeps_what_the_standard_demands(kind, request):
    folder = request.getfixturevalue(kind)
    document = read(folder, "ro-crate-metadata.json")
    assert document["@context"] == "https://w3id.org/ro/crate/1.1/context"
    entities = {entity["@id"]: entity for entity in document["@graph"]}
    assert len(entities) == len(document["@graph"])
    descriptor = entities["ro-crate-metadata.json"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = entities[descriptor["about"]["@id"]]
    assert root["@id"] == "./"
    assert root["@type"] == "Dataset"
    assert root["name"]
    assert root["description"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", root["datePublished"])
    assert root["license"]["@id"] in entities
    for entity in entities.values():
        assert set(entity) - {"@id", "@type"} <= set(_CONTEXT)
        assert entity["@type"] in _CONTEXT
        for value in entity.values():
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict) and entity is not descriptor:
                    assert item["@id"] in entities
    for part in root["hasPart"]:
        assert (folder / part["@id"]).exists()
        assert entities[part["@id"]]["@type"] == ("Dataset" if part["@id"].endswith("/") else "File")


# Zenodo


def test_the_deposit_has_what_zenodo_asks(described):
    deposit = read(described, ".zenodo.json")
    assert {"upload_type", "publication_date", "title", "creators", "description", "access_right"} <= set(deposit)
    assert deposit["upload_type"] == "dataset"
    assert deposit["access_right"] == "open"
    assert deposit["license"] == "cc-by-4.0"
    assert all(set(creator) <= {"name", "affiliation", "orcid", "gnd"} for creator in deposit["creators"])
    for related in deposit["related_identifiers"]:
        assert related["identifier"].startswith(("http://", "https://"))
        assert related["relation"] == "isDerivedFrom"
    assert all(isinstance(reference, str) for reference in deposit["references"])


# Tools that cannot stand beside those of the project


@pytest.fixture(scope="module")
def tool(tmp_path_factory):
    """Return a function that installs a tool into an environment of its own and gives its folder of programs."""

    def install(requirement: str) -> Path:
        folder = tmp_path_factory.mktemp("environment")
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        programs = folder / ("Scripts" if os.name == "nt" else "bin")
        command = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*command, requirement], capture_output=True, text=True, check=False)
        if done.returncode and not os.environ.get("CI"):
            pytest.skip(f"{requirement} cannot be installed here")
        assert done.returncode == 0, done.stderr
        return programs

    return install


@pytest.mark.slow
def test_the_citation_is_valid(described, tool):
    programs = tool("cffconvert==2.0.0")
    command = [str(programs / "cffconvert"), "--validate", "-i", str(described / "CITATION.cff")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "valid according to schema version 1.2.0" in done.stdout + done.stderr


# The validator asks for the context at its address; its store of answers is given what the crate needs of it.
_VALIDATE = """
import json, sys
import requests
from requests_cache import CachedResponse, CachedSession
from rocrate_validator import models, services
crate, store, context = sys.argv[1:]
address = "https://w3id.org/ro/crate/1.1/context"
request = requests.Request("GET", address).prepare()
session = CachedSession(store, backend="sqlite", expire_after=-1)
session.cache.responses[session.cache.create_key(request)] = CachedResponse(
    url=address, status_code=200, headers={"Content-Type": "application/ld+json"}, content=context.encode())
session.close()
settings = {"rocrate_uri": crate, "profile_identifier": "ro-crate-1.1", "offline": True, "cache_path": store,
            "cache_max_age": -1}
required, recommended = (services.validate(models.ValidationSettings(**settings, requirement_severity=severity))
                         for severity in (models.Severity.REQUIRED, models.Severity.RECOMMENDED))
print(json.dumps([required.passed(), [f"{i.check.name}: {i.message}" for i in recommended.get_issues()]]))
"""


@pytest.mark.slow
def test_the_crate_is_valid(described, in_parts, tool, tmp_path):
    programs = tool("roc-validator==0.13.0")
    for folder in (described, in_parts):
        done = subprocess.run(
            [str(programs / "python"), "-c", _VALIDATE, str(folder), str(tmp_path / "answers"),
             json.dumps({"@context": _CONTEXT})],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        passed, issues = json.loads(done.stdout.splitlines()[-1])
        assert passed
        # No site of a publisher is recorded, only the addresses of its texts.
        assert set(issues) <= {"Organization: RECOMMENDED url property: The organization SHOULD have a URL."}
