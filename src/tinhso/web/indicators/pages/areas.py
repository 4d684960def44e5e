"""One figure of many areas, the best first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.indicators import queries
from tinhso.kernel.indicators.models import Indicator, Measure
from tinhso.kernel.indicators.queries import Asked, Placed
from tinhso.kernel.indicators.rules.periods import Period
from tinhso.kernel.units.models import Unit
from tinhso.web.indicators.pages.choices import way_to
from tinhso.web.indicators.wording import ShownFigure, period_words, shown
from tinhso.web.ways import Chip

PERIODS_OFFERED = 8


@dataclass(frozen=True)
class Row:
    """An area with its place, its figure and how long its bar is."""

    place: int
    name: str
    href: str
    figure: ShownFigure
    value: float


@require_safe
def areas(request: HttpRequest, code: str) -> HttpResponse:
    """Compare the areas of one kind in one period."""
    found = queries.indicator(code)
    if found is None:
        raise Http404
    groups = _groups(queries.areas_with(found))
    group = request.GET.get("areas", "")
    if group not in groups:
        group = max(groups, key=lambda one: len(groups[one]), default="")
    here = groups.get(group, [])
    periods = _periods(found, here)
    asked = request.GET.get("period", "")
    period = asked if asked in periods else next(iter(periods), "")
    placed = queries.over_areas(found, here, period) if period else []
    top = max((abs(float(one.figure.value)) for one in placed), default=0.0)
    return render(
        request,
        "indicators/areas.html",
        {
            "indicator": found,
            "crumbs": way_to(found, _("So các địa bàn")),
            "period": period_words(period) if period else "",
            "periods": _period_choices(found, group, periods, period),
            "groups": _group_choices(found, groups, group),
            "rows": [_row(found, one) for one in placed],
            "top": top,
            "without": len(here) - len(placed),
        },
    )


def _groups(every: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Return areas that may be compared: of one kind, and standing on the same map."""
    found: dict[str, list[Unit]] = {}
    for one in every:
        key = f"{one.kind}-{one.valid_to:%Y-%m-%d}" if one.valid_to else one.kind
        found.setdefault(key, []).append(one)
    return found


def _periods(found: Indicator, here: Sequence[Unit]) -> list[str]:
    """Return the periods that most areas have, the newest first."""
    keys = queries.keys_of([found], here, [Measure.LEVEL])
    windows = queries.figures_of(keys, Asked(last=PERIODS_OFFERED), sources=False)
    spoken = Counter(one.period for group in windows.values() for one in group)
    usual = [period for period, count in spoken.items() if count * 2 >= max(spoken.values())]
    return sorted(usual, key=Period.parse, reverse=True)[:PERIODS_OFFERED]


def _row(found: Indicator, one: Placed) -> Row:
    area = one.figure.area
    address = reverse("indicators:indicator", args=[found.code])
    return Row(
        one.place,
        area.title,
        f"{address}?area={area.pk}",
        shown(one.figure),
        max(0.0, float(one.figure.value)),
    )


def _period_choices(
    found: Indicator, group: str, periods: Sequence[str], current: str
) -> list[Chip]:
    address = reverse("indicators:areas", args=[found.code])
    return [
        Chip(period_words(one), f"{address}?areas={group}&period={one}", one == current)
        for one in periods
    ]


def _group_choices(found: Indicator, groups: dict[str, list[Unit]], current: str) -> list[Chip]:
    address = reverse("indicators:areas", args=[found.code])
    return [
        Chip(_group_words(here[0]), f"{address}?areas={key}", key == current, len(here))
        for key, here in groups.items()
    ]


def _group_words(one: Unit) -> str:
    kind = str(one.get_kind_display())
    if one.valid_to is None:
        return kind
    return _("%(kind)s, trước %(day)s") % {"kind": kind, "day": f"{one.valid_to:%d/%m/%Y}"}
