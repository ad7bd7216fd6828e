"""What many tests share: the vocabularies, a reader, and helpers that read an invented text."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "project", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def cache_of_builds(tmp_path_factory) -> None:
    """Builds of the tests keep what they read in a folder of the test run, which its workers share."""
    base = tmp_path_factory.getbasetemp()
    os.environ["IMCWP_DATA_CACHE"] = str((base.parent if base.name.startswith("popen-") else base) / "cache")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def release() -> Path:
    return ROOT / "dist"


@pytest.fixture(scope="session")
def vocabulary():
    from imcwp_data.vocabulary import load_vocabulary

    return load_vocabulary()


@pytest.fixture(scope="session")
def reader(vocabulary):
    from imcwp_data.extract.reader import Reader

    return Reader(vocabulary)


@pytest.fixture(scope="session")
def count_calls() -> Callable[[Callable[[], object]], int]:
    """Return a function that counts the calls which some work makes: its cost, whatever the machine is doing."""

    def count(work: Callable[[], object]) -> int:
        calls = 0

        def note(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in {"call", "c_call"}

        before = sys.getprofile()
        sys.setprofile(note)
        try:
            work()
        finally:
            sys.setprofile(before)
        return calls

    return count


@pytest.fixture(scope="session")
def make_source() -> Callable[..., object]:
    """Return a function that makes a Source of a text."""
    from imcwp_data.model import Source

    def make(text: str, source_id: str = "invented") -> Source:
        data = text.encode()
        return Source(source_id, f"{source_id}.txt", hashlib.sha256(data).hexdigest(), len(data), "utf-8", text)

    return make


@pytest.fixture(scope="session")
def read_text(reader, make_source) -> Callable[..., object]:
    """Return a function that reads a text and gives the readings of its documents."""

    def read(text: str, source_id: str = "invented"):
        return reader.read(make_source(text, source_id)).readings

    return read


@pytest.fixture(scope="session")
def sample():
    """The module that makes a small valid release of invented texts."""
    spec = importlib.util.spec_from_file_location("sample", ROOT / "tests" / "publish" / "sample.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample_tables(sample):
    return sample.sample_tables()


@pytest.fixture(scope="session")
def sample_release(sample_tables, tmp_path_factory) -> Path:
    """A published release of the sample; not to be changed."""
    from imcwp_data.publish.release import publish
    from imcwp_data.schema import load_schemas

    folder = tmp_path_factory.mktemp("sample") / "release"
    publish(sample_tables, load_schemas(), folder, version="1.2.3")
    return folder
