"""What a category and a commune suggest: how urgent, by when, which unit answers."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tinhso.kernel.cases import words
from tinhso.kernel.cases.queries import in_force
from tinhso.kernel.cases.queries.units import province_name
from tinhso.kernel.declarations import Text
from tinhso.kernel.registers import queries as registers
from tinhso.kernel.registers.queries import Held
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.names import fold
from tinhso.kernel.units.queries import standing_on
from tinhso.systems.hotline.queries import CATEGORIES, PROCEDURE


@dataclass(frozen=True)
class Category:
    """A category as the console offers it; `looked_for` is all it is found by, folded."""

    code: str
    title: Text
    looked_for: str
    priority: str
    unit: str
    at_commune: bool


@dataclass(frozen=True)
class Priority:
    """How urgent a report may be: its time limit and what that rests on, in words."""

    code: str
    title: str
    limit: str
    basis: str
    is_borrowed: bool


@dataclass(frozen=True)
class Routing:
    """What follows from a category and a commune: None where it isn't known."""

    priority: Priority | None
    unit: Unit | None


def categories(*, now: datetime) -> list[Category]:
    """Return the province's categories in their order. One query."""
    return [_category(held) for held in registers.records(CATEGORIES, at=now)]


def _category(held: Held) -> Category:
    values = held.values
    keywords = str(values.get("keywords") or "")
    title = Text(vi=held.title, en=str(values["title_en"]))
    return Category(
        code=held.code,
        title=title,
        looked_for=fold(f"{title.vi} {title.en} {keywords}"),
        priority=str(values["priority"]),
        unit=str(values.get("default_unit") or ""),
        at_commune=values["unit_kind"] == "commune",
    )


def priorities(*, now: datetime) -> list[Priority]:
    """Return every priority that the procedure knows, with the limit its table gives today."""
    procedure, day = in_force(PROCEDURE, now=now), timezone.localdate(now)
    asked = procedure.fields.properties["priority"]
    province = words.here_of(dict(province_name(day)))
    found = []
    for choice in asked.one_of:
        values = procedure.vocabulary.values({"priority": choice.const}, {}, {})
        row = procedure.limit(values, on=day).row
        basis = words.basis_words(row.basis, words.here(row.source), province)
        limit = words.row_limit_words(row)
        borrowed = row.basis != "adopted"
        found.append(Priority(choice.const, words.here(choice.text), limit, basis, borrowed))
    return found


def routing(category: str, commune: str, *, now: datetime) -> Routing:
    """Return the priority and the unit that are usual for a category in a commune.

    The unit is the category's own, else the commune itself where communes handle it; a category
    that some agency handles without a default names none: a person chooses. At most two queries,
    none without a category.
    """
    if not category:
        return Routing(None, None)
    chosen = next((one for one in categories(now=now) if one.code == category), None)
    if chosen is None:
        return Routing(None, None)
    code = chosen.unit or (commune if chosen.at_commune else "")
    usual = next((one for one in priorities(now=now) if one.code == chosen.priority), None)
    return Routing(usual, unit(code, now=now) if code else None)


def unit(code: str, *, now: datetime) -> Unit | None:
    """Return the unit that carries a code today, or None."""
    return Unit.objects.filter(standing_on(timezone.localdate(now)), code=code).first()
