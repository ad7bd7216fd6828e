"""A Datasette with the explorer on the real release, asked without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

import imcwp_data.explorer
from imcwp_data.explorer.site import Site, site_of

RELEASE = Path(__file__).resolve().parents[2] / "dist"


class Client:
    """Asks a Datasette for pages; ``get`` returns httpx's response."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        if not any(getattr(plugin, "__name__", "") == "imcwp_data.explorer" for plugin in pm.get_plugins()):
            pm.register(imcwp_data.explorer, "imcwp_data.explorer")
        self._loop = asyncio.new_event_loop()
        self.datasette = Datasette(immutables=[str(folder / "imcwp.db")], settings=settings)
        self._loop.run_until_complete(self.datasette.invoke_startup())

    def get(self, path: str, **more: Any) -> Any:
        return self._loop.run_until_complete(self.datasette.client.get(path, **more))

    @property
    def site(self) -> Site:
        site = site_of(self.datasette)
        assert site is not None
        return site

    def close(self) -> None:
        self._loop.close()


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    made = Client(RELEASE)
    yield made
    made.close()


@pytest.fixture(scope="session")
def site(client: Client) -> Site:
    return client.site
