"""What doesn't fit in a reading: its claims against each other and against what is recorded.

Only what the claims speak of is read: the figures and targets of their indicators, in their areas.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from tinhso.kernel.declarations import JSON, fingerprint
from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.indicators.models import Indicator, Measure, Observation, Reading, Target
from tinhso.kernel.indicators.rules.targets import Goal
from tinhso.kernel.units.models import Unit
from tinhso.systems.insight import models
from tinhso.systems.insight.models import Claim, State
from tinhso.systems.insight.queries.areas import area_of
from tinhso.systems.insight.rules.checks import Promise, Ref, Statement, Thing, check
from tinhso.systems.insight.rules.entering import day_of_map, has_begun

Side = Claim | Observation | Target
OF_A_SERIES = 120
"""The newest figures of one series that a claim is compared with: ten years of months."""


@dataclass(frozen=True)
class Found:
    """Something that doesn't fit, ready to be kept: see `models.Finding`."""

    kind: str
    severity: str
    sides: Sequence[Side]
    indicator: Indicator | None
    data: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """The same for the same finding, however often and by whatever reading it is found."""
        return fingerprint({"kind": self.kind, "sides": [_named(one) for one in self.sides]})


def doubts(reading: models.Reading, *, on: date) -> list[Found]:
    """Return what doesn't fit on a day; rejected claims say nothing any more."""
    document = reading.document
    claims = list(
        reading.claims.exclude(state=State.REJECTED).select_related(
            "indicator", "reading__document", "target"
        )
    )
    if not claims:
        return []
    areas = _areas(claims, document.issued_on or on)
    figures = _figures(claims, areas, source=document.code)
    promises = _targets(claims, areas)
    found = check(
        document.text,
        [_claimed(one, areas[one.pk], on) for one in claims],
        recorded=[_recorded(one) for one in figures],
        promises=[_promised(one) for one in promises],
        on=on,
    )
    sides: dict[Ref, Side] = {Ref(Thing.CLAIM, one.pk): one for one in claims}
    sides |= {Ref(Thing.OBSERVATION, one.pk): one for one in figures}
    sides |= {Ref(Thing.TARGET, one.pk): one for one in promises}
    known = {one.indicator.code: one.indicator for one in claims if one.indicator}
    return [
        Found(
            one.kind,
            one.severity,
            [sides[ref] for ref in one.sides],
            known.get(one.indicator or ""),
            one.as_data(),
        )
        for one in found
    ]


def _areas(claims: Sequence[Claim], said_on: date) -> dict[int, Unit | None]:
    """Return the area of each claim; one query for each place and day."""
    seen: dict[tuple[str, date], Unit | None] = {}
    found = {}
    for one in claims:
        asked = (one.place, day_of_map(one.kind, one.period, said_on))
        if asked not in seen:
            seen[asked] = area_of(one.place, on=asked[1])
        found[one.pk] = seen[asked]
    return found


def _figures(
    claims: Sequence[Claim], areas: Mapping[int, Unit | None], *, source: str
) -> list[Observation]:
    """Return the recorded figures of other sources about what is claimed."""
    keys = {
        indicators.Key(one.indicator_id, measure, area.pk)
        for one in claims
        if one.indicator_id and (area := areas[one.pk])
        for measure in {one.measure, Measure.LEVEL}
    }
    asked = indicators.Asked(last=OF_A_SERIES, every_source=True)
    grouped = indicators.figures_of(sorted(keys), asked)
    return [one for group in grouped.values() for one in group if one.source != source]


def _targets(claims: Sequence[Claim], areas: Mapping[int, Unit | None]) -> list[Target]:
    """Return the targets of what is claimed, but those that the claims themselves brought in."""
    wanted = Q(pk__in=())
    for one in claims:
        if one.indicator_id and (area := areas[one.pk]):
            wanted |= Q(indicator=one.indicator_id, measure=one.measure, area=area)
    ours = [one.target_id for one in claims if one.target_id]
    return list(
        Target.objects.filter(wanted, superseded_at__isnull=True, reading=Reading.LATEST)
        .exclude(pk__in=ours)
        .select_related("indicator", "area")
    )


def _claimed(claim: Claim, area: Unit | None, on: date) -> Statement:
    # Whatever the words are, nothing has happened yet in a period that has not begun.
    kind = claim.kind if has_begun(claim.period, on) else "target"
    return Statement(
        ref=Ref(Thing.CLAIM, claim.pk),
        indicator=claim.indicator.code if claim.indicator else None,
        measure=claim.measure,
        value=claim.value,
        unit=claim.unit,
        relation=claim.relation,
        period=claim.period or None,
        kind=kind,
        base_period=claim.base_period or None,
        area=str(area.pk) if area else f"?{claim.place}",
        among=claim.among,
        direction=claim.indicator.direction if claim.indicator else "none",
        quote=claim.quote,
        start=claim.start,
        end=claim.end,
        sentence_start=claim.sentence_start,
        sentence_end=claim.sentence_end,
    )


def _recorded(figure: Observation) -> Statement:
    return Statement(
        ref=Ref(Thing.OBSERVATION, figure.pk),
        indicator=figure.indicator.code,
        measure=figure.measure,
        value=figure.value,
        unit=_unit_of(figure),
        relation=figure.relation,
        period=figure.period,
        kind=figure.kind,
        base_period=figure.base_period or None,
        area=str(figure.area_id),
        among=figure.among,
        quote=figure.citation.quote if figure.citation else "",
    )


def _unit_of(figure: Observation) -> str:
    if figure.measure in {Measure.LEVEL, Measure.CHANGE}:
        return figure.indicator.unit
    if figure.measure == Measure.RANK:
        return "rank"
    return "times" if figure.measure == Measure.RATIO_TO_BASE else "percent"


def _promised(target: Target) -> Promise:
    return Promise(
        ref=Ref(Thing.TARGET, target.pk),
        indicator=target.indicator.code,
        measure=target.measure,
        unit="rank" if target.measure == Measure.RANK else target.indicator.unit,
        due_period=target.due_period,
        goal=Goal(
            value=target.value,
            relation=target.relation,
            due=target.due_on,
            direction=target.indicator.direction,
            base_year=None,
            lost=target.measure == Measure.RANK,
        ),
        area=str(target.area_id),
    )


def _named(side: Side) -> JSON:
    """Return what a side is known by, whatever row holds it."""
    if isinstance(side, Claim):
        document = side.reading.document
        sentence = document.text[side.sentence_start : side.sentence_end]
        return ["claim", document.code, sentence, side.quote, side.measure, _plain(side)]
    if isinstance(side, Observation):
        key = f"{side.indicator_id} {side.measure} {side.area_id} {side.period} {side.base_period}"
        return ["figure", key, side.source, _plain(side)]
    return ["target", side.code, _plain(side)]


def _plain(side: Side) -> str:
    return f"{side.relation}{side.value.normalize():f}"
