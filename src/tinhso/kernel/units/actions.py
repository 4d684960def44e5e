"""Every write of units: loading a province's files, and changing boundaries and names."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.declarations import LoadReport
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.models import Change, Confidence, Succession, Unit
from tinhso.kernel.units.names import sort_key
from tinhso.kernel.units.plans import Key, Plan, PlannedSuccession, PlannedUnit, searchable
from tinhso.kernel.units.rules import WHOLE

CHANGES_ON_LOAD = (
    "kind",
    "subtype",
    "name_vi",
    "name_en",
    "short_vi",
    "short_en",
    "valid_to",
    "latitude",
    "longitude",
    "area_km2",
    "source",
    "confidence",
    "note",
    "aliases",
    "folded",
    "sort_key",
)
SUCCESSION_CHANGES_ON_LOAD = (
    "change",
    "share",
    "effective",
    "known_since",
    "decided_by",
    "source",
    "confidence",
    "note",
)


class CannotChangeError(ValueError):
    """A change of units that can't be made; the message tells an administrator why and the cure."""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """The unit that begins with a change. What is None is taken over from its predecessor."""

    code: str
    name_vi: str
    name_en: str
    short_vi: str
    short_en: str
    subtype: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    area_km2: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a change rests on: the paper, the day it takes effect and the day it was known."""

    effective: date
    decided_by: str
    known_since: date | None = None
    note: str = ""


@transaction.atomic
def load(plan: Plan, *, actor: Actor, now: datetime) -> LoadReport:
    """Make the database say what the plan says; write one event if anything changed.

    A version that an administrator has since ended stays ended. Units that no file names stay.
    """
    rows = {(unit.code, unit.valid_from): unit for unit in Unit.objects.select_for_update()}
    changed = [u for u in plan.units if u.key in rows and _update(rows[u.key], u)]
    # Versions end before others of the same code begin.
    if changed:
        Unit.objects.bulk_update([rows[u.key] for u in changed], CHANGES_ON_LOAD)
    new = [u for u in plan.units if u.key not in rows]
    rows |= zip((u.key for u in new), Unit.objects.bulk_create(map(_row, new)), strict=True)
    moved = _place_under_parents(plan.units, rows)
    links_made, links_changed = _load_successions(plan.successions, rows)
    created = len(new) + links_made
    touched = len({u.key for u in changed} | (moved - {u.key for u in new})) + links_changed
    if created or touched:
        record(
            "units.loaded",
            "units",
            actor=actor,
            now=now,
            data={"created": created, "changed": touched},
        )
    total = len(plan.units) + len(plan.successions)
    return LoadReport("units", created, touched, total - created - touched)


@transaction.atomic
def merge(
    units: Sequence[Unit], into: NewUnit, decided: Decided, *, actor: Actor, now: datetime
) -> Unit:
    """End several units and begin the one they become together. Raises CannotChangeError."""
    if len(units) < 2:
        raise CannotChangeError(_("Sáp nhập cần ít nhất hai đơn vị."))
    standing = _standing(units, decided.effective)
    return _become(standing, into, Change.MERGE, decided, actor=actor, now=now)


@transaction.atomic
def split(
    unit: Unit,
    into: Sequence[tuple[NewUnit, Decimal | None]],
    decided: Decided,
    *,
    actor: Actor,
    now: datetime,
) -> list[Unit]:
    """End a unit and begin its parts, each with its declared share or None.

    Shares, where all are declared, sum to 1. Raises CannotChangeError.
    """
    if len(into) < 2:
        raise CannotChangeError(_("Chia tách cần ít nhất hai phần."))
    shares = [share for _new, share in into if share is not None]
    if any(share <= 0 for share in shares) or (
        sum(shares) != WHOLE if len(shares) == len(into) else sum(shares) >= WHOLE
    ):
        raise CannotChangeError(_("Tỷ lệ các phần phải lớn hơn 0 và cộng lại bằng 1."))
    (old,) = _standing([unit], decided.effective)
    _end([old], decided.effective)
    parts = [_begin(new, old, decided.effective) for new, _share in into]
    for part, (_new, share) in zip(parts, into, strict=True):
        _link(old, part, Change.SPLIT, share, decided)
    _tell("units.split", [old], parts, decided, actor=actor, now=now)
    return parts


@transaction.atomic
def rename(unit: Unit, to: NewUnit, decided: Decided, *, actor: Actor, now: datetime) -> Unit:
    """Give a unit another name from a day on; what hangs under it stays under it."""
    (old,) = _standing([unit], decided.effective, with_children=True)
    return _become([old], to, Change.RENAME, decided, actor=actor, now=now)


@transaction.atomic
def upgrade(unit: Unit, to: NewUnit, decided: Decided, *, actor: Actor, now: datetime) -> Unit:
    """Make a unit one of another kind (thị xã to thành phố, xã to phường) from a day on."""
    if to.subtype is None or to.subtype == unit.subtype:
        raise CannotChangeError(_("Hãy cho biết loại đơn vị mới."))
    (old,) = _standing([unit], decided.effective, with_children=True)
    return _become([old], to, Change.UPGRADE, decided, actor=actor, now=now)


def _become(
    old: Sequence[Unit],
    into: NewUnit,
    change: Change,
    decided: Decided,
    *,
    actor: Actor,
    now: datetime,
) -> Unit:
    _end(old, decided.effective)
    new = _begin(into, old[0], decided.effective)
    for unit in old:
        _link(unit, new, change, WHOLE, decided)
    standing = Unit.objects.filter(parent__in=[unit.pk for unit in old], valid_to__isnull=True)
    standing.update(parent=new)
    kind = {
        Change.MERGE: "units.merged",
        Change.RENAME: "units.renamed",
        Change.UPGRADE: "units.upgraded",
    }[change]
    _tell(kind, old, [new], decided, actor=actor, now=now)
    return new


def _standing(units: Iterable[Unit], day: date, *, with_children: bool = False) -> list[Unit]:
    """Lock the units and return them afresh, or say why they can't change on `day`."""
    wanted = {unit.pk for unit in units}
    found = list(Unit.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    for unit in found:
        if unit.valid_to is not None:
            raise CannotChangeError(
                _("%(unit)s đã kết thúc ngày %(day)s.")
                % {"unit": unit.title, "day": unit.valid_to.strftime("%d/%m/%Y")}
            )
        if unit.valid_from is not None and unit.valid_from >= day:
            raise CannotChangeError(
                _("%(unit)s chỉ bắt đầu từ ngày %(day)s; hãy chọn ngày sau đó.")
                % {"unit": unit.title, "day": unit.valid_from.strftime("%d/%m/%Y")}
            )
        below = Unit.objects.filter(parent=unit, valid_to__isnull=True).order_by("sort_key").first()
        if below is not None and not with_children:
            raise CannotChangeError(
                _("Hãy sắp xếp các đơn vị trực thuộc %(unit)s trước (còn %(below)s).")
                % {"unit": unit.title, "below": below.title}
            )
    return found


def _end(units: Iterable[Unit], day: date) -> None:
    for unit in units:
        unit.valid_to = day
        unit.save(update_fields=["valid_to"])


def _begin(new: NewUnit, old: Unit, day: date) -> Unit:
    if Unit.objects.filter(code=new.code, valid_to__isnull=True).exists():
        raise CannotChangeError(
            _("Mã %(code)s đang được một đơn vị khác dùng.") % {"code": new.code}
        )
    unit = Unit(
        code=new.code,
        kind=old.kind,
        subtype=old.subtype if new.subtype is None else new.subtype,
        name_vi=new.name_vi,
        name_en=new.name_en,
        short_vi=new.short_vi,
        short_en=new.short_en,
        parent=old.parent,
        valid_from=day,
        latitude=old.latitude if new.latitude is None else new.latitude,
        longitude=old.longitude if new.longitude is None else new.longitude,
        area_km2=new.area_km2,
        source="",
        confidence=Confidence.HIGH,
        folded=searchable(new.name_vi, new.code, ()),
        sort_key=sort_key(new.short_vi),
    )
    unit.save()
    return unit


def _link(old: Unit, new: Unit, change: Change, share: Decimal | None, decided: Decided) -> None:
    Succession.objects.create(
        predecessor=old,
        successor=new,
        change=change,
        share=share,
        effective=decided.effective,
        known_since=decided.known_since,
        decided_by=decided.decided_by,
        note=decided.note,
    )


def _tell(
    kind: str,
    old: Sequence[Unit],
    new: Sequence[Unit],
    decided: Decided,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    record(
        kind,
        f"unit:{old[0].pk}",
        actor=actor,
        now=now,
        data={
            "from": [unit.pk for unit in old],
            "to": [unit.pk for unit in new],
            "effective": decided.effective.isoformat(),
            "decided_by": decided.decided_by,
        },
    )


def _values(unit: PlannedUnit) -> dict[str, object]:
    values = asdict(unit) | {"folded": unit.folded, "sort_key": unit.sort_key}
    values["aliases"] = list(unit.aliases)
    del values["parent"]
    return values


def _row(unit: PlannedUnit) -> Unit:
    return Unit(**_values(unit))


def _update(row: Unit, unit: PlannedUnit) -> bool:
    if row.valid_to is not None and unit.valid_to is None:
        unit = replace(unit, valid_to=row.valid_to)
    values = _values(unit)
    differing = [name for name in CHANGES_ON_LOAD if getattr(row, name) != values[name]]
    for name in differing:
        setattr(row, name, values[name])
    return bool(differing)


def _place_under_parents(units: Iterable[PlannedUnit], rows: dict[Key, Unit]) -> set[Key]:
    moved: set[Key] = set()
    for unit in units:
        row = rows[unit.key]
        parent = rows[unit.parent] if unit.parent else None
        # A parent that was renamed here took its children along.
        if parent and parent.valid_to and row.valid_to is None and row.parent_id:
            continue
        if row.parent_id != (parent.pk if parent else None):
            row.parent = parent
            moved.add(unit.key)
    if moved:
        Unit.objects.bulk_update([rows[key] for key in moved], ["parent"])
    return moved


def _load_successions(
    planned: Iterable[PlannedSuccession], rows: dict[Key, Unit]
) -> tuple[int, int]:
    known = {(one.predecessor_id, one.successor_id): one for one in Succession.objects.all()}
    new: list[Succession] = []
    changed: list[Succession] = []
    for one in planned:
        values = {name: getattr(one, name) for name in SUCCESSION_CHANGES_ON_LOAD}
        pair = rows[one.predecessor].pk, rows[one.successor].pk
        row = known.get(pair)
        if row is None:
            new.append(Succession(predecessor_id=pair[0], successor_id=pair[1], **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    Succession.objects.bulk_create(new)
    if changed:
        Succession.objects.bulk_update(changed, SUCCESSION_CHANGES_ON_LOAD)
    return len(new), len(changed)
