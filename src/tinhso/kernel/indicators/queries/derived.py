"""Figures that formulas give: computed when they are asked for, with what they were made of."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from tinhso.kernel.indicators import measures as published
from tinhso.kernel.indicators.measures import Measure as Published
from tinhso.kernel.indicators.models import Indicator, Measure, Observation
from tinhso.kernel.indicators.queries.reading import Asked, Key, figures_of
from tinhso.kernel.indicators.rules import formulas
from tinhso.kernel.indicators.rules.formulas import How, Input
from tinhso.kernel.indicators.rules.periods import Period
from tinhso.kernel.units.models import Unit

MONTHS_OF_WORK = 12
MISSING, BY_ZERO = "missing", "by_zero"


@dataclass(frozen=True)
class Known:
    """One name of a formula with what it stands for in a period; without `value` it is unknown.

    `figure` is what a source says, `computed` what another formula gives, `measure` what a system
    publishes.
    """

    name: Input
    value: Decimal | None = None
    indicator: Indicator | None = None
    measure: Published | None = None
    figure: Observation | None = None
    computed: "Computed | None" = None

    @property
    def estimate(self) -> bool:
        """Whether it is known only nearly."""
        if self.computed is not None:
            return self.computed.estimate
        said = self.figure
        return said is not None and (said.kind, said.relation) != ("actual", "=")


@dataclass(frozen=True)
class Computed:
    """What a formula gives for a period and area, in the indicator's base unit, or why nothing.

    `reason` is empty where there is a value; else `missing` (inputs without a value) or `by_zero`.
    It is an `estimate` as soon as one input is one, or is bound by words only ("trên", "gần").
    """

    period: Period
    area: Unit
    value: Decimal | None
    inputs: tuple[Known, ...]
    reason: str = ""

    @property
    def missing(self) -> tuple[Known, ...]:
        """The inputs without a value."""
        return tuple(one for one in self.inputs if one.value is None)

    @property
    def estimate(self) -> bool:
        """Whether the value is no firmer than an estimate."""
        return any(
            (one.computed is not None and one.computed.estimate)
            or (
                one.figure is not None and (one.figure.kind, one.figure.relation) != ("actual", "=")
            )
            for one in self.inputs
        )


def derived(
    found: Indicator, areas: Sequence[Unit], *, on: date, as_of: datetime | None = None
) -> list[Computed]:
    """Return what an indicator's formula gives in each period and area, oldest first.

    A period appears when a source speaks of any input in it, or, for what systems publish, when it
    is one of the twelve whole months before the day `on` (for the area that stands then). Costs a
    fixed number of queries and one for each published measure. Empty without a formula.
    """
    if not found.formula:
        return []
    return _Deriving(found, areas, on=on, as_of=as_of).series(found)


class _Deriving:
    """Everything that a formula and the formulas below it read, read once."""

    def __init__(
        self, found: Indicator, areas: Sequence[Unit], *, on: date, as_of: datetime | None
    ) -> None:
        self.areas = areas
        self.today = [one for one in areas if one.stands_on(on)]
        self.months = _months_before(on)
        self.indicators = {one.code: one for one in _read_by(found)}
        self.parts = {
            code: formulas.parse(one.formula)
            for code, one in self.indicators.items()
            if one.formula
        }
        keys = [
            Key(one.pk, Measure.LEVEL, area.pk)
            for code, one in self.indicators.items()
            for area in areas
            if code != found.code
        ]
        self.figures = figures_of(
            keys, Asked(as_of=as_of), indicators=self.indicators.values(), areas=areas
        )
        self.by_days = {
            (key.indicator_id, key.area_id, one.starts_on, one.ends_on): one
            for key, group in self.figures.items()
            for one in group
        }
        names = {name for part in self.parts.values() for name in formulas.inputs(part)}
        self.work = self._measured(name.name for name in names if name.how == How.MEASURE)

    def series(self, found: Indicator) -> list[Computed]:
        """Return the whole series of one formula."""
        return [
            self.compute(found, period, area)
            for area in self.areas
            for period in sorted(self._periods(found, area))
        ]

    def compute(self, found: Indicator, period: Period, area: Unit) -> Computed:
        """Return what a formula gives for one period and area."""
        part = self.parts[found.code]
        known = tuple(self._known(name, period, area) for name in formulas.inputs(part))
        values = {one.name: one.value for one in known if one.value is not None}
        if len(values) < len(known):
            return Computed(period, area, None, known, MISSING)
        value = formulas.evaluate(part, values)
        return Computed(period, area, value, known, "" if value is not None else BY_ZERO)

    def _known(self, name: Input, period: Period, area: Unit) -> Known:
        if name.how == How.MEASURE:
            months = self.work.get(name.name, {})
            value = months.get(period) if area in self.today else None
            return Known(name, value, measure=published.registered().get(name.name))
        indicator = self.indicators[name.name]
        figure = self._figure(indicator, name.how, period, area)
        if figure is None and name.how == How.SAME_PERIOD and indicator.formula:
            computed = self.compute(indicator, period, area)
            return Known(name, computed.value, indicator, computed=computed)
        value = figure.value if figure else None
        if figure and name.how == How.AMONG:
            value = None if figure.among is None else Decimal(figure.among)
        return Known(name, value, indicator, figure=figure)

    def _figure(
        self, indicator: Indicator, how: How, period: Period, area: Unit
    ) -> Observation | None:
        if how != How.LATEST:
            return self.by_days.get((indicator.pk, area.pk, period.start, period.end))
        group = self.figures.get(Key(indicator.pk, Measure.LEVEL, area.pk), [])
        before = bisect_right(group, period.end, key=lambda one: one.ends_on)
        return group[before - 1] if before else None

    def _periods(self, found: Indicator, area: Unit) -> set[Period]:
        periods: dict[tuple[date, date], Period] = {}
        for name in formulas.inputs(self.parts[found.code]):
            if name.how == How.MEASURE:
                here = self.months if area in self.today else []
            elif name.how == How.LATEST:
                continue
            else:
                here = self._periods_of(self.indicators[name.name], area)
            for one in here:
                periods.setdefault((one.start, one.end), one)
        return set(periods.values())

    def _periods_of(self, indicator: Indicator, area: Unit) -> list[Period]:
        group = self.figures.get(Key(indicator.pk, Measure.LEVEL, area.pk), [])
        found = [Period.parse(one.period) for one in group]
        if indicator.formula:
            found += self._periods(indicator, area)
        return found

    def _measured(self, names: Iterable[str]) -> Mapping[str, Mapping[Period, Decimal | None]]:
        days = [(one.start, one.end) for one in self.months]
        known = published.registered()
        return {
            name: dict(zip(self.months, published.measured(name, days), strict=True))
            for name in sorted(set(names) & known.keys())
        }


def _read_by(found: Indicator) -> list[Indicator]:
    """Return an indicator and those that its formula reads, through the formulas below it."""
    known = {found.code: found}
    ahead = [found]
    while ahead:
        names = {
            name.name
            for one in ahead
            for name in formulas.inputs(formulas.parse(one.formula))
            if name.how != How.MEASURE
        }
        rows = list(Indicator.objects.filter(code__in=names - known.keys()))
        known |= {one.code: one for one in rows}
        ahead = [one for one in rows if one.formula]
    return list(known.values())


def _months_before(on: date) -> list[Period]:
    months = []
    last = on.replace(day=1) - timedelta(days=1)
    for _ in range(MONTHS_OF_WORK):
        months.append(Period.parse(f"{last:%Y-%m}"))
        last = last.replace(day=1) - timedelta(days=1)
    return list(reversed(months))
