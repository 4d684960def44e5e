"""What a person has confirmed is shown to the public, or taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.documents.models import Attachment
from tinhso.kernel.ledger.actions import Entry, record, record_many
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.names import fold

from .. import rules
from ..models import PublishedPhoto, PublishedReport

BATCH = 1000
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
