"""Every read of the channels: names of places, who a case's correspondent is, whose case it is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.core.files.storage import storages
from django.db.models import Count, Max

from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.queries.bundles import in_force
from tinhso.kernel.documents.actions import StoredPhoto
from tinhso.kernel.documents.images import PhotoError, prepare_photo
from tinhso.kernel.messages import queries as post
from tinhso.kernel.messages import sealed
from tinhso.kernel.messages.contracts import EMAIL, SMS
from tinhso.kernel.messages.models import Enclosure
from tinhso.kernel.people import queries as people
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Kind, Succession, Unit
from tinhso.kernel.units.names import fold

from ..queries import PROCEDURE
from .models import Conversation, Correspondent
from .rules.places import Commune, Gazetteer, Named

FLOOD_WINDOW = timedelta(hours=1)
MOST_ANSWERS = 12
"""Answers to one address within the window: beyond it a person looks, and no robot is answered."""

DAY = timedelta(days=1)
MOST_REPORTS = 20
"""Reports of one address a day; the next come to a person."""

MOST_NUMBERS = 20
"""Numbers of one message that are looked up."""

ANSWERS = ("hotline.reply", "hotline.received")


@dataclass(frozen=True, repr=False)
class Address:
    """Where somebody is reached, in the clear; `in_reply_to` is the message an e-mail answers."""

    channel: str
    address: str
    in_reply_to: str = ""

    def __repr__(self) -> str:
        return f"Address({self.channel})"


def gazetteer(day: date) -> Gazetteer:
    """Return the names that communes of the province have and had; kept until units change."""
    state = (
        Unit.objects.aggregate(n=Count("pk"), last=Max("pk")),
        Succession.objects.aggregate(n=Count("pk"), last=Max("pk")),
    )
    fingerprint = "/".join(f"{one['n']}.{one['last']}" for one in state)
    return _gazetteer(day, fingerprint)


@lru_cache(maxsize=4)
def _gazetteer(day: date, fingerprint: str) -> Gazetteer:  # noqa: ARG001 - a key of the cache
    communes = list(
        Unit.objects.filter(kind=Kind.COMMUNE).select_related("parent").order_by("sort_key", "pk")
    )
    became = units.successors_of(communes, day)
    names = [_named(unit, became[unit.pk], day) for unit in communes]
    districts = Unit.objects.filter(kind=Kind.DISTRICT).values_list("short_vi", flat=True)
    return Gazetteer.of((named for named in names if named.today), districts)


def _named(unit: Unit, became: Sequence[units.Related], day: date) -> Named:
    around = unit.parent if unit.parent and unit.parent.kind == Kind.DISTRICT else None
    was = ""
    if not unit.stands_on(day):
        was = f"{unit.name_vi} ({around.name_vi})" if around else unit.name_vi
    return Named(
        name=unit.short_vi,
        kind=fold(unit.subtype),
        around=frozenset({fold(around.short_vi)}) if around else frozenset(),
        was=was,
        today=tuple(Commune(one.unit.code, one.unit.name_vi) for one in became),
        certain=len(became) == 1 and became[0].is_certain,
    )


def number_prefix(*, now: datetime) -> str:
    """Return what the numbers of this province's reports begin with."""
    return in_force(PROCEDURE, now=now).procedure.number


def conversation(channel: str, address: str) -> Conversation | None:
    """Return and lock the unfinished report of a normal address. In a transaction."""
    return (
        Conversation.objects.select_for_update()
        .filter(channel=channel, address_index__in=sealed.indexes(channel, address))
        .first()
    )


def unanswered(*, before: datetime) -> list[Conversation]:
    """Return the conversations whose question has waited since before a moment."""
    rows = (
        Conversation.objects.select_for_update(skip_locked=True)
        .filter(asked_at__lt=before)
        .exclude(asked=Conversation.Asked.PERSON)
    )
    return list(rows.order_by("asked_at")[:200])


def begun_by(incoming_id: UUID) -> Conversation | None:
    """Return and lock the unfinished report that a message began. In a transaction."""
    return Conversation.objects.select_for_update().filter(begun_by=incoming_id).first()


def reports(numbers: Sequence[str]) -> list[Case]:
    """Return the reports of public numbers, of the first MOST_NUMBERS; none for what is none."""
    named = Case.objects.filter(number__in=numbers[:MOST_NUMBERS], bundle__name=PROCEDURE)
    return list(named.select_related("unit", "place")) if numbers else []


def reports_of(channel: str, address: str) -> list[Case]:
    """Return the newest reports whose answers go to a normal address, at most five."""
    rows = Correspondent.objects.filter(address_index__in=sealed.indexes(channel, address))
    newest = rows.select_related("case__unit", "case__place").order_by("-since")[:5]
    return [row.case for row in newest]


def is_reached_at(case: Case, channel: str, address: str) -> bool:
    """Tell whether a normal address is the one that a case's answers go to."""
    indexes = sealed.indexes(channel, address)
    if Correspondent.objects.filter(case=case, address_index__in=indexes).exists():
        return True
    if case.reporter_id is None or channel not in {SMS, EMAIL}:
        return False
    find = people.find_by_phone if channel == SMS else people.find_by_email
    return case.reporter_id in find(address)


def correspondents(case_ids: Sequence[UUID]) -> dict[UUID, Address]:
    """Return by case where those are reached who wrote to us; for telling them alone."""
    found = {}
    for row in Correspondent.objects.filter(case__in=case_ids).exclude(sealed=""):
        content = sealed.unseal("correspondent", row.case_id, row.sealed)
        found[row.case_id] = Address(row.channel, content["address"], content["in_reply_to"])
    return found


def is_flooding(channel: str, address: str, *, now: datetime) -> bool:
    """Tell whether an address was answered, or filed, more often than a person would write."""
    since = now - FLOOD_WINDOW
    if post.sent_to(channel, address, purposes=ANSWERS, since=since) >= MOST_ANSWERS:
        return True
    indexes = sealed.indexes(channel, address)
    filed = Correspondent.objects.filter(address_index__in=indexes, since__gt=now - DAY)
    return filed.count() >= MOST_REPORTS


def photos_of(conversation: Conversation) -> list[StoredPhoto]:
    """Return the pictures of an unfinished report, which lie on the disk."""
    content = sealed.unseal("conversation", conversation.id, conversation.sealed)
    return [StoredPhoto(**photo) for photo in json.loads(content["photos"])]


def pictures(incoming_id: UUID) -> int:
    """Return how many pictures came with a message that waits for a person."""
    row = Conversation.objects.filter(begun_by=incoming_id).first()
    if row is not None:
        return len(photos_of(row))
    return Enclosure.objects.filter(incoming=incoming_id).count()


def picture(incoming_id: UUID, place: int) -> bytes | None:
    """Return a small picture of a message that waits for a person, as JPEG; None if there is none.

    What a stranger sent is drawn anew and never handed out as it came.
    """
    if post.waiting_for_person(incoming_id) is None:
        return None
    row = Conversation.objects.filter(begun_by=incoming_id).first()
    if row is not None:
        kept = photos_of(row)[place : place + 1]
        if not kept:
            return None
        with storages["evidence"].open(kept[0].thumbnail) as file:
            return bytes(file.read())
    content = post.enclosure(incoming_id, place)
    try:
        return prepare_photo(content).thumbnail if content else None
    except PhotoError:
        return None


def case_of(about: str) -> Case | None:
    """Return the report that a message is about, or None."""
    kind, _, case_id = about.partition(":")
    return Case.objects.filter(pk=case_id).first() if kind == "case" and case_id else None
