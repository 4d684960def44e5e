"""Targets that the figures have met or missed already; judged by the rule of the board."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from tinhso.kernel.indicators.rules.periods import Period, UnknownPeriodError
from tinhso.kernel.indicators.rules.targets import Goal, Point, Standing, Status, stand
from tinhso.systems.insight.rules.checks.findings import (
    Amount,
    Finding,
    Kind,
    Promise,
    Ref,
    Severity,
    Statement,
)

JUDGED = frozenset({"level", "rank"})


def stated_anew(
    claims: Sequence[Statement], recorded: Sequence[Statement], *, on: date
) -> Iterator[Finding]:
    """Find targets in the text that what is recorded has met or missed already."""
    known = _by_subject(recorded)
    for claim in claims:
        goal = _goal(claim)
        if claim.kind != "target" or goal is None:
            continue
        points = _points(known[claim.indicator, claim.measure, claim.unit, claim.area])
        yield from _judged(claim.amount, claim.period or "", goal, points, on=on, left=claim)


def brought_about(
    claims: Sequence[Statement],
    recorded: Sequence[Statement],
    promises: Sequence[Promise],
    *,
    on: date,
) -> Iterator[Finding]:
    """Find recorded targets that a figure of the text decides."""
    known = _by_subject((*claims, *recorded))
    ours = frozenset(claim.ref for claim in claims)
    for promise in promises:
        points = _points(known[promise.indicator, promise.measure, promise.unit, promise.area])
        target = Amount(promise.goal.value, promise.unit, promise.goal.relation)
        yield from _judged(
            target, promise.due_period, promise.goal, points, on=on, left=promise, deciding=ours
        )


def _judged(
    target: Amount,
    due: str,
    goal: Goal,
    points: Sequence[tuple[Point, Statement]],
    *,
    on: date,
    left: Statement | Promise,
    deciding: Collection[Ref] | None = None,
) -> Iterator[Finding]:
    """Yield what is decided; with `deciding`, only if one of these decides it."""
    standing = stand(goal, [point for point, _ in points], on=on)
    kind = _decided(standing, goal)
    if kind is None or standing.until is None:
        return
    by = next(
        one
        for point, one in points
        if point.period == standing.until and point.value == standing.value
    )
    if deciding is not None and by.ref not in deciding:
        return
    yield Finding(
        kind,
        Severity.WARNING if kind is Kind.TARGET_MISSED else Severity.NOTE,
        (left.ref, by.ref),
        left.indicator,
        {"target": target, "due": due, "period": standing.until.code, "stated": by.amount},
    )


def _decided(standing: Standing, goal: Goal) -> Kind | None:
    """Return what is settled; what can be lost again is only by a figure of the due year."""
    if standing.status is Status.MISSED and standing.conclusive:
        return Kind.TARGET_MISSED
    if standing.status is Status.MET and (standing.conclusive or not goal.lost):
        return Kind.TARGET_MET
    return None


def _goal(claim: Statement) -> Goal | None:
    """Return a claimed target as the board judges it; None for what cannot be judged so."""
    direction = "down" if claim.measure == "rank" else claim.direction
    if claim.measure not in JUDGED or not claim.period or not claim.indicator:
        return None
    if direction == "none" and claim.relation in {"=", "~"}:
        return None
    try:
        due = Period.parse(claim.period).end
    except UnknownPeriodError:
        return None
    return Goal(claim.value, claim.relation, due, direction, lost=claim.measure == "rank")


def _by_subject(
    statements: Sequence[Statement],
) -> defaultdict[tuple[str | None, str, str, str], list[Statement]]:
    """Return the figures by what a promise names: indicator, measure, unit and area."""
    known: defaultdict[tuple[str | None, str, str, str], list[Statement]] = defaultdict(list)
    for one in statements:
        if one.kind not in {"target", "forecast"}:
            known[one.indicator, one.measure, one.unit, one.area].append(one)
    return known


def _points(statements: Sequence[Statement]) -> list[tuple[Point, Statement]]:
    """Return the yearly figures; of one year's the first, so that one figure is judged."""
    found: dict[str, tuple[Point, Statement]] = {}
    for one in statements:
        if one.period and one.period.isdigit():
            found.setdefault(one.period, (Point(Period.parse(one.period), one.value), one))
    return list(found.values())
