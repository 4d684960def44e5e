"""What a person has confirmed is shown to the public, or taken back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.ledger.actions import Entry, record, record_many
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.names import fold

from .. import queries, rules
from ..models import PublishedPhoto, PublishedReport, Redaction
from ..rules.boxes import Box
from . import redacting
from .projecting import pin

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
    "withheld_at",
    "pin_confirmed",
    "latitude",
    "longitude",
]


@dataclass(frozen=True)
class Wording:
    """What a person confirmed for the public.

    `photos` are the pictures that may be shown, by moment; `boxes` what has to be hidden in them.
    `seen_at` is when the person was shown all this: what a unit answered since waits again.
    """

    title: str
    text: str
    answer: str = ""
    photos: Mapping[UUID, str] = field(default_factory=dict)
    pin_confirmed: bool = False
    boxes: Mapping[UUID, Sequence[Box]] = field(default_factory=dict)
    seen_at: datetime | None = None


def publish(number: str, wording: Wording, *, actor: Actor, now: datetime) -> frozenset[UUID]:
    """Show confirmed words and pictures of a report to the public, masked once more by rule.

    A picture in which something has to be hidden, and of which no copy could be drawn, is left
    out; those are returned. Raises PublishedReport.DoesNotExist when there is no such report.
    """
    boxes = {picture: tuple(wording.boxes.get(picture, ())) for picture in wording.photos}
    drawn = redacting.draw(boxes)
    shown = {picture: places for picture, places in boxes.items() if picture not in drawn.broken}
    with transaction.atomic():
        report = _locked(number)
        files, old = redacting.keep(shown, drawn, actor=actor, now=now)
        _confirm(report, wording, now)
        report.pictures = len(files)
        report.save()
        report.photos.all().delete()
        PublishedPhoto.objects.bulk_create(
            PublishedPhoto(
                report=report,
                attachment=file,
                moment=wording.photos[picture],
                file=file.file,
                thumbnail=file.thumbnail,
                media_type=file.media_type,
                width=file.width,
                height=file.height,
            )
            for picture, file in files.items()
        )
        record_many([_published(report, len(files))], actor=actor, now=now)
    redacting.forget(old, actor=actor, now=now)
    return drawn.broken


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
    report.reviewed_at = min(max(wording.seen_at or now, report.filed_at), now)
    report.withheld_at = None
    report.title = rules.mask(wording.title).text[:120]
    report.text = rules.mask(wording.text).text
    report.answer = rules.mask(wording.answer).text
    report.folded = fold(f"{report.number} {report.title} {report.text} {report.answer}")
    report.words = sorted(set(report.folded.split()))
    report.pictures = len(wording.photos)
    report.shown_at = now
    report.pin_confirmed = wording.pin_confirmed and report.case.latitude is not None
    report.latitude, report.longitude = pin(report.case, exact=report.pin_confirmed)


def _published(report: PublishedReport, photos: int = 0) -> Entry:
    return Entry(
        "hotline.report.published",
        f"case:{report.case_id}",
        data={"number": report.number, "photos": photos, "pin": report.pin_confirmed},
        commitments={"title": report.title, "text": report.text, "answer": report.answer},
    )


def withdraw(number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take the words and pictures of a report off the public pages; the case itself stays.

    Of one that was never shown it says that it won't be: nobody has to look at it again.
    """
    with transaction.atomic():
        report = _locked(number)
        told = "hotline.report.withdrawn" if report.reviewed_at else "hotline.report.withheld"
        report.photos.all().delete()
        copies = _let_go(list(queries.evidence(report.case)))
        report.reviewed_at = None
        report.withheld_at = now
        report.pin_confirmed = False
        report.title = report.text = report.answer = report.folded = ""
        report.words, report.pictures, report.shown_at = [], 0, now
        report.latitude, report.longitude = pin(report.case)
        report.save()
        record(
            told,
            f"case:{report.case_id}",
            actor=actor,
            now=now,
            data={"number": number},
            commitments={"reason": reason},
        )
    redacting.forget(copies, actor=actor, now=now)


def _let_go(pictures: Collection[UUID]) -> list[UUID]:
    """Name no copies of these pictures any more; return the copies."""
    rows = Redaction.objects.filter(attachment__in=pictures, copy__isnull=False)
    copies = [row.copy_id for row in rows if row.copy_id]
    rows.update(copy=None)
    return copies


def _locked(number: str) -> PublishedReport:
    return PublishedReport.objects.select_for_update().select_related("case").get(number=number)
