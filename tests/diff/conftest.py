"""Small real releases for comparing: two invented texts that tell of one meeting."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

FIRST = (
    "Report on the 31st International Meeting\n\n4 June 2031\n\n"
    "The 31st International Meeting of Communist and Workers' Parties was held in Athens on 1-3 June 2031. "
    "41 parties took part.\n\nThe hosts, who had not counted themselves, thanked all delegations.\n\n"
    "The Communist Party of Greece demands an end to the blockade of Cuba.\n"
)
SECOND = (
    "What was said in Athens\n\n9 June 2031\n\n"
    "The 31st International Meeting of Communist and Workers' Parties took place in Athens on 1-4 June 2031. "
    "It was attended by 43 parties.\n"
)
CORRECTION = (
    "table,row,column,expected,value,quote,paragraph_id,reason,curator,date\n"
    'meetings,imcwp-31,party_count,41,42,"The hosts, who had not counted themselves",020_report.1.4,'
    "41 without the host.,A. Curator,2031-07-01\n"
)


@pytest.fixture(scope="session")
def make_release(tmp_path_factory, cache_of_builds) -> Callable[..., Path]:
    """Return a function that builds texts (name → text), with other files beside them, and gives the release."""
    from imcwp_data.build_options import BuildOptions, default_cache
    from imcwp_data.pipeline import build

    def make(texts: dict[str, str], vocabulary: Path | None = None, **options: object) -> Path:
        folder = tmp_path_factory.mktemp("texts")
        (folder / "seeds").mkdir()
        for name, text in texts.items():
            (folder / "seeds" / name).write_text(text, encoding="utf-8", newline="\n")
        build(folder / "seeds", folder / "release", vocabulary, options=BuildOptions(cache=default_cache(), **options))
        return folder / "release"

    return make


@pytest.fixture(scope="session")
def one(make_release) -> Path:
    """The release of the first text; not to be changed."""
    return make_release({"020_report.txt": FIRST})


@pytest.fixture(scope="session")
def two(make_release) -> Path:
    """The release of both texts; not to be changed."""
    return make_release({"020_report.txt": FIRST, "021_paper.txt": SECOND})


@pytest.fixture
def vocabulary_copy(root, tmp_path) -> Path:
    """A copy of the package's vocabularies that a test may change."""
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    for path in (root / "imcwp_data" / "vocabulary").glob("*.csv"):
        shutil.copyfile(path, folder / path.name)
    return folder


@pytest.fixture(scope="session")
def first() -> str:
    """The first text."""
    return FIRST


@pytest.fixture(scope="session")
def second() -> str:
    """The second text, of the same meeting."""
    return SECOND


@pytest.fixture(scope="session")
def correction() -> str:
    """A file of corrections with one line."""
    return CORRECTION
