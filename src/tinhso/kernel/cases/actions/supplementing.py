"""What a reporter sends after filing: words, and photos beside those of the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.cases.actions.remarks import LONGEST_NOTE, note, remark
from tinhso.kernel.cases.errors import Invalid, Refused
from tinhso.kernel.cases.models import Case, Evidence, Note
from tinhso.kernel.cases.queries.bundles import compiled
from tinhso.kernel.cases.queries.keys import Reporter
from tinhso.kernel.cases.queries.rights import deeds_of
from tinhso.kernel.cases.rules.rights import Deed
from tinhso.kernel.documents.actions import StoredPhoto, attach
from tinhso.kernel.ledger.actions import record


@dataclass(frozen=True)
class Supplemented:
    """What became of photos: those attached now, and how many found no room in the form."""

    photos: tuple[UUID, ...] = ()
    left: int = 0


@transaction.atomic
def supplement(
    case_id: UUID, text: str, photos: Sequence[StoredPhoto], *, actor: Reporter, now: datetime
) -> Supplemented:
    """Add a reporter's words as a remark, and photos to those of the report; both may be empty.

    Photos are attached in their order up to what the procedure's form allows in all; one that the
    case holds already is not attached again. Raises Refused where the case is closed or is not
    the actor's, Invalid where the words are too long.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    if Deed.REMARK not in deeds_of(case, actor):
        raise Refused(_("Hồ sơ này không thuộc phần việc của bạn."))
    if case.closed_at is not None:
        raise Refused(_("Hồ sơ đã xong nên không nhận thêm ảnh."))
    words = text.strip()
    if len(words) > LONGEST_NOTE:
        raise Invalid({"text": _("Hãy viết nội dung, nhiều nhất 4.000 ký tự.")})
    field, room = _room(case)
    new = _not_there(case, photos)
    attached = [
        attach(photo, actor=actor, now=now, demonstration=case.demonstration).pk
        for photo in new[:room]
    ]
    if attached:
        _keep(case, field, attached, words or _("Ảnh gửi thêm."), actor, now)
    elif words:
        note(case.pk, words, audience=Note.Audience.REPORTER, actor=actor, now=now)
    return Supplemented(tuple(attached), len(new) - len(attached))


def _keep(
    case: Case, field: str, photos: Sequence[UUID], words: str, actor: Reporter, now: datetime
) -> None:
    Evidence.objects.bulk_create(
        Evidence(case=case, step=None, attachment_id=photo, field=field, at=now) for photo in photos
    )
    remark(case, words, Note.Audience.REPORTER, actor=actor, now=now)
    record(
        "cases.case.supplemented",
        f"case:{case.pk}",
        actor=actor,
        now=now,
        data={"photos": [str(photo) for photo in photos]},
        commitments={"text": words},
    )


def _room(case: Case) -> tuple[str, int | None]:
    """Return the form's field of photos and how many more it takes, None for any number."""
    name, asked = compiled(case.bundle_id).form.photos or ("", None)
    if asked is None:
        return name, 0
    if asked.max_items is None:
        return name, None
    held = Evidence.objects.filter(case=case, step=None).count()
    return name, max(0, asked.max_items - held)


def _not_there(case: Case, photos: Sequence[StoredPhoto]) -> list[StoredPhoto]:
    """Return the photos that the case does not hold yet, each once: a file is its content."""
    files = {photo.file: photo for photo in photos}
    held = Evidence.objects.filter(case=case, attachment__file__in=files)
    for file in held.values_list("attachment__file", flat=True):
        files.pop(file, None)
    return list(files.values())
