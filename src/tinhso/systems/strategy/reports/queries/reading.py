"""The facts of a report as they were held at an instant, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain

from tinhso.kernel.declarations import fingerprint
from tinhso.kernel.documents.models import Citation, Document
from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.indicators.models import Indicator, Measure, Observation, Target
from tinhso.kernel.indicators.queries import Conflict, Finding, TargetStanding
from tinhso.kernel.indicators.rules.findings import HiddenFall
from tinhso.kernel.units.models import Unit
from tinhso.systems.strategy.models import Milestone, Resolution
from tinhso.systems.strategy.reports.queries.scopes import both
from tinhso.systems.strategy.reports.rules.facts import (
    Area,
    ConflictFacts,
    Facts,
    FallFacts,
    Figure,
    IndicatorFacts,
    MilestoneFacts,
    RankLostFacts,
    Scope,
    SourceFacts,
    Span,
    SpanKind,
    TargetFacts,
)

YEARS_DRAWN = 5
"""A year is drawn with this many before it."""

Known = Mapping[int, IndicatorFacts]


def facts(scope: Scope, span: Span, *, as_of: datetime, on: date) -> Facts:
    """Return everything a report is made of, as it was held at `as_of`; `on` is that day here.

    Nothing that speaks of a time after the span is read, and targets are judged at its end, or on
    that day if it has not ended then.
    """
    judged_on = min(on, date(span.last + 1, 1, 1))
    every = [one for one in indicators.targets(as_of=as_of) if _of(one, scope)]
    targets = [one for one in every if _runs(one, span)]
    shown = _shown(scope, targets)
    grouped = indicators.figures_of(
        indicators.keys_of(shown, indicators.home(on), tuple(Measure)),
        indicators.Asked(
            within=(date(_first_read(span), 1, 1), date(span.last, 12, 31)),
            every_source=True,
            forecasts=True,
            as_of=as_of,
        ),
    )
    figures = list(chain.from_iterable(grouped.values()))
    known = _indicators(shown, figures)
    standings = [indicators.standing(one, grouped, on=judged_on) for one in targets]
    milestones = _milestones(scope, span)
    resolutions = dict(Resolution.objects.values_list("code", "fingerprint"))
    findings = indicators.findings(grouped)
    return Facts(
        scope=scope,
        span=span,
        as_of=as_of,
        on=judged_on,
        declared=_declared(shown, resolutions),
        indicators=tuple(known.values()),
        targets_found=len(every),
        targets=tuple(_target(one, known) for one in standings),
        milestones=tuple(_milestone(one) for one in milestones),
        conflicts=tuple(
            _conflict(one, known)
            for one in indicators.conflicts(figures)
            if one.figures[0].ends_on.year in span.years
        ),
        falls=tuple(_fall(one, known) for one in findings if isinstance(one.what, HiddenFall)),
        ranks_lost=tuple(
            _rank_lost(one, known) for one in findings if not isinstance(one.what, HiddenFall)
        ),
        sources=_sources(figures, targets, milestones),
    )


def _first_read(span: Span) -> int:
    return span.last - YEARS_DRAWN if span.kind is SpanKind.YEAR else span.first


def _of(target: Target, scope: Scope) -> bool:
    return {
        "resolution": target.commitment == scope.code,
        "field": target.indicator.field == scope.code,
    }.get(scope.kind, True)


def _runs(target: Target, span: Span) -> bool:
    """Return whether a target is of an area that stood in the span, and runs or falls due in it."""
    since, until = target.area.valid_from, target.area.valid_to
    if (since and since.year > span.last) or (until and until.year < span.first):
        return False
    if target.base_period and int(target.base_period) >= span.last:
        return False
    due = target.due_on.year
    return due >= span.last if span.kind is SpanKind.YEAR else span.first < due <= span.last


def _shown(scope: Scope, targets: Sequence[Target]) -> list[Indicator]:
    of_targets = {one.indicator_id for one in targets}
    return [
        one
        for one in indicators.indicators()
        if scope.kind == "all"
        or (scope.kind == "field" and one.field == scope.code)
        or one.pk in of_targets
    ]


def _indicators(
    shown: Sequence[Indicator], figures: Sequence[Observation]
) -> dict[int, IndicatorFacts]:
    preferred = indicators.preferred(figures)
    by_indicator: dict[int, list[Observation]] = {}
    for one in figures:
        by_indicator.setdefault(one.indicator_id, []).append(one)
    return {
        one.pk: IndicatorFacts(
            code=one.code,
            title=both(one.title),
            field=one.field,
            field_title=both(one.field_title),
            unit=one.unit,
            unit_name=both(one.scale_name),
            scale=one.scale,
            direction=one.direction,
            figures=tuple(
                _figure(figure, preferred=figure.pk in preferred)
                for figure in sorted(by_indicator.get(one.pk, []), key=_in_time)
            ),
        )
        for one in shown
    }


def _in_time(one: Observation) -> tuple[date, int, int, str]:
    """Order figures by what they speak of, never by when they came in: the order is content."""
    return one.ends_on, -one.starts_on.toordinal(), one.preference, one.source


def _figure(one: Observation, *, preferred: bool) -> Figure:
    return Figure(
        measure=one.measure,
        area=_area(one.area),
        period=one.period,
        ends_on=one.ends_on,
        value=one.value.normalize(),
        relation=one.relation,
        kind=one.kind,
        source=_code(one.citation) or one.source,
        preferred=preferred,
        base=one.base_period,
        among=one.among,
        method=one.method,
        confidence=one.confidence,
    )


def _area(unit: Unit) -> Area:
    return Area(unit.pk, unit.name_vi, unit.valid_from, unit.valid_to)


def _target(found: TargetStanding, known: Known) -> TargetFacts:
    target, standing = found.target, found.standing
    return TargetFacts(
        code=target.code,
        title=both(target.title),
        indicator=known[target.indicator_id],
        measure=target.measure,
        reading=target.reading,
        value=target.value.normalize(),
        relation=target.relation,
        due=target.due_period,
        due_on=target.due_on,
        commitment=target.commitment,
        source=_code(target.citation),
        status=str(standing.status),
        judged=standing.value,
        judged_relation=found.figure.relation if found.figure else "=",
        since=standing.since.code if standing.since else "",
        until=standing.until.code if standing.until else "",
        conclusive=standing.conclusive,
        judged_source=_code(found.figure.citation) if found.figure else "",
        note=both(target.note),
    )


def _milestones(scope: Scope, span: Span) -> list[Milestone]:
    """Return the milestones of a scope; those due outside the span are left out."""
    rows = Milestone.objects.select_related(
        "resolution", "citation__document", "met_citation__document"
    ).defer("citation__document__text", "met_citation__document__text")
    first = span.last if span.kind is SpanKind.YEAR else span.first
    return [
        one
        for one in rows.order_by("resolution__position", "position", "code")
        if (scope.kind != "resolution" or one.resolution.code == scope.code)
        and (scope.kind != "field" or one.field == scope.code)
        and (one.due_on is None or first <= one.due_on.year)
        and (one.due_on is None or span.kind is SpanKind.YEAR or one.due_on.year <= span.last)
    ]


def _milestone(one: Milestone) -> MilestoneFacts:
    return MilestoneFacts(
        code=one.code,
        title=both(one.title),
        due_on=one.due_on,
        met_in=one.met_in,
        note=both(one.note),
        source=_code(one.citation),
        met_source=_code(one.met_citation),
    )


def _conflict(found: Conflict, known: Known) -> ConflictFacts:
    said = sorted(found.figures, key=_in_time)
    return ConflictFacts(
        known[found.indicator.pk],
        found.period,
        found.measure,
        tuple(_figure(one, preferred=False) for one in said),
    )


def _fall(found: Finding, known: Known) -> FallFacts:
    what = found.what
    if not isinstance(what, HiddenFall):
        raise TypeError("only a hidden fall has a base and a peak")
    return FallFacts(
        indicator=known[found.indicator.pk],
        change=what.change,
        base_year=what.base_year,
        base=what.base,
        peak_year=what.peak.year,
        peak=what.peak.value,
        last_year=what.last.year,
        fall=what.fall,
        source=_code(found.claim.citation),
    )


def _rank_lost(found: Finding, known: Known) -> RankLostFacts:
    what = found.what
    return RankLostFacts(
        indicator=known[found.indicator.pk],
        best_year=found.peak.ends_on.year,
        best=found.peak.value,
        last_year=what.last.year,
        last=what.last.value,
        source=_code(found.claim.citation),
    )


def _declared(shown: Iterable[Indicator], resolutions: Mapping[str, str]) -> str:
    """Return the hash of what is declared and not kept in time: titles, units, resolutions."""
    return fingerprint(
        {
            "indicators": [
                [one.code, one.title, one.field_title, one.scale_name, str(one.scale), one.unit]
                for one in shown
            ],
            "resolutions": dict(resolutions),
        }
    )


def _code(citation: Citation | None) -> str:
    return citation.document.code if citation else ""


def _sources(
    figures: Iterable[Observation], targets: Iterable[Target], milestones: Iterable[Milestone]
) -> tuple[SourceFacts, ...]:
    citations = [
        *(one.citation for one in figures),
        *(one.citation for one in targets),
        *chain.from_iterable((one.citation, one.met_citation) for one in milestones),
    ]
    cited: dict[str, Document] = {}
    for citation in citations:
        if citation is not None:
            cited.setdefault(citation.document.code, citation.document)
    return tuple(
        SourceFacts(code, both(one.title), one.kind, one.number, one.issued_on)
        for code, one in sorted(cited.items())
    )
