"""Opening the next steps of a case, or ending it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.calendar.rules import WorkingCalendar
from tinhso.kernel.cases.errors import Invalid
from tinhso.kernel.cases.models import Case, Evidence, Step
from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.cases.queries.units import id_of
from tinhso.kernel.cases.rules import clocks
from tinhso.kernel.cases.rules.forms import Form
from tinhso.kernel.declarations import JSON
from tinhso.kernel.units.queries import NoSuchUnitError

ENDED = "ended"


@dataclass(frozen=True)
class Setting:
    """What a change of a case goes by: its procedure, its version of working time, the moment."""

    compiled: Compiled
    calendar: WorkingCalendar
    now: datetime


def build_step(case: Case, setting: Setting, name: str, fields: Mapping[str, JSON]) -> Step:
    """Return a step of a case that opens now, not yet written; its owner and clock are set.

    Raises Invalid where the unit it belongs to isn't named yet.
    """
    declared = setting.compiled.step(name)
    owner = declared.owner
    unit_id = unit_of(case, owner.where, fields, setting.now) if owner and owner.where else None
    times = clocks.step_times(setting.calendar, declared, setting.now, case.due_at)
    rules = setting.compiled.escalations(name)
    return Step(
        case_id=case.pk,
        name=name,
        role=" ".join(owner.roles) if owner else "",
        unit_id=unit_id,
        opened_at=setting.now,
        due_at=times.due_at,
        lapse_at=times.lapse_at,
        calendar=setting.calendar.version,
        escalate_at=clocks.next_escalation(setting.calendar, rules, 0, times.due_at),
    )


def go_on(
    case: Case, setting: Setting, targets: Iterable[str], open_steps: Sequence[Step]
) -> list[Step]:
    """Open the steps that an action leads to, or end the case; write and return the new steps.

    `open_steps` are those still open. A step that waits for others opens with the last of them; a
    step that is open already is joined, not opened twice. An end closes what else is open. The
    case itself (`answered_at`, `closed_at`) is left to the caller to write.
    """
    opened = _open(case, setting, targets, open_steps)
    waiting = [] if case.closed_at else [*open_steps, *opened]
    if any(step.unit_id is not None for step in waiting):
        case.answered_at = None
    else:
        case.answered_at = case.answered_at or setting.now
    return opened


def _open(
    case: Case, setting: Setting, targets: Iterable[str], open_steps: Sequence[Step]
) -> list[Step]:
    opened: list[Step] = []
    still = {step.name for step in open_steps}
    for name in targets:
        declared = setting.compiled.step(name)
        if declared.final:
            _end(case, name, open_steps, setting.now)
            return opened
        if still & set(declared.after):
            continue
        step = build_step(case, setting, name, case.fields)
        if any(other.name == name and other.unit_id == step.unit_id for other in open_steps):
            continue
        step.save(force_insert=True)
        opened.append(step)
    return opened


def evidence(
    form: Form, answers: Mapping[str, JSON], case: Case, step: Step | None, now: datetime
) -> list[Evidence]:
    """Return the photos among the answers as the case's evidence, not yet written."""
    return [
        Evidence(case_id=case.pk, step=step, attachment_id=UUID(str(photo)), field=field, at=now)
        for field, value in answers.items()
        if field in form.properties and form.properties[field].widget == "photos"
        for photo in (value if isinstance(value, list) else ())
    ]


def written(form: Mapping[str, JSON]) -> str:
    """Return a form as the one text that is committed to in the ledger: JSON, keys in order."""
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _end(case: Case, name: str, open_steps: Sequence[Step], now: datetime) -> None:
    case.closed_at, case.outcome = now, name
    for step in open_steps:
        step.closed_at, step.outcome, step.closed_by = now, ENDED, "system:clock"
        step.paused_at = step.pause_until = None
        step.pause = ""
        step.save(
            update_fields=[
                "closed_at", "outcome", "closed_by", "paused_at", "pause_until", "pause"
            ]
        )  # fmt: skip


def unit_of(case: Case, where: str, fields: Mapping[str, JSON], now: datetime) -> int:
    """Return the unit that an owner's `where` means for a case; raise Invalid by field."""
    if where == "case.unit" and case.unit_id is not None:
        return case.unit_id
    if where == "case.place" and case.place_id is not None:
        return case.place_id
    field = where.removeprefix("fields.") if where.startswith("fields.") else None
    code = fields.get(field) if field else where
    try:
        return id_of(str(code or ""), timezone.localdate(now))
    except NoSuchUnitError:
        named = field or ("place" if where == "case.place" else "unit")
        raise Invalid({named: _("Hãy chọn một đơn vị đang hoạt động.")}) from None
