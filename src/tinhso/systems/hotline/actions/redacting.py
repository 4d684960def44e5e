"""Pictures without what has to be hidden: proposed by a detector, drawn when a person confirmed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tinhso.kernel.documents.actions import StoredPhoto, attach, forget_attachment, store_photo
from tinhso.kernel.documents.images import PhotoError
from tinhso.kernel.documents.models import Attachment
from tinhso.kernel.documents.queries import open_file
from tinhso.kernel.ledger.actors import Actor

from .. import queries
from ..faces import Finder
from ..hiding import hidden
from ..models import Redaction
from ..rules.boxes import Box

Boxes = Mapping[UUID, Sequence[Box]]


@dataclass(frozen=True)
class Drawn:
    """Copies that lie on the disk by the picture they are of, and what couldn't be drawn."""

    copies: Mapping[UUID, StoredPhoto]
    broken: frozenset[UUID]


def propose(find: Finder, *, now: datetime, limit: int = 20) -> int:
    """Look for faces in pictures that wait for review and were never looked at; return how many.

    A picture that can't be read counts as looked at: a person sees it anyway. Only proposals are
    kept, on which nothing rests.
    """
    waiting = queries.never_looked_at(limit=limit)
    for attachment in waiting:
        try:
            with open_file(attachment) as file:
                found = find(file.read())
        except OSError:
            found = []
        Redaction.objects.update_or_create(
            attachment=attachment, defaults={"proposed": found, "looked_at": now}
        )
    return len(waiting)


def draw(boxes: Boxes) -> Drawn:
    """Draw and store a copy of every picture that has boxes, unless it was drawn with the same.

    Touches no table: called before the transaction of the rows that name the copies.
    """
    known = {
        row.attachment_id: row.boxes
        for row in Redaction.objects.filter(attachment__in=boxes, copy__isnull=False)
    }
    copies: dict[UUID, StoredPhoto] = {}
    broken = set()
    for picture in Attachment.objects.filter(pk__in=[pk for pk, places in boxes.items() if places]):
        places = boxes[picture.pk]
        if known.get(picture.pk) == [list(box) for box in places]:
            continue
        try:
            with open_file(picture) as file:
                copies[picture.pk] = store_photo(hidden(file.read(), places))
        except (OSError, PhotoError):
            broken.add(picture.pk)
    return Drawn(copies, frozenset(broken))


def keep(
    boxes: Boxes, drawn: Drawn, *, actor: Actor, now: datetime
) -> tuple[dict[UUID, Attachment], list[UUID]]:
    """Enter the copies in the caller's transaction.

    Return which picture is shown for which, and the copies that are shown no more: the caller
    forgets those once its transaction is through.
    """
    shown: dict[UUID, Attachment] = Attachment.objects.in_bulk(boxes)
    rows = {
        row.attachment_id: row
        for row in Redaction.objects.filter(attachment__in=boxes).select_related("copy")
    }
    old = []
    for picture, places in boxes.items():
        row = rows.get(picture) or Redaction(attachment_id=picture)
        if picture in drawn.copies or not places:
            old += [row.copy_id] if row.copy_id else []
            row.copy = None
        if picture in drawn.copies:
            # Made up if the picture it is of is.
            made_up = shown[picture].demonstration
            row.copy = attach(drawn.copies[picture], actor=actor, now=now, demonstration=made_up)
        row.boxes = [list(box) for box in places]
        if row.boxes or rows.get(picture):
            row.save()
        if row.copy:
            shown[picture] = row.copy
    return shown, old


def forget(copies: Collection[UUID], *, actor: Actor, now: datetime) -> None:
    """Remove copies that nothing names any more, rows and files."""
    for copy in copies:
        forget_attachment(copy, actor=actor, now=now)
