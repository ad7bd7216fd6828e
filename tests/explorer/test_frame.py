"""The frame of every page, Datasette's own included: head, menu, foot, and no script within a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.utils import PrefixedUrlString

PAGES = [
    "/", "/quality", "/disagreements", "/downloads", "/api", "/imcwp", "/imcwp/meetings", "/imcwp/evidence?_facet=rule",
    "/imcwp/meetings/imcwp-22", "/imcwp?sql=select+1", "/imcwp?sql=wrong", "/nothing", "/imcwp/nothing",
]  # fmt: skip
RELEASE = Path(__file__).resolve().parents[2] / "dist"


@pytest.fixture(scope="module")
def told(client: Any) -> Iterator[Any]:
    """The release below another address."""
    made = type(client)(RELEASE, base_url="/imcwp-data/")
    yield made
    made.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_head_menu_and_foot(client: Any, path: str) -> None:
    text = client.get(path).text
    assert text.count("<h1") == 1
    assert text.count("<main") == 1
    assert '<html lang="en">' in text
    assert 'href="#content"' in text
    assert 'id="content"' in text
    assert 'role="search"' in text
    assert 'href="/documents"' in text
    assert 'rel="license"' in text
    assert "<title>" in text


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_a_script_or_a_style(client: Any, path: str) -> None:
    text = client.get(path).text
    for attributes in re.findall(r"<script\b([^>]*)>", text):
        assert "src=" in attributes or "application/ld+json" in attributes
    without_data = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r"\son[a-z]+=", without_data)
    assert "<style" not in text
    assert not re.search(r"\sstyle=", without_data)


@pytest.mark.parametrize("path", PAGES)
def test_every_file_that_a_page_needs_is_on_this_site(client: Any, path: str) -> None:
    text = client.get(path).text
    needed = re.findall(r'<script[^>]*src="([^"]+)"', text)
    needed += re.findall(r'<link rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"', text)
    assert needed
    for address in needed:
        assert address.startswith("/")
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_the_forms_of_a_table_have_labels(client: Any) -> None:
    text = client.get("/imcwp/evidence?accepted=0").text
    form = re.search(r'<form class="filters.*?</form>', text, re.DOTALL)
    assert form is not None
    for field in re.findall(r"<(?:select|input)\b[^>]*>", form[0]):
        named = ("aria-label=", 'type="hidden"', 'type="submit"', 'type="checkbox"', ' id="')
        assert any(name in field for name in named), field


def test_a_table_leads_to_pages_and_passages(client: Any) -> None:
    text = client.get("/imcwp/actions?_size=5").text
    assert re.search(r'href="/actions/[^"]+\.a1">', text)
    assert re.search(r'<a href="/documents/[^"#]+#p\d+">', text)


def test_a_value_of_sql_is_escaped(client: Any) -> None:
    text = client.get("/imcwp?sql=select+'<script>alert(1)</script>'+as+meeting_id").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_counts_asked_for_twice_are_shown_once(client: Any) -> None:
    text = client.get("/imcwp/evidence?_facet=rule&_facet=rule").text
    assert text.count('data-column="rule"') - text.count('scope="col" data-column="rule"') == 1


def test_below_another_address_every_link_stays_below_it(told: Any) -> None:
    for path in PAGES:
        text = told.get(path).text
        for address in re.findall(r'(?:href|src|action)="(/[^"]*)"', text):
            assert address.startswith("/imcwp-data/"), (path, address)


@pytest.mark.parametrize(
    "asked", ["/imcwp-data/imcwp/actions?_facet_array=themes", "/imcwp/actions?_facet_array=themes"]
)
def test_no_link_names_the_base_address_twice_or_leaves_it_out(told: Any, asked: str) -> None:
    """Whether a proxy in front of the site cuts the base address off or not."""
    text = told.get(PrefixedUrlString(asked)).text
    addresses = [address.removeprefix("http://localhost") for address in re.findall(r'href="([^"]*)"', text)]
    own = [address for address in addresses if address.startswith("/")]
    assert any("themes__arraycontains" in address for address in own)
    assert any(".json" in address for address in own)
    assert all(re.match(r"/imcwp-data/(?!imcwp-data/)", address) for address in own)


@pytest.mark.parametrize("asked", ["/imcwp-data/meetings/imcwp-22", "/meetings/imcwp-22"])
def test_a_page_is_cited_below_the_base_address(told: Any, asked: str) -> None:
    text = told.get(PrefixedUrlString(asked)).text
    assert '<link rel="canonical" href="http://localhost/imcwp-data/meetings/imcwp-22">' in text
    assert 'href="/imcwp-data/meetings/imcwp-22.json"' in text


def test_a_redirect_stays_below_the_base_address(told: Any) -> None:
    assert told.get("/imcwp/meetings/").headers["location"] == "/imcwp-data/imcwp/meetings"


def test_below_another_address_the_data_set_tells_its_own(told: Any) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', told.get("/").text, re.DOTALL)
    assert found is not None
    assert json.loads(found[1])["url"].endswith("/imcwp-data/")
