"""The site in a browser: one server for all tests, one Chromium a module, one tab a test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.browsing import RELEASE, Watched, chromium, find_chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., Watched]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = find_chromium()
    if path is None:
        told = "there is no Chromium to look at the pages with; on Debian: apt-get install chromium"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    return path


@pytest.fixture(scope="session")
def server(chromium_path: str) -> Iterator[str]:
    with served(RELEASE) as address:
        yield address


# Not for the whole session: while Playwright is there, no other test of its process could run an event loop.
@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with chromium(chromium_path) as started:
        yield started


@pytest.fixture
def new_tab(browser: Browser, server: str) -> Iterator[Open]:
    """Return a function that opens a tab. Whatever the test is about, no tab may have noted a fault at its end."""
    tabs: list[Watched] = []

    def open_tab(**device: Any) -> Watched:
        tabs.append(Watched(browser, server, **device))
        return tabs[-1]

    yield open_tab
    faults = [fault for tab in tabs for fault in tab.all_faults()]
    for tab in tabs:
        tab.close()
    assert not faults
