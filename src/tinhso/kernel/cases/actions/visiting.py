"""What is recorded on the spot and arrives when the signal is back: in order, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.cases.actions.acting import in_place_of
from tinhso.kernel.cases.actions.remarks import LONGEST_NOTE, remark
from tinhso.kernel.cases.errors import Invalid, Refused
from tinhso.kernel.cases.models import Case, Evidence, Note, Step, Visit
from tinhso.kernel.cases.queries import rights
from tinhso.kernel.cases.queries.bundles import compiled
from tinhso.kernel.cases.queries.keys import hash_of
from tinhso.kernel.documents.actions import StoredPhoto, attach
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor

PHOTOS = "photos"
"""The field that photos are kept under where the procedure asks for none later on."""


@dataclass(frozen=True)
class OnSpot:
    """Words and stored photos of one visit; `taken_at` is when the device says it was."""

    text: str
    taken_at: datetime
    photos: Sequence[StoredPhoto] = ()


@transaction.atomic
def visit(number: str, seen: OnSpot, *, key: str, actor: Actor, now: datetime) -> bool:
    """Keep what was recorded on the spot of a case; False where this key has brought it already.

    It becomes a remark for staff with the photos beside the step that the actor works on. Raises
    Refused where no open step of the case is theirs, Invalid where nothing was recorded.
    """
    words = seen.text.strip()
    if len(words) > LONGEST_NOTE:
        raise Invalid({"text": _("Hãy viết nội dung, nhiều nhất 4.000 ký tự.")})
    if not words and not seen.photos:
        raise Invalid({"text": _("Hãy chụp ít nhất một ảnh, hoặc ghi vài lời.")})
    case = Case.objects.select_for_update(of=("self",)).filter(number=number).first()
    if case is None:
        raise Refused(_("Không có hồ sơ mang mã này."))
    if Visit.objects.filter(key_hash=hash_of(key)).exists():
        return False
    step = _own_step(case, actor)
    photos = [attach(photo, actor=actor, now=now).pk for photo in seen.photos]
    Evidence.objects.bulk_create(
        Evidence(case=case, step=step, attachment_id=photo, field=_field(case), at=now)
        for photo in photos
    )
    said = words or _("Ảnh chụp tại chỗ.")
    note = remark(case, said, Note.Audience.STAFF, actor=actor, now=now)
    taken_at = min(seen.taken_at, now)
    Visit.objects.create(key_hash=hash_of(key), step=step, note=note, taken_at=taken_at, at=now)
    record(
        "cases.step.visited",
        f"case:{case.pk}",
        actor=actor,
        now=now,
        data={
            "step": step.name,
            "taken_at": taken_at.isoformat(),
            "photos": [str(photo) for photo in photos],
            **in_place_of(step.stands_for),
        },
        commitments={"text": said},
    )
    return True


def _own_step(case: Case, actor: Actor) -> Any:
    """Return the step with the column that says in whose place the actor works on it."""
    who = rights.Standing.of(actor)
    mine = Step.objects.filter(rights.workable(who), case=case, closed_at=None)
    step = mine.annotate(stands_for=rights.stands_for(who)).order_by("opened_at").first()
    if step is None:
        raise Refused(_("Việc này không còn ở đơn vị bạn, nên chưa nhận được ảnh."))
    return step


def _field(case: Case) -> str:
    """Return the field under which a later action of the procedure would ask for photos."""
    asked = compiled(case.bundle_id).fields.photos
    return asked[0] if asked else PHOTOS
