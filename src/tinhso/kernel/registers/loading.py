"""Loading a province's registers: what they are, and the rows that its files give."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from pydantic import BaseModel, Field

from tinhso.kernel.declarations import (
    DeclarationError,
    LoadReport,
    Problem,
    Source,
    fingerprint,
    read_yaml,
)
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.registers.actions import Row, declare, put
from tinhso.kernel.registers.finding import Units
from tinhso.kernel.registers.models import Record
from tinhso.kernel.registers.rules.declared import Register
from tinhso.kernel.registers.rules.values import BadValue, Value, check_code, read
from tinhso.kernel.units.queries import communes

REASON = "Nạp từ tệp của tỉnh"


class RowsFile(BaseModel):
    """Rows of one register: field names and values as written; `source` says where from."""

    code: str = Field(alias="register")
    source: str
    rows: list[dict[str, str | None]]


@transaction.atomic
def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Put `registers/*.yaml` in force and load the rows of `registers/rows/*.yaml`.

    A row changed by hand since it was loaded keeps what the hand wrote; the report says so.
    Raises DeclarationError with every mistake of every file.
    """
    sources = declared_in(folder)
    registers = {s.value.code: s.value for s in sources}
    changed = sum(declare(register, actor=actor, now=now) for register in registers.values())
    total = LoadReport("registers", changed=changed, unchanged=len(registers) - changed)
    units = Units(timezone.localtime(now).date())
    files = row_files(folder / "registers" / "rows", registers)
    for register in registers.values():
        rows = [
            row
            for source in files
            if source.value.code == register.code
            for row in rows_of(source, register, units)
        ]
        if register.one_for_each:
            rows += _one_for_each(register, {str(row[register.key]) for row in rows}, now)
        total = summed(total, load_rows(register, rows, actor=actor, now=now))
    return total


def declared_in(folder: Path) -> list[Source[Register]]:
    """Return the registers that a province's folder declares; raise DeclarationError."""
    sources, problems = _read_all(sorted((folder / "registers").glob("*.yaml")), Register)
    for source in sources:
        if source.value.code != Path(source.file).stem:
            problems.append(source.problem(("register",), "should be the file's own name"))
    if problems:
        raise DeclarationError(problems)
    return sources


def row_files(folder: Path, registers: Mapping[str, Register]) -> list[Source[RowsFile]]:
    """Return a folder's files of rows; raise DeclarationError for a register not declared."""
    sources, problems = _read_all(sorted(folder.glob("*.yaml")), RowsFile)
    for source in sources:
        if source.value.code not in registers:
            problems.append(source.problem(("register",), "isn't a register declared here"))
    if problems:
        raise DeclarationError(problems)
    return sources


def _read_all(paths: Iterable[Path], model: type[Any]) -> tuple[list[Any], list[Problem]]:
    sources: list[Any] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            sources.append(read_yaml(path, model))
        except DeclarationError as error:
            problems += error.problems
    return sources, problems


def rows_of(source: Source[RowsFile], register: Register, units: Units) -> list[dict[str, Value]]:
    """Return a file's rows as stored values; raise DeclarationError naming each bad cell."""
    rows, problems = [], []
    for number, written in enumerate(source.value.rows):
        where = ("rows", number)
        problems += [
            source.problem((*where, name), f"“{name}” isn't a field of {register.code}")
            for name in written
            if name not in register.fields
        ]
        values: dict[str, Value] = {}
        for name, field in register.fields.items():
            try:
                values[name] = read(field, written.get(name), units.find, exact=True)
                if name == register.key:
                    check_code(values[name])
            except BadValue as bad:
                problems.append(source.problem((*where, name), _mistake(name, bad)))
        rows.append(values)
    if problems:
        raise DeclarationError(problems)
    return rows


def _mistake(name: str, bad: BadValue) -> str:
    details = ", ".join(f"{key} {value}" for key, value in bad.details.items())
    reason = bad.reason.replace("_", " ")
    return f"“{name}” isn't a good value: {reason}{f' ({details})' if details else ''}"


def _one_for_each(register: Register, given: set[str], now: datetime) -> list[dict[str, Value]]:
    """Return an empty row for each commune that no file speaks of: its values aren't known."""
    return [
        {register.key: commune.code}
        for commune in communes(timezone.localtime(now).date())
        if commune.code not in given
    ]


def load_rows(
    register: Register,
    rows: Iterable[dict[str, Value]],
    *,
    actor: Actor,
    now: datetime,
    demonstration: bool = False,
) -> LoadReport:
    """Put a file's rows in where they say something new and no hand has changed what stands."""
    standing = {r.code: r for r in Record.objects.filter(register=register.code)}
    fresh, kept, unchanged, new = [], [], 0, 0
    for values in rows:
        code = str(values[register.key])
        mark = fingerprint({"values": values, "demonstration": demonstration})
        record = standing.get(code)
        if record is None:
            new += 1
        elif record.loaded == mark or (record.demonstration and not demonstration):
            unchanged += 1
            continue
        elif not record.loaded:
            kept.append(f"{register.code}/{code}: changed by hand, the file's row is not taken")
            continue
        fresh.append(Row(values, demonstration=demonstration, loaded=mark))
    put(register, fresh, reason=REASON, actor=actor, now=now)
    return LoadReport("", new, len(fresh) - new, unchanged, tuple(kept))


def summed(one: LoadReport, other: LoadReport) -> LoadReport:
    """Return two reports as one, under the first's name."""
    return LoadReport(
        one.room,
        one.created + other.created,
        one.changed + other.changed,
        one.unchanged + other.unchanged,
        one.notes + other.notes,
    )
