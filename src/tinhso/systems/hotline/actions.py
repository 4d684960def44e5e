"""Every write of the hotline: filing, keeping the public table, confirming what it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.actions import Filed
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.documents.actions import StoredPhoto, attach
from tinhso.kernel.documents.models import Attachment
from tinhso.kernel.ledger import queries as ledger
from tinhso.kernel.ledger.actions import Entry, record, record_many
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people import actions as people
from tinhso.kernel.units.names import fold

from . import queries, rules
from .models import Follower, PublishedPhoto, PublishedReport

__all__ = ["Filed", "file_report", "follow", "project", "publish", "withdraw"]

Status = PublishedReport.Status
OF_STEP = {
    "received": Status.RECEIVED,
    "with_unit": Status.WORKING,
    "supporting": Status.WORKING,
    "answered": Status.ANSWERED,
}
OF_OUTCOME = {
    "agreed": Status.AGREED,
    "lapsed": Status.LAPSED,
    "redirected": Status.REDIRECTED,
    "declined": Status.DECLINED,
}
BATCH = 1000
PUBLISHED_COLUMNS = [
    "category",
    "commune",
    "unit",
    "status",
    "due_at",
    "answered_at",
    "hops",
    "stars",
]
CONFIRMED_COLUMNS = [
    "reviewed_at",
    "title",
    "text",
    "answer",
    "folded",
    "words",
    "pictures",
    "shown_at",
    "pin_confirmed",
    "latitude",
    "longitude",
]


@dataclass(frozen=True)
class Contact:
    """How the reporter wants to be reached; all of it may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class NewReport:
    """A field report as it arrives: `place` is a commune's code of today, photos are stored."""

    text: str
    place: str
    latitude: float | None = None
    longitude: float | None = None
    contact: Contact = field(default_factory=Contact)
    photos: Sequence[StoredPhoto] = ()
    channel: str = "web"
    address: str = ""


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


def follow(*, now: datetime, limit: int = 2000) -> int:
    """Bring the public table up to the sealed ledger and return how many events were read.

    Reads sealed positions in order, at least once; writing a case's row twice changes nothing.
    """
    with transaction.atomic():
        Follower.objects.get_or_create(name=queries.PROCEDURE)
        follower = Follower.objects.select_for_update().get(name=queries.PROCEDURE)
        events = ledger.sealed_after(follower.position, limit)
        if not events:
            return 0
        subjects = {event.subject for event in events if event.kind.startswith("cases.")}
        project([UUID(s.removeprefix("case:")) for s in subjects if s.startswith("case:")], now=now)
        follower.position = events[-1].position
        follower.save(update_fields=["position"])
    return len(events)


def project(case_ids: Sequence[UUID], *, now: datetime) -> None:  # noqa: ARG001
    """Write the public rows of these cases as they stand; what was reviewed stays."""
    rows = [_public_row(case) for case in queries.standing(case_ids)]
    PublishedReport.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=PUBLISHED_COLUMNS,
    )


def _public_row(case: Case) -> PublishedReport:
    pin: tuple[float, float] | tuple[None, None] = (None, None)
    if case.latitude is not None and case.longitude is not None:
        pin = rules.coarse(case.latitude, case.longitude)
    steps = list(case.steps.all())
    return PublishedReport(
        case=case,
        number=case.number,
        category=case.category,
        commune_id=case.place_id,
        unit_id=case.unit_id,
        latitude=pin[0],
        longitude=pin[1],
        status=_status(case, steps),
        filed_at=case.filed_at,
        due_at=case.due_at,
        answered_at=case.answered_at,
        hops=case.hops,
        stars=case.rating,
        demonstration=case.demonstration,
    )


def _status(case: Case, steps: Sequence[Step]) -> str:
    if case.closed_at:
        return OF_OUTCOME[case.outcome]
    still_open = [OF_STEP[step.name] for step in steps if step.closed_at is None]
    return min(still_open, key=list(Status).index, default=Status.RECEIVED)


@dataclass(frozen=True)
class Wording:
    """What a person confirmed for the public: words, pictures by moment, whether the pin shows."""

    title: str
    text: str
    answer: str = ""
    photos: Mapping[UUID, str] = field(default_factory=dict)
    pin_confirmed: bool = False


def publish(number: str, wording: Wording, *, actor: Actor, now: datetime) -> None:
    """Show confirmed words and pictures of a report to the public, masked once more by rule.

    Raises PublishedReport.DoesNotExist when there is no such report.
    """
    with transaction.atomic():
        report = _locked(number)
        _confirm(report, wording, now)
        report.save()
        report.photos.all().delete()
        files = Attachment.objects.in_bulk(wording.photos)
        PublishedPhoto.objects.bulk_create(
            PublishedPhoto(
                report=report,
                attachment=files[photo],
                moment=moment,
                file=files[photo].file,
                thumbnail=files[photo].thumbnail,
                media_type=files[photo].media_type,
                width=files[photo].width,
                height=files[photo].height,
            )
            for photo, moment in wording.photos.items()
        )
        record_many([_published(report, len(wording.photos))], actor=actor, now=now)


def publish_taken_over(wordings: Mapping[UUID, Wording], *, actor: Actor, now: datetime) -> None:
    """Show the confirmed words of many reports at once, as they were confirmed where they ran."""
    pending = list(wordings)
    for start in range(0, len(pending), BATCH):
        ids = pending[start : start + BATCH]
        with transaction.atomic():
            reports = list(PublishedReport.objects.filter(case_id__in=ids).select_related("case"))
            for report in reports:
                _confirm(report, wordings[report.case_id], now)
            # An upsert: one statement of plain values, where bulk_update builds a CASE a row.
            PublishedReport.objects.bulk_create(
                reports,
                update_conflicts=True,
                unique_fields=["case"],
                update_fields=CONFIRMED_COLUMNS,
            )
            record_many([_published(report) for report in reports], actor=actor, now=now)


def _confirm(report: PublishedReport, wording: Wording, now: datetime) -> None:
    report.reviewed_at = now
    report.title = rules.mask(wording.title).text[:120]
    report.text = rules.mask(wording.text).text
    report.answer = rules.mask(wording.answer).text
    report.folded = fold(f"{report.number} {report.title} {report.text} {report.answer}")
    report.words = sorted(set(report.folded.split()))
    report.pictures = len(wording.photos)
    report.shown_at = now
    report.pin_confirmed = wording.pin_confirmed and report.case.latitude is not None
    if report.pin_confirmed:
        report.latitude, report.longitude = report.case.latitude, report.case.longitude


def _published(report: PublishedReport, photos: int = 0) -> Entry:
    return Entry(
        "hotline.report.published",
        f"case:{report.case_id}",
        data={"number": report.number, "photos": photos, "pin": report.pin_confirmed},
        commitments={"title": report.title, "text": report.text, "answer": report.answer},
    )


def withdraw(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take the words and pictures of a report off the public pages; the case itself stays."""
    with transaction.atomic():
        report = _locked(number)
        report.photos.all().delete()
        report.reviewed_at = None
        report.pin_confirmed = False
        report.title = report.text = report.answer = report.folded = ""
        report.words, report.pictures, report.shown_at = [], 0, now
        if report.case.latitude is not None and report.case.longitude is not None:
            report.latitude, report.longitude = rules.coarse(
                report.case.latitude, report.case.longitude
            )
        report.save()
        record(
            "hotline.report.withdrawn",
            f"case:{report.case_id}",
            actor=actor,
            now=now,
            data={"number": number},
            commitments={"reason": reason},
        )


def _locked(number: str) -> PublishedReport:
    return PublishedReport.objects.select_for_update().select_related("case").get(number=number)
