"""A report is filed: on whichever way it came in."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.actions import Filed
from tinhso.kernel.documents.actions import StoredPhoto, attach
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people import actions as people

from .. import queries


@dataclass(frozen=True)
class Contact:
    """How the reporter wants to be reached; all of it may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class NewReport:
    """A field report as it arrives: `place` is a commune's code of today, photos are stored.

    `category` is what the sender chose, "" where nobody has: the operator confirms or corrects it.
    """

    text: str
    place: str
    latitude: float | None = None
    longitude: float | None = None
    contact: Contact = field(default_factory=Contact)
    photos: Sequence[StoredPhoto] = ()
    channel: str = "web"
    address: str = ""
    category: str = ""


def file_report(
    report: NewReport, *, key: str, actor: Actor, now: datetime, demonstration: bool = False
) -> Filed:
    """File a report and return its number, secret and promise; the same key files once.

    The photos are on disk before this is called. Contact data goes, encrypted, to a person of its
    own, never into the case. A report without either is written together with all that arrive at
    the same moment. Raises cases' Invalid naming the fields.
    """
    asked = _Asked(report, key, actor, now, demonstration)
    if report.contact == Contact() and not report.photos:
        return _file(asked)
    with transaction.atomic():
        contact = asdict(report.contact)
        reporter = (
            people.enter_person(contact, actor=actor, now=now, demonstration=demonstration)
            if any(contact.values())
            else None
        )
        photos = [
            attach(photo, actor=actor, now=now, demonstration=demonstration).id
            for photo in report.photos
        ]
        filed = _file(asked, reporter, photos)
        if filed.again:  # neither the contact nor the pictures are entered twice
            transaction.set_rollback(True)
    return filed


@dataclass(frozen=True)
class _Asked:
    """A report with who files it, when and under which key."""

    report: NewReport
    key: str
    actor: Actor
    now: datetime
    demonstration: bool


def _file(asked: _Asked, reporter: UUID | None = None, photos: Sequence[UUID] = ()) -> Filed:
    report = asked.report
    form = {"text": report.text, "channel": report.channel}
    if report.address:
        form["address"] = report.address
    if report.category:
        form["category"] = report.category
    return cases.file(
        queries.PROCEDURE,
        form,
        key=asked.key,
        actor=asked.actor,
        now=asked.now,
        place=report.place,
        latitude=report.latitude,
        longitude=report.longitude,
        reporter=reporter,
        photos=photos,
        demonstration=asked.demonstration,
    )
