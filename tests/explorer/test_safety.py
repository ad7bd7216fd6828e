"""Nothing that writes or debugs is open."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from imcwp_data.explorer.safety import safe

CLOSED = (
    "allow-debug permissions messages threads logout auth-token actor.json plugins.json settings.json settings "
    "metadata.json databases.json patterns config.json anything-new"
).split()


@pytest.mark.parametrize("name", CLOSED)
def test_pages_for_operators_are_closed(client: Any, name: str) -> None:
    assert client.get(f"/-/{name}").status_code == 404


@pytest.mark.parametrize("path", ["/-/versions", "/-/versions.json", "/-/static/table.js", "/-/explorer/site.css"])
def test_what_the_site_needs_is_open(client: Any, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/imcwp/meetings", "/imcwp/meetings.json", "/nothing", "/-/settings", "/quality.json"]
)
def test_every_answer_has_the_headers_of_safety(client: Any, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


def _ask(client: Any, method: str, path: str) -> Any:
    return client._loop.run_until_complete(getattr(client.datasette.client, method)(path))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/", "/imcwp", "/imcwp/meetings", "/search"])
def test_nothing_can_be_written(client: Any, method: str, path: str) -> None:
    answer = _ask(client, method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/", "/imcwp/meetings", "/imcwp/meetings.csv?_stream=on", "/downloads/csv/meetings.csv"]
)
def test_head_is_get_without_its_body(client: Any, path: str) -> None:
    head, get = _ask(client, "head", path), client.get(path)
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]


def test_other_sites_may_ask_which_methods_there_are(client: Any) -> None:
    answer = _ask(client, "options", "/meetings.json")
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_file_whose_address_names_its_content_is_kept(client: Any, site: Any) -> None:
    assert "immutable" in client.get(site.static("site.css")).headers["cache-control"]
    assert "immutable" not in client.get("/-/explorer/site.css").headers.get("cache-control", "")


async def _open(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"open"})


@pytest.mark.parametrize(
    ("path", "status"),
    [("/data/-/permissions", 404), ("/-/permissions", 404), ("/data/-/versions", 200), ("/data/imcwp", 200)],
)
def test_closed_with_and_without_the_base_address(path: str, status: int) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}
    asyncio.run(safe(_open, "/data/")(scope, None, send))
    assert sent[0]["status"] == status
