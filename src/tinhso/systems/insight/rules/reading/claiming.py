"""Makes a claim of a figure: its subject, measure, period, kind and quoted words."""

import re
from collections.abc import Sequence

from tinhso.kernel.indicators.rules.statements import Measure, Relation
from tinhso.systems.insight.rules.claims import Claim, Kind
from tinhso.systems.insight.rules.reading.dating import accrued, happens, period_of
from tinhso.systems.insight.rules.reading.items import Figure, Item
from tinhso.systems.insight.rules.reading.lexicon import Indicator, Lexicon
from tinhso.systems.insight.rules.reading.linking import Asked, Nearby, terms_of
from tinhso.systems.insight.rules.reading.measures import Saying, grows, saying
from tinhso.systems.insight.rules.reading.scene import Scene, State
from tinhso.systems.insight.rules.reading.subjects import Found, Search, Subject
from tinhso.systems.insight.rules.reading.timing import base_of
from tinhso.systems.insight.rules.reading.units import MEASURED

_MEASURES: dict[str, Measure] = {
    "level": "level",
    "change": "change",
    "ratio": "ratio_to_base",
    "plan": "share_of_plan",
    "rank": "rank",
}
_PERSONS = ("người", "lao động", "học sinh", "lượt khách", "khách")
_NATION = frozenset(
    {"cả nước", "toàn quốc", "bình quân cả nước", "bình quân chung cả nước", "của cả nước"}
)
_RAISED = re.compile(r"nâng (?:tổng )?số|đưa tổng số")
_NEW = re.compile(r"cấp mới|thành lập mới|mới thành lập|đăng ký mới|từ đầu năm|trong năm|trong kỳ")


def claim_of(
    part: list[Item], begun: int, at: int, right: list[Item], scene: Scene, state: State
) -> Claim | None:
    """Return the claim of the figure at `at` of a part; None where it measures nothing known.

    Args:
        part: a statement of the sentence.
        begun: where the figure before ended.
        at: where the figure stands.
        right: the items behind it, up to the next figure.
        scene: what the sentence is read in.
        state: what earlier parts handed on; it is brought up to date.
    """
    figure, left, before = part[at].says, part[begun:at], part[:at]
    said = _said(figure, left, right, before, state)
    state.dated_behind = False
    search = _search(part[at], said, left, right, before, scene, state)
    found = search.given(state.turns.pop(0)) if state.turns else search.found()
    if found is None:
        return None
    heir = found.link.indicator if found.link else None
    if heir is None and not _worth(figure, said, found.terms, scene.lexicon):
        state.subject = Subject(found.terms, found.start, found.end, None)
        return None
    heir = _instead(heir, left, right, scene, state)
    indicator = _exactly(heir, said, state, scene.lexicon)
    claim = _made(part[at], said, indicator, found, left, right, scene, state)
    measure: str = claim.measure
    if measure == "rank" and state.subject is not None:
        measure = state.subject.measure  # "tăng 8,5%, đứng thứ 3 ..., đứng thứ 2 vùng"
    state.subject = Subject(found.terms, found.start, found.end, heir, measure)
    state.first = state.first or state.subject
    state.last_base = said.base
    state.shared = {figure.unit: said.sign} if said.frame in ("growth", "change") else {}
    return claim


def _said(
    figure: Figure, left: list[Item], right: list[Item], before: list[Item], state: State
) -> Saying:
    """Return how the figure is meant, with what the sentence says beside it."""
    said = saying(figure, left, right, _shared(figure, left, before, state), state.behind)
    if said.base is None and state.base is not None and said.frame in ("growth", "change", "ratio"):
        said.base = state.base
    if figure.negative and said.frame in ("level", "growth", "ratio"):
        said.frame, said.sign = "growth", -1
    if said.frame == "level" and figure.unit == "percent":
        if state.pending and not terms_of(left) and grows(state.pending):
            said.frame = "growth"  # as in "tốc độ tăng GRDP dẫn đầu cả nước, đạt 13,85%"
        elif state.shared and len(left) == 1 and left[0].says == "(":
            said.frame, said.sign = "growth", next(iter(state.shared.values()))  # giảm 12 vụ (7,1%)
    if said.frame == "plan" and said.beyond and figure.unit != "percent":
        said.frame = "level"
    return said


def _shared(figure: Figure, left: list[Item], before: list[Item], state: State) -> int:
    """Return the direction that a figure shares with the one before it."""
    if figure.unit in state.shared:
        return state.shared[figure.unit]
    percent = figure.unit in ("percent", "percentage_point")
    if state.shared and len(left) < len(before) and not percent:
        return next(iter(state.shared.values()))  # "thêm 1 khu công nghiệp 300 ha"
    return 0


def _search(
    item: Item,
    said: Saying,
    left: list[Item],
    right: list[Item],
    before: list[Item],
    scene: Scene,
    state: State,
) -> Search:
    context = len(scene.context)
    reach = (right[-1].end if right else item.end) - scene.span.start
    nearby = Nearby(scene.sight, context, context + reach, scene.lexicon.spellings)
    return Search(
        figure=item.says,
        asked=Asked(item.says.unit, said.frame),
        left=left,
        before=before,
        right=right,
        last=state.subject,
        first=state.first,
        pending=state.pending,
        lexicon=scene.lexicon,
        nearby=nearby,
    )


def _worth(figure: Figure, said: Saying, terms: Sequence[str], lexicon: Lexicon) -> bool:
    """Say whether a figure of an unknown subject is kept.

    A measured one is; a count only where it counts what reports are known to count.
    """
    if said.frame == "rank":
        return False
    return figure.unit in MEASURED or not lexicon.others.isdisjoint(terms)


def _instead(
    indicator: Indicator | None,
    left: Sequence[Item],
    right: Sequence[Item],
    scene: Scene,
    state: State,
) -> Indicator | None:
    """Return what an indicator is here: capital behind new projects; projects of all years."""
    if indicator is None:
        return None
    known = scene.lexicon.indicators
    before = state.subject.indicator if state.subject is not None else None
    if before is not None and before.code in indicator.after:
        return known.get(indicator.after[before.code] or "")
    if indicator.so_far and left and _RAISED.search(scene.text, left[0].start, left[-1].end):
        return known[indicator.so_far]  # "nâng tổng số doanh nghiệp lên 2.720"
    if indicator.so_far and (scene.clock.is_now or accrued(left, scene)):
        reach = right[0].end if right else left[-1].end if left else scene.span.start
        new = _NEW.search(scene.text, scene.span.start, reach)
        return indicator if new else known[indicator.so_far]
    return indicator


def _exactly(
    indicator: Indicator | None, said: Saying, state: State, lexicon: Lexicon
) -> Indicator | None:
    """Return the indicator that holds this measure, and put the measure right for it."""
    if indicator is None:
        return None
    if said.lent and indicator.plan_share:
        said.frame = "plan"  # "tăng trưởng 7%, giải ngân trên 95%"
    if said.frame == "plan":
        if indicator.plan_share:
            indicator = lexicon.indicators[indicator.plan_share]
        if indicator.code in lexicon.plan_shares:
            said.frame = "level"
    elif said.frame == "growth" and indicator.is_share:
        said.frame = "change"
    elif said.frame == "rank" and indicator.rank_of_growth and state.subject:
        grown = state.subject.measure == "growth_rate" and state.subject.indicator is indicator
        indicator = lexicon.indicators[indicator.rank_of_growth] if grown else indicator
    return indicator


def _made(
    item: Item,
    said: Saying,
    indicator: Indicator | None,
    found: Found,
    left: list[Item],
    right: list[Item],
    scene: Scene,
    state: State,
) -> Claim:
    figure: Figure = item.says
    # How much a share fell is of a period as well: "tỷ lệ hộ nghèo giảm 1,18%".
    moved = said.frame == "change" and figure.unit in ("percent", "percentage_point")
    flows = moved or happens(item, indicator, left, right, scene)
    period = period_of(left, right, said, scene, state, flows=flows)
    measure: Measure = _MEASURES.get(said.frame, "level")
    base, year = base_of(said.base, period, scene.clock)
    if said.frame == "growth":
        # The year before is what a growth rate means; any other base is named.
        measure = "growth_rate" if year and not said.elsewhere else "change_from_base"
        base = None if year else base
    elif said.frame not in ("ratio", "change"):
        base = None
    value = figure.value
    if said.frame in ("growth", "change"):
        value *= said.sign
    elif said.frame == "plan" and said.beyond:
        value += 100
    start, end, relation = _quote(item, left, right, said)
    return Claim(
        start=start,
        end=end,
        quote=scene.original[start:end],
        indicator=indicator.code if indicator else None,
        subject=scene.original[found.start : found.end],
        measure=measure,
        value=value,
        unit=_unit(figure, indicator, right),
        relation=relation,
        period=period,
        kind=_kind(left, scene, state),
        base_period=base,
        place=_place(left, right, state),
        scope=figure.rank.scope if figure.rank else None,
        sentence=scene.span,
    )


def _unit(figure: Figure, indicator: Indicator | None, right: Sequence[Item]) -> str:
    """Return the base unit; what is counted is persons or things, as the indicator counts."""
    if figure.unit == "percentage_point":
        return "percent"
    if figure.unit is not None:
        return figure.unit
    for unit in indicator.units if indicator else ():
        if unit in ("count", "people"):
            return unit
    return "people" if right and str(right[0].says).startswith(_PERSONS) else "count"


def _kind(left: list[Item], scene: Scene, state: State) -> Kind:
    """Return how sure the figure is, from the nearest word that says so."""
    own: Kind | None = next((item.says for item in reversed(left) if item.what == "kind"), None)
    if own is None and state.planned:
        return "target"  # "vượt 27% kế hoạch (kế hoạch 1,1 tỷ USD)"
    if own is None:
        named = any(item.what == "term" for item in left)
        listed = state.subject is not None and state.subject.measure == "growth_rate"
        verbs = ("state", "share") if listed else ("state", "up", "down", "share")
        stated = any(item.what in verbs for item in left)
        if named and stated and not state.in_parts:
            state.chain_kind = None  # a new subject with its own verb
        own = state.chain_kind or state.frame_kind
    if own is not None:
        return "actual" if own == "target" and scene.done else own
    name = scene.clock.now
    if name and scene.clock.until:
        # Ahead of the report's own year; where that is unknown, a year that targets were told for.
        year = scene.written_in()
        ahead = name[-4:] in scene.clock.aims if year is None else int(name[:4]) > year
        return "target" if ahead else "actual"
    return "actual"


def _place(left: Sequence[Item], right: Sequence[Item], state: State) -> str | None:
    """Return the part of the province that a figure is of, or VN where it is the country's."""
    for item in (*reversed(left), *right):
        if item.what == "place":
            if state.place is None and state.first is None:
                state.place = item.says  # "Huyện Đại Từ có ...": the whole sentence is of it
            return str(item.says)
    nation = any(item.what == "neutral" and item.says in _NATION for item in left)
    ranked = any(item.what == "figure" for item in left)
    return "VN" if nation and not ranked else state.place


def _quote(
    item: Item, left: list[Item], right: list[Item], said: Saying
) -> tuple[int, int, Relation]:
    """Return the quoted words and the relation: "gần 11 nghìn", "8% trở lên"."""
    figure: Figure = item.says
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
                relation = one.says
        elif one.what in ("up", "down", "fold") and said.frame in ("growth", "change", "ratio"):
            start = one.start
            break
        else:
            break
    if right and right[0].what == "after":
        relation, end = right[0].says, right[0].end
    elif right and figure.unit is None and right[0].what in ("term", "word", "neutral"):
        end = right[0].end
    return start, end, relation
