"""One indicator: its series, where it comes from, what was promised of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinhso.kernel.indicators import queries
from tinhso.kernel.indicators.models import Indicator, Measure, Observation
from tinhso.kernel.indicators.queries import DRAWN, Asked, Computed
from tinhso.kernel.indicators.rules import formulas as rules
from tinhso.kernel.units.models import AREAS, Unit
from tinhso.web.documents.pages import sentence_address
from tinhso.web.indicators.boundaries import boundary_choices, boundary_day, shown_in_boundaries
from tinhso.web.indicators.drawings import computed_marks, drawings, legend, marks_of
from tinhso.web.indicators.formulas import pieces, shown_computed
from tinhso.web.indicators.meaning import meaning, methods
from tinhso.web.indicators.pages.choices import way_to
from tinhso.web.indicators.sentences import (
    conflict_sentence,
    finding_sentence,
    judged_period,
    judged_words,
    standing_words,
)
from tinhso.web.indicators.wording import (
    bound_words,
    indicator_address,
    period_words,
    shown,
)
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Chip

CLAIMS = (Measure.CHANGE_FROM_BASE, Measure.RATIO_TO_BASE, Measure.CHANGE, Measure.SHARE_OF_PLAN)
# Periods of each series that a page shows; the file holds all.
SHOWN = Asked(every_source=True, forecasts=True, last=240)


# A year's edition is drawn at the year's end: its method has turned since the one before.
MIDYEAR = 7


@dataclass(frozen=True)
class ShownTarget:
    """A target of this indicator on its page."""

    title: str
    bound: str
    due: str
    judged: str
    judged_period: str
    state: str
    word: str
    sentence: str
    source_href: str


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Show one series: drawing, sources, targets, disagreements, boundaries, what computes it."""
    found = queries.indicator(code)
    if found is None:
        raise Http404
    today = timezone.localdate()
    area, areas = _areas(request.GET.get("area", ""), today)
    keys = queries.keys_of([found], areas, Measure)
    grouped = queries.figures_of(keys, SHOWN, indicators=[found], areas=areas)
    every = _in_order(one for group in grouped.values() for one in group)
    computed = queries.derived(found, areas, on=today)
    measure, measures = _measures(found, every, request.GET.get("measure", ""), computed)
    figures = [one for one in every if one.measure == measure]
    days = queries.boundary_days(areas)
    on = boundary_day(request.GET.get("boundaries", ""), days)
    of = next((one for one in areas if on and one.stands_on(on)), None)
    carried = queries.in_boundaries(found, of, measure=measure) if of else []
    promised = [one for one in queries.targets(of=[found]) if one.area in areas]
    targets = queries.standings(promised, on=today)
    last = queries.latest_of(figures, measure)
    preferred = queries.preferred(figures)
    formula = bool(found.formula) and measure == Measure.LEVEL
    marks = computed_marks(found, measure, carried, computed if formula and not figures else [])
    if not on:
        marks = [*marks_of(found, measure, figures), *marks]
    drawn = drawings(found, measure, marks, targets, days, _methods_since(found, measure))
    compared = len(queries.areas_with(found))
    return render(
        request,
        "indicators/indicator.html",
        {
            "indicator": found,
            "area": area,
            "crumbs": way_to(found),
            "children": [(text(one.title), indicator_address(one)) for one in found.children.all()],
            "measure": measure,
            "measures": _choices(found, measures, measure, area),
            "boundaries": boundary_choices(found, measure, days if figures else [], on, area),
            "last": shown(last) if last else None,
            "drawings": drawn,
            "legend": legend(drawn),
            "figures": [shown(one, chosen=one.pk in preferred) for one in reversed(figures)],
            "claims": [shown(one) for one in reversed(every) if one.measure in CLAIMS],
            "carried": [shown_in_boundaries(found, measure, one) for one in reversed(carried)],
            "on": on,
            "targets": [_target(one) for one in targets],
            "conflicts": [
                (conflict_sentence(one), [shown(figure) for figure in one.figures])
                for one in queries.conflicts(every)
            ],
            "findings": [
                (finding_sentence(one), sentence_address(one.claim.citation))
                for one in queries.findings(grouped)
            ],
            "formula": pieces(found.formula, _named(found)) if found.formula else [],
            "computed": [
                shown_computed(found, one, _reported(figures))
                for one in reversed(computed if formula else [])
            ],
            "meaning": meaning(found),
            "methods": methods(found),
            "compare_href": reverse("indicators:areas", args=[found.code]),
            "compared": compared if compared > len(areas) else 0,
            "rank": measure == Measure.RANK,
        },
    )


def _areas(asked: str, today: date) -> tuple[Unit | None, list[Unit]]:
    """Return the area asked for, None for the province, and its versions to be shown."""
    if asked.isdecimal():
        area = Unit.objects.filter(pk=int(asked), kind__in=AREAS).first()
        if area is not None:
            return area, [area]
    return None, queries.home(today)


def _in_order(figures: Iterable[Observation]) -> list[Observation]:
    return sorted(figures, key=lambda one: (one.ends_on, -one.starts_on.toordinal(), one.pk))


def _measures(
    found: Indicator, every: Sequence[Observation], asked: str, computed: Sequence[Computed]
) -> tuple[str, list[Measure]]:
    known = {one.measure for one in every}
    if computed:
        known.add(Measure.LEVEL)
    measures = [one for one in DRAWN if one in known]
    if asked in measures:
        return asked, measures
    # Of an index its rank is shown when nothing is asked for.
    if found.unit == "points" and Measure.RANK in measures:
        return Measure.RANK, measures
    return (measures[0] if measures else Measure.LEVEL), measures


def _choices(
    found: Indicator, measures: Sequence[Measure], current: str, area: Unit | None
) -> list[Chip]:
    if len(measures) < 2:
        return []
    here = f"&area={area.pk}" if area else ""
    address = reverse("indicators:indicator", args=[found.code])
    return [
        Chip(str(one.label), f"{address}?measure={one}{here}", one == current) for one in measures
    ]


def _named(found: Indicator) -> dict[str, Indicator]:
    names = {name.name for name in rules.inputs(rules.parse(found.formula))}
    return {one.code: one for one in queries.indicators().filter(code__in=names)}


def _reported(figures: Sequence[Observation]) -> dict[str, str]:
    return {one.period: shown(one).words for one in queries.chosen(figures)}


def _methods_since(found: Indicator, measure: str) -> list[date]:
    if measure == Measure.GROWTH_RATE:
        return []
    return [date(int(one["since"]), MIDYEAR, 1) for one in found.methods[1:]]


def _target(found: queries.TargetStanding) -> ShownTarget:
    standing = standing_words(found)
    return ShownTarget(
        title=text(found.target.title),
        bound=bound_words(found.target),
        due=period_words(found.target.due_period),
        judged=judged_words(found),
        judged_period=judged_period(found),
        state=standing.state,
        word=standing.word,
        sentence=standing.sentence,
        source_href=sentence_address(found.target.citation),
    )
