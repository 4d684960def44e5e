"""Invented records by which a demonstration shows its registers; each is marked as such."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from tinhso.kernel.declarations import LoadReport
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.registers.finding import Units
from tinhso.kernel.registers.loading import declared_in, load_rows, row_files, rows_of, summed


@transaction.atomic
def load_demonstration(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Load `registers/demonstration/*.yaml` of a province's folder. Never in production.

    Raises DeclarationError.
    """
    registers = {source.value.code: source.value for source in declared_in(folder)}
    units = Units(timezone.localtime(now).date())
    total = LoadReport("registers (demonstration)")
    for source in row_files(folder / "registers" / "demonstration", registers):
        register = registers[source.value.code]
        rows = rows_of(source, register, units)
        report = load_rows(register, rows, actor=actor, now=now, demonstration=True)
        total = summed(total, report)
    return total
