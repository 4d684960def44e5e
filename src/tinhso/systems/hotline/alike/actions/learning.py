"""Learning from what people confirmed. Always from the beginning, so that nothing lingers."""

from dataclasses import astuple
from datetime import datetime
from typing import Final

from django.db import transaction

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor

from .. import queries
from ..models import Lesson
from ..rules.topics import learned
from ..rules.trying import trial

KEPT: Final = 10
"""How many lessons are kept, so that one can see how suggestions came to be better or worse."""


def learn(*, actor: Actor, now: datetime) -> Lesson:
    """Read the newest confirmed reports of every category anew and make that the model in use.

    What was put into another category since, or erased, is forgotten by that. The trial that says
    how good the suggestions are guesses the newest reports from the older ones.
    """
    held = queries.categories(now=now)
    confirmed = queries.confirmed(one.code for one in held)
    tried = trial(queries.seeds(held), confirmed)
    topics = learned(confirmed)
    with transaction.atomic():  # begun once all is read and reckoned: that takes its time
        made = Lesson.objects.create(
            learned_at=now,
            stood=topics.stood,
            reports=topics.reports,
            tried={
                "scores": {code: astuple(score) for code, score in tried.scores.items()},
                "confused": tried.confused,
            },
        )
        old = Lesson.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:]
        Lesson.objects.filter(pk__in=list(old)).delete()
        record(
            "hotline.categories.learned",
            f"lesson:{made.pk}",
            actor=actor,
            now=now,
            data={"reports": len(confirmed), "tokens": len(topics.stood)},
        )
    return made
