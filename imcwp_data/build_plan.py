"""What a build was asked for, and what there is to read: the texts in batches, and what is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.build_options import BuildOptions, folder_of
from imcwp_data.consolidate.corrections import CORRECTIONS_FILE, read_corrections
from imcwp_data.consolidate.join import countries_of
from imcwp_data.corpus.listing import list_address, list_folder
from imcwp_data.corpus.publications import read_publications
from imcwp_data.corpus.unreadable import check_list, readable, write_list
from imcwp_data.engine.batches import batches_of, parts_of
from imcwp_data.engine.cache import open_cache, rules_hash
from imcwp_data.engine.tasks import facts_key
from imcwp_data.errors import ReleaseError
from imcwp_data.publish.forms import forms
from imcwp_data.publish.standing import made_of
from imcwp_data.schema import load_schemas, schemas_folder
from imcwp_data.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from imcwp_data.consolidate.corrections import Correction
    from imcwp_data.consolidate.join import Countries
    from imcwp_data.corpus.listing import Listed
    from imcwp_data.engine.cache import Cache
    from imcwp_data.schema import TableSchema
    from imcwp_data.vocabulary import Vocabulary

# What `sources.csv` says of a text.
Publication = Mapping[str, str | None]
# From so many texts on, a release is Parquet in parts unless other formats are asked for.
PARTS_FROM = 5_000
_ALL_FORMATS = ("csv", "parquet", "sqlite")
PARTS = ("parts",)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build was asked for; see `build`."""

    seeds: Path | str
    out: Path
    vocabulary: Path | None
    gold: Path | None
    options: BuildOptions
    changes: Path | None


@dataclass(frozen=True, slots=True)
class Texts:
    """All that is to be read, sources in batches and who published which, and the vocabularies to read by."""

    batches: list[tuple[Listed, ...]]
    publications: Mapping[str, Publication]
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class Plan:
    """What is made of the texts, and from what: nothing of it grows with them but names of files.

    ``folder`` is that of the texts, None where they come from elsewhere; ``parts`` are numbers of batches, ``targets``
    the files of their facts; ``made`` is the file that notes what was made, None where nothing is kept. ``left_out``
    tells how many texts could not be read.
    """

    inputs: Inputs
    rules: str
    countries: Countries
    schemas: Mapping[str, TableSchema]
    folder: Path | None
    corrections: tuple[Correction, ...]
    cache: Cache
    texts: int
    parts: list[tuple[int, ...]]
    targets: list[Path]
    formats: tuple[str, ...]
    made: Path | None
    left_out: int


def from_anywhere(inputs: Inputs) -> Inputs:
    """Return what a build was asked for with paths that mean the same for workers that run in another folder."""
    folder, vocabulary, cache = folder_of(inputs.seeds), inputs.vocabulary, inputs.options.cache
    return replace(
        inputs,
        seeds=inputs.seeds if folder is None else folder.absolute(),
        vocabulary=vocabulary and vocabulary.absolute(),
        options=replace(inputs.options, cache=cache and cache.absolute()),
    )


def plan_of(inputs: Inputs, work: Path) -> tuple[Plan, Texts]:
    """Look at what there is to read."""
    options = inputs.options
    vocabulary, rules = load_vocabulary(inputs.vocabulary), rules_hash(inputs.vocabulary)
    folder = folder_of(inputs.seeds)
    corrections = read_corrections(folder / CORRECTIONS_FILE) if folder else ()
    cache = open_cache(options.cache or work, rules, work)
    if options.unreadable is not None:
        check_list(options.unreadable, inputs.out)
    listing = list_folder(folder) if folder else list_address(str(inputs.seeds), work)
    left_out = 0
    if options.unreadable is not None:
        listing, unread = readable(listing, str(inputs.seeds))
        write_list(unread, options.unreadable)
        left_out = len(unread)
    publications = read_publications(folder) if folder else listing.publications
    texts = Texts(batches_of(listing.sources), publications, vocabulary)
    keys = [facts_key(batch) for batch in texts.batches]
    formats = options.formats or (PARTS if len(listing.sources) >= PARTS_FROM else _ALL_FORMATS)
    _check_forms(formats, options.compression)
    made = None
    if options.cache is not None:
        shown = (formats, options.compression, options.texts)
        told = (rules, keys, sorted(texts.publications.items()), corrections, *shown)
        made = cache.path("standing", made_of(told, [schemas_folder(), inputs.gold], [inputs.changes]))
    plan = Plan(
        inputs,
        rules,
        countries_of(vocabulary),
        load_schemas(),
        folder,
        corrections,
        cache,
        len(listing.sources),
        parts_of(texts.batches),
        [cache.path("facts", key) for key in keys],
        formats,
        made,
        left_out,
    )
    return plan, texts


def _check_forms(formats: tuple[str, ...], compression: str | None) -> None:
    """Raise ReleaseError, before anything is read, for formats that there are not or that cannot be compressed."""
    if formats != PARTS:
        forms(formats, compression)
    elif compression is not None:
        raise ReleaseError(
            f"compression: {compression} is for CSV files, and a release in parts has none. "
            "Leave it out, or name csv among the formats (--formats csv,parquet,sqlite)."
        )
