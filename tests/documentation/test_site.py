"""The documentation as a site: made without a warning, complete in itself, and asking no other host for anything."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.documentation.blocks import ROOT

_LOADS = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "object": "data",
}
_NOT_LOADED = {"next", "prev", "index", "search", "genindex", "canonical"}


class _Page(HTMLParser):
    """What a page loads, where it links to, and the places in it that may be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.places: set[str] = set()
        self.images_without_words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.places |= {value for name, value in attrs if name in ("id", "name") and value}
        address = given.get(_LOADS.get(tag, ""))
        if address and not set((given.get("rel") or "").split()) & _NOT_LOADED:
            self.loads.append(address)
        if tag in ("a", "link") and given.get("href"):
            self.links.append(given["href"])
        if tag == "img" and not given.get("alt"):
            self.images_without_words.append(given["src"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, made as ``make docs`` makes it; the notebooks are run for it."""
    folder = tmp_path_factory.mktemp("docs") / "site"
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet"]
    done = subprocess.run(
        [*command, "--doctree-dir", str(folder.parent / "doctrees"), "docs", str(folder)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site):
    return {path: _Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_every_page_is_made_and_in_the_navigation(site):
    first = (site / "index.html").read_text(encoding="utf-8")
    for source in [*(ROOT / "docs").rglob("*.md"), *(ROOT / "docs").rglob("*.ipynb")]:
        page = source.relative_to(ROOT / "docs").with_suffix(".html")
        assert (site / page).is_file()
        assert page.name == "index.html" or f'href="{page.as_posix()}"' in first


def test_every_link_inside_leads_to_a_place_that_is_there(site, pages):
    wrong = []
    for path, page in pages.items():
        for link in {*page.links, *page.loads}:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            there = target.is_file() and target.is_relative_to(site)
            fragment = unquote(parts.fragment)
            if not there or (fragment and target.suffix == ".html" and fragment not in pages[target].places):
                wrong.append(f"{path.relative_to(site)}: {link}")
    assert wrong == []


def test_nothing_is_loaded_from_another_host(site, pages):
    outside = [f"{path.name}: {a}" for path, page in pages.items() for a in page.loads if urlsplit(a).netloc]
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        outside += [
            f"{sheet.name}: {found}" for found in re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//\S+", text)
        ]
    assert outside == []


def test_every_picture_is_told_in_words(pages):
    assert [found for page in pages.values() for found in page.images_without_words] == []


def test_the_pages_name_no_folder_of_the_machine(site):
    for path in site.rglob("*.html"):
        assert str(ROOT) not in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("name", ["meetings-and-parties", "demands"])
def test_a_notebook_was_run_and_shows_pictures_and_tables(site, name):
    page = (site / "notebooks" / f"{name}.html").read_text(encoding="utf-8")
    assert page.count("cell_output") >= 4
    assert re.search(r'<img [^>]*src="\.\./_images/', page)
    assert "<table" in page
    assert "Traceback" not in page


def test_the_notebooks_hold_no_output():
    import json

    for path in Path(ROOT / "docs" / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells), path.name
        assert len({cell["id"] for cell in cells}) == len(cells)


def test_the_reference_tells_of_every_public_function(site):
    import imcwp_data

    page = (site / "reference" / "python.html").read_text(encoding="utf-8")
    for name in imcwp_data.__all__:
        if name not in imcwp_data.TABLES and name != "__version__":
            assert f'id="imcwp_data.{name}"' in page
