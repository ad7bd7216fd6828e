"""Vocabularies: facts about the world that a curator edits as CSV files, checked when they are read.

Files of participants (``parties``, ``organisations``, ``governments``, ``intergovernmental``, ``outlets``) list names
that cannot be made by rule. Made by rule, by whoever reads names, from countries.csv: "Government of X" with "X
government", "<adjective> government", "X administration"; ministries ("<adjective> Foreign Ministry"); "CP of X",
"X CP" and "<adjective> CP" of a party called "Communist Party of X". governments.csv holds only what adds to that: a
name such as "White House" for a government, and state bodies with names of their own.

Acronyms and other names may be shared by several rows of different countries (PCP, DKP); the text decides which is
meant. An other name may not be the name of another row.

places.csv may hold one name several times (Tripoli in Libya and in Lebanon): ``rank`` says which is meant where the
text does not tell, and all but the first have ids that end in their country ("tripoli-lb").
"""

from __future__ import annotations

from pathlib import Path

from imcwp_data.lasting import collector_at_rest
from imcwp_data.schema import load_schemas
from imcwp_data.text.normalise import slug
from imcwp_data.vocabulary.records import Country, Name, Place, Vocabulary
from imcwp_data.vocabulary.rule_tables import check_rules, rule_specs
from imcwp_data.vocabulary.table_file import (
    Column,
    Faults,
    Row,
    TableSpec,
    country_code,
    degrees,
    language_code,
    one_of,
    read_table,
    whole_number,
)

__all__ = ["Country", "Name", "Place", "Vocabulary", "load_vocabulary"]

KIND_OF_FILE = {
    "parties": "party",
    "organisations": "organisation",
    "governments": "government",
    "intergovernmental": "intergovernmental",
    "outlets": "outlet",
}
_NAMES = TableSpec(
    (
        Column("name", required=True),
        Column("acronym"),
        Column("country_code", fault=country_code),
        Column("other_names", is_list=True),
    ),
    key=("name",),
)
_COUNTRIES = TableSpec(
    (
        Column("country_code", required=True, fault=country_code),
        Column("name", required=True),
        Column("kind", required=True, fault=one_of("country", "territory")),
        Column("article", fault=one_of("the")),
        Column("other_names", is_list=True),
        Column("adjectives", is_list=True),
        Column("people", is_list=True),
        Column("spanish_names", is_list=True),
        Column("capital"),
        Column("latitude", required=True, fault=degrees(90)),
        Column("longitude", required=True, fault=degrees(180)),
    ),
    key=("country_code",),
)
_PLACES = TableSpec(
    (
        Column("name", required=True),
        Column("country_code", fault=country_code),
        Column("kind", required=True, fault=one_of("country", "territory", "region", "city")),
        Column("rank", required=True, fault=whole_number),
        Column("latitude", fault=degrees(90)),
        Column("longitude", fault=degrees(180)),
        Column("other_names", is_list=True),
    ),
    key=("name", "country_code", "kind"),
)
_NOUN_KINDS = one_of("party", "party_body", "organisation", "government", "intergovernmental", "outlet", "event")
_TABLES = {
    "given_names": TableSpec((Column("name", required=True),), key=("name",)),
    # Heads of state and government after whom a text calls a government; the commonest bearer's country first.
    "leaders": TableSpec(
        (
            Column("surname", required=True),
            Column("country_codes", required=True, is_list=True),
        ),
        key=("surname",),
    ),
    "organisation_nouns": TableSpec(
        (
            Column("noun", required=True),
            Column("language", required=True, fault=language_code),
            Column("position", required=True, fault=one_of("first", "last", "any")),
            Column("kind", required=True, fault=_NOUN_KINDS),
            Column("lower_case", required=True, fault=one_of("yes", "no")),
        ),
        key=("noun", "language", "position"),
    ),
    "roles": TableSpec(
        (
            Column("role", required=True),
            Column("language", required=True, fault=language_code),
            Column("kind", required=True, fault=one_of("party", "state", "organisation", "press", "academic", "other")),
        ),
        key=("role", "language"),
    ),
}


def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Return the vocabularies of a folder, by default the package's own.

    Raises ``VocabularyError`` with one line for each fault: file, line, column, what is wrong, what to do.
    """
    with collector_at_rest():
        return _vocabulary_of(Path(__file__).parent if folder is None else Path(folder))


def _vocabulary_of(folder: Path) -> Vocabulary:
    faults = Faults()
    if not folder.is_dir():
        faults.add(folder, None, None, "the folder is missing; give the path of a folder of vocabularies")
        faults.raise_if_any()
    country_rows = read_table(folder / "countries.csv", _COUNTRIES, faults)
    place_rows = read_table(folder / "places.csv", _PLACES, faults)
    name_rows = {stem: read_table(folder / f"{stem}.csv", _NAMES, faults) for stem in KIND_OF_FILE}
    known = {"countries", "places", *KIND_OF_FILE}
    schemas = load_schemas()
    specs = {**_TABLES, **rule_specs(schemas)}
    stems = sorted({*specs, *(path.stem for path in folder.glob("*.csv"))} - known)
    tables = {stem: read_table(folder / f"{stem}.csv", specs.get(stem), faults) for stem in stems}
    # What follows compares rows with one another, which means nothing while cells are wrong.
    faults.raise_if_any()
    _check_codes(folder, country_rows, place_rows, name_rows, faults)
    _check_leaders(folder, country_rows, tables.get("leaders", []), faults)
    names = {stem: tuple(_name(row, kind) for row in name_rows[stem]) for stem, kind in KIND_OF_FILE.items()}
    _check_names(folder, name_rows, names, faults)
    _check_countries(folder, country_rows, place_rows, faults)
    all_names = frozenset(row.cells["name"] for rows in name_rows.values() for row in rows)
    check_rules(folder, tables, schemas, all_names, faults)
    countries = tuple(_country(row) for row in country_rows)
    places = _places(folder, countries, place_rows, faults)
    faults.raise_if_any()
    return Vocabulary(
        parties=names["parties"],
        organisations=names["organisations"],
        governments=names["governments"],
        intergovernmental=names["intergovernmental"],
        outlets=names["outlets"],
        countries=countries,
        places=places,
        tables={stem: tuple(row.cells for row in rows) for stem, rows in tables.items()},
    )


def _name(row: Row, kind: str) -> Name:
    cells = row.cells
    return Name(
        participant_id=slug(cells["name"]),
        name=cells["name"],
        kind=kind,
        acronym=cells["acronym"] or None,
        country_code=cells["country_code"] or None,
        other_names=row.items("other_names"),
    )


def _country(row: Row) -> Country:
    cells = row.cells
    return Country(
        country_code=cells["country_code"],
        name=cells["name"],
        kind=cells["kind"],
        article=cells["article"] == "the",
        other_names=row.items("other_names"),
        adjectives=row.items("adjectives"),
        people=row.items("people"),
        spanish_names=row.items("spanish_names"),
        capital=cells["capital"] or None,
        latitude=float(cells["latitude"]),
        longitude=float(cells["longitude"]),
    )


def _names_besides(country: Country) -> tuple[str, ...]:
    return tuple(n for n in dict.fromkeys((*country.other_names, *country.spanish_names)) if n != country.name)


def _places(folder: Path, countries: tuple[Country, ...], rows: list[Row], faults: Faults) -> tuple[Place, ...]:
    """Return countries and places by id; the first of a name has the plain slug, the others end in their country."""
    path = folder / "places.csv"
    places = [
        Place(slug(c.name), c.name, c.kind, c.country_code, c.latitude, c.longitude, _names_besides(c))
        for c in countries
    ]
    ids = {place.place_id: "countries.csv" for place in places}
    for row in rows:
        cells = row.cells
        rank = int(cells["rank"])
        suffix = f"-{(cells['country_code'] or cells['kind']).lower()}" if rank > 1 else ""
        place_id = slug(cells["name"]) + suffix
        if place_id in ids:
            message = (
                f"{cells['name']!r} has the id {place_id!r} of {ids[place_id]}; rank the one less often meant 2 or more"
            )
            faults.add(path, row.line, "rank", message)
        ids[place_id] = f"line {row.line}"
        places.append(
            Place(
                place_id,
                cells["name"],
                cells["kind"],
                cells["country_code"] or None,
                float(cells["latitude"]) if cells["latitude"] else None,
                float(cells["longitude"]) if cells["longitude"] else None,
                row.items("other_names"),
                rank,
            )
        )
        if bool(cells["latitude"]) != bool(cells["longitude"]):
            faults.add(path, row.line, "longitude", "one coordinate without the other; fill in both or neither")
    return tuple(sorted(places, key=lambda place: place.place_id))


def _check_codes(
    folder: Path, countries: list[Row], places: list[Row], names: dict[str, list[Row]], faults: Faults
) -> None:
    codes = {row.cells["country_code"] for row in countries}
    for stem, rows in {"places": places, **names}.items():
        for row in rows:
            code = row.cells["country_code"]
            if code and code not in codes:
                message = f"{code!r} is no country of countries.csv; write one of its codes or add the country there"
                faults.add(folder / f"{stem}.csv", row.line, "country_code", message)


def _check_leaders(folder: Path, countries: list[Row], leaders: list[Row], faults: Faults) -> None:
    codes = {row.cells["country_code"] for row in countries}
    for row in leaders:
        for code in row.items("country_codes"):
            if code not in codes:
                message = f"{code!r} is no country of countries.csv; write one of its codes or add the country there"
                faults.add(folder / "leaders.csv", row.line, "country_codes", message)


def _check_names(folder: Path, rows: dict[str, list[Row]], names: dict[str, tuple[Name, ...]], faults: Faults) -> None:
    """Check that a name has one row in all files and that only rows of different countries share an other name."""
    entries = [(stem, row.line, name) for stem in rows for row, name in zip(rows[stem], names[stem], strict=True)]
    ids: dict[str, str] = {}
    lines: dict[str, str] = {}
    for stem, line, name in entries:
        if name.participant_id in ids:
            first = ids[name.participant_id]
            message = f"{name.name!r} has the id {name.participant_id!r} of {first}; join the two rows"
            faults.add(folder / f"{stem}.csv", line, "name", message)
        ids.setdefault(name.participant_id, f"{stem}.csv, line {line}")
        lines[name.name] = f"{stem}.csv, line {line}"
    shared: dict[tuple[str, str | None], str] = {}
    for stem, line, name in entries:
        for other in name.other_names:
            if other in lines:
                message = f"{other!r} is the name of {lines[other]}; delete it here or join the two rows"
                faults.add(folder / f"{stem}.csv", line, "other_names", message)
            key = (other, name.country_code)
            if key in shared:
                message = f"{other!r} stands in {shared[key]} for the same country; keep it in one of them"
                faults.add(folder / f"{stem}.csv", line, "other_names", message)
            shared[key] = f"{stem}.csv, line {line}"


def _check_countries(folder: Path, countries: list[Row], places: list[Row], faults: Faults) -> None:
    """Check that no two countries share a name and that every capital is a city of places.csv."""
    cities = {(row.cells["name"], row.cells["country_code"]) for row in places if row.cells["kind"] == "city"}
    names: dict[str, int] = {}
    for row in countries:
        cells = row.cells
        if cells["capital"] and (cells["capital"], cells["country_code"]) not in cities:
            message = f"{cells['capital']!r} is no city of {cells['country_code']} in places.csv; add it there"
            faults.add(folder / "countries.csv", row.line, "capital", message)
        for column in ("name", "other_names", "spanish_names"):
            for name in {cells["name"]} if column == "name" else set(row.items(column)):
                if names.get(name, row.line) != row.line:
                    message = f"{name!r} stands in line {names[name]} already; keep it for one country"
                    faults.add(folder / "countries.csv", row.line, column, message)
                names[name] = row.line
