"""Figures from a file: kept until confirmed, then taken in as a whole or not at all."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.documents.actions import cite_words
from tinhso.kernel.documents.models import Citation, Document
from tinhso.kernel.indicators.actions import Figure, enter_figures
from tinhso.kernel.indicators.models import Indicator
from tinhso.kernel.indicators.sheets import Brought
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.models import Unit
from tinhso.systems.exchange.models import Staged
from tinhso.systems.exchange.queries.staging import Planned, as_plain, planned, seen

KEPT = timedelta(days=2)


class ChangedMeanwhileError(RuntimeError):
    """Figures that a file would change are no longer those that were shown."""


@transaction.atomic
def stage(
    file_name: str,
    figures: Sequence[Brought],
    *,
    source: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Staged:
    """Keep a file's figures until they are confirmed; files older than two days go.

    Nothing is held yet, so that no event tells of it.
    """
    Staged.objects.filter(at__lt=now - KEPT).delete()
    return Staged.objects.create(
        file_name=file_name[:200],
        source=source,
        reason=reason,
        rows=as_plain(figures),
        actor=actor.ref,
        at=now,
    )


@transaction.atomic
def take_in(file: Staged, seen_then: str, *, actor: Actor, now: datetime) -> Counter[str]:
    """Record the figures of a confirmed file and forget the file; tell how many were what.

    `seen_then` is `staging.seen` of what the preview showed. What would change nothing is left
    alone. Raises ChangedMeanwhileError where others stand by
    now, and then nothing is taken in.
    """
    plan = planned(file)
    if seen(plan) != seen_then:
        raise ChangedMeanwhileError(f"the figures of {file.file_name} have changed meanwhile")
    changing = [one for one in plan if one.changed]
    figures = _figures(changing, actor=actor, now=now)
    done = enter_figures(figures, subject=f"file:{file.pk}", actor=actor, now=now)
    done["unchanged"] += len(plan) - len(changing)
    file.delete()
    return done


def _figures(plan: Sequence[Planned], *, actor: Actor, now: datetime) -> list[Figure]:
    brought = [one.brought for one in plan]
    indicators = Indicator.objects.in_bulk({one.indicator for one in brought})
    areas = Unit.objects.in_bulk({one.area for one in brought})
    sources = {one.source for one in brought if one.quote}
    documents = {
        document.code: document
        for document in Document.objects.filter(code__in=sources, superseded_at__isnull=True)
    }

    def citation(one: Brought) -> Citation | None:
        if not one.quote or one.source not in documents:
            return None
        return cite_words(documents[one.source], one.quote, actor=actor, now=now)

    return [
        Figure(
            indicator=indicators[one.indicator],
            area=areas[one.area],
            period=one.period,
            value=one.value,
            source=one.source,
            confidence=one.confidence,
            measure=one.measure,
            relation=one.relation,
            kind=one.kind,
            base_period=one.base_period,
            among=one.among,
            method=one.method,
            citation=citation(one),
            note=one.note,
        )
        for one in brought
    ]
