"""Pictures sent with a form: checked and stored first, rows afterwards."""

from datetime import datetime
from uuid import UUID

from tinhso.kernel.documents.actions import StoredPhoto, attach, store_photo
from tinhso.kernel.documents.images import PhotoError, prepare_photo
from tinhso.kernel.ledger.actors import Actor
from tinhso.web.cases.forms import CaseForm


def stored(form: CaseForm) -> list[StoredPhoto]:
    """Return the form's pictures, durably stored; what can't be taken is said in the form."""
    kept: list[StoredPhoto] = []
    field = next((n for n in form.asked if form.schema.properties[n].type == "array"), None)
    for file in form.pictures:
        try:
            kept.append(store_photo(prepare_photo(file.read())))
        except PhotoError as error:
            form.add_error(field, f"{file.name}: {error}")
    return kept


def attached(photos: list[StoredPhoto], *, actor: Actor, now: datetime) -> list[UUID]:
    """Return the ids of rows for stored pictures, in the caller's transaction."""
    return [attach(photo, actor=actor, now=now).pk for photo in photos]
