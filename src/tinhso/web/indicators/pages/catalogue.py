"""The catalogue: what is measured, by field and below each other, found by any of its words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinhso.kernel.indicators import queries
from tinhso.kernel.indicators.models import Grain, Indicator, Measure, Observation
from tinhso.kernel.indicators.queries import DRAWN, Asked, Key
from tinhso.kernel.indicators.rules import formulas
from tinhso.kernel.indicators.rules.formulas import How
from tinhso.kernel.units.names import fold
from tinhso.web.drawing import Point
from tinhso.web.indicators.wording import ShownFigure, indicator_address, shown, unit_words
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Chip

HISTORY = Asked(grains=(Grain.YEAR,), last=8)
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Row:
    """One indicator of the catalogue, `depth` steps below its field."""

    indicator: Indicator
    href: str
    depth: int
    last: ShownFigure | None
    history: tuple[Point, ...]
    unit: str


@dataclass(frozen=True)
class Field:
    """A field with its indicators."""

    code: str
    title: str
    rows: list[Row] = field(default_factory=list)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """List indicators with their last figures: those that have one, all of them, or those found."""
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    everything = "all" in request.GET
    every = list(queries.indicators())
    home = queries.home(timezone.localdate())
    last = _last(every, queries.latest_figures(every, home))
    wanted = _found(every, asked) if asked else _kept(every, last, everything=everything)
    fields = _fields(every, wanted, last, _histories(last.values()))
    return render(
        request,
        "indicators/catalogue.html",
        {
            "fields": fields,
            "chips": [
                Chip(one.title, f"#{one.code}", current=False, count=len(one.rows))
                for one in fields
            ],
            "q": asked,
            "everything": everything,
            "shown": len(wanted),
            "without": len(every) - len(wanted),
        },
    )


def _last(
    every: Iterable[Indicator], figures: Mapping[tuple[int, str], Observation]
) -> dict[int, Observation]:
    """Return the figure that stands for each indicator: of an index, its rank."""
    found: dict[int, Observation] = {}
    for one in every:
        measures = (Measure.RANK, *DRAWN) if one.unit == "points" else DRAWN
        last = next((hit for name in measures if (hit := figures.get((one.pk, name)))), None)
        if last:
            found[one.pk] = last
    return found


def _histories(figures: Iterable[Observation]) -> dict[int, list[Observation]]:
    keys = [Key(one.indicator_id, one.measure, one.area_id) for one in figures]
    found = queries.figures_of(keys, HISTORY, sources=False)
    return {key.indicator_id: group for key, group in found.items()}


def _found(every: Sequence[Indicator], asked: str) -> set[int]:
    """Return the indicators that hold every word, with or without its diacritics."""
    words = fold(asked).split()
    return {one.pk for one in every if all(word in _searched(one) for word in words)}


def _searched(one: Indicator) -> str:
    words = [*one.title.values(), *one.definition.values(), one.code.replace("_", " ")]
    return fold(" ".join(str(word) for word in words))


def _kept(
    every: Sequence[Indicator], last: Mapping[int, Observation], *, everything: bool
) -> set[int]:
    """Return the indicators with a figure, or a formula that has its inputs, and their parents."""
    if everything:
        return {one.pk for one in every}
    above = {one.pk: one.parent_id for one in every}
    levels = {one.code for one in every if one.pk in last and last[one.pk].measure == Measure.LEVEL}
    kept = {one.pk for one in every if one.pk in last or _has_inputs(one, levels)}
    for one in list(kept):
        parent = above[one]
        while parent is not None:
            kept.add(parent)
            parent = above[parent]
    return kept


def _has_inputs(one: Indicator, levels: Collection[str]) -> bool:
    if not one.formula:
        return False
    names = formulas.inputs(formulas.parse(one.formula))
    return all(name.how == How.MEASURE or name.name in levels for name in names)


def _fields(
    every: Sequence[Indicator],
    wanted: set[int],
    last: Mapping[int, Observation],
    histories: Mapping[int, Sequence[Observation]],
) -> list[Field]:
    """Return the fields in the order of the catalogue, children below the parent they have."""
    children: dict[int | None, list[Indicator]] = {}
    fields = {one.pk: one.field for one in every}
    for one in every:
        if one.pk in wanted:
            same = one.parent_id in wanted and fields[one.parent_id] == one.field
            children.setdefault(one.parent_id if same else None, []).append(one)
    found: dict[str, Field] = {}

    def place(one: Indicator, depth: int) -> None:
        here = found.setdefault(one.field, Field(one.field, text(one.field_title)))
        here.rows.append(_row(one, depth, last.get(one.pk), histories.get(one.pk, ())))
        for child in children.get(one.pk, ()):
            place(child, depth + 1)

    for one in children.get(None, ()):
        place(one, 0)
    return list(found.values())


def _row(
    one: Indicator, depth: int, last: Observation | None, history: Sequence[Observation]
) -> Row:
    measure = last.measure if last else Measure.LEVEL
    scale = one.scale if measure == Measure.LEVEL else 1
    points = tuple(
        Point(hit.period, float(hit.value / scale), hit.kind != "actual") for hit in history
    )
    return Row(
        one,
        indicator_address(one, measure),
        depth,
        shown(last) if last else None,
        # A rank's line would rise where the province falls.
        points if len(points) > 1 and measure != Measure.RANK else (),
        unit_words(one, measure),
    )
