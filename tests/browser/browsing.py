"""A release as the real command serves it, and the Chromium that looks at it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

ROOT = Path(__file__).resolve().parents[2]
RELEASE = ROOT / "dist"
# What a browser says that it is: the size of its window, and how it is used.
DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
_AXE = Path(__file__).with_name("axe.min.js")
_STARTED = re.compile(r"running on (http://[\d.]+:\d+)")
_SECONDS_TO_START = 60
# No name but this machine's is found, so that nothing could leave it even if a page asked for it.
_FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NOTE_VIOLATIONS = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""
_WEIGH = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, one) => sum + one.transferSize, 0)"""
_TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > room + 1)
    .slice(0, 5).map((one) => `${one.tagName} ${one.className?.baseVal ?? one.className}`);
}"""
_ASK_AXE = """async (options) => (await axe.run(document, options)).violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .flatMap((one) => one.nodes.slice(0, 5).map((node) =>
    `${one.impact}, ${one.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`))"""


def find_chromium() -> str | None:
    """Return the path of the installed Chromium, None without one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def served(release: Path) -> Iterator[str]:
    """Serve a release with the real command on a free port; give the address, without a slash at its end."""
    command = [sys.executable, "-m", "imcwp_data", "serve", str(release), "--port", "0"]
    # Into a file: the server would wait for ever once it had filled a pipe that nobody reads.
    with TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield _address(process, log)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _address(process: subprocess.Popen[bytes], log: IO[bytes]) -> str:
    until = time.monotonic() + _SECONDS_TO_START
    said = ""
    while time.monotonic() < until:
        log.seek(0)
        said = log.read().decode(errors="replace")
        if found := _STARTED.search(said):
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(f"the server did not start:\n{said}")


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """Start Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Its sandbox does not work for root nor in containers; the only site it sees is the one under test.
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS), chromium_sandbox=False)
        yield browser
        browser.close()


class Watched:
    """A tab that notes what no page may do: complain in the console, break the policy, ask another server, fail."""

    def __init__(self, browser: Browser, server: str, **device: Any) -> None:
        self.server = server
        self.faults: list[str] = []
        self.context = browser.new_context(**DESK | device)
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(_NOTE_VIOLATIONS)
        self.context.on("console", self._note_message)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.context.on("request", self._note_request)
        self.context.on("response", self._note_response)
        self.page: Page = self.context.new_page()
        self.may_be_missing = False

    def open(self, path: str) -> Response:
        """Open a page of the site and return the server's answer."""
        answer = self.page.goto(self.server + path)
        assert answer is not None
        return answer

    @property
    def path(self) -> str:
        """Return the address that the tab shows, below the server's, without its fragment."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def weight(self) -> int:
        """Return how many bytes the page and all that belongs to it brought, heads of the answers included."""
        return int(self.page.evaluate(_WEIGH))

    def resize(self, viewport: Mapping[str, int]) -> None:
        """Give the tab another size, and wait until the page was told of it and drawn anew."""
        self.page.set_viewport_size(viewport)
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def too_wide(self) -> list[str]:
        """Return what reaches beyond the right edge of a page that scrolls sideways, [] of one that does not."""
        return list(self.page.evaluate(_TOO_WIDE))

    def barriers(self, only: tuple[str, ...] = (), also: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> list[str]:
        """Return axe's serious and critical findings: by some rules only, by rules that it leaves off, without some."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(_axe())
        options: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
        if only:
            options["runOnly"] = {"type": "rule", "values": list(only)}
        options["rules"] = {rule: {"enabled": rule in also} for rule in (*also, *but)}
        return list(self.page.evaluate(_ASK_AXE, options))

    def all_faults(self) -> list[str]:
        """Return what was noted, with the breaches of the policy by the page that is open."""
        return self.faults + [f"policy: {one}" for one in self.page.evaluate("() => window.violations ?? []")]

    def close(self) -> None:
        """Close the tab and forget what it kept."""
        self.context.close()

    def _note_message(self, message: ConsoleMessage) -> None:
        is_missing_page = self.may_be_missing and "404" in message.text
        if message.type in {"error", "warning", "assert"} and not is_missing_page:
            self.faults.append(f"console, {message.type}: {message.text}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.server + "/", "data:", "blob:", "about:")):
            self.faults.append(f"a request to another server: {request.url}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and not self.may_be_missing:
            self.faults.append(f"status {response.status}: {response.url}")


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8") + "\n;null"
