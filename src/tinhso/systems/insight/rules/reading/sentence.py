"""Reads the figures of one sentence, part by part, keeping in mind what was spoken of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tinhso.systems.insight.rules.claims import Claim, Kind, Measure, Relation, Span
from tinhso.systems.insight.rules.reading import unknown
from tinhso.systems.insight.rules.reading.items import Figure, Item
from tinhso.systems.insight.rules.reading.lexicon import Alias, Indicator, Lexicon
from tinhso.systems.insight.rules.reading.linking import (
    CHIEM,
    Asked,
    Close,
    Link,
    Near,
    link,
    narrowed,
    terms_of,
)
from tinhso.systems.insight.rules.reading.measures import GROWTH, Saying, saying
from tinhso.systems.insight.rules.reading.periods import Period
from tinhso.systems.insight.rules.reading.timing import Clock, base_of, hinted, own_periods
from tinhso.systems.insight.rules.reading.units import MEASURED
from tinhso.systems.insight.rules.reading.words import STANDS

_FRAMES: dict[str, Measure] = {
    "level": "level",
    "change": "change",
    "ratio": "ratio_to_base",
    "plan": "share_of_plan",
    "rank": "rank",
}


@dataclass(slots=True)
class Subject:
    """What the last figure measured, for the figures behind it that name nothing."""

    terms: list[str]
    start: int
    end: int
    indicator: Indicator | None
    measure: str = "level"


@dataclass(slots=True)
class Scene:
    """What a sentence is read in: the text, its sentence, and what came before."""

    text: str  # folded
    original: str
    span: Span
    context: str  # folded: title, headings, the paragraph so far
    kind: Kind | None  # what a heading or an opening line said: "Mục tiêu đến năm 2025:"
    clock: Clock
    done: bool = False
    ahead: int | None = None  # years after this one lie ahead of the report
    subject: Subject | None = None


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
    state = State(frame_kind=scene.kind, subject=scene.subject)
    claims: list[Claim] = []
    purpose = bool(items) and items[0].what == "state" and items[0].says in ("để", "nhằm")
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
    frame = said.frame
    if frame == "plan" and said.beyond and figure.unit not in ("percent",):
        frame = said.frame = "level"
    asked = Asked(figure.unit, frame)
    near = _nearness(scene, lexicon, item.start)
    close = _closeness(scene, lexicon, item.start)
    found = _find(figure, asked, left, right, before, state, lexicon, near, close)
    if found is None:
        return None
    made, terms, start, end = found
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


def _find(
    figure: Figure,
    asked: Asked,
    left: list[Item],
    right: list[Item],
    before: list[Item],
    state: State,
    lexicon: Lexicon,
    near: Near,
    close: Close,
) -> tuple[Link | None, list[str], int, int] | None:
    """Find the subject of a figure: beside it, in its own part, or handed on."""
    about = bool(state.first and right and right[0].what == "neutral" and right[0].says == "về")
    behind = [] if not about and _of_a_whole(left, state) else _behind(right, figure)
    left_terms = terms_of(left) if len(left) == len(before) else terms_of(before)
    here = before
    right_terms = terms_of(behind)
    strong_left = [
        term
        for term in left_terms
        if term not in lexicon.weak and term != CHIEM and term not in GROWTH
    ]
    counted = figure.unit is None

    def allowed(alias: Alias) -> bool:
        may = lexicon.indicators[alias.code].may
        if any(item.what == "term" and item.says in alias.own for item in here):
            if narrowed(here, alias, lexicon) and not alias.own.issubset(right_terms):
                return False
        elif alias.own.isdisjoint(right_terms):
            return False
        if counted and behind:
            if alias.own.isdisjoint(right_terms):
                if any(one.what == "word" and not _said(one, alias) for one in behind[:2]):
                    return False
                if any(not _harmless(term, alias, may, lexicon) for term in right_terms):
                    return False
            elif not _counts(behind, alias, lexicon):
                return False
            if alias.alone and _goes_on(behind, alias):
                return False
        return True

    best: Link | None = None
    for terms in (
        ()
        if about and not strong_left
        else (left_terms, [*left_terms, *right_terms])
        if right_terms
        else (left_terms,)
    ):
        made = link(lexicon, terms, asked, near, close, allowed)
        if made and (best is None or made.alias.weight > best.alias.weight):
            best = made
    if best is not None:
        start, end = _words(best.alias, before, behind)
        return best, [*left_terms, *right_terms], start, end
    if (
        state.first
        and right
        and right[0].what == "neutral"
        and right[0].says == "về"
        and right_terms
    ):
        # "tăng 18,7% về số doanh nghiệp và giảm 6,2% về vốn": which of the two that were counted.
        made = link(lexicon, [*state.first.terms, *right_terms], asked, near, close)
        if made:
            return made, state.first.terms, *_words(made.alias, before, behind)
    # Nothing of its own: the subject is handed on by what stands before.
    words_here = any(item.what == "word" for item in left)
    strong = bool(strong_left) or words_here
    if counted and (strong or any(item.what in ("word", "term") for item in behind[:3])):
        inherit = [term for term in right_terms if term not in lexicon.weak]
        if inherit or strong or any(item.what == "word" for item in behind[:3]):
            return _none(before, behind, [*left_terms, *right_terms])
    if strong:
        return _none(before, behind, [*left_terms, *right_terms])
    if state.pending and (
        made := _from_pending(state, left_terms, right_terms, asked, lexicon, near, close)
    ):
        start, end = _words(made.alias, state.pending, behind)
        return made, [*terms_of(state.pending), *left_terms, *right_terms], start, end
    if state.subject is not None:
        terms = [*state.subject.terms, *left_terms, *right_terms]
        if state.subject.indicator is None:
            return None, terms, state.subject.start, state.subject.end
        made = link(lexicon, terms, asked, near, close)
        if made is None and set(left_terms) <= {CHIEM, *GROWTH}:
            made = link(lexicon, state.subject.terms, asked, near, close)
        if made is not None:
            return made, terms, state.subject.start, state.subject.end
        return None, terms, state.subject.start, state.subject.end
    return None


def _of_a_whole(left: Sequence[Item], state: State) -> bool:
    """Say whether what follows a percentage is the whole: "32 xã nâng cao, chiếm 25,6% số xã"."""
    if state.subject is None or any(item.what in ("term", "word") for item in left):
        return False
    return any(
        item.what == "share" or (item.what == "state" and item.says == "bằng") for item in left
    )


def _from_pending(
    state: State,
    left: list[str],
    right: list[str],
    asked: Asked,
    lexicon: Lexicon,
    near: Near,
    close: Close,
) -> Link | None:
    def allowed(alias: Alias) -> bool:
        return not narrowed(state.pending, alias, lexicon)

    return link(lexicon, [*terms_of(state.pending), *left, *right], asked, near, close, allowed)


def _none(
    before: list[Item], behind: list[Item], terms: list[str]
) -> tuple[None, list[str], int, int] | None:
    span = unknown.phrase(before) or unknown.phrase(behind)
    return None if span is None else (None, terms, *span)


def _behind(right: Sequence[Item], figure: Figure) -> list[Item]:
    """Return the items behind a figure that can name what it counts."""
    found: list[Item] = []
    for item in right:
        if item.what in ("base", "up", "down", "stop", "parts", "plan", "fold"):
            break
        if item.what == "state" and item.says in ("với", "trị giá", "với giá trị"):
            break
        if item.what == "neutral" or item.what == "period":
            continue
        found.append(item)
    if figure.unit is not None and found and found[0].what not in ("term", "word"):
        return (
            found if any(item.what == "term" for item in found) and found[0].what == "state" else []
        )
    return found


def _harmless(term: str, alias: Alias, may: frozenset[str], lexicon: Lexicon) -> bool:
    """Say whether a term behind a figure leaves its subject as it is."""
    return term in lexicon.weak or term in may or any(term in own for own in alias.own)


def _counts(behind: Sequence[Item], alias: Alias, lexicon: Lexicon) -> bool:
    """Say whether what is counted is the alias's: "19 tiêu chí về xã nông thôn mới" counts no xã."""
    known = alias.own | lexicon.indicators[alias.code].may | lexicon.weak
    for item in behind:
        if item.what == "term":
            return item.says in known
        if item.what == "word":
            return False
        if item.what in ("state", "and"):
            return True
    return True


def _said(item: Item, alias: Alias) -> bool:
    """Say whether a word repeats one of an alias: "số giường bệnh ... đạt 35,6 giường"."""
    return any(str(item.says) in term.split() for term in alias.own)


def _goes_on(behind: Sequence[Item], alias: Alias) -> bool:
    """Say whether something follows the words of an alias that must stand alone."""
    places = [
        at for at, item in enumerate(behind) if item.what == "term" and item.says in alias.own
    ]
    for item in behind[places[-1] + 1 :] if places else ():
        if item.what == "and":
            return False
        if item.what in ("word", "term", "state"):
            return True
    return False


def _words(alias: Alias, before: Sequence[Item], behind: Sequence[Item]) -> tuple[int, int]:
    for items in (before, behind):
        named = [item for item in items if item.what == "term" and item.says in alias.own]
        if named:
            return named[0].start, named[-1].end
    return behind[0].start if behind else 0, behind[-1].end if behind else 0


def _nearness(scene: Scene, lexicon: Lexicon, at: int) -> Near:
    context = scene.context + scene.text[scene.span.start : scene.span.end]
    offset = len(scene.context) + at - scene.span.start

    def near(term: str) -> int:
        places = [
            context.rfind(spelling, 0, offset + 90)
            for spelling in lexicon.spellings.get(term, (term,))
        ]
        return max(places)

    return near


def _closeness(scene: Scene, lexicon: Lexicon, at: int) -> Close:
    def close(term: str) -> bool:
        return any(
            spelling in scene.text[scene.span.start : at]
            for spelling in lexicon.spellings.get(term, (term,))
        )

    return close


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
        place=_place(left, right),
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
    if scene.done:
        return "actual"
    for item in reversed(left):
        if item.what == "kind":
            return item.says  # type: ignore[return-value]
    named = any(item.what == "term" for item in left)
    stated = any(item.what in ("state", "up", "down", "share") for item in left)
    if named and stated and not state.in_parts:
        state.chain_kind = None
    if state.chain_kind or state.frame_kind:
        return state.chain_kind or state.frame_kind or "actual"
    name = scene.clock.now
    if scene.ahead and name and scene.clock.until and int(name[:4]) > scene.ahead:
        return "target"
    return "actual"


def _period(
    left: list[Item], right: list[Item], said: Saying, clock: Clock, state: State
) -> str | None:
    """Return the period that a figure speaks of."""
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


def _place(left: Sequence[Item], right: Sequence[Item]) -> str | None:
    """Return a part of the province that a figure is of, or VN where it is the country's."""
    for item in [*reversed(left), *right]:
        if item.what == "place":
            return str(item.says)
    if any(
        item.what == "neutral" and item.says in ("cả nước", "toàn quốc", "bình quân cả nước")
        for item in left
    ):
        return "VN"
    return None


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
