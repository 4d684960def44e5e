"""A figure that its own series makes unlikely: a slip of units, or a leap that was never seen.

The usual change is the median of the yearly changes recorded, the usual spread their median
distance from it: one odd year among them changes neither.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import exp, log, log10
from statistics import median

from tinhso.systems.insight.rules.checks.findings import Amount, Finding, Kind, Severity, Statement
from tinhso.systems.insight.rules.checks.periods import parted

Series = tuple[str | None, str, str]
SLIPS = (3, 6, 9)
SLIP_SPREAD = 0.5
YEARS_AROUND = 3
CHANGES_NEEDED = 3
SPREADS = 5
LEAST_LEAP = 15.0
LEAST_LEAP_OF_SHARES = 5.0


def unit_slips(claims: Sequence[Statement], recorded: Sequence[Statement]) -> Iterator[Finding]:
    """Find levels about a thousand, a million or a billion times off what the record has."""
    known = _by_series(recorded)
    for claim in claims:
        if not _is_level(claim) or claim.unit == "percent" or claim.value <= 0:
            continue
        near = _nearest(claim, known[_series_of(claim)])
        if near is None:
            continue
        size = log10(claim.value / near.value)
        if any(abs(abs(size) - slip) <= SLIP_SPREAD for slip in SLIPS):
            larger = max(claim.value, near.value) / min(claim.value, near.value)
            yield Finding(
                Kind.UNIT_SLIP,
                Severity.ERROR,
                (claim.ref, near.ref),
                claim.indicator,
                {
                    "times": Amount(Decimal(round(larger)), "times"),
                    "base_period": near.period or "",
                    "stated": near.amount,
                },
            )


def out_of_line(claims: Sequence[Statement], recorded: Sequence[Statement]) -> Iterator[Finding]:
    """Find levels that leave their series by far more than it has ever moved in a year."""
    known = _by_series(recorded)
    for claim in claims:
        at = parted(claim.period)
        if not _is_level(claim) or at is None:
            continue
        series = _series(known[_series_of(claim)], at[1])
        years = sorted(year for year in series if year < at[0])
        changes = [
            _yearly(series[one], series[other], other - one) for one, other in pairwise(years)
        ]
        if len(changes) < CHANGES_NEEDED:
            continue
        usual = median(changes)
        spread = median(abs(change - usual) for change in changes)
        least = LEAST_LEAP_OF_SHARES if claim.unit == "percent" else LEAST_LEAP
        before = series[years[-1]]
        change = _yearly(before, claim, at[0] - years[-1])
        if abs(change - usual) > max(SPREADS * spread, least):
            yield Finding(
                Kind.OUT_OF_LINE,
                Severity.WARNING,
                (claim.ref, before.ref),
                claim.indicator,
                {
                    "change": Amount(Decimal(f"{change:.1f}"), "percent"),
                    "usual": Amount(Decimal(f"{usual:.1f}"), "percent"),
                    "base_period": before.period or "",
                },
            )


def _is_level(claim: Statement) -> bool:
    return (
        claim.measure == "level"
        and claim.indicator is not None
        and claim.kind in {"actual", "estimate"}
    )


def _series_of(one: Statement) -> Series:
    return (one.indicator, one.area, one.unit)


def _by_series(recorded: Sequence[Statement]) -> defaultdict[Series, list[Statement]]:
    """Return the recorded levels that can be compared, by what they are levels of."""
    known: defaultdict[Series, list[Statement]] = defaultdict(list)
    for one in recorded:
        if _is_level(one):
            known[_series_of(one)].append(one)
    return known


def _nearest(claim: Statement, recorded: Sequence[Statement]) -> Statement | None:
    """Return the figure of the same stretch of the year that is nearest in time, if any."""
    at = parted(claim.period)
    if at is None:
        return None
    near: list[tuple[int, int, Statement]] = []
    for place, other in enumerate(recorded):
        then = parted(other.period)
        if (
            then is not None
            and then[1] == at[1]
            and abs(then[0] - at[0]) <= YEARS_AROUND
            and other.value > 0
        ):
            near.append((abs(then[0] - at[0]), place, other))
    return min(near, key=lambda one: one[:2])[2] if near else None


def _series(recorded: Sequence[Statement], stretch: str) -> dict[int, Statement]:
    """Return the recorded levels by year; of one year's the first, which is preferred."""
    series: dict[int, Statement] = {}
    for other in recorded:
        then = parted(other.period)
        if then is not None and then[1] == stretch and (other.value > 0 or other.unit == "percent"):
            series.setdefault(then[0], other)
    return series


def _yearly(one: Statement, other: Statement, years: int) -> float:
    """Return the change a year: in points for shares, otherwise in percent."""
    if one.unit == "percent":
        return float(other.value - one.value) / years
    if other.value <= 0:
        return -100.0
    grown = exp(log(other.value / one.value) / years)
    return (grown - 1) * 100
