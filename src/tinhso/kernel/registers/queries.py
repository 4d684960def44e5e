"""Reading registers: what is declared, what is held today, and how it came about."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tinhso.kernel.registers.models import Declaration, ImportDraft, Record, RecordVersion
from tinhso.kernel.registers.rules.declared import Register
from tinhso.kernel.units.names import fold, words


class NoSuchRegisterError(LookupError):
    """No register of that name is declared."""


class NoSuchRecordError(LookupError):
    """The register holds no record of that code."""


@dataclass(frozen=True)
class Held:
    """What a record says today, for other rooms: `values` as `rules.values` describes them."""

    register: str
    code: str
    title: str
    values: Mapping[str, Any]
    unit_id: int | None
    latitude: float | None
    longitude: float | None
    valid_from: date | None
    valid_to: date | None
    demonstration: bool


def declared() -> list[Register]:
    """Return every register in force, in the order of their names."""
    latest = Declaration.objects.order_by("name", "-since", "-id").distinct("name")
    return [_parsed(row.fingerprint, row.pk) for row in latest.only("fingerprint", "pk")]


def register(name: str) -> Register:
    """Return the register as it is declared now; raise NoSuchRegisterError."""
    row = latest_declaration(name)
    if row is None:
        raise NoSuchRegisterError(f"no register “{name}” is declared")
    return _parsed(row.fingerprint, row.pk)


def latest_declaration(name: str) -> Declaration | None:
    """Return the declaration in force of a name, or None."""
    return (
        Declaration.objects.filter(name=name)
        .order_by("-since", "-id")
        .only("pk", "fingerprint", "name")
        .first()
    )


@lru_cache(maxsize=64)
def _parsed(_fingerprint: str, pk: int) -> Register:
    return Register.model_validate_json(Declaration.objects.get(pk=pk).content)


def in_force(name: str, *, on: date) -> QuerySet[Record]:
    """Return a register's records in force on a day, in Vietnamese order."""
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    lasts = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return Record.objects.filter(began & lasts, register=name)


def records(name: str, *, at: datetime) -> list[Held]:
    """Return what a register holds, in force at a moment as far as is known today, in order."""
    day, kept = timezone.localtime(at).date(), _KEPT.get()
    if kept is None:
        return _records(name, day)
    if (name, day) not in kept:
        kept[name, day] = _records(name, day)
    return list(kept[name, day])


_KEPT: ContextVar[dict[tuple[str, date], list[Held]] | None] = ContextVar("kept", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Read each register's `records` once while this lasts: for what writes nothing itself."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def _records(name: str, day: date) -> list[Held]:
    return [_held(record) for record in in_force(name, on=day)]


def get(name: str, code: str) -> Held:
    """Return one record, also where it has ended; raise NoSuchRecordError."""
    return _held(record(name, code))


def record(name: str, code: str) -> Record:
    """Return one record's row with its unit; raise NoSuchRecordError."""
    try:
        return Record.objects.select_related("unit").get(register=name, code=code)
    except Record.DoesNotExist:
        raise NoSuchRecordError(f"the register “{name}” holds no “{code}”") from None


def history(found: Record) -> list[RecordVersion]:
    """Return a record's versions, the latest first."""
    return list(found.versions.select_related("unit"))


def version_of(found: Record, number: int) -> RecordVersion:
    """Return one version of a record; raise RecordVersion.DoesNotExist."""
    return found.versions.get(version=number)


def search(
    declared_: Register,
    *,
    on: date,
    text: str = "",
    chosen: Mapping[str, str] | None = None,
    ended: bool = False,
) -> QuerySet[Record]:
    """Return the records that hold every word of `text` and the chosen values, in order.

    A word typed without diacritics finds any; one typed with them finds only itself. `ended`
    takes those that are no longer in force as well.
    """
    name = declared_.code
    found = Record.objects.filter(register=name) if ended else in_force(name, on=on)
    for word in words(text).split():
        bare = fold(word)
        found = found.filter(folded__contains=bare)
        if bare != word:
            found = found.filter(exact__contains=word)
    for field, value in (chosen or {}).items():
        if field in declared_.filters and value:
            kind = declared_.fields[field].type
            wanted: Any = value == "true" if kind == "boolean" else value
            found = found.filter(**{f"data__{field}": wanted})
    return found.select_related("unit")


def counts(*, on: date) -> dict[str, int]:
    """Return how many records in force each register has; a register without any is left out."""
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    lasts = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    rows = Record.objects.filter(began & lasts).values_list("register").annotate(Count("pk"))
    return dict(rows.order_by())


def draft(pk: UUID, *, actor: str) -> ImportDraft:
    """Return an import that this actor staged; raise ImportDraft.DoesNotExist for any other."""
    return ImportDraft.objects.get(pk=pk, actor=actor)


@dataclass(frozen=True)
class Planned:
    """What one row of a draft would do: to the record that stands, or None for a new one.

    `unit_stays`: the sheet has no column for the unit, so that the record stays where it lies.
    """

    number: int
    values: Mapping[str, Any]
    standing: Record | None
    unit_stays: bool

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that would say something else."""
        before = self.standing.data if self.standing else {}
        return tuple(name for name, value in self.values.items() if before.get(name) != value)

    @property
    def is_new(self) -> bool:
        """Whether the register holds no such record yet."""
        return self.standing is None


def planned(register_: Register, found: ImportDraft) -> list[Planned]:
    """Return what a draft's rows would do now, in their order."""
    codes = [values[register_.key] for _number, values in found.rows]
    standing = {
        row.code: row
        for row in Record.objects.filter(register=register_.code, code__in=codes).select_related(
            "unit"
        )
    }
    plan = []
    for number, values in found.rows:
        before = standing.get(values[register_.key])
        kept = before.data if before else {}
        stays = before is not None and register_.of_type("unit") not in values
        plan.append(Planned(number, {**kept, **values}, before, stays))
    return plan


def _held(row: Record) -> Held:
    return Held(
        register=row.register,
        code=row.code,
        title=row.title,
        values=row.data,
        unit_id=row.unit_id,
        latitude=row.latitude,
        longitude=row.longitude,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        demonstration=row.demonstration,
    )
