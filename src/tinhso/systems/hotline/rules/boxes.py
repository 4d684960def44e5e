"""Where a picture hides something: boxes in thousandths of its width and height. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

WHOLE: Final = 1000
MOST: Final = 60
LEAST_EDGE: Final = 4
_NUMBER: Final = re.compile(r"-?\d{1,6}")


class Box(NamedTuple):
    """A rectangle: its left upper corner, width and height, in thousandths of the picture."""

    x: int
    y: int
    width: int
    height: int


def read(text: str) -> list[Box]:
    """Return the boxes of a form's text, "x,y,width,height; …"; raise ValueError when it is none.

    What reaches over the picture's edge is cut there. More than MOST is an error too.
    """
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    if len(parts) > MOST:
        raise ValueError(f"more than {MOST} boxes")
    boxes = []
    for part in parts:
        numbers = [number.strip() for number in part.split(",")]
        if len(numbers) != 4 or not all(_NUMBER.fullmatch(number) for number in numbers):
            raise ValueError(f"“{part}” is no box")
        boxes.append(within(*(int(number) for number in numbers)))
    return [box for box in boxes if box is not None]


def written(boxes: Iterable[Sequence[int]]) -> str:
    """Return boxes as a form's text."""
    return "; ".join(",".join(map(str, box)) for box in boxes)


def within(x: int, y: int, width: int, height: int) -> Box | None:
    """Return what of a box lies in the picture; None when that is next to nothing."""
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + width, WHOLE), min(y + height, WHOLE)
    if right - left < LEAST_EDGE or bottom - top < LEAST_EDGE:
        return None
    return Box(left, top, right - left, bottom - top)


def grown(box: Box, *, share: float = 0.2) -> Box:
    """Return a box with a margin on every side: hair, chin and ears tell who it is too."""
    by_x, by_y = round(box.width * share), round(box.height * share)
    wider = (box.x - by_x, box.y - by_y, box.width + 2 * by_x, box.height + 2 * by_y)
    return within(*wider) or box
