"""What a figure says of its subject: a level, a growth, a change, a ratio, a share of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.systems.insight.rules.reading.items import Figure, Item
from tinhso.systems.insight.rules.reading.periods import Period
from tinhso.systems.insight.rules.reading.words import COMPARING, PLANS

# The terms of "tốc độ tăng", "mức tăng trưởng" and their like.
GROWTH = frozenset({"tăng trưởng", "tăng trưởng kinh tế"})
_ENDS_AT = frozenset(
    {"xuống", "xuống còn", "lên", "lên đến", "lên tới", "còn", "đến", "lên mức", "tới"}
)
_PASSED_OVER = frozenset({"relation", "neutral", "period", "place", "kind"})
_MOVES = frozenset({"up", "down"})
_FIGURES = frozenset({"figure", "up", "down"})


@dataclass(slots=True)
class Saying:
    """How a figure is meant, from the words around it.

    Attributes:
        frame: level, growth, change, ratio, plan or rank.
        sign: -1 for a fall.
        base: the period that it is measured against, where the words name one.
        elsewhere: measured against something that has no period: "so với đầu năm".
        lent: the measure is that of a list's first figure: "tăng 3,2%, ... 9,1%".
        beyond: "vượt 5% kế hoạch": five over a hundred.
    """

    frame: str = "level"
    sign: int = 1
    base: Period | None = None
    elsewhere: bool = False
    beyond: bool = False
    lent: bool = False


@dataclass(frozen=True, slots=True)
class _Lead:
    """The nearest word before a figure that says how it is meant."""

    verb: str  # move, fold, beyond, state, estimate; "" where there is none
    sign: int = 1


def saying(
    figure: Figure, left: Sequence[Item], right: Sequence[Item], shared: int, joined: Sequence[Item]
) -> Saying:
    """Return how a figure is meant.

    Args:
        figure: the number and its unit.
        left: the items before it, back to the figure before.
        right: the items behind it, up to the figure after.
        shared: the direction of the figure before, which a list may share ("tăng 3,2%, ... 9,1%").
        joined: the statement that "và" joins to this one; both share its base.
    """
    said = Saying()
    if figure.rank is not None:
        said.frame = "rank"
        return said
    lead = _lead(left, figure)
    if lead.verb == "fold" and right and right[0].what == "period":
        said.base, right[0].what = right[0].says, "based"  # "gấp 1,6 lần năm 2020"
    based = _base(said, right) or _base(said, [one for one in joined if one.what not in _FIGURES])
    before = _base_before(said, left)
    said.beyond, said.sign = lead.verb == "beyond", lead.sign
    said.frame = _frame(figure, lead, left, right, against=based and not before, shared=shared)
    if said.frame in ("growth", "change") and not lead.verb and shared:
        said.sign, said.lent = shared, True
    return said


def _frame(
    figure: Figure,
    lead: _Lead,
    left: Sequence[Item],
    right: Sequence[Item],
    *,
    against: bool,
    shared: int,
) -> str:
    """Return level, growth, change, ratio or plan."""
    percent = figure.unit in ("percent", "percentage_point")
    verb = "state" if lead.verb == "move" and _starts(left, right) else lead.verb
    if verb == "fold" or figure.unit == "times":
        return "ratio"
    if verb == "move":
        return "growth" if figure.unit == "percent" else "change"
    if percent and (verb == "beyond" or _plan(right)):
        return "plan"
    if percent and grows(left):
        return "growth"
    if percent and against:
        return "ratio"
    if not verb and shared and not _asks_for_share(left) and not _acts(left, figure):
        # A list shares one verb: "tăng 3,2%, ... 9,1%", "thêm 02 xã, 11 xã nâng cao".
        return "growth" if percent else "change"
    return "level"


def _lead(left: Sequence[Item], figure: Figure) -> _Lead:
    """Find the nearest word before the figure that says how it is meant."""
    if left and (compared := _compared(left)):
        return compared
    estimated = False
    for item in reversed(left):
        if item.what in _MOVES:
            return _Lead("move", 1 if item.what == "up" else -1)
        if item.what in ("fold", "beyond"):
            return _Lead(item.what)
        if item.what in ("state", "share"):
            return _Lead("state")
        if item.what == "term" and item.says in GROWTH:
            return _Lead("move")
        if item.what == "term" and figure.unit is not None and _moved(left):
            return _Lead("move", 1 if left[0].what == "up" else -1)
        if item.what not in _PASSED_OVER:
            break
        estimated = estimated or item.what == "kind"
    return _Lead("estimate" if estimated else "")


def _compared(left: Sequence[Item]) -> _Lead | None:
    """Read "cao hơn năm 2023 là 6,1 triệu đồng": what is compared with stands in between."""
    for place, item in enumerate(left[:-1]):
        if item.what in _MOVES and item.says in COMPARING and left[place + 1].what == "period":
            left[place + 1].what = "based"
            return _Lead("move", 1 if item.what == "up" else -1)
    return None


def _moved(left: Sequence[Item]) -> bool:
    """Say whether a part begins with its verb: "Giảm tỷ lệ hộ nghèo 1,5%/năm"."""
    return left[0].what in _MOVES and not any(
        item.what in ("state", "share", "stop") for item in left
    )


def _starts(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Say whether a figure is where a movement began: "giảm từ 4,35% ... xuống còn 3,02%"."""
    if not left or left[-1].what != "relation" or left[-1].end - left[-1].start != len("từ"):
        return False
    return any(item.what == "state" and item.says in _ENDS_AT for item in right)


def _asks_for_share(left: Sequence[Item]) -> bool:
    """Say whether words before a figure ask for a share, of which no list's verb makes a growth."""
    return any(
        item.what == "term" and str(item.says).startswith(("tỷ lệ", "tỷ trọng")) for item in left
    )


def _acts(left: Sequence[Item], figure: Figure) -> bool:
    """Say whether a figure has a verb of its own: "giảm 9 vụ, làm chết 92 người"."""
    counted = figure.unit in (None, "people")
    return any(item.what == "state" or (item.what == "term" and counted) for item in left)


def grows(left: Sequence[Item]) -> bool:
    """Say whether the words speak of a rate of growth."""
    return any(item.what == "term" and item.says in GROWTH for item in left)


def _base(said: Saying, right: Sequence[Item]) -> bool:
    """Read "so với năm 2020", "cùng kỳ" or a bare year behind "bằng 94,6%"."""
    for place, item in enumerate(right):
        if item.what in _FIGURES or (item.what == "stop" and item.says in ";:"):
            return False
        if item.what == "base":
            said.base = _period_among(right[place + 1 : place + 6])
            said.elsewhere = said.base is None
            return True
        if item.what == "period" and item.says.form == "same":
            said.base = item.says
            return True
    return False


def _base_before(said: Saying, left: Sequence[Item]) -> bool:
    """Read "so với năm 2020 tăng 31,5%": the base stands before the figure."""
    for place, item in enumerate(left):
        if item.what == "base":
            said.base = said.base or _period_among(left[place + 1 : place + 5])
            return True
    return False


def _period_among(items: Sequence[Item]) -> Period | None:
    for item in items:
        if item.what == "period":
            found: Period = item.says
            return found
        if item.what in ("stop", "figure"):
            break
    return None


def _plan(right: Sequence[Item]) -> bool:
    """Say whether a plan or an estimate is what the percentage is of: "54% dự toán năm"."""
    for item in right:
        if item.what == "plan" or item.says in PLANS:
            return True
        if item.what not in ("base", "neutral", "relation"):
            return False
    return False
