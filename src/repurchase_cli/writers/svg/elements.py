"""The elements of a picture: attributes and texts are escaped, numbers are short."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape
from rich.cells import cell_len, set_cell_size

from repurchase_cli.writers import values

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTER = 7.0  # units of a picture that a Latin letter takes where a phone shows it largest


class Size(NamedTuple):
    """The width and height of a picture, and how much of its top is blank and left out."""

    width: float
    height: float
    top: float = 0


def element(name: str, *children: str, **attributes: str | float) -> Markup:
    """Return an element; ``text_anchor`` is written ``text-anchor``, ``class_`` is ``class``."""
    start = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), number(value))
        for key, value in attributes.items()
    )
    inside = Markup("").join(children)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), start, inside)  # noqa: S704 - our names


def number(value: str | float) -> str:
    """Return a coordinate with one decimal at most; a text stays as it is."""
    return value if isinstance(value, str) else f"{value + 0.0:.1f}".removesuffix(".0")


def label(text: str, x: float, y: float, **attributes: str | float) -> Markup:
    """Return a text whose baseline starts, or by its ``text_anchor`` ends, at a place."""
    return element("text", escape(values.clean(text)), x=x, y=y, **attributes)


def hover(text: str) -> Markup:
    """Return what the browser shows for a mark."""
    return element("title", escape(values.clean(text)))


def text_width(texts: Iterable[str]) -> float:
    """Return about how wide the widest of some texts is."""
    return LETTER * max(map(cell_len, texts), default=0)


def shortened(text: str, width: float) -> str:
    """Return a text that fits into a width, cut with an ellipsis where it is longer."""
    text, room = values.clean(text), int(width / LETTER)
    return text if cell_len(text) <= room else f"{set_cell_size(text, room - 1).rstrip()}…"


def picture(
    key: str, title: str, summary: str, size: Size, *children: str, kind: str = ""
) -> Markup:
    """Return the whole picture; ``key`` makes the ids of its title and description its own."""
    width, height, top = size
    return element(
        "svg",
        element("title", escape(values.clean(title)), id=f"{key}-title"),
        element("desc", escape(values.clean(summary)), id=f"{key}-desc"),
        *children,
        class_=f"picture {kind}".strip(),
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        viewBox=f"0 {number(top)} {number(width)} {number(height - top)}",
        width=width,
        height=height - top,
    )
