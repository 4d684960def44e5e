"""Keeping conversations: a question nobody answers comes to a person; the past is forgotten."""

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import CLOCK, Actor
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages import sealed
from tinhso.kernel.people.actions import reseal

from .. import queries
from ..models import Conversation, Correspondent
from .answering import DESK

SEALED = ("sealed", "address_index")
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


def rotate_conversations(*, actor: Actor, now: datetime) -> int:
    """Seal unfinished reports under the active key; return how many."""
    return reseal(Conversation.objects.all(), SEALED, _seal_conversation, actor=actor, now=now)


def rotate_correspondents(*, actor: Actor, now: datetime) -> int:
    """Seal where reporters are told under the active key; return how many."""
    return reseal(Correspondent.objects.all(), SEALED, _seal_correspondent, actor=actor, now=now)


def _seal_conversation(row: Conversation) -> None:
    _seal_anew("conversation", row)


def _seal_correspondent(row: Correspondent) -> None:
    _seal_anew("correspondent", row)


def _seal_anew(room: str, row: Conversation | Correspondent) -> None:
    content = sealed.unseal(room, row.pk, row.sealed)
    row.sealed = sealed.seal(room, row.pk, content)
    row.address_index = sealed.index(row.channel, content["address"])
