"""What a figure says of its subject: a level, a growth, a change, a ratio, a share of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.systems.insight.rules.reading.items import Figure, Item
from tinhso.systems.insight.rules.reading.periods import Period

# The terms of "tốc độ tăng", "mức tăng trưởng" and their like.
GROWTH = frozenset({"tăng trưởng", "tăng trưởng kinh tế"})


_ENDS_AT = frozenset(
    {"xuống", "xuống còn", "lên", "lên đến", "lên tới", "còn", "đến", "lên mức", "tới"}
)
_FIGURES = frozenset({"figure", "up", "down"})


@dataclass(slots=True)
class Saying:
    """How a figure is meant, from the words around it.

    Attributes:
        frame: level, growth, change, ratio, plan or rank.
        sign: -1 for a fall.
        base: the period that it is measured against, where the words name one.
        elsewhere: measured against something that has no period: "so với đầu năm".
        beyond: "vượt 5% kế hoạch": five over a hundred.
        verb: the word that says so stands here, not in an earlier part of the sentence.
    """

    frame: str = "level"
    sign: int = 1
    base: Period | None = None
    elsewhere: bool = False
    beyond: bool = False
    verb: bool = False


def saying(
    figure: Figure, left: Sequence[Item], right: Sequence[Item], shared: int, behind: Sequence[Item]
) -> Saying:
    """Return how a figure is meant.

    Args:
        figure: the number and its unit.
        left: the items before it, back to the figure before.
        right: the items behind it, up to the figure after.
        behind: the statement that "và" joins to this one; both share its base.
        shared: the direction of the figure before, which a list may share ("tăng 3,2%, ... 9,1%").
    """
    if figure.rank is not None:
        return Saying("rank", verb=True)
    said = Saying()
    percent = figure.unit in ("percent", "percentage_point")
    _lead(said, left, figure)
    if said.frame == "change" and _starts(left, right):
        said.frame = "state"
    based = _base(said, right) or _base(
        said, [item for item in behind if item.what not in _FIGURES]
    )
    if said.frame == "fold" and right and isinstance(right[0].says, Period):
        said.base, right[0].what = right[0].says, "based"  # "gấp 1,6 lần năm 2020"
    before_base = _base_before(said, left)
    plan = _plan(right)
    if said.frame == "fold" or figure.unit == "times":
        said.frame = "ratio"
    elif (percent and said.beyond) or (percent and said.frame in ("level", "state") and plan):
        said.frame = "plan"
    elif percent and said.frame in ("level", "state") and (based or said.base) and not before_base:
        said.frame = "ratio"
    elif said.frame == "change" and percent and figure.unit != "percentage_point":
        said.frame = "growth"
    elif said.frame == "level" and not said.verb and shared and not behind_share(left):
        # A list shares one verb: "tăng 3,2%, ... 9,1%", "thêm 02 xã, 11 xã nâng cao".
        said.frame, said.sign = "growth" if percent else "change", shared
    elif (percent and said.frame == "level" and grows(left) and not said.verb) or (
        percent and said.frame == "state" and grows(left)
    ):
        said.frame = "growth"
    if said.frame == "state":
        said.frame = "level"
    return said


def _lead(said: Saying, left: Sequence[Item], figure: Figure) -> None:
    """Find the nearest word before the figure that says how it is meant."""
    for item in reversed(left):
        match item.what:
            case "up" | "down":
                said.frame, said.sign, said.verb = "change", 1 if item.what == "up" else -1, True
                return
            case "term" if item.says in GROWTH:
                said.frame, said.verb = "change", True
                return
            case "fold":
                said.frame, said.verb = "fold", True
                return
            case "beyond":
                said.beyond, said.verb = True, True
                return
            case "state" | "share":
                said.frame, said.verb = "state", True
                return
            case "kind":
                said.verb = True
            case "relation" | "neutral" | "period" | "place":
                continue
            case "term" if figure.unit is not None and _moved(left):
                said.frame, said.verb = "change", True
                said.sign = 1 if left[0].what == "up" else -1
                return
            case _:
                return


def _moved(left: Sequence[Item]) -> bool:
    """Say whether a part begins with its verb: "Giảm tỷ lệ hộ nghèo 1,5%/năm"."""
    return left[0].what in ("up", "down") and not any(
        item.what in ("state", "share", "stop") for item in left
    )


def _starts(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Say whether a figure is where a movement began: "giảm từ 4,35% ... xuống còn 3,02%"."""
    if not left or left[-1].what != "relation" or left[-1].end - left[-1].start != len("từ"):
        return False
    return any(item.what == "state" and item.says in _ENDS_AT for item in right)


def behind_share(left: Sequence[Item]) -> bool:
    """Say whether the words before a figure ask for a share, which no list's verb makes a growth."""
    return any(
        item.what == "term" and str(item.says).startswith(("tỷ lệ", "tỷ trọng")) for item in left
    )


def grows(left: Sequence[Item]) -> bool:
    """Say whether the words speak of a rate of growth."""
    return any(item.what == "term" and item.says in GROWTH for item in left)


def _base(said: Saying, right: Sequence[Item]) -> bool:
    """Read "so với năm 2020", "cùng kỳ" or a bare year behind "bằng 94,6%"."""
    for place, item in enumerate(right):
        if item.what in ("figure", "up", "down") or (item.what == "stop" and item.says in ";:"):
            return False
        if item.what == "base":
            for other in right[place + 1 : place + 6]:
                if other.what == "period" and isinstance(other.says, Period):
                    said.base = other.says
                    return True
                if other.what in ("stop", "figure"):
                    break
            said.elsewhere = True
            return True
        if item.what == "period" and isinstance(item.says, Period) and item.says.form == "same":
            said.base = item.says
            return True
    return False


def _base_before(said: Saying, left: Sequence[Item]) -> bool:
    """Read "so với năm 2020 tăng 31,5%": the base stands before the figure."""
    for place, item in enumerate(left):
        if item.what != "base":
            continue
        for other in left[place + 1 : place + 5]:
            if other.what == "period" and isinstance(other.says, Period) and said.base is None:
                said.base = other.says
        return True
    return False


def _plan(right: Sequence[Item]) -> bool:
    """Say whether a plan or an estimate is what the percentage is of: "54% dự toán năm"."""
    for item in right:
        if item.what == "plan":
            return True
        if item.what not in ("base", "neutral", "relation"):
            return False
    return False
