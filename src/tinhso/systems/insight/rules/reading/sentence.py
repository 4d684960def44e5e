"""Reads the figures of one sentence, part by part, keeping in mind what was spoken of."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tinhso.systems.insight.rules.claims import Claim, Kind, Measure, Relation, Span
from tinhso.systems.insight.rules.reading.items import Figure, Item
from tinhso.systems.insight.rules.reading.lexicon import Indicator, Lexicon
from tinhso.systems.insight.rules.reading.linking import Asked, Nearby, terms_of
from tinhso.systems.insight.rules.reading.measures import Saying, grows, saying
from tinhso.systems.insight.rules.reading.periods import Period
from tinhso.systems.insight.rules.reading.subjects import Search, Subject
from tinhso.systems.insight.rules.reading.timing import Clock, base_of, hinted, own_periods
from tinhso.systems.insight.rules.reading.units import MEASURED
from tinhso.systems.insight.rules.reading.words import DONE, STANDS

_DONE = re.compile(DONE)
_FRAMES: dict[str, Measure] = {
    "level": "level",
    "change": "change",
    "ratio": "ratio_to_base",
    "plan": "share_of_plan",
    "rank": "rank",
}


@dataclass(slots=True)
class Scene:
    """What a sentence is read in: the text, its sentence, and what came before."""

    text: str  # folded
    original: str
    span: Span
    context: str  # folded: title, headings, the paragraph so far
    kind: Kind | None  # what a heading or an opening line said: "Mục tiêu đến năm 2025:"
    clock: Clock
    written_in: Callable[[], int | None]  # the report's own year: later ones lie ahead of it
    subject: Subject | None = None
    sight: str = ""  # `context` with the sentence

    @property
    def done(self) -> bool:
        """Whether the sentence speaks of targets as reached: then they are facts."""
        return bool(_DONE.search(self.text, self.span.start, self.span.end))


@dataclass(slots=True)
class State:
    """What the parts of a sentence hand on."""

    subject: Subject | None = None
    pending: list[Item] = field(default_factory=list)
    frame_kind: Kind | None = None
    chain_kind: Kind | None = None
    shared: dict[str | None, int] = field(default_factory=dict)
    spoken: bool = False
    base: Period | None = None
    in_parts: bool = False
    timeless: bool = False
    first: Subject | None = None
    place: str | None = None
    queue: list[str] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)


def parts(items: Sequence[Item]) -> list[list[Item]]:
    """Split a sentence where a comma, a bracket or a joining word begins another statement."""
    split: list[list[Item]] = [[]]
    for at, item in enumerate(items):
        if (
            item.what == "stop"
            or item.what == "parts"
            or (item.what == "and" and _joins_figures(items, at))
        ):
            split.append([item])
        else:
            split[-1].append(item)
    return split


def _joins_figures(items: Sequence[Item], at: int) -> bool:
    """Say whether "và" stands between two statements, each with its figure."""
    before = after = False
    for item in reversed(items[:at]):
        if item.what == "stop":
            break
        before = before or item.what == "figure"
    for item in items[at + 1 :]:
        if item.what == "stop":
            break
        after = after or item.what == "figure"
    return before and after


def without_brackets(items: list[Item]) -> list[Item]:
    """Take away brackets that hold no figure: "(GRDP)" belongs to the words before it."""
    kept: list[Item] = []
    opened: int | None = None
    for item in items:
        if item.what == "stop" and item.says in "([":
            opened = len(kept)
        elif item.what == "stop" and item.says in ")]" and opened is not None:
            inner = kept[opened:]
            if not any(one.what == "figure" for one in inner):
                kept[opened:] = [
                    one
                    for one in inner[1:]
                    if one.what in ("term", "period", "name", "kind", "neutral")
                ]
                opened = None
                continue
            opened = None
        kept.append(item)
    return kept


def read(items: list[Item], scene: Scene, lexicon: Lexicon) -> list[Claim]:
    """Return the claims of a sentence."""
    items = without_brackets(items)
    scene.clock.hint = hinted(items)
    scene.sight = scene.context + scene.text[scene.span.start : scene.span.end]
    state = State(frame_kind=scene.kind, subject=scene.subject)
    claims: list[Claim] = []
    purpose = bool(items) and items[0].what == "state" and items[0].says in ("để", "nhằm")
    items, state.queue = _in_turn(items, scene.clock)
    split = parts(items)
    for turn, part in enumerate(split):
        if part and part[0].what == "parts":
            state.in_parts = True
        # What two statements joined by "và" are both measured against stands behind the second.
        joined = turn + 1 < len(split) and split[turn + 1][:1] and split[turn + 1][0].what == "and"
        state.behind = split[turn + 1] if joined else []
        claims.extend(_part(part, scene, state, lexicon, purpose))
        if purpose and part is not None:
            purpose = False
    scene.subject = None
    return claims


def _in_turn(items: list[Item], clock: Clock) -> tuple[list[Item], list[str]]:
    """Take the periods out that figures share in turn: "các năm 2021, 2022 lần lượt đạt 5%, 6%"."""
    for at, item in enumerate(items):
        if item.what == "state" and str(item.says).startswith("lần lượt"):
            first = at
            while first and (
                items[first - 1].what in ("period", "and") or items[first - 1].says == ","
            ):
                first -= 1
            periods = [one.says for one in items[first:at] if isinstance(one.says, Period)]
            names = [name for period in periods if (name := clock.name(period))]
            if len(names) > 1:
                return items[:first] + items[at:], names
    return items, []


def _part(
    part: list[Item], scene: Scene, state: State, lexicon: Lexicon, purpose: bool
) -> list[Claim]:
    figures = [at for at, item in enumerate(part) if item.what == "figure"]
    if not figures:
        _hear(part, scene, state, purpose)
        if any(item.what == "term" for item in part):
            state.pending = [*state.pending[-12:], *part] if _opens_list(part) else part
        return []
    claims: list[Claim] = []
    begun = 0
    for turn, at in enumerate(figures):
        ends = figures[turn + 1] if turn + 1 < len(figures) else len(part)
        left, right = part[begun:at], part[at + 1 : ends]
        if turn == 0:
            _hear(left, scene, state, purpose)
        claim = _claim(part[at], left, right, part[:at], scene, state, lexicon)
        if claim is not None:
            claims.extend(claim)
        begun = at + 1
        if turn + 1 < len(figures):
            _hear(right, scene, state, False)
    _hear_behind(part[figures[-1] + 1 :], scene, state)
    state.pending = []
    return claims


def _opens_list(part: list[Item]) -> bool:
    return bool(part) and part[0].what == "stop" and part[0].says == ","


def _hear(items: Sequence[Item], scene: Scene, state: State, purpose: bool) -> None:
    """Take in what stands before a figure: periods, and how sure the writer is."""
    if not purpose:
        for period in own_periods(items):
            if isinstance(period.says, Period):
                scene.clock.hear(period.says)
    for at, item in enumerate(items):
        if item.what == "kind":
            kind: Kind = item.says  # type: ignore[assignment]
            if kind == "target" and scene.done:
                continue
            named = state.spoken or any(one.what == "term" for one in items[:at])
            if named and kind != "target":
                state.chain_kind = kind
            else:
                state.frame_kind = kind
        elif item.what == "stop" and item.says == ";":
            state.chain_kind = None
        elif item.what == "term":
            state.spoken = True
        elif item.what == "base" and not any(one.what == "figure" for one in items):
            for other in items[at + 1 : at + 4]:
                if other.what == "period" and isinstance(other.says, Period):
                    state.base = other.says


def _hear_behind(items: Sequence[Item], scene: Scene, state: State) -> None:
    for period in own_periods(items):
        if isinstance(period.says, Period) and period.says.form != "now":
            scene.clock.hear(period.says)


def _claim(
    item: Item,
    left: list[Item],
    right: list[Item],
    before: list[Item],
    scene: Scene,
    state: State,
    lexicon: Lexicon,
) -> list[Claim] | None:
    figure = item.says
    if not isinstance(figure, Figure):
        return None
    said = saying(figure, left, right, _shared(figure, left, before, state), state.behind)
    if said.base is None and state.base is not None and said.frame in ("growth", "change", "ratio"):
        said.base = state.base
        said.same = state.base.form == "same"
    if said.frame == "level" and figure.unit == "percent" and state.pending and not terms_of(left):
        # "tốc độ tăng trưởng GRDP dẫn đầu cả nước, đạt 13,85%"
        said.frame = "growth" if grows(state.pending) else "level"
    frame = said.frame
    if frame == "plan" and said.beyond and figure.unit not in ("percent",):
        frame = said.frame = "level"
    asked = Asked(figure.unit, frame)
    offset = len(scene.context) - scene.span.start
    reach = right[-1].end if right else item.end
    nearby = Nearby(scene.sight, len(scene.context), reach + offset, lexicon.spellings)
    found = Search(
        figure,
        asked,
        left,
        before,
        right,
        state.subject,
        state.first,
        state.pending,
        lexicon,
        nearby,
    ).found()
    if found is None:
        return None
    made, terms, start, end = found.link, found.terms, found.start, found.end
    indicator = made.indicator if made else None
    if indicator is None and not _worth(figure, said, terms, lexicon):
        state.subject = Subject(terms, start, end, None)
        return None
    if indicator and frame == "plan" and indicator.plan_share:
        indicator = lexicon.indicators[indicator.plan_share]
    if indicator and frame == "plan" and indicator.code in lexicon.plan_shares:
        frame = "level"
    if indicator and frame == "growth" and indicator.is_share:
        frame = "change"
    if frame == "rank" and indicator and indicator.rank_of_growth and state.subject:
        if state.subject.measure == "growth_rate" and state.subject.indicator is indicator:
            indicator = lexicon.indicators[indicator.rank_of_growth]
    claim = _made(item, figure, said, frame, indicator, left, right, scene, state, start, end)
    heir = made.indicator if made else None
    measure = (
        claim.measure if claim.measure != "rank" or state.subject is None else state.subject.measure
    )
    state.subject = Subject(terms, start, end, heir, measure)
    state.first = state.first or state.subject
    state.shared = {figure.unit: said.sign} if said.frame in ("growth", "change") else {}
    return [claim]


def _shared(figure: Figure, left: list[Item], before: list[Item], state: State) -> int:
    """Return the direction that a figure shares with the one before it."""
    if figure.unit in state.shared:
        return state.shared[figure.unit]
    if (
        len(left) < len(before)
        and figure.unit not in ("percent", "percentage_point")
        and state.shared
    ):
        return next(iter(state.shared.values()))  # "thêm 1 khu công nghiệp 300 ha"
    return 0


def _worth(figure: Figure, said: Saying, terms: Sequence[str], lexicon: Lexicon) -> bool:
    """Say whether a figure of an unknown subject is kept.

    A measured one is; a count only where it counts what reports are known to count.
    """
    if said.frame == "rank":
        return False
    return figure.unit in MEASURED or not lexicon.others.isdisjoint(terms)


def _made(
    item: Item,
    figure: Figure,
    said: Saying,
    frame: str,
    indicator: Indicator | None,
    left: list[Item],
    right: list[Item],
    scene: Scene,
    state: State,
    start: int,
    end: int,
) -> Claim:
    clock = scene.clock
    period = _period(left, right, said, clock, state)
    measure: Measure = _FRAMES.get(frame, "level")
    base_period: str | None = None
    if frame == "growth":
        base_period, year = base_of(said.base, period, said.same, clock)
        measure = "growth_rate" if year else "change_from_base"
        base_period = None if year else base_period  # the year before is what the measure means
    elif frame in ("ratio", "change"):
        base_period, _ = base_of(said.base, period, said.same, clock)
    value = figure.value
    if frame in ("growth", "change") and said.sign < 0:
        value = -value
    if frame == "plan" and said.beyond:
        value += 100
    if indicator and indicator.code and figure.unit == "rank" and frame == "change":
        pass
    quote_start, quote_end, relation = _quote(item, figure, left, right, said)
    return Claim(
        start=quote_start,
        end=quote_end,
        quote=scene.original[quote_start:quote_end],
        indicator=indicator.code if indicator else None,
        subject=scene.original[start:end],
        measure=measure,
        value=value,
        unit=_unit(figure, frame, indicator, right),
        relation=relation,
        period=period,
        kind=_kind(left, scene, state),
        base_period=base_period,
        place=_place(left, right, state),
        scope=figure.rank.scope if figure.rank else None,
        sentence=scene.span,
    )


def _unit(figure: Figure, frame: str, indicator: Indicator | None, right: Sequence[Item]) -> str:
    if figure.unit == "percentage_point":
        return "percent"
    if figure.unit is not None:
        return figure.unit
    for unit in indicator.units if indicator else ():
        if unit in ("count", "people"):
            return unit
    if right and str(right[0].says).startswith(("người", "lao động", "học sinh", "lượt khách")):
        return "people"
    return "count"


def _kind(left: list[Item], scene: Scene, state: State) -> Kind:
    for item in reversed(left):
        if item.what == "kind":
            return "actual" if item.says == "target" and scene.done else item.says  # type: ignore[return-value]
    named = any(item.what == "term" for item in left)
    stated = any(item.what in ("state", "up", "down", "share") for item in left)
    if named and stated and not state.in_parts:
        state.chain_kind = None
    if kind := state.chain_kind or state.frame_kind:
        return "actual" if kind == "target" and scene.done else kind
    name = scene.clock.now
    if name and scene.clock.until and (year := scene.written_in()) and int(name[:4]) > year:
        return "target"
    return "actual"


def _period(
    left: list[Item], right: list[Item], said: Saying, clock: Clock, state: State
) -> str | None:
    """Return the period that a figure speaks of."""
    if state.queue:
        return state.queue.pop(0)
    if any(item.what == "word" and item.says == "sớm" for item in left):
        return None
    own = own_periods(left)
    trailing = bool(left) and left[0].what == "period" and bool(right) and right[0].what == "period"
    if (not own or trailing) and said.frame != "ratio":
        for item in right:
            if item.what in ("base", "plan", "figure", "up", "down", "parts", "stop"):
                break
            if (
                item.what == "period"
                and isinstance(item.says, Period)
                and item.says.form not in ("same", "now")
            ):
                named = item.says.named(clock.anchor)
                if named:
                    return named
    if clock.is_now:
        return None
    if clock.now is not None:
        return clock.now
    if not state.timeless and _reports(left, said):
        return clock.carried
    state.timeless = True
    return None


def _reports(left: Sequence[Item], said: Saying) -> bool:
    """Say whether a statement tells of the report's own period, where it names none.

    "Thu ngân sách đạt ..." does; "tỉnh đã quy hoạch ..." tells of no period.
    """
    if said.frame in ("growth", "ratio", "plan"):
        return True
    return any(
        item.what == "share"
        or (item.what == "kind" and item.says == "estimate")
        or (item.what == "state" and item.says in STANDS)
        for item in left
    )


def _place(left: Sequence[Item], right: Sequence[Item], state: State) -> str | None:
    """Return a part of the province that a figure is of, or VN where it is the country's."""
    for item in [*reversed(left), *right]:
        if item.what == "place":
            if state.place is None and state.first is None:
                state.place = str(item.says)  # "Huyện Đại Từ có ...": the whole sentence is of it
            return str(item.says)
    if any(
        item.what == "neutral" and item.says in ("cả nước", "toàn quốc", "bình quân cả nước")
        for item in left
    ):
        return "VN"
    return state.place


def _quote(
    item: Item, figure: Figure, left: list[Item], right: list[Item], said: Saying
) -> tuple[int, int, Relation]:
    """Return the quoted words and the relation: "gần 11 nghìn", "8% trở lên"."""
    start, end = item.start, item.end
    relation: Relation = "="
    if figure.rank is not None and figure.rank.best:
        relation = "<="
    if figure.upper is not None:
        relation = ">="
    for one in reversed(left):
        if one.what == "relation":
            start = one.start
            if relation == "=" and one.end - one.start > len("từ"):
                relation = one.says  # type: ignore[assignment]
        elif one.what in ("up", "down", "fold") and said.frame in ("growth", "change", "ratio"):
            start = one.start
            break
        else:
            break
    if right and right[0].what == "after":
        relation, end = right[0].says, right[0].end  # type: ignore[assignment]
    elif right and figure.unit is None and right[0].what in ("term", "word", "neutral"):
        end = right[0].end
    return start, end, relation
