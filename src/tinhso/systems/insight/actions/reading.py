"""A document is read: its claims stand proposed, and what was decided before stays decided."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from tinhso.kernel.documents.models import Document
from tinhso.kernel.indicators.models import Indicator
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.insight import models
from tinhso.systems.insight.actions.findings import find_again
from tinhso.systems.insight.models import State
from tinhso.systems.insight.rules.claims import Claim, Reading
from tinhso.systems.insight.rules.entering import among_said, ranked_among
from tinhso.systems.insight.rules.keeping import Said, kept

PLACE = ("reading", "start", "end", "quote", "sentence_start", "sentence_end")
READ = (
    "as_read",
    "indicator",
    "subject",
    "measure",
    "value",
    "unit",
    "relation",
    "period",
    "kind",
    "base_period",
    "place",
    "scope",
    "among",
)


@transaction.atomic
def read_document(
    document: Document,
    found: Reading,
    *,
    reader: str,
    actor: Actor,
    now: datetime,
    demonstration: bool = False,
) -> models.Reading:
    """Keep what a reader found in a document; return the reading.

    The same reader on the same version changes nothing. Claims whose words and value are the same
    as before keep their row and decision, in a newer version of the document too. In the very same
    text a decision stays even where the newer reader finds nothing; in a newer text it stays with
    the old reading.
    """
    last = (
        models.Reading.objects.select_for_update()
        .filter(document__code=document.code, superseded_at__isnull=True)
        .first()
    )
    if last and last.document_id == document.pk and last.reader == reader:
        return last
    models.Reading.objects.filter(document__code=document.code, superseded_at__isnull=True).update(
        superseded_at=now
    )
    reading = models.Reading.objects.create(
        document=document,
        reader=reader,
        oddities=[
            {"kind": one.kind, "start": one.start, "end": one.end, "quote": one.quote}
            for one in found.oddities
        ],
        read_by=actor.ref,
        read_at=now,
        demonstration=demonstration,
    )
    known = {one.code: one for one in Indicator.objects.only("code")}
    rows = [_row(reading, one, document.text, known) for one in found.claims]
    again = _keep(last, rows) if last else frozenset()
    models.Claim.objects.bulk_create(row for place, row in enumerate(rows) if place not in again)
    if last and last.document_id == document.pk:
        models.Claim.objects.filter(reading=last).exclude(state=State.PROPOSED).update(
            reading=reading
        )
    record(
        "insight.document.read",
        f"document:{document.code}",
        actor=actor,
        now=now,
        data={
            "version": document.version,
            "reader": reader,
            "claims": len(found.claims),
            "kept": len(again),
        },
    )
    find_again(reading, actor=actor, now=now)
    return reading


def _keep(last: models.Reading, rows: Sequence[models.Claim]) -> frozenset[int]:
    """Let claims that were found again keep their row; return which of `rows` they are.

    A decision stays as it was taken; where there is none, the newer reading counts.
    """
    before = list(last.claims.all())
    old, new = last.document.text, rows[0].reading.document.text if rows else ""
    same = kept([_said(one, old) for one in before], [_said(one, new) for one in rows])
    for place, earlier in same.items():
        row = rows[place]
        fields = PLACE if not before[earlier].is_open else (*PLACE, *READ)
        models.Claim.objects.filter(pk=before[earlier].pk).update(
            **{name: getattr(row, name) for name in fields}, turn=F("turn") + 1
        )
    return frozenset(same)


def _said(claim: models.Claim, text: str) -> Said:
    return Said(
        text[claim.sentence_start : claim.sentence_end],
        claim.quote,
        claim.as_read["measure"],
        Decimal(claim.as_read["value"]),
    )


def _row(
    reading: models.Reading, claim: Claim, text: str, known: dict[str, Indicator]
) -> models.Claim:
    period = claim.period or ""
    among = None
    if claim.measure == "rank":
        among = among_said(text, claim.end) or ranked_among(period, claim.scope or "")
    read = {
        "indicator": claim.indicator if claim.indicator in known else None,
        "subject": claim.subject,
        "measure": claim.measure,
        "value": format(claim.value, "f"),
        "unit": claim.unit,
        "relation": claim.relation,
        "period": period,
        "kind": claim.kind,
        "base_period": claim.base_period or "",
        "place": claim.place or "",
        "scope": claim.scope or "",
        "among": among,
    }
    return models.Claim(
        reading=reading,
        start=claim.start,
        end=claim.end,
        quote=text[claim.start : claim.end],
        sentence_start=claim.sentence.start,
        sentence_end=claim.sentence.end,
        as_read=read,
        **{**read, "indicator": known.get(claim.indicator or ""), "value": claim.value},
    )
