"""The directory and a unit's own page."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.places.extents import extent
from tinhso.kernel.units import queries
from tinhso.kernel.units.finding import Candidate, Found, find
from tinhso.kernel.units.models import Kind, Succession, Unit
from tinhso.kernel.units.names import fold
from tinhso.web.places.fields import explain
from tinhso.web.units.drawing import Locator, Side, Threads, draw, locate
from tinhso.web.units.selecting import GROUPS, Selection
from tinhso.web.ways import Chip, Crumb


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Find a unit by an old or new name, or read the list of a day."""
    selection = Selection.of(request)
    text = request.GET.get("q", "").strip()[:200]
    found = find(text, selection.day) if text else None
    units = list(selection.units)
    return render(
        request,
        "units/directory.html",
        {
            "selection": selection,
            "text": text,
            "found": found,
            "answers": _answers(found) if found else [],
            "divided": _divided(found) if found else None,
            "count": len(units),
            "units": units,
            "letters": _by_letter(units) if selection.group == "communes" else None,
            "group_chips": [
                Chip(title, selection.query(group=name), name == selection.group)
                for name, (title, _kinds) in GROUPS.items()
            ],
            "day_chips": _day_chips(selection),
            "exports": selection.query(),
        },
    )


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version of a unit: what it is, what it came from and what became of it."""
    found = get_object_or_404(Unit.objects.select_related("parent__parent"), pk=pk)
    today = timezone.localdate()
    before, after = list(queries.changes_into(found)), list(queries.changes_from(found))
    day = today if found.stands_on(today) else _last_day(found, today)
    below = list(queries.at(day).filter(parent=found))
    return render(
        request,
        "units/unit.html",
        {
            "unit": found,
            "stands": found.stands_on(today),
            "begins_later": found.valid_from is not None and found.valid_from > today,
            "crumbs": _crumbs(found),
            "before": _thread(before, found, backwards=True) if before else None,
            "after": _thread(after, found, backwards=False) if after else None,
            "basis": after or before,
            "same_code": Unit.objects.filter(code=found.code)
            .exclude(pk=found.pk)
            .order_by("valid_from"),
            "became": () if after or found.stands_on(today) else queries.successors(found, today),
            "below": below,
            "total_area": _total_area(found, below),
            "locator": _locator(found, day),
        },
    )


def _answers(found: Found) -> list[dict[str, Any]]:
    """Return what was named in full; only where nothing was, what resembles it."""
    exact = [one for one in found.candidates if one.exact]
    return [{"unit": one.unit, "explanation": explain(one)} for one in exact or found.candidates]


def _divided(found: Found) -> Candidate | None:
    """Return the first exact candidate whose named unit was divided: the reader is asked."""
    return next((one for one in found.candidates if one.exact and one.is_divided), None)


def _by_letter(units: list[Unit]) -> list[tuple[str, list[Unit]]]:
    def letter(unit: Unit) -> str:
        first = unit.short_title[:1].upper()
        return first if first in "ĐÂĂÊÔƠƯ" else fold(first).upper() or first

    return [(key, list(these)) for key, these in groupby(units, key=letter)]


def _day_chips(selection: Selection) -> list[Chip]:
    """Offer today and the day before each change of boundaries, the latest first."""
    changes = (
        Succession.objects.filter(successor__kind__in=(Kind.COMMUNE, Kind.PROVINCE))
        .order_by("-effective")
        .values_list("effective", flat=True)
        .distinct()[:3]
    )
    chips = [Chip(_("Hôm nay"), selection.query(at=None), selection.is_today)]
    for effective in changes:
        before = effective - timedelta(days=1)
        title = _("Trước %(day)s") % {"day": effective.strftime("%d/%m/%Y")}
        chips.append(Chip(title, selection.query(at=before.isoformat()), selection.day == before))
    if not any(chip.current for chip in chips):
        title = _("Ngày %(day)s") % {"day": selection.day.strftime("%d/%m/%Y")}
        chips.append(Chip(title, selection.query(), current=True))
    return chips


def _last_day(unit: Unit, today: date) -> date:
    if unit.valid_to is not None and unit.valid_to <= today:
        return unit.valid_to - timedelta(days=1)
    return unit.valid_from or today


def _crumbs(unit: Unit) -> list[Crumb]:
    crumbs = [Crumb(unit.title)]
    above = unit.parent
    while above is not None:
        crumbs.append(Crumb(above.title, reverse("units:unit", args=[above.pk])))
        above = above.parent
    crumbs.append(Crumb(_("Đơn vị"), reverse("units:directory")))
    return crumbs[::-1]


def _thread(changes: list[Succession], unit: Unit, *, backwards: bool) -> Threads:
    others = [change.predecessor if backwards else change.successor for change in changes]
    sides = [
        Side(other, change.share, change.get_change_display())
        for other, change in zip(others, changes, strict=True)
    ]
    return draw(sides, unit, backwards=backwards)


def _locator(unit: Unit, day: date) -> Locator | None:
    if unit.kind != Kind.COMMUNE:
        return None
    return locate(unit, queries.communes(day), extent().outline)


def _total_area(unit: Unit, below: list[Unit]) -> Any:
    """Return the sum of its communes' areas where it has none of its own and all of theirs."""
    areas = [one.area_km2 for one in below if one.kind == Kind.COMMUNE]
    if unit.area_km2 is not None or not areas or None in areas:
        return None
    return sum(area for area in areas if area is not None)
