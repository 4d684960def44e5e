"""Reading units: which stand on a day, what they are called, and what became of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Q, QuerySet

from tinhso.kernel.units.models import Kind, Succession, Unit
from tinhso.kernel.units.rules import WHOLE, Link, Part, followed, preceded


class NoSuchUnitError(LookupError):
    """No unit of this code stands on this day."""


class DividedError(LookupError):
    """A unit was divided or dissolved, so that nobody can say for it alone; see `candidates`."""

    def __init__(self, unit: Unit, candidates: tuple[Unit, ...]) -> None:
        self.unit = unit
        self.candidates = candidates
        names = ", ".join(str(one) for one in candidates) or "none"
        super().__init__(f"{unit} was divided or dissolved: choose one of {names}")


@dataclass(frozen=True, slots=True)
class Related:
    """A unit that another one was or has become.

    `share` is how much of the older one is in the newer one (0 < share <= 1); None where it was
    divided and nobody declared by how much.
    """

    unit: Unit
    share: Decimal | None

    @property
    def is_certain(self) -> bool:
        """Whether the older one went into the newer one undivided."""
        return self.share == 1


def at(day: date) -> QuerySet[Unit]:
    """Return the units that stand on `day`, in Vietnamese order."""
    return Unit.objects.filter(standing_on(day))


def standing_on(day: date, prefix: str = "") -> Q:
    """Return the condition that a unit stands on `day`; `prefix` is the way to it ("unit__")."""
    began = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    lasts = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return began & lasts


def communes(at: date) -> QuerySet[Unit]:
    """Return the communes (xã, phường, thị trấn) that stand on a day, in Vietnamese order."""
    return Unit.objects.filter(standing_on(at), kind=Kind.COMMUNE)


def provinces(at: date) -> QuerySet[Unit]:
    """Return the provinces that stand on a day: one today, several before a merger."""
    return Unit.objects.filter(standing_on(at), kind=Kind.PROVINCE)


def by_code(code: str, at: date) -> Unit:
    """Return the unit that carries `code` on a day; raises NoSuchUnitError."""
    try:
        return Unit.objects.get(standing_on(at), code=code)
    except Unit.DoesNotExist:
        raise NoSuchUnitError(
            f"no unit of code {code} stands on {at}; codes are used again after mergers, so "
            "look for it on a day on which it stood"
        ) from None


def links() -> tuple[Link, ...]:
    """Return every change of every unit, for the rules."""
    return tuple(
        Link(*row)
        for row in Succession.objects.order_by("pk").values_list(
            "predecessor_id", "successor_id", "share", "effective"
        )
    )


AROUND = """
WITH RECURSIVE back AS (
    SELECT id, predecessor_id, successor_id, share, effective
    FROM units_succession WHERE successor_id = %(unit)s
    UNION
    SELECT s.id, s.predecessor_id, s.successor_id, s.share, s.effective
    FROM units_succession s JOIN back ON s.successor_id = back.predecessor_id
), ahead AS (
    SELECT id, predecessor_id, successor_id, share, effective
    FROM units_succession WHERE predecessor_id = %(unit)s
    UNION
    SELECT s.id, s.predecessor_id, s.successor_id, s.share, s.effective
    FROM units_succession s JOIN ahead ON s.predecessor_id = ahead.successor_id
)
SELECT predecessor_id, successor_id, share, effective
FROM (SELECT * FROM back UNION SELECT * FROM ahead) AS found ORDER BY id
"""


def links_around(unit: Unit) -> tuple[Link, ...]:
    """Return the changes that a unit came from and those it went into; one query.

    Back to the oldest known and on to the newest, but not what else its neighbours became.
    """
    with connection.cursor() as cursor:
        cursor.execute(AROUND, {"unit": unit.pk})
        return tuple(Link(*row) for row in cursor.fetchall())


def successors(unit: Unit, at: date) -> tuple[Related, ...]:
    """Return what `unit` has become by `at`, in Vietnamese order; itself where it still stands.

    A unit that ended without a successor of its own (a district) became what its children became;
    there every share is None.
    """
    return successors_of([unit], at)[unit.pk]


def successors_of(units: Collection[Unit], at: date) -> dict[int, tuple[Related, ...]]:
    """Return the `successors` of several units by their ids; three queries, however many."""
    changes = links()
    parts = {unit.pk: followed(unit.pk, changes, on=at) for unit in units}
    ended = [
        unit.pk
        for unit in units
        if not unit.stands_on(at) and parts[unit.pk] == (Part(unit.pk, WHOLE),)
    ]
    if ended:
        heirs: dict[int, set[int]] = {pk: set() for pk in ended}
        below = Unit.objects.filter(parent__in=ended).values_list("pk", "parent_id")
        for child, parent in below:
            heirs[parent] |= {part.unit for part in followed(child, changes, on=at)}
        parts |= {pk: tuple(Part(one, None) for one in sorted(heirs[pk])) for pk in ended}
    return _related(parts, standing=at)


def predecessors(unit: Unit, at: date) -> tuple[Related, ...]:
    """Return what stood on `at` where `unit` is now, in Vietnamese order; itself if it stood."""
    return _related({unit.pk: preceded(unit.pk, links(), on=at)})[unit.pk]


def responsible_for(unit: Unit, at: date) -> Unit:
    """Return the unit that answers on `at` for what concerns `unit`.

    A unit answers for itself while it stands, then its only undivided successor does. Raises
    DividedError with the candidates where a person must choose.
    """
    if unit.stands_on(at):
        return unit
    found = successors(unit, at)
    if len(found) == 1 and found[0].is_certain:
        return found[0].unit
    raise DividedError(unit, tuple(one.unit for one in found))


def parent_at(unit: Unit, at: date) -> Unit | None:
    """Return what `unit` hangs under on `at`; None at the top or where that isn't known."""
    above = unit.parent
    if above is None or above.stands_on(at):
        return above
    before = above.valid_from is not None and at < above.valid_from
    found = predecessors(above, at) if before else successors(above, at)
    return found[0].unit if len(found) == 1 and found[0].is_certain else None


def changes_into(unit: Unit) -> QuerySet[Succession]:
    """Return the changes that `unit` came from, with their predecessors, in Vietnamese order."""
    return unit.following.select_related("predecessor", "predecessor__parent").order_by(
        "predecessor__sort_key", "pk"
    )


def changes_from(unit: Unit) -> QuerySet[Succession]:
    """Return the changes that `unit` went into, with their successors, in Vietnamese order."""
    return unit.followed_by.select_related("successor", "successor__parent").order_by(
        "successor__sort_key", "pk"
    )


def _related(
    parts: Mapping[int, Collection[Part]], *, standing: date | None = None
) -> dict[int, tuple[Related, ...]]:
    """Return parts with their units, in Vietnamese order; with a day only those standing then."""
    wanted = {part.unit for these in parts.values() for part in these}
    units = Unit.objects.filter(pk__in=wanted).select_related("parent")
    ordered = {unit.pk: unit for unit in units if standing is None or unit.stands_on(standing)}
    shares = {pk: {part.unit: part.share for part in these} for pk, these in parts.items()}
    return {
        pk: tuple(Related(unit, these[key]) for key, unit in ordered.items() if key in these)
        for pk, these in shares.items()
    }
