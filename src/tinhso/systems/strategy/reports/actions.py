"""Every write of reports: an edition is made, once for each content."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.strategy.reports.models import Edition
from tinhso.web.papers.content import Report, as_json, content_hash

NUMBERING = 0x7265706F
"""The key under which editions of one scope and span are numbered one after another."""


@transaction.atomic
def make_edition(report: Report, *, actor: Actor, now: datetime) -> Edition:
    """Keep a report as an edition; the same content again gives the edition that is kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))",
            [NUMBERING, f"{report.scope} {report.span}"],
        )
    mark = content_hash(report)
    alike = Edition.objects.filter(scope=report.scope, span=report.span)
    known = alike.filter(sha256=mark).first()
    if known is not None:
        return known
    last = alike.aggregate(last=Max("number"))["last"] or 0
    edition = Edition.objects.create(
        scope=report.scope,
        span=report.span,
        number=last + 1,
        title={"vi": report.head.subject.vi, "en": report.head.subject.en},
        as_of=datetime.fromisoformat(report.basis.as_of),
        content=as_json(report),
        sha256=mark,
        made_by=actor.ref,
        made_at=now,
    )
    record(
        "strategy.report.made",
        f"report:{edition.pk}",
        actor=actor,
        now=now,
        data={
            "scope": report.scope,
            "span": report.span,
            "number": edition.number,
            "as_of": report.basis.as_of,
            "sha256": mark,
        },
    )
    return edition
