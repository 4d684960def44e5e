"""What is written here: a report that a client sends, and the keys of clients."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation

from tinhso.kernel.documents.actions import store_photo
from tinhso.kernel.documents.images import Photo
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import ANONYMOUS, Actor
from tinhso.systems.hotline import actions as hotline
from tinhso.systems.hotline.actions import Filed
from tinhso.systems.hotline.rules import Limits

from . import queries
from .models import Client
from .queries.clients import hash_of
from .rules.posting import LONGEST_ADDRESS, Posted, text
from .rules.questions import answers
from .rules.refusing import MISSING, Refusal, say

KEY_BYTES = 24
HINT = 6
# Officers read Vietnamese, whatever the client's language.
OFFICE_LANGUAGE = "vi"


@dataclass(frozen=True)
class Sender:
    """Who sends: a client with its key, or somebody without one."""

    client: Client | None

    @property
    def actor(self) -> Actor:
        """The name under which the filing stands in the ledger."""
        return Actor(f"client:{self.client.pk}") if self.client else ANONYMOUS


def key_of(sender: Sender, key: str, posted: Posted, photos: Sequence[Photo]) -> str:
    """Return the key of a filing: the client's own for just this content.

    Bound to the content, so that whoever guesses another's key learns nothing by it, and a client
    that uses one key for two reports files two.
    """
    content = repr((key, posted)).encode() + b"".join(
        hashlib.sha256(photo.data).digest() for photo in photos
    )
    owner = f"client:{sender.client.pk}" if sender.client else "open"
    return f"open311:{owner}:{hashlib.sha256(content).hexdigest()}"


def file(
    posted: Posted,
    photos: Sequence[Photo],
    *,
    key: str,
    sender: Sender,
    limits: Limits,
    now: datetime,
) -> Filed:
    """File what a client sent; the same key with the same content files once.

    The public row is written at once rather than by the follower: the number is promised to be
    good for a reading ("realtime"). Raises Refusal (404 for a service that there isn't, 400 for
    answers and places), cases' Invalid naming fields.
    """
    code = posted.service_code
    with translation.override(OFFICE_LANGUAGE):
        service = queries.name_of(code, OFFICE_LANGUAGE, now=now)
        if service is None:
            raise Refusal(
                MISSING, say("service_code: không có loại này.", "service_code: it was not found.")
            )
        asked = queries.questions_of(code, OFFICE_LANGUAGE, now=now)
        words = text(posted, service, answers(asked, posted.answers), limits)
    report = hotline.NewReport(
        text=words,
        place=queries.commune_of(posted, on=timezone.localdate(now)),
        latitude=posted.latitude,
        longitude=posted.longitude,
        address=posted.address[:LONGEST_ADDRESS],
        category="" if code == queries.UNCLASSIFIED else code,
        contact=hotline.Contact(name=posted.name, phone=posted.phone, email=posted.email),
        photos=[store_photo(photo) for photo in photos],
        channel="app",
    )
    filed = hotline.file_report(
        report, key=key_of(sender, key, posted, photos), actor=sender.actor, now=now
    )
    if not filed.again:
        hotline.project([filed.case_id], now=now)
    return filed


def admit(name: str, owner: str, *, actor: Actor, now: datetime) -> tuple[Client, str]:
    """Give an application a key; the key itself is returned once and kept nowhere."""
    key = secrets.token_urlsafe(KEY_BYTES)
    with transaction.atomic():
        client = Client.objects.create(
            name=name, owner=owner, hint=key[:HINT], key_hash=hash_of(key), admitted_at=now
        )
        record(
            "hotline.client.admitted",
            f"open311_client:{client.pk}",
            actor=actor,
            now=now,
            data={"hint": client.hint},
            commitments={"name": name, "owner": owner},
        )
    return client, key


def close(client_id: int, *, actor: Actor, now: datetime) -> None:
    """End a key: from now on it is none. Raises Client.DoesNotExist; closing twice does nothing."""
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=client_id)
        if client.closed_at:
            return
        client.closed_at = now
        client.save(update_fields=["closed_at"])
        record(
            "hotline.client.closed",
            f"open311_client:{client.pk}",
            actor=actor,
            now=now,
            data={"hint": client.hint},
        )
