"""Of which period a figure is: its own, that of what stands before, or the report's."""

import re
from collections.abc import Sequence

from tinhso.systems.insight.rules.reading.items import Item
from tinhso.systems.insight.rules.reading.lexicon import Indicator
from tinhso.systems.insight.rules.reading.measures import Saying
from tinhso.systems.insight.rules.reading.scene import Scene, State
from tinhso.systems.insight.rules.reading.timing import own_periods
from tinhso.systems.insight.rules.reading.words import STANDS

_ACCRUED = re.compile(
    r"(?:lũy kế|cộng dồn)(?! (?:\d+ tháng|từ đầu|quý|cả|trong))|từ trước đến|hiện còn|còn hiệu lực"
)
_EACH_YEAR = re.compile(r"(?:bình quân|trung bình) (?:mỗi|hằng|hàng|1|một) năm|(?:mỗi|hằng) năm")
_HAPPENED = re.compile(
    r"thu hút|cấp mới|thành lập mới|xảy ra|đón |sản lượng|doanh thu|kim ngạch|tiếp nhận|bị thương"
    r"|quay trở lại|giải thể|phạm pháp|đi làm việc|xuất khẩu lao động|giải ngân|năng suất"
    r"|thu nội địa|thu từ|thu hoạt động|nộp ngân sách|phát hiện|xử phạt|khởi tố"
)
_CONVEYED = frozenset({"base", "plan", "figure", "up", "down", "parts", "stop"})


def period_of(
    left: list[Item], right: list[Item], said: Saying, scene: Scene, state: State, *, flows: bool
) -> str | None:
    """Return the period that a figure speaks of: its own, or the one in force."""
    if state.queue:
        return state.queue.pop(0)
    if any(item.what == "word" and item.says == "sớm" for item in left):
        return None
    if said.frame != "ratio" and (named := _behind(left, right, scene)):
        state.dated_behind = True
        return named
    clock = scene.clock
    if said.frame in ("growth", "change") and (span := _yearly(left, scene)):
        return span
    if clock.is_now:
        return None
    if clock.now is not None:
        return clock.now
    return _from_above(left, said, scene, state, flows=flows)


def _from_above(
    left: list[Item], said: Saying, scene: Scene, state: State, *, flows: bool
) -> str | None:
    """Return the period that title, chapter or the text before hand down, where they may."""
    clock = scene.clock
    if scene.kind == "target" and clock.heading:
        return clock.heading  # "II. MỤC TIÊU ĐẾN NĂM 2025"
    if flows and clock.heading and not accrued(left, scene):
        state.carries = True
        return clock.heading
    if state.carries or (not state.timeless and _reports(left, said)):
        state.carries = clock.carries = True
        return clock.carried
    if flows and clock.carries and not accrued(left, scene):
        return clock.carried  # as the sentence before in this paragraph
    state.timeless = True
    return None


def _yearly(left: Sequence[Item], scene: Scene) -> str | None:
    """Return the years that "bình quân mỗi năm tăng 10,6%" is the average of: the last named."""
    clock = scene.clock
    if not left or (clock.now and "/" in clock.now):
        return None
    if not _EACH_YEAR.search(scene.text, left[0].start, left[-1].end) or own_periods(left):
        return None
    return next((name for name in reversed(clock.heard) if "/" in name), None)


def happens(
    item: Item,
    indicator: Indicator | None,
    left: Sequence[Item],
    right: Sequence[Item],
    scene: Scene,
) -> bool:
    """Say whether a figure tells of what happened in a period."""
    if indicator is not None:
        return indicator.code in scene.lexicon.flows
    begin = left[0].start if left else item.start
    return bool(_HAPPENED.search(scene.text, begin, right[0].end if right else item.end))


def accrued(left: Sequence[Item], scene: Scene) -> bool:
    """Say whether a figure is one of all years so far: "lũy kế có ..."."""
    reach = left[-1].end if left else scene.span.start
    return bool(_ACCRUED.search(scene.text, scene.span.start, reach))


def _behind(left: list[Item], right: list[Item], scene: Scene) -> str | None:
    """Return the period that stands behind a figure, where none stands before it."""
    trailing = left and left[0].what == "period" and right and right[0].what == "period"
    if own_periods(left) and not trailing:
        return None
    for item in right:
        if item.what in _CONVEYED:
            return None
        if item.what == "period" and item.says.form not in ("same", "now"):
            named: str | None = item.says.named(scene.clock.anchor)
            if named:
                return named
    return None


def _reports(left: Sequence[Item], said: Saying) -> bool:
    """Say whether a statement tells of the report's own period, where it names none.

    "Thu ngân sách đạt ..." does; "tỉnh đã quy hoạch ..." tells of no period.
    """
    if said.frame in ("growth", "ratio", "plan") or (left and left[-1].says == ":"):
        return True
    return any(
        item.what == "share"
        or (item.what == "kind" and item.says == "estimate")
        or (item.what == "state" and item.says in STANDS)
        for item in left
    )
