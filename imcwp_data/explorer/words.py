"""How codes and numbers of the tables are said to people."""

from __future__ import annotations

_LABELS = {
    "imcwp": "IMCWP",
    "anti_communism": "anti-communism",
    "anti_imperialism": "anti-imperialism",
    "cuba": "Cuba",
    "palestine": "Palestine",
    "called_for": "called for",
    "in_person": "in person",
    "sent_message": "sent a message",
}


def label_of(code: object) -> str:
    """Return a code of an enumeration as words: ``press_release`` → "press release", ``REQUEST`` → "request"."""
    text = str(code)
    return _LABELS.get(text, text.lower().replace("_", " ") if text.isupper() else text.replace("_", " "))


def number(value: float | None) -> str:
    """Return a number with its thousands apart: 12,500; "" for none."""
    if value is None:
        return ""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: "1 action", "12 actions"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"
