"""Growth against what is recorded of its base: 27.6 at +12.7 % on 2020 says 24.5 in 2020.

Growth that is told at constant prices says nothing of levels at current ones and is left alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tinhso.systems.insight.rules.checks.digits import Interval, allowed
from tinhso.systems.insight.rules.checks.findings import Amount, Finding, Kind, Severity, Statement
from tinhso.systems.insight.rules.checks.known import AT_CONSTANT_PRICES
from tinhso.systems.insight.rules.checks.periods import year_before

HUNDRED = Decimal(100)
GROSS = Decimal("0.05")
RATES = frozenset({"growth_rate", "change_from_base"})


def against_base(claims: Sequence[Statement], recorded: Sequence[Statement]) -> Iterator[Finding]:
    """Find changes whose level implies a base that no source gives."""
    levels: defaultdict[tuple[str | None, str | None, str], list[Statement]] = defaultdict(list)
    for one in (*claims, *recorded):
        if one.measure == "level" and one.kind not in {"target", "forecast"}:
            levels[one.indicator, one.period, one.area].append(one)
    for change in claims:
        if change.kind in {"target", "forecast"} or not change.indicator:
            continue
        base_period = _base_period(change)
        if base_period is None:
            continue
        level = _level(change, levels[change.indicator, change.period, change.area])
        if level is None:
            continue
        bases = [
            one
            for one in levels[change.indicator, base_period, change.area]
            if one.unit == level.unit
        ]
        implied = _implied(change, level)
        if implied is None or not bases or any(implied.meets(allowed(one)) for one in bases):
            continue
        computed, base = _base(change, level.value), bases[0]
        off = abs(computed - base.value) > abs(base.value) * GROSS
        yield Finding(
            Kind.GROWTH,
            Severity.ERROR if off else Severity.WARNING,
            (change.ref, level.ref, base.ref),
            change.indicator,
            {
                "computed": Amount(_short(computed), level.unit),
                "stated": base.amount,
                "base_period": base_period,
            },
        )


def _base_period(change: Statement) -> str | None:
    code = change.indicator or ""
    if change.measure in RATES and code.startswith(AT_CONSTANT_PRICES):
        return None
    if change.measure == "growth_rate":
        return year_before(change.period)
    if change.measure in {"change_from_base", "ratio_to_base", "change"}:
        return change.base_period or None
    return None


def _level(change: Statement, levels: Sequence[Statement]) -> Statement | None:
    """Return the level that changed: the nearest in the text, otherwise what is recorded."""
    same = [
        one
        for one in levels
        if one.value > 0 and (one.unit != "percent" or change.measure == "change")
    ]
    read = [one for one in same if one.end]
    if read:
        return min(read, key=lambda one: abs(one.start - change.start))
    return same[0] if same else None


def _implied(change: Statement, level: Statement) -> Interval | None:
    """Return what the base may have been; None where the words set no bound worth comparing."""
    now, by = allowed(level), allowed(change)
    if change.measure == "change":
        if change.unit != level.unit or by.low is None or by.high is None:
            return None
        return now.plus(Interval(-by.high, -by.low))
    if by.low is None or by.high is None or now.low is None or now.low <= 0:
        return None
    grown = _grown(change, by.low), _grown(change, by.high)
    return None if min(grown) <= 0 else now.over(Interval(*grown))


def _base(change: Statement, level: Decimal) -> Decimal:
    if change.measure == "change":
        return level - change.value
    return level / _grown(change, change.value)


def _grown(change: Statement, value: Decimal) -> Decimal:
    """Return by how many times the base has grown."""
    if change.measure in RATES:
        return (HUNDRED + value) / HUNDRED
    return value / HUNDRED if change.unit == "percent" else value


def _short(value: Decimal) -> Decimal:
    """Return the value to four digits: more would claim to know more than the text says."""
    return Decimal(f"{value:.3e}")
