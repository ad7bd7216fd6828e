"""Each page, as people see it at a desk, on a phone and in the dark."""

from __future__ import annotations

import re
from html import unescape
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urljoin, urlsplit
from urllib.request import urlopen

import pytest

from imcwp_data.explorer.routes import PAGES
from tests.browser.addresses import NAMES, address
from tests.browser.browsing import PHONE, RELEASE, Watched

MOST_BYTES = 300_000


def test_each_page_of_the_site_is_looked_at():
    missing = {name for _, _, name in PAGES} - set(NAMES)
    assert not missing, "add a line for each to tests/browser/addresses.py"


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_kept_out_of_a_page(new_tab, name):
    """At a desk, in the dark and at the width of a phone; opened once, for opening takes longer than looking."""
    tab = new_tab()
    answer = tab.open(address(name, RELEASE))
    assert answer.status == 200
    assert tab.page.locator("h1").count() == 1
    assert tab.weight() < MOST_BYTES
    faults = {"wide": tab.too_wide(), "light": tab.barriers()}
    tab.page.emulate_media(color_scheme="dark")
    assert is_dark(tab.page)
    faults["dark"] = tab.barriers(only=("color-contrast", "link-in-text-block"))
    tab.resize(PHONE["viewport"])
    faults["wide on a phone"] = tab.too_wide()
    # Its colours are those of the desk, and looking at them takes the longest.
    faults["phone"] = tab.barriers(also=("target-size",), but=("color-contrast",))
    assert {where: found for where, found in faults.items() if found} == {}


def is_dark(page):
    """Tell whether the page's ground is dark."""
    paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return all(int(part) < 64 for part in re.findall(r"\d+", paper)[:3])


@pytest.mark.parametrize("path", ["/meetings/no-such-meeting", "/imcwp/no_such_table", "/no-such-page"])
def test_a_page_that_is_not_there_is_a_page(new_tab, path):
    tab = new_tab()
    tab.may_be_missing = True
    assert tab.open(path).status == 404
    assert tab.page.locator("main h1").count() == 1
    assert tab.page.get_by_role("search").first.is_visible()
    assert tab.barriers() == []


def test_every_kind_of_link_leads_somewhere(server):
    """Links that differ in nothing but ids and values are of one kind; one of each kind is followed."""
    kinds: dict[tuple[str, ...], str] = {}
    for name in NAMES:
        page = server + address(name, RELEASE)
        text, _ = _fetched(page)
        for link in re.findall(r'<a\b[^>]* href="([^"]+)"', text):
            if (full := urljoin(page, unescape(link))).startswith(server):
                kinds.setdefault(_kind(full), full)
    assert len(kinds) > 60
    broken = {}
    for link in kinds.values():
        text, status = _fetched(link)
        fragment = urlsplit(link).fragment
        if status != 200:
            broken[link] = status
        elif fragment and f'id="{fragment}"' not in text:
            broken[link] = "has no such place"
    assert not broken


def _fetched(address: str) -> tuple[str, int]:
    try:
        with urlopen(address) as answer:
            return answer.read().decode(errors="replace"), answer.status
    except HTTPError as error:
        return "", error.code


def _kind(link: str) -> tuple[str, ...]:
    parts = urlsplit(link)
    steps = parts.path.split("/")
    names = sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    at_table = steps[1] == "imcwp" and steps[2:3]
    told = [*steps[1 : 3 if at_table else 2], str(len(steps)), steps[-1].rpartition(".")[2][:4] if at_table else ""]
    return (*told, "#" if parts.fragment else "", *names)


def test_a_fault_would_be_found(browser, server):
    """The watch is awake: what the other tests call clean is not what nobody looked at."""
    tab = Watched(browser, server, **PHONE)
    tab.open("/api")
    assert tab.all_faults() == tab.barriers() == tab.too_wide() == []
    tab.page.evaluate(
        """() => {
          document.body.insertAdjacentHTML("beforeend", "<p><img src='//example.org/x.png'></p>");
          document.body.lastChild.style.width = "900px";
          console.warn("warned");
          setTimeout(() => { throw new Error("thrown"); });
        }"""
    )
    assert "image-alt" in tab.barriers()[0]
    assert tab.too_wide() != []
    faults = "\n".join(tab.all_faults())
    assert all(part in faults for part in ("console, warning: warned", "script: ", "thrown", "policy: img-src"))
    tab.close()
