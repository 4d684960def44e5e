"""Where a promise stands. The rule is this, and the leaders' board prints it too.

- A target is judged by one figure, in the boundaries for which it was set: the last one of the
  year in which it is due; failing that the first one after; failing that the last one before,
  and then the judgement is not conclusive.
- A target of average growth is judged by the geometric mean of the yearly rates since its base
  year without a gap, or, where those are missing, by the mean growth of the level since then.
- Met: the figure satisfies it; a rank, which can be lost again, only once it is due, and until then
  it is on track. Not met and due: missed.
- Not met and not yet due: the pace observed (mean change a year between the first and the last
  figure known) is carried on to the due date; if that satisfies the target it is on track,
  otherwise at risk. Without two figures of different years the pace is unknown, and so is where
  it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tinhso.kernel.indicators.rules.periods import Period

HUNDRED = Decimal(100)
YEAR = Decimal("365.25")


class Status(StrEnum):
    """Where a target stands."""

    MET = "met"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Goal:
    """What was promised: `relation` as written; `=` binds on the side the indicator counts as good.

    `base_year` is the year before the first one that counts, for average growth. What can be
    `lost` again counts as met only once it is due.
    """

    value: Decimal
    relation: str
    due: date
    direction: str = "up"
    base_year: int | None = None
    lost: bool = False

    def is_met_by(self, value: Decimal) -> bool:
        """Return whether a figure satisfies the promise."""
        if self.relation in {">=", ">"}:
            return value >= self.value
        if self.relation in {"<=", "<"}:
            return value <= self.value
        return value <= self.value if self.direction == "down" else value >= self.value


@dataclass(frozen=True)
class Point:
    """One figure of a series; all in the boundaries and measure of the target."""

    period: Period
    value: Decimal


@dataclass(frozen=True)
class Standing:
    """Where a target stands, and by what.

    `value` was judged and speaks of `since` to `until` (the same for a single figure). `needed`
    and `pace` are a year's change in the figure's own unit, or, for average growth, the rate
    still needed in each remaining year. Not `conclusive`: nothing is known of the due period.
    """

    status: Status
    value: Decimal | None = None
    since: Period | None = None
    until: Period | None = None
    conclusive: bool = True
    pace: Decimal | None = None
    needed: Decimal | None = None


def stand(goal: Goal, points: Sequence[Point], *, on: date) -> Standing:
    """Return where a target of a level, share or rank stands on a day."""
    ordered = sorted(points, key=lambda point: point.period)
    if not ordered:
        return Standing(Status.UNKNOWN, conclusive=False)
    judged = _judged(ordered, goal.due)
    conclusive = judged.period.end.year >= goal.due.year
    pace = _pace(ordered)
    years_left = Decimal((goal.due - judged.period.end).days) / YEAR
    needed = (goal.value - judged.value) / years_left if years_left > 0 else None
    if goal.is_met_by(judged.value):
        status, needed = (Status.ON_TRACK if goal.lost and on <= goal.due else Status.MET), None
    elif on > goal.due:
        status = Status.MISSED
    elif pace is None:
        status = Status.UNKNOWN
    else:
        reached = judged.value + pace * years_left
        status = Status.ON_TRACK if goal.is_met_by(reached) else Status.AT_RISK
    return Standing(status, judged.value, judged.period, judged.period, conclusive, pace, needed)


def stand_on_average(
    goal: Goal, rates: Mapping[int, Decimal], levels: Mapping[int, Decimal], *, on: date
) -> Standing:
    """Return where a target of average yearly growth stands on a day.

    `rates` are yearly growth rates in percent, `levels` the level itself, by year. Raises
    ValueError when the goal has no base year.
    """
    if goal.base_year is None:
        raise ValueError("average growth needs the year it is counted from")
    first, last_year = goal.base_year + 1, goal.due.year
    until = first - 1
    grown = Decimal(1)
    while until + 1 <= last_year and until + 1 in rates:
        until += 1
        grown *= 1 + rates[until] / HUNDRED
    known = [year for year in levels if goal.base_year < year <= last_year]
    base = levels.get(goal.base_year)
    if until < first and known and base:  # never mixed: rates may be at constant prices
        until = max(known)
        grown = levels[until] / base
    if until < first:
        return Standing(Status.UNKNOWN, conclusive=False, needed=goal.value)
    average = _yearly(grown, until - goal.base_year)
    remaining = last_year - until
    needed = None
    if remaining:
        whole = (1 + goal.value / HUNDRED) ** (last_year - goal.base_year)
        needed = _yearly(whole / grown, remaining)
    if goal.is_met_by(average):
        status = Status.MET if not remaining or on > goal.due else Status.ON_TRACK
    else:
        status = Status.MISSED if on > goal.due or not remaining else Status.AT_RISK
    return Standing(
        status,
        average,
        Period.parse(str(first)),
        Period.parse(str(until)),
        conclusive=not remaining,
        pace=average,
        needed=None if status is Status.MET else needed,
    )


def _judged(ordered: Sequence[Point], due: date) -> Point:
    in_time = [point for point in ordered if point.period.end <= due]
    after = [point for point in ordered if point.period.end > due]
    if in_time and in_time[-1].period.end.year == due.year:
        return in_time[-1]
    return after[0] if after else in_time[-1]


def _pace(ordered: Sequence[Point]) -> Decimal | None:
    first, last = ordered[0], ordered[-1]
    days = (last.period.end - first.period.end).days
    if first.period.end.year == last.period.end.year:
        return None
    return (last.value - first.value) / (Decimal(days) / YEAR)


def _yearly(grown: Decimal, years: int) -> Decimal:
    """Return the yearly rate in percent by which something grew `grown` times in `years` years."""
    return Decimal((float(grown) ** (1 / years) - 1) * 100).quantize(Decimal("0.0001"))
