"""Importing a sheet: read, shown, and only then put in, the whole of it or nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.registers.actions.records import ChangedMeanwhileError, Row, put
from tinhso.kernel.registers.models import ImportDraft, Record
from tinhso.kernel.registers.queries import planned
from tinhso.kernel.registers.rules.declared import Register
from tinhso.kernel.registers.rules.values import Value

KEPT = timedelta(days=2)


@transaction.atomic
def stage(
    register: Register,
    file_name: str,
    rows: Sequence[tuple[int, Mapping[str, Value]]],
    *,
    actor: Actor,
    now: datetime,
) -> ImportDraft:
    """Keep a sheet's rows until they are confirmed; drafts older than two days go.

    Nothing is held yet, so that no event tells of it.
    """
    ImportDraft.objects.filter(at__lt=now - KEPT).delete()
    return ImportDraft.objects.create(
        register=register.code,
        file_name=file_name[:200],
        rows=[[number, dict(values)] for number, values in rows],
        actor=actor.ref,
        at=now,
    )


@transaction.atomic
def import_draft(
    register: Register,
    draft: ImportDraft,
    versions: Mapping[str, int],
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> list[Record]:
    """Put a confirmed draft in and delete it; return its records.

    `versions` are those of the standing records that the preview showed, by code. Raises
    ChangedMeanwhileError where one has changed since or a new code has been taken, and
    BadRecordError; then nothing is put in.
    """
    rows = [
        Row(
            one.values,
            version=versions.get(str(one.values[register.key])),
            unit_stays=one.unit_stays,
        )
        for one in planned(register, draft)
    ]
    fresh = {str(row.values[register.key]) for row in rows if row.version is None}
    _refuse_taken(register, fresh)
    done = put(register, rows, reason=reason, actor=actor, now=now)
    draft.delete()
    return done


def _refuse_taken(register: Register, codes: set[str]) -> None:
    taken = Record.objects.filter(register=register.code, code__in=codes)
    first = taken.values_list("code", flat=True).first()
    if first is not None:
        raise ChangedMeanwhileError(first)
