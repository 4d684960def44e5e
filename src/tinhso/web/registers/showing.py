"""Records as rows, pairs and a line of time, ready for templates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tinhso.kernel.registers.finding import Units
from tinhso.kernel.registers.models import Record, RecordVersion
from tinhso.kernel.registers.rules.declared import FILTERED, Field, Register
from tinhso.kernel.registers.wording import CHANGES, said, shown
from tinhso.kernel.units.models import Unit

UnitName = Callable[[str], str]
NUMERIC = ("integer", "decimal")


@dataclass(frozen=True)
class Cell:
    """One value under its heading; `known` is False where nothing is known."""

    title: str
    text: str
    known: bool
    right: bool
    first: bool


@dataclass(frozen=True)
class Line:
    """One record in the list."""

    record: Record
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Difference:
    """What one field said before and after."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """One version in a record's history; `who` is empty for the public."""

    version: RecordVersion
    title: str
    at: datetime
    who: str
    differences: Sequence[Difference]
    current: bool


@dataclass(frozen=True)
class Filter:
    """One field to choose by: the choices and the chosen one."""

    name: str
    title: str
    options: Sequence[tuple[str, str]]
    chosen: str


def name_of(unit: Unit | None) -> UnitName:
    """Return a function that names the unit a record lies in.

    By its row and not by its code: codes are used again, and the unit may have ended.
    """
    return lambda code: unit.title if unit else code


def name_today(units: Units) -> UnitName:
    """Return a function that names units that stand today, by code."""

    def name(code: str) -> str:
        unit = units.of(code)
        return unit.title if unit else code

    return name


def lines(register: Register, records: Sequence[Record]) -> list[Line]:
    """Return the records as rows of the declared table."""
    fields = [(key, register.fields[key]) for key in register.table]
    return [
        Line(
            record,
            [
                _cell(record, key, field, name_of(record.unit), i == 0)
                for i, (key, field) in enumerate(fields)
            ],
        )
        for record in records
    ]


def _cell(record: Record, key: str, field: Field, name: UnitName, first: bool) -> Cell:
    value = record.data.get(key)
    return Cell(
        title=said(field.title),
        text=shown(field, value, name),
        known=value is not None,
        right=field.type in NUMERIC,
        first=first,
    )


def pairs(register: Register, record: Record) -> list[Cell]:
    """Return every field of a record."""
    name = name_of(record.unit)
    return [_cell(record, key, field, name, False) for key, field in register.fields.items()]


def headings(register: Register) -> list[Cell]:
    """Return the headings of the declared table."""
    return [
        Cell(said(field.title), "", True, field.type in NUMERIC, i == 0)
        for i, field in enumerate(register.fields[key] for key in register.table)
    ]


def history(
    register: Register, versions: Sequence[RecordVersion], names: Mapping[str, str] | None
) -> list[Step]:
    """Return a record's versions, the latest first, each with what it changed.

    `names` are the staff's names by actor; None leaves out who it was.
    """
    before: dict[int, RecordVersion] = {version.version: version for version in versions}
    return [
        Step(
            version=version,
            title=_title(version),
            at=version.at,
            who=_who(version.actor, names) if names is not None else "",
            differences=_differences(register, before.get(version.version - 1), version),
            current=i == 0,
        )
        for i, version in enumerate(versions)
    ]


def _title(version: RecordVersion) -> str:
    words = CHANGES[version.change]()
    if version.restored is not None:
        return _("%(words)s như lần %(number)s") % {"words": words, "number": version.restored}
    return words


def _who(actor: str, names: Mapping[str, str]) -> str:
    return names.get(actor) or (_("Hệ thống") if actor.startswith("system:") else actor)


def _differences(
    register: Register, before: RecordVersion | None, after: RecordVersion
) -> list[Difference]:
    if before is None:
        return []
    found = [
        Difference(
            said(field.title),
            shown(field, before.data.get(key), name_of(before.unit)) or "–",
            shown(field, after.data.get(key), name_of(after.unit)) or "–",
        )
        for key, field in register.fields.items()
        if before.data.get(key) != after.data.get(key)
        or (field.type == "unit" and before.unit != after.unit)
    ]
    if before.valid_to != after.valid_to:
        ends = [f"{v.valid_to:%d/%m/%Y}" if v.valid_to else "–" for v in (before, after)]
        found.append(Difference(_("Hết hiệu lực từ ngày"), *ends))
    return found


def filters(register: Register, chosen: Mapping[str, str], held: QuerySet[Record]) -> list[Filter]:
    """Return the declared filters with their choices; of units those that hold something."""
    return [
        Filter(name, said(field.title), _options(field, held), chosen.get(name, ""))
        for name in register.filters
        if (field := register.fields[name]).type in FILTERED
    ]


def _options(field: Field, held: QuerySet[Record]) -> list[tuple[str, str]]:
    if field.type == "choice":
        return [(code, said(title)) for code, title in field.choices.items()]
    if field.type == "boolean":
        return [("true", _("Có")), ("false", _("Không"))]
    units = Unit.objects.filter(pk__in=held.order_by().values("unit")).order_by("sort_key")
    return [(unit.code, unit.title) for unit in units]
