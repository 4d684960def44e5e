"""Reads the figures of one sentence, part by part, keeping in mind what was spoken of."""

from collections.abc import Sequence
from dataclasses import replace

from tinhso.systems.insight.rules.claims import Claim
from tinhso.systems.insight.rules.reading.claiming import claim_of
from tinhso.systems.insight.rules.reading.items import Item
from tinhso.systems.insight.rules.reading.scene import Scene, State
from tinhso.systems.insight.rules.reading.statements import (
    in_turn,
    statements,
    subjects_in_turn,
    without_brackets,
)
from tinhso.systems.insight.rules.reading.timing import hinted, own_periods

_PURPOSES = ("để", "nhằm")


def read(items: list[Item], scene: Scene) -> list[Claim]:
    """Return the claims of a sentence."""
    state = State(frame_kind=scene.kind)
    items = without_brackets(items)
    _hear_plan(items, scene, state)
    if scene.told is not None and _goes_on(items):
        state.subject = scene.told
    scene.clock.hint = hinted(items)
    items, state.queue = in_turn(items, scene.clock)
    state.turns = subjects_in_turn(items)
    # "Để thực hiện mục tiêu năm 2025, ...": the year of a purpose is no figure's.
    purpose = bool(items) and items[0].what == "state" and items[0].says in _PURPOSES
    split = statements(items)
    if _score_first(split):
        split[:2] = split[1::-1]
    for turn, part in enumerate(split):
        # What two statements are both measured against may stand behind "và", or behind a bracket.
        joined = turn + 1 < len(split) and _carries_on(split[turn + 1][0])
        state.behind = split[turn + 1] if joined else []
        _open(part, state)
        _read_part(part, scene, state, purpose=purpose and turn == 0)
    scene.told = state.first
    return sorted(state.claims, key=lambda claim: claim.start)


def _hear_plan(items: Sequence[Item], scene: Scene, state: State) -> None:
    """Take in "Kế hoạch năm 2023: ...", which makes targets of what follows it."""
    opening = [item for item in items[:4] if item.what != "neutral"]
    if len(opening) < 2 or opening[0].what != "plan":
        return
    ends = next((at for at, item in enumerate(items[:5]) if item.says == ":"), None)
    if ends is None or scene.done:
        return
    state.frame_kind = "target"
    for period in own_periods(items[:ends], of_plans=True):
        scene.clock.hear(period.says)


def _goes_on(items: Sequence[Item]) -> bool:
    """Say whether a sentence only names another period: "Lũy kế 10 tháng ước đạt 73.200 tỷ"."""
    dated = False
    for item in items:
        if item.what == "figure":
            return dated
        if item.what in ("term", "word", "name", "place", "base", "plan"):
            return False
        dated = dated or item.what == "period"
    return False


def _score_first(split: Sequence[list[Item]]) -> bool:
    """Say whether a score stands before its name: "Với 73,02 điểm, tỉnh đứng đầu PCI"."""
    if len(split) < 2 or any(item.what == "term" for item in split[0]):
        return False
    scores = [item for item in split[0] if item.what == "figure"]
    ranked = any(item.what == "figure" and item.says.rank for item in split[1])
    return len(scores) == 1 and scores[0].says.unit == "points" and ranked


def _carries_on(opening: Item) -> bool:
    return opening.what == "and" or (opening.what == "stop" and opening.says == ")")


def _open(part: list[Item], state: State) -> None:
    """Take in the mark or word that opens a part."""
    if not part:
        return
    opening = part[0]
    if opening.what == "parts":
        state.in_parts = True
        state.base = state.base or state.last_base
    elif opening.what == "stop":
        if opening.says in "([":
            state.outside = state.subject
            state.planned = len(part) > 1 and part[1].what == "plan"
        elif opening.says in ")]":
            state.planned = False
            state.subject = state.outside or state.subject
        elif opening.says == ";":
            state.undated.clear()
            state.shared = {unit: way for unit, way in state.shared.items() if unit == "percent"}
            if not state.in_parts and _stands_alone(part):
                state.chain_kind = None


def _stands_alone(part: list[Item]) -> bool:
    """Say whether a part has a verb of its own, so that no "ước" before it governs it."""
    return any(item.what in ("state", "fold", "kind") for item in part)


def _read_part(part: list[Item], scene: Scene, state: State, *, purpose: bool) -> None:
    figures = [at for at, item in enumerate(part) if item.what == "figure"]
    if not figures:
        _hear(part, scene, state, purpose=purpose)
        if any(item.what == "term" for item in part):
            continues = part[0].what == "stop" and part[0].says == ","
            state.pending = [*state.pending[-12:], *part] if continues else part
        return
    begun = 0
    for turn, at in enumerate(figures):
        last = turn + 1 == len(figures)
        right = part[at + 1 : len(part) if last else figures[turn + 1]]
        if turn == 0:
            _hear(part[:at], scene, state, purpose=purpose)
        claim = claim_of(part, begun, at, right, scene, state)
        if claim is not None:
            _keep(claim, scene, state)
        begun = at + 1
        if not last:
            _hear(right, scene, state, purpose=False)
    for period in own_periods(part[figures[-1] + 1 :]):
        if period.says.form != "now":
            scene.clock.hear(period.says)
    state.pending = []


def _keep(claim: Claim, scene: Scene, state: State) -> None:
    """Keep a claim; a list takes the year at its end: "12 xã ..., 3 xã ... năm 2023"."""
    if claim.period is None:
        state.undated.append(len(state.claims))
    elif state.dated_behind:
        for at in state.undated:
            if state.claims[at].kind == claim.kind and state.claims[at].measure == claim.measure:
                state.claims[at] = replace(state.claims[at], period=claim.period)
        state.undated.clear()
    if claim.kind == "target" and claim.period is not None:
        scene.clock.aims.add(claim.period[-4:])
    state.claims.append(claim)


def _hear(items: Sequence[Item], scene: Scene, state: State, *, purpose: bool) -> None:
    """Take in what stands before a figure: periods, and how sure the writer is."""
    if not purpose:
        for period in own_periods(items):
            scene.clock.hear(period.says)
    for at, item in enumerate(items):
        if item.what == "term":
            state.spoken = True
        elif item.what == "kind":
            _hear_kind(item, scene, state)
        elif item.what == "base" and state.base is None:
            state.base = next(
                (one.says for one in items[at + 1 : at + 4] if one.what == "period"), None
            )


def _hear_kind(item: Item, scene: Scene, state: State) -> None:
    """Take in "ước", "dự kiến", "phấn đấu": for what is spoken of, or for the whole sentence."""
    if item.says == "target":
        if not scene.done:
            state.frame_kind = item.says
    elif state.spoken:
        state.chain_kind = item.says
    else:
        state.frame_kind = item.says
