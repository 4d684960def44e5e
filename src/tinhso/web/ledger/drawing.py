"""The sandbox's tree as a drawing: boxes and the lines between them, in SVG units."""

from dataclasses import dataclass

from tinhso.web.ledger.sandbox import Scene

WIDTH = 400
BOX = 44
HEIGHT = 28
GAP = 60
TOP = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A mark at its place: `x`, `y` are its upper left corner, `middle` and `base` for the text."""

    x: float
    y: float
    middle: float
    base: float
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A line from a mark up to the one above it."""

    x1: float
    y1: float
    x2: float
    y2: float
    state: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole tree, root on top."""

    width: int
    height: int
    box: int
    box_height: int
    boxes: tuple[Box, ...]
    branches: tuple[Branch, ...]


def draw(scene: Scene) -> Drawing:
    """Return the tree of a scene, as wide as a phone."""
    top_level = max(mark.level for mark in scene.marks)

    def middle(level: int, index: int) -> float:
        width = WIDTH / (1 << top_level - level)
        return width * index + width / 2

    def upper(level: int) -> int:
        return TOP + (top_level - level) * GAP

    return Drawing(
        WIDTH,
        upper(0) + HEIGHT + TOP,
        BOX,
        HEIGHT,
        tuple(
            Box(
                middle(mark.level, mark.index) - BOX / 2,
                upper(mark.level),
                middle(mark.level, mark.index),
                upper(mark.level) + HEIGHT - 9,
                mark.text,
                mark.state,
            )
            for mark in scene.marks
        ),
        tuple(
            Branch(
                middle(mark.level, mark.index),
                upper(mark.level),
                middle(mark.level + 1, mark.index // 2),
                upper(mark.level + 1) + HEIGHT,
                mark.state,
            )
            for mark in scene.marks
            if mark.level < top_level
        ),
    )
