"""Whoever sees little reads everything: WCAG 2.2 contrast of the tokens, light and dark.

Text reaches 7:1 (1.4.6, AAA); shapes, borders and focus rings reach 3:1 (1.4.11, AA).
"""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[1] / "static/web/tokens.css").read_text()
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)")

GROUNDS = ("paper", "card", "well", "map")
TEXT = [
    *((ink, ground) for ink in ("ink", "soft", "tea-text") for ground in GROUNDS),
    ("tea-text", "tea-tint"),
    ("amber-text", "amber-tint"),
    ("red-text", "red-tint"),
    ("red-text", "paper"),
    ("red-text", "card"),
]
LARGE_TEXT = [("on-tea", "tea"), ("on-tea", "tea-hover"), ("on-tea-soft", "tea")]
SHAPES = [
    *((shape, ground) for shape in ("tea", "amber", "red") for ground in ("card", "paper", "map")),
    ("line-strong", "card"),
    ("line-strong", "paper"),
    ("focus", "paper"),
    ("focus", "card"),
]


def scheme(name: str) -> dict[str, str]:
    light = dict(COLOUR.findall(LIGHT))
    return light if name == "light" else light | dict(COLOUR.findall(DARK))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"),
    [(TEXT, 7.0), (LARGE_TEXT, 4.5), (SHAPES, 3.0)],
    ids=["text", "fill", "shape"],
)
def test_contrast_suffices(mode: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = scheme(mode)
    weak = {
        f"{front} on {back}": round(ratio, 2)
        for front, back in pairs
        if (ratio := contrast(colours[front], colours[back])) < least
    }
    assert not weak


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
