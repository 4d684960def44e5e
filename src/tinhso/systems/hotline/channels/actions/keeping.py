"""Keeping conversations: a question nobody answers comes to a person; the past is forgotten."""

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import CLOCK
from tinhso.kernel.messages import actions as post

from .. import queries
from ..models import Conversation, Correspondent
from .answering import DESK

PATIENCE = timedelta(hours=24)
"""For how long a question waits for its answer before a person reads what there is."""


def give_up_questions(*, now: datetime) -> int:
    """Hand reports whose question nobody answered to a person; return how many."""
    with transaction.atomic():
        rows = queries.unanswered(before=now - PATIENCE)
        post.hand_to_person([row.begun_by_id for row in rows], "unanswered", actor=DESK, now=now)
        Conversation.objects.filter(pk__in=[row.pk for row in rows]).update(
            asked=Conversation.Asked.PERSON
        )
    return len(rows)


def forget(*, now: datetime, after: timedelta) -> int:
    """Forget the addresses of those whose case ended longer than `after` ago; return how many."""
    with transaction.atomic():
        ended = Correspondent.objects.filter(case__closed_at__lt=now - after).exclude(sealed="")
        forgotten = ended.update(sealed="", address_index="")
        if forgotten:
            record(
                "hotline.addresses.forgotten",
                "post",
                actor=CLOCK,
                now=now,
                data={"correspondents": forgotten},
            )
    return forgotten
