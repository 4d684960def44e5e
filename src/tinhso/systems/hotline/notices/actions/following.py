"""Telling those who follow a report: reads the sealed ledger in order, at least once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tinhso.kernel.ledger import queries as ledger
from tinhso.kernel.messages.actions import send
from tinhso.kernel.messages.contracts import Outgoing

from ...queries import PROCEDURE, position, status_words
from .. import queries, sealed, wording
from ..models import Follower
from .giving import POST

FRESH = timedelta(days=2)
"""What is older is not told any more: an upgraded house doesn't write to its past."""

TOLD = frozenset({"cases.step.acted", "cases.step.lapsed", "hotline.report.published"})


def follow(*, now: datetime, limit: int = 1000) -> int:
    """Tell the followers of reports what sealed events changed; return how many were read.

    One letter a status: what brings the same words again is not written twice.
    """
    written = position()  # letters are written from the public table: no further than it has come
    with transaction.atomic():
        Follower.objects.get_or_create(name=PROCEDURE)
        follower = Follower.objects.select_for_update().get(name=PROCEDURE)
        sealed_since = ledger.sealed_after(follower.position, limit)
        events = [event for event in sealed_since if event.position <= written]
        if not events:
            return 0
        news = {
            UUID(event.subject.removeprefix("case:"))
            for event in events
            if event.kind in TOLD and now - event.at < FRESH
        }
        if news:
            _tell(list(news), now)
        follower.position = events[-1].position
        follower.save(update_fields=["position"])
    return len(events)


def _tell(case_ids: list[UUID], now: datetime) -> None:
    with wording.in_vietnamese():
        for to in queries.followers_of(case_ids):
            report = to.report
            if report is None:
                continue
            subject, body = wording.report_letter(to, status_words(report, now=now))
            send(
                Outgoing(
                    channel=to.channel,
                    address=sealed.unseal(to.pk, to.sealed),
                    subject=subject,
                    body=body,
                    about=f"case:{report.case_id}",
                    purpose="hotline.followed",
                    expires_at=now + FRESH,
                ),
                key=f"notices:report:{to.pk}:{report.status}:{report.answered_at}",
                actor=POST,
                now=now,
            )
