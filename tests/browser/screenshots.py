"""Pictures of the main pages for docs/screenshots: ``make screenshots``."""

from __future__ import annotations

from typing import Any

import imcwp_data
from tests.browser.addresses import address
from tests.browser.browsing import RELEASE, ROOT, Watched, chromium, find_chromium, served

FOLDER = ROOT / "docs" / "screenshots"
_DESK: dict[str, Any] = {"viewport": {"width": 1120, "height": 760}, "locale": "en-GB"}
_PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 780},
    "is_mobile": True,
    "has_touch": True,
    "locale": "en-GB",
}
_DARK: dict[str, Any] = {**_DESK, "color_scheme": "dark"}


def main() -> None:
    """Write all pictures anew. Raises SystemExit without Chromium."""
    path = find_chromium()
    if path is None:
        raise SystemExit("There is no Chromium to take pictures with; on Debian: apt-get install chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served(RELEASE) as server, chromium(path) as browser:
        for name, (where, device) in _pictures().items():
            # Nothing moves while it is drawn.
            tab = Watched(browser, server, reduced_motion="reduce", **device)
            tab.open(where)
            if name.startswith("reader"):
                # What was read from the passage is open beside it; the passages before it belong into the picture.
                tab.page.evaluate("(above) => scrollBy(0, -above)", 200 if device is _PHONE else 260)
            tab.page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
            tab.close()
            print(f"{name}.png  {(FOLDER / f'{name}.png').stat().st_size / 1000:.0f} kB  {where}")


def _pictures() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the pictures by name: the address of the page, and how it is looked at."""
    actions = imcwp_data.load("actions", folder=RELEASE)
    called = actions[actions["status"] == "called_for"].iloc[0]
    evidence = imcwp_data.load("evidence", folder=RELEASE)
    proof = evidence[(evidence["row_id"] == called["action_id"]) & (evidence["column_name"] == "event_type")].iloc[0]
    document, _, position = str(called["paragraph_id"]).rpartition(".")
    passage = f"/documents/{document}?evidence={proof['evidence_id']}#p{position}"
    return {
        "home": (address("home", RELEASE), _DESK),
        "reader": (passage, _DESK),
        "reader-phone": (passage, _PHONE),
        "reader-dark": (passage, _DARK),
        "meeting": (address("meeting", RELEASE), _DESK),
        "search": ("/search?q=solidar*", _DESK),
        "timeline": ("/timeline?from=2021-11-02&to=2021-12-14", _DESK),
        "network": ("/network", _DESK),
        "map": ("/map", _DESK),
        "themes": ("/themes", _DESK),
    }


if __name__ == "__main__":
    main()
