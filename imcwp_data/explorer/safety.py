"""What keeps a public site safe: nothing that writes or debugs is open, and pages run only the site's own scripts."""

from __future__ import annotations

import re
from typing import Any

# Templates and scripts of this package and of Datasette come from this server; images may be drawn inline by CSS.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
# Datasette's pages for its developers and operators.
_CLOSED = re.compile(
    r"-/(?:allow-debug|permissions|messages|threads|logout|auth-token|actor|plugins|settings|metadata|patterns|config)"
    r"(?:\.json)?/?$"
)


def safe(app: Any, base_url: str) -> Any:
    """Return an application that closes debug routes and adds the headers of safety to every answer."""

    async def wrapped(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = scope["path"].removeprefix(base_url)

        async def send_safely(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                names = {name.lower() for name, _ in message.get("headers", ())}
                extra = [header for header in HEADERS if header[0] not in names]
                message = {**message, "headers": [*message.get("headers", ()), *extra]}
            await send(message)

        if _CLOSED.match(path):
            body = b"This page is not part of the site.\n"
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
            await send_safely({"type": "http.response.start", "status": 404, "headers": headers})
            await send({"type": "http.response.body", "body": body})
            return
        await app(scope, receive, send_safely)

    return wrapped
