"""What keeps a public site safe: nothing that writes or debugs is open, and pages run only the site's own scripts."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import unquote

# Scripts and styles of this package and of Datasette are files of this server: what a text brings along is not run.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
# What Datasette has under /-/ that a site for reading needs; all the rest is for its developers and operators.
_OPEN = re.compile(r"/-/(?:versions(?:\.json)?$|static/|static-plugins/|explorer/)")
_METHODS = "GET, HEAD, OPTIONS"
# A file of the explorer whose address names its content never changes.
_FOR_EVER = b"public, max-age=31536000, immutable"

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


def safe(app: Any, base_url: str) -> Any:
    """Return an application for reading only, with the headers of safety in every answer."""

    async def wrapped(scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = _path(scope, base_url)
        method = scope["method"]
        guarded = _guarded(send, base_url, is_head=method == "HEAD", keep=_names_its_content(path, scope))
        if method == "OPTIONS":
            await _answer(guarded, 204, b"", [(b"allow", _METHODS.encode()), *_CROSS_ORIGIN])
        elif method not in {"GET", "HEAD"}:
            await _answer(guarded, 405, b"This site is for reading only.\n", [(b"allow", _METHODS.encode())])
        elif _is_closed(path):
            await _answer(guarded, 404, b"This page is not part of the site.\n", [])
        else:
            # Not every view of Datasette knows HEAD; whoever answers GET answers it, and the body stays here. Below a
            # base address Datasette's own links would name it twice, unless it is cut off as proxies do
            # (github.com/simonw/datasette/issues/2105).
            cut = {"path": unquote(path), "raw_path": path.encode("latin-1")}
            await app({**scope, **cut, "method": "GET"}, receive, guarded)

    return wrapped


_CROSS_ORIGIN: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", _METHODS.encode()),
    (b"access-control-max-age", b"86400"),
]


def _path(scope: dict[str, Any], base_url: str) -> str:
    """Return the path as Datasette reads it: undecoded and below the base address, which a proxy may have cut off."""
    raw = scope.get("raw_path")
    path = raw.decode("latin-1").partition("?")[0] if raw else str(scope["path"])
    return "/" + path.removeprefix(base_url) if base_url != "/" and path.startswith(base_url) else path


def _is_closed(path: str) -> bool:
    return path.startswith("/-/") and not _OPEN.match(path)


def _names_its_content(path: str, scope: dict[str, Any]) -> bool:
    return path.startswith("/-/explorer/") and bytes(scope.get("query_string", b"")).startswith(b"v=")


def _guarded(send: Send, base_url: str, *, is_head: bool, keep: bool) -> Send:
    """Return a ``send`` that adds the headers of safety, and leaves out the body where only the head is asked for."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            given: Iterable[tuple[bytes, bytes]] = message.get("headers", ())
            headers = [_below((bytes(name).lower(), bytes(value)), base_url) for name, value in given]
            if keep and message["status"] == 200:
                headers = [h for h in headers if h[0] != b"cache-control"] + [(b"cache-control", _FOR_EVER)]
            names = {name for name, _ in headers}
            message = {**message, "headers": headers + [h for h in HEADERS if h[0] not in names]}
        elif is_head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return guarded


def _below(header: tuple[bytes, bytes], base_url: str) -> tuple[bytes, bytes]:
    """Return a header; one that leads to another page of this site leads below the base address."""
    name, value = header
    if name == b"location" and value.startswith(b"/") and not value.startswith(base_url.encode()):
        value = base_url.encode() + value.lstrip(b"/")
    return name, value


async def _answer(send: Send, status: int, body: bytes, headers: Headers) -> None:
    length = [] if status == 204 else [(b"content-length", str(len(body)).encode())]
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status, "headers": [kind, *length, *headers]})
    await send({"type": "http.response.body", "body": body})
