"""The catalogue of indicators, and one indicator's series."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.indicators import queries
from tinhso.kernel.indicators.models import Indicator, Measure, Observation
from tinhso.web.documents.pages import sentence_address
from tinhso.web.indicators.drawings import drawings
from tinhso.web.indicators.sentences import (
    conflict_sentence,
    finding_sentence,
    judged_period,
    judged_words,
    standing_words,
)
from tinhso.web.indicators.wording import (
    ShownFigure,
    bound_words,
    full_words,
    indicator_address,
    period_words,
    shown,
)
from tinhso.web.templatetags.tinhso import text

DRAWN = (Measure.LEVEL, Measure.RANK, Measure.GROWTH_RATE)
CLAIMS = (Measure.CHANGE_FROM_BASE, Measure.RATIO_TO_BASE, Measure.CHANGE, Measure.SHARE_OF_PLAN)


@dataclass(frozen=True)
class Choice:
    """A way to see the page otherwise."""

    title: str
    href: str
    current: bool
    count: int | None = None


@dataclass(frozen=True)
class Crumb:
    """A step of the way to this page; the last has no address."""

    title: str
    href: str = ""


@dataclass(frozen=True)
class Computed:
    """A period's figure in chosen boundaries, or why there is none."""

    period: str
    words: str
    why: str
    own: bool


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
def catalogue(request: HttpRequest) -> HttpResponse:
    """List every indicator with its last figure, by field."""
    figures = queries.all_figures()
    by_indicator: dict[int, list[Observation]] = {}
    for one in figures:
        by_indicator.setdefault(one.indicator_id, []).append(one)
    fields: dict[str, list[tuple[Indicator, str, ShownFigure | None]]] = {}
    for found in queries.indicators():
        last = _last(by_indicator.get(found.pk, []))
        address = indicator_address(found)
        fields.setdefault(text(found.field_title), []).append(
            (found, address, shown(last) if last else None)
        )
    return render(request, "indicators/catalogue.html", {"fields": list(fields.items())})


def _last(figures: list[Observation]) -> Observation | None:
    points = bool(figures) and figures[0].indicator.unit == "points"
    for measure in (Measure.RANK, *DRAWN) if points else DRAWN:
        last = queries.latest_of(figures, measure)
        if last:
            return last
    return None


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Show one series: drawing, sources, targets, disagreements, and other boundaries."""
    found = queries.indicator(code)
    if found is None:
        raise Http404
    every = queries.series(found)
    measures = [one for one in DRAWN if any(figure.measure == one for figure in every)]
    asked = request.GET.get("measure", "")
    measure = next((one for one in measures if one == asked), _first(found, measures))
    figures = [one for one in every if one.measure == measure]
    days = queries.boundary_days(every)
    on = _boundaries(request.GET.get("boundaries", ""), days)
    grouped = queries.by_key(queries.all_figures())
    targets = [
        queries.standing(one, grouped, on=timezone.localdate())
        for one in queries.targets()
        if one.indicator_id == found.pk
    ]
    own = {key: group for key, group in grouped.items() if key.indicator_id == found.pk}
    last = queries.latest_of(figures, measure)
    preferred = queries.preferred(figures)
    return render(
        request,
        "indicators/indicator.html",
        {
            "indicator": found,
            "crumbs": [
                Crumb(_("Số liệu"), reverse("indicators:catalogue")),
                Crumb(text(found.title)),
            ],
            "measure": measure,
            "measures": _measure_choices(found, measures, measure),
            "boundaries": _boundary_choices(found, measure, days, on),
            "last": shown(last) if last else None,
            "drawings": [] if on else drawings(found, measure, figures, targets, days),
            "figures": [shown(one, chosen=one.pk in preferred) for one in reversed(figures)],
            "claims": [shown(one) for one in every if one.measure in CLAIMS],
            "computed": _computed(found, every, measure, on) if on else [],
            "on": on,
            "targets": [_target(one) for one in targets],
            "conflicts": [
                (conflict_sentence(one), [shown(figure) for figure in one.figures])
                for one in queries.conflicts(every)
            ],
            "findings": [
                (finding_sentence(one), sentence_address(one.claim.citation))
                for one in queries.findings(own)
            ],
            "rank": measure == Measure.RANK,
            "now": timezone.now(),
        },
    )


def _first(found: Indicator, measures: list[Measure]) -> Measure:
    """Return what is shown when nothing is asked for: of an index, its rank."""
    if found.unit == "points" and Measure.RANK in measures:
        return Measure.RANK
    return measures[0] if measures else Measure.LEVEL


def _boundaries(asked: str, days: list[date]) -> date | None:
    offered = {day.isoformat(): day for day in days}
    if asked.startswith("before-") and asked.removeprefix("before-") in offered:
        return offered[asked.removeprefix("before-")] - timedelta(days=1)
    if asked.startswith("since-") and asked.removeprefix("since-") in offered:
        return offered[asked.removeprefix("since-")]
    return None


def _measure_choices(found: Indicator, measures: list[Measure], current: str) -> list[Choice]:
    if len(measures) < 2:
        return []
    return [
        Choice(str(one.label), indicator_address(found, one), one == current) for one in measures
    ]


def _boundary_choices(
    found: Indicator, measure: str, days: list[date], on: date | None
) -> list[Choice]:
    if not days:
        return []
    address = reverse("indicators:indicator", args=[found.code])
    start = f"{address}?measure={measure}"
    choices = [Choice(_("Như nguồn công bố"), start, on is None)]
    for day in days:
        words = f"{day:%d/%m/%Y}"
        before = day - timedelta(days=1)
        choices += [
            Choice(
                _("Ranh giới trước %(day)s") % {"day": words},
                f"{start}&boundaries=before-{day.isoformat()}",
                on == before,
            ),
            Choice(
                _("Ranh giới từ %(day)s") % {"day": words},
                f"{start}&boundaries=since-{day.isoformat()}",
                on == day,
            ),
        ]
    return choices


def _computed(found: Indicator, every: list[Observation], measure: str, on: date) -> list[Computed]:
    return [
        Computed(
            period=period_words(one.period),
            words="" if one.value is None else full_words(one.value, found, measure, _digits(one)),
            why=_why(one),
            own=one.own,
        )
        for one in reversed(queries.in_boundaries(found, every, on=on, measure=measure))
    ]


def _digits(one: queries.InBoundaries) -> int | None:
    return None if one.own else 1


def _why(one: queries.InBoundaries) -> str:
    names = ", ".join(unit.title for unit in one.units)
    if one.reason == "missing":
        return _("Không tính được: thiếu số của %(units)s") % {"units": names}
    if one.reason == "undeclared_share":
        return _("Không tính được: chưa rõ phần chia của %(units)s") % {"units": names}
    if one.reason == "never":
        return _("Không quy đổi được: hạng và chỉ số không cộng được")
    return ""


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
