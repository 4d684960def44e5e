"""The strokes that drawings on paper are made of: SVG text with attributes alone. Pure."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from tinhso.web.indicators.chart import Size

FONT = "Tinos"
INK, QUIET, LINE, TARGET = "#111111", "#c9ccd1", "#14532d", "#8a3b12"


def whole(size: Size, parts: Iterable[str]) -> str:
    """Return a whole SVG of these parts; its letters stay letters."""
    box = f"0 0 {size.width:g} {size.height:g}"
    manner = f'font-family="{FONT}" font-size="16" fill="{INK}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {manner}>'
    return "".join([head, *parts, "</svg>"])


def line(path: str, colour: str, width: float, *, dashes: str = "") -> str:
    """Return a line along a path, dashed where told."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def text(  # a word has a place, a side and a look
    x: float, y: float, words: str, anchor: str, *, colour: str = INK, size: int = 16
) -> str:
    """Return words at a place; `anchor` as in SVG."""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{colour}" '
        f'font-size="{size}">{escape(words)}</text>'
    )


def rectangle(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Return a filled rectangle."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'
