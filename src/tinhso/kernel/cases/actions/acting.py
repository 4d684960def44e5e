"""Acting on a step: the one way a case moves. The case's row is locked first, so one wins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.calendar import queries as calendars
from tinhso.kernel.cases import alongside, words
from tinhso.kernel.cases.actions import timing
from tinhso.kernel.cases.actions.opening import Setting, evidence, go_on, written
from tinhso.kernel.cases.errors import AlreadyDone, Invalid, NoSuchAction, Refused
from tinhso.kernel.cases.models import Case, Evidence, Step
from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.cases.queries import rights
from tinhso.kernel.cases.queries.bundles import compiled
from tinhso.kernel.cases.rules.forms import COLUMNS, faults, is_empty
from tinhso.kernel.cases.rules.language import Action
from tinhso.kernel.cases.rules.rights import Deed
from tinhso.kernel.declarations import JSON
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actors import ref_of
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.queries import NoSuchUnitError


@dataclass(frozen=True)
class Held:
    """A case whose row is locked, with one of its steps, and what the actor may do there.

    `absent_id` is the account in whose place they act.
    """

    case: Case
    step: Step
    setting: Setting
    deeds: frozenset[Deed]
    absent_id: int | None = None

    @property
    def compiled(self) -> Compiled:
        """The procedure that the case runs under."""
        return self.setting.compiled

    @property
    def in_place_of(self) -> dict[str, str]:
        """What an event says of the one who is away: nothing where nobody is."""
        return in_place_of(self.absent_id)

    def require(self, deed: Deed) -> None:
        """Raise AlreadyDone where the step is closed, Refused where the actor may not."""
        if self.deeds == frozenset({Deed.SEE_STATUS}):
            raise Refused(_("Hồ sơ này không thuộc phần việc của bạn."))
        if self.step.closed_at is not None:
            raise AlreadyDone(self.step.closed_at, self.step.outcome)
        if deed not in self.deeds:
            raise Refused(_("Bạn xem được hồ sơ này nhưng bước này do người khác xử lý."))


def in_place_of(absent_id: int | None) -> dict[str, str]:
    """Return what an event says of the account in whose place something was done."""
    return {"for": ref_of(absent_id)} if absent_id is not None else {}


def hold(step_id: UUID, *, actor: Actor, now: datetime) -> Held:
    """Lock the case of a step and return both. In a transaction; raises Step.DoesNotExist."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("unit", "place")
        .get(pk=Step.objects.values("case_id").get(pk=step_id)["case_id"])
    )
    who = rights.Standing.of(actor)
    step: Any = rights.with_relations(Step.objects.all(), who).get(pk=step_id)
    setting = Setting(compiled(case.bundle_id), calendars.version(case.calendar), now)
    return Held(case, step, setting, rights.deeds(step, who), step.stands_for)


@transaction.atomic
def act(
    step_id: UUID,
    action: str,
    form: Mapping[str, JSON],
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    photos: Sequence[UUID] = (),
) -> Case:
    """Take an action of a step: close it, open what follows, tell the ledger; return the case.

    `photos` (ids of attachments) are for the action's first field of photos. Raises Refused,
    AlreadyDone (somebody was first), NoSuchAction, Invalid by field (`reason` for the reason).
    """
    held = hold(step_id, actor=actor, now=now)
    held.require(Deed.ACT)
    case, step, setting = held.case, held.step, held.setting
    declared = _offered(held, action)
    answers = _answers(held, action, declared, form, reason, photos)
    timing.wait_ends(step, case, setting, at=now)
    _keep(case, answers, now)
    case.hops += declared.counts == "hop"
    moved = bool(answers.keys() & {"category", "priority"}) and timing.reclassify(case, setting)
    if not declared.stays:
        _close(held, action, answers, reason, actor)
    step.save()
    Evidence.objects.bulk_create(evidence(held.compiled.fields, answers, case, step, now))
    case.save()
    timing.follow_promise(case, setting)
    opened = go_on(case, setting, declared.to, list(case.steps.filter(closed_at=None)))
    case.save()
    record(
        "cases.step.acted",
        f"case:{case.pk}",
        actor=actor,
        now=now,
        data={
            "step": step.name,
            "action": action,
            "unit": step.unit_id,
            "opened": [new.name for new in opened],
            "outcome": case.outcome or None,
            "due_at": case.due_at.isoformat() if moved else None,
            **held.in_place_of,
        },
        commitments={"entered": written(answers), "reason": reason},
    )
    done = alongside.Done(case, step.name, action, answers, reason, actor, now)
    alongside.run(held.compiled.name, done)
    return case


def _offered(held: Held, name: str) -> Action:
    declared = held.compiled.step(held.step.name).actions.get(name)
    offered = held.compiled.offered(held.step.name, timing.values(held.case, held.setting))
    if declared is None or name not in offered:
        raise NoSuchAction(_("Bước này không có thao tác đó. Hãy tải lại trang."))
    return declared


def _answers(
    held: Held,
    name: str,
    declared: Action,
    form: Mapping[str, JSON],
    reason: str,
    photos: Sequence[UUID],
) -> dict[str, JSON]:
    """Return what was filled in, without what was left empty; raises Invalid."""
    asked = held.compiled.asked(held.step.name, name)
    answers = {field: value for field, value in form.items() if not is_empty(value)}
    shown = next((f for f in asked if held.compiled.fields.properties[f].type == "array"), None)
    if photos and shown:
        answers[shown] = [str(photo) for photo in photos]
    wrong = words.sentences(held.compiled.fields, faults(held.compiled.fields, answers, asked))
    if declared.reason == "required" and not reason.strip():
        wrong["reason"] = _("Hãy nói lý do, người gửi và người nhận việc sẽ đọc được.")
    if wrong:
        raise Invalid(wrong)
    return answers


def _keep(case: Case, answers: Mapping[str, JSON], now: datetime) -> None:
    """Put the answers where they belong: columns of the case, or its fields."""
    case.category = str(answers.get("category") or case.category)
    case.priority = str(answers.get("priority") or case.priority)
    for column in ("unit", "place"):
        if code := answers.get(column):
            setattr(case, column, _standing(column, str(code), now))
    rest = {field: value for field, value in answers.items() if field not in COLUMNS}
    case.fields = {**case.fields, **rest}


def _standing(field: str, code: str, now: datetime) -> Unit:
    try:
        return units.by_code(code, timezone.localdate(now))
    except NoSuchUnitError:
        raise Invalid({field: _("Hãy chọn một đơn vị đang hoạt động.")}) from None


def _close(
    held: Held, outcome: str, answers: Mapping[str, JSON], reason: str, actor: Actor
) -> None:
    step = held.step
    step.closed_at, step.closed_by, step.outcome = held.setting.now, actor.ref, outcome
    step.closed_for = ref_of(held.absent_id) if held.absent_id is not None else ""
    step.entered, step.reason = dict(answers), reason.strip()
