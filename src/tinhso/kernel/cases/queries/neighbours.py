"""What happened before at the place of a case, and what its reporter asked before.

Neither shows words: number, category, when, and how it ended. Whoever follows the number sees of
that case what their own right to it allows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, hypot, radians
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from tinhso.kernel.cases import words
from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.queries.bundles import compiled
from tinhso.kernel.cases.queries.choices import choices

METRES = 200
METRES_A_DEGREE = 111_320
ADDRESS = "address"
WRITTEN = RawSQL("lower(form ->> 'address')", [])
MOST = 8
NEAREST = 60


@dataclass(frozen=True)
class Earlier:
    """An earlier case: `metres` away, None where the same address or person led to it."""

    number: str
    category: str
    filed_at: datetime
    is_open: bool
    state: str
    rating: int | None
    metres: int | None


def earlier_here(case: Case, *, now: datetime, most: int = MOST) -> tuple[Earlier, ...]:
    """Return the latest cases of the same procedure within 200 m, or at the same address.

    The address is the answer to a question of that name, in the same commune, however it is
    written in capitals. Two queries at most, one where nothing is found.
    """
    before = Case.objects.filter(bundle__name=_name(case), filed_at__lte=now).exclude(pk=case.pk)
    ways = [way for way in (_around(case, before), _same_address(case, before)) if way is not None]
    if not ways:
        return ()
    # Each by an index of its own: together they would be looked for in every case there is.
    first, *more = (way.order_by("-filed_at").values("pk")[:NEAREST] for way in ways)
    found = _columns(Case.objects.filter(pk__in=first.union(*more)))
    rows: Any = found.annotate(written=WRITTEN).order_by("-filed_at")[:NEAREST]
    near = [(row, _metres(case, row)) for row in rows]
    kept = [
        (row, metres)
        for row, metres in near
        if metres is None
        or metres <= METRES
        or (row.place_id, row.written) == (case.place_id, _address(case))
    ]
    return _told(kept[:most], now)


def earlier_of(
    reporters: Iterable[UUID], case: Case, *, now: datetime, most: int = MOST
) -> tuple[Earlier, ...]:
    """Return the latest cases of the same procedure that these persons filed before."""
    found = Case.objects.filter(
        reporter_id__in=list(reporters), bundle__name=_name(case), filed_at__lte=now
    )
    rows = _columns(found.exclude(pk=case.pk)).order_by("-filed_at")[:most]
    return _told([(row, None) for row in rows], now)


def _name(case: Case) -> str:
    return compiled(case.bundle_id).name


def _around(case: Case, before: QuerySet[Case]) -> QuerySet[Case] | None:
    if case.latitude is None or case.longitude is None:
        return None
    high = METRES / METRES_A_DEGREE
    wide = high / max(cos(radians(case.latitude)), 0.01)
    return before.filter(
        latitude__range=(case.latitude - high, case.latitude + high),
        longitude__range=(case.longitude - wide, case.longitude + wide),
    )


def _same_address(case: Case, before: QuerySet[Case]) -> QuerySet[Case] | None:
    address = _address(case)
    if not address or case.place_id is None:
        return None
    return before.filter(place_id=case.place_id).alias(written=WRITTEN).filter(written=address)


def _address(case: Case) -> str:
    return str(case.form.get(ADDRESS) or "").strip().lower()


def _columns(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.only(
        *("bundle_id", "number", "category", "place_id", "latitude", "longitude"),
        *("filed_at", "closed_at", "answered_at", "outcome", "rating"),
    )


def _metres(case: Case, other: Case) -> int | None:
    if case.latitude is None or case.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    north = (other.latitude - case.latitude) * METRES_A_DEGREE
    east = (other.longitude - case.longitude) * METRES_A_DEGREE * cos(radians(case.latitude))
    return round(hypot(north, east))


def _told(rows: Sequence[tuple[Case, int | None]], now: datetime) -> tuple[Earlier, ...]:
    titles: dict[int, dict[str, str]] = {}
    for row, _metres_away in rows:
        if row.bundle_id not in titles:
            procedure = compiled(row.bundle_id)
            known = (procedure.form.properties, procedure.fields.properties)
            question = next((form["category"] for form in known if "category" in form), None)
            titles[row.bundle_id] = dict(choices(question, now=now)) if question else {}
    return tuple(
        Earlier(
            number=row.number,
            category=titles[row.bundle_id].get(row.category, row.category),
            filed_at=row.filed_at,
            is_open=row.closed_at is None,
            state=_state(row),
            rating=row.rating,
            metres=metres,
        )
        for row, metres in rows
    )


def _state(case: Case) -> str:
    declared = compiled(case.bundle_id).procedure.steps.get(case.outcome)
    if declared is not None:
        return words.here(declared.title)
    return _("Đã trả lời") if case.answered_at else _("Đang xử lý")
