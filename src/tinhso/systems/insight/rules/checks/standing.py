"""Targets that the figures have met or missed already; judged by the rule of the board."""

from collections.abc import Iterator, Sequence
from datetime import date

from tinhso.kernel.indicators.rules.periods import Period, UnknownPeriodError
from tinhso.kernel.indicators.rules.targets import Goal, Point, Standing, Status, stand
from tinhso.systems.insight.rules.checks.findings import (
    Amount,
    Finding,
    Kind,
    Promise,
    Severity,
    Statement,
)

JUDGED = frozenset({"level", "rank"})


def stated_anew(
    claims: Sequence[Statement], recorded: Sequence[Statement], *, on: date
) -> Iterator[Finding]:
    """Find targets in the text that what is recorded has met or missed already."""
    for claim in claims:
        goal = _goal(claim)
        if claim.kind != "target" or goal is None:
            continue
        points = _points(claim.indicator, claim.measure, claim.unit, claim.area, recorded)
        yield from _judged(
            claim.amount, claim.period or "", goal, points, on=on, left=claim, claim=None
        )


def brought_about(
    claims: Sequence[Statement],
    recorded: Sequence[Statement],
    promises: Sequence[Promise],
    *,
    on: date,
) -> Iterator[Finding]:
    """Find recorded targets that a figure of the text decides."""
    for promise in promises:
        points = _points(
            promise.indicator, promise.measure, promise.unit, promise.area, (*claims, *recorded)
        )
        target = Amount(promise.goal.value, promise.unit, promise.goal.relation)
        yield from _judged(
            target, promise.due_period, promise.goal, points, on=on, left=promise, claim=claims
        )


def _judged(
    target: Amount,
    due: str,
    goal: Goal,
    points: Sequence[tuple[Point, Statement]],
    *,
    on: date,
    left: Statement | Promise,
    claim: Sequence[Statement] | None,
) -> Iterator[Finding]:
    """Yield what is decided; where `claim` is given, only if one of these claims decides it."""
    standing = stand(goal, [point for point, _ in points], on=on)
    kind = _decided(standing, goal)
    if kind is None or standing.until is None:
        return
    by = next(
        one
        for point, one in points
        if point.period == standing.until and point.value == standing.value
    )
    if claim is not None and by not in claim:
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


def _points(
    indicator: str | None, measure: str, unit: str, area: str, statements: Sequence[Statement]
) -> list[tuple[Point, Statement]]:
    """Return the yearly figures; of one year's the first, so that one figure is judged."""
    found: dict[str, tuple[Point, Statement]] = {}
    for one in statements:
        if (one.indicator, one.measure, one.unit, one.area) != (indicator, measure, unit, area):
            continue
        if one.kind in {"target", "forecast"} or not (one.period or "").isdigit():
            continue
        point = Point(Period.parse(one.period or ""), one.value)
        found.setdefault(point.period.code, (point, one))
    return list(found.values())
