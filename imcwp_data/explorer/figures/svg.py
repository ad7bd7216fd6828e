"""The elements that pictures are made of. Every text and attribute is escaped here, once for all pictures."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

# The mean width of a character of the pictures' type at 1 px of size: enough to tell whether labels meet.
_CHARACTER = 0.56


def element(tag: str, *content: str | Markup, **attributes: object) -> Markup:
    """Return an element: ``element("rect", x=1, class_="bar")``; attributes of None are left out.

    ``_`` in the name of an attribute stands for ``-``; numbers are rounded to a tenth.
    """
    told = Markup("").join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), _value(value))
        for name, value in attributes.items()
        if value is not None
    )
    opened = Markup("<") + tag + told
    return opened + Markup("/>") if not content else opened + Markup(">{}</{}>").format(together(content), tag)


def together(parts: Iterable[str | Markup]) -> Markup:
    """Return parts as one markup; those that are plain text are escaped."""
    return Markup("").join(escape(part) for part in parts)


def link(address: str, label: str, *content: Markup, class_: str | None = None) -> Markup:
    """Return a mark that leads to its rows; ``label`` says in words what it shows, to the eye and to a reader."""
    return element("a", element("title", label), *content, href=address, aria_label=label, class_=class_)


def picture(
    name: str, width: float, height: float, summary: str, *content: Markup, box: str | None = None, class_: str = "wide"
) -> Markup:
    """Return a whole picture, told in words by ``summary``. ``name`` makes its ids and is one of its style classes.

    It is a group and no image for assistive technology, because its marks are links.
    """
    told = element("desc", summary, id=f"{name}-summary")
    return element(
        "svg",
        told,
        *content,
        class_=f"figure figure-{name} {class_}",
        role="group",
        aria_labelledby=f"{name}-summary",
        viewBox=box or f"0 0 {_value(width)} {_value(height)}",
        width=width,
        height=height,
    )


def text_width(text: str, size: float = 12) -> float:
    """Return about how wide a text is drawn."""
    return len(text) * size * _CHARACTER


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut at a word where one ends near."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most * 0.6 else cut).rstrip(" ,;:–—-") + "…"


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value)
