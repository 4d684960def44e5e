"""A message becomes a report, or a question for what is missing."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.queries import Reporter
from tinhso.kernel.documents.actions import StoredPhoto, store_photo
from tinhso.kernel.documents.images import PhotoError, prepare_photo
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages import sealed
from tinhso.kernel.messages.contracts import EMAIL, SMS, Opened, Outcome
from tinhso.kernel.messages.rules import pace
from tinhso.kernel.messages.rules.addresses import can_be_answered
from tinhso.kernel.units import queries as units

from ... import actions as hotline
from ...queries import limits
from .. import queries, wording
from ..models import Conversation, Correspondent, new_id
from ..rules import places, reading
from ..rules.places import Recognised
from .answering import DESK, about, answer

MOST_QUESTIONS = 2
"""One question and one more try: what is unclear after that, a person reads."""


@dataclass(frozen=True)
class Draft:
    """What somebody told so far. `origin` is the first message's own id, `begun_by` ours."""

    text: str
    origin: str
    begun_by: UUID
    subject: str = ""
    name: str = ""
    photos: Sequence[StoredPhoto] = ()
    offered: Sequence[str] = ()
    questions: int = 0

    @property
    def key(self) -> str:
        """The key under which the report is filed: a repeat of the first message files nothing."""
        return f"channels:{self.origin}"


def begun(message: Opened, words: str, *, now: datetime) -> Draft:
    """Return the draft of a first message; its pictures are stored on the disk."""
    return Draft(
        text=reading.told(words, message.subject),
        origin=f"{message.channel}:{message.external_id}",
        begun_by=message.id,
        subject=message.subject,
        name=message.name,
        photos=stored(message)[: limits(now=now).photos],
    )


def kept(conversation: Conversation) -> Draft:
    """Return the draft of a conversation."""
    content = sealed.unseal("conversation", conversation.id, conversation.sealed)
    return Draft(
        text=content["text"],
        origin=content["origin"],
        begun_by=conversation.begun_by_id,
        subject=content["subject"],
        name=content["name"],
        photos=queries.photos_of(conversation),
        offered=conversation.choices,
        questions=conversation.questions,
    )


def continued(draft: Draft, message: Opened, words: str, *, now: datetime) -> Draft:
    """Return a draft with what its sender added, as long as one message may be."""
    added = "" if reading.choice_in(words, len(draft.offered)) is not None else words
    return replace(
        draft,
        text=f"{draft.text}\n{added}".strip()[: pace.TEXT],
        photos=[*draft.photos, *stored(message)][: limits(now=now).photos],
    )


def stored(message: Opened) -> list[StoredPhoto]:
    """Store the pictures of a message; what is no picture is left out, as on the page."""
    found = []
    for photo in message.photos:
        try:
            found.append(store_photo(prepare_photo(photo)))
        except PhotoError:
            continue
    return found


def in_remarks(words: str) -> list[str]:
    """Return words in pieces that each fit a remark."""
    size = cases.LONGEST_NOTE
    return [words[start : start + size] for start in range(0, len(words), size)]


def go_on(
    message: Opened, draft: Draft, words: str, before: Conversation | None, *, now: datetime
) -> Outcome:
    """File a draft where it is complete; ask for what is missing, then hand it to a person."""
    if not reading.says_enough(draft.text, shortest=limits(now=now).shortest):
        return _ask(message, draft, Conversation.Asked.WORDS, Recognised(), before, now)
    found = _place(draft, words, asked=before is not None, now=now)
    if (commune := found.only) is None:
        return _ask(message, draft, Conversation.Asked.PLACE, found, before, now)
    filed = file_draft(
        message, draft, commune.code, actor=Actor(f"channel:{message.channel}"), now=now
    )
    outcome = Outcome("filed", about(filed.case_id))
    if before is not None:
        with suppress(post.NotWaiting):  # where it waits for a person, nobody needs to read it now
            post.settle(before.begun_by_id, outcome, actor=DESK, now=now)
        before.delete()
    return outcome


def _place(draft: Draft, words: str, *, asked: bool, now: datetime) -> Recognised:
    """Return the commune that a draft tells of: by the number offered, the answer, or the text."""
    names = queries.gazetteer(timezone.localdate(now))
    chosen = reading.choice_in(words, len(draft.offered)) if asked else None
    if chosen is not None:
        unit = units.communes(timezone.localdate(now)).filter(code=draft.offered[chosen]).first()
        if unit is not None:
            return Recognised((places.Commune(unit.code, unit.name_vi),), certain=True)
    if asked and (answered := places.recognise(words, names, asked=True)).communes:
        return places.narrowed(answered, draft.offered)
    return places.recognise(draft.text, names)


def _ask(
    message: Opened,
    draft: Draft,
    asked: Conversation.Asked,
    found: Recognised,
    before: Conversation | None,
    now: datetime,
) -> Outcome:
    given_up = before is not None and draft.questions >= MOST_QUESTIONS
    if given_up:
        asked = Conversation.Asked.PERSON
    found = replace(found, communes=found.communes[: places.MOST_CHOICES])
    row = before or Conversation(id=new_id(), channel=message.channel, begun_by_id=draft.begun_by)
    row.address_index = sealed.index(message.channel, message.address)
    first_time = row.asked != asked
    row.asked, row.asked_at, row.questions = asked, now, draft.questions + 1
    row.choices = [commune.code for commune in found.communes]
    row.sealed = sealed.seal(
        "conversation",
        row.id,
        {
            "address": message.address,
            "text": draft.text,
            "origin": draft.origin,
            "subject": draft.subject,
            "name": draft.name,
            "photos": json.dumps([asdict(photo) for photo in draft.photos]),
        },
    )
    row.save()
    if given_up:
        if first_time:
            post.hand_to_person([draft.begun_by], "unclear", actor=DESK, now=now)
            answer(message, wording.handed_over(), now=now)
        return Outcome("joined")
    body = wording.ask_words() if asked == Conversation.Asked.WORDS else wording.ask_place(found)
    answer(message, body, now=now)
    return Outcome(f"asked_{asked}")


def file_draft(
    message: Opened, draft: Draft, commune: str, *, actor: Actor, now: datetime
) -> hotline.Filed:
    """File a draft and answer with number, secret and promise; the same draft files once.

    In a transaction. A sender who can't be answered (a short number) is told nothing. Raises
    cases' Invalid.
    """
    text, rest = reading.parted(draft.text, limits(now=now).longest)
    filed = hotline.file_report(
        hotline.NewReport(
            text=text,
            place=commune,
            contact=_contact(message, draft),
            photos=draft.photos,
            channel=message.channel,
        ),
        key=draft.key,
        actor=actor,
        now=now,
        demonstration=message.demonstration,
    )
    if not filed.again:
        _correspond(filed.case_id, message, now)
        if rest:
            who = Reporter(f"reporter:{filed.case_id}", filed.case_id)
            for part in in_remarks(rest):
                cases.note(filed.case_id, part, audience="reporter", actor=who, now=now)
    if not can_be_answered(message.channel, message.address):
        return filed
    place = units.by_code(commune, timezone.localdate(now)).name_vi
    answer(
        message,
        wording.received(
            filed.number, place=place, due_at=filed.due_at, basis=filed.basis, secret=filed.secret
        ),
        now=now,
        subject=wording.subject_of(filed.number, filed.case_id),
        about=about(filed.case_id),
        purpose="hotline.received",
    )
    return filed


def _contact(message: Opened, draft: Draft) -> hotline.Contact:
    if not can_be_answered(message.channel, message.address):
        return hotline.Contact()
    return hotline.Contact(
        name=draft.name[:100],
        phone=message.address if message.channel == SMS else "",
        email=message.address if message.channel == EMAIL else "",
    )


def _correspond(case_id: UUID, message: Opened, now: datetime) -> None:
    if not can_be_answered(message.channel, message.address):
        return
    content = {
        "address": message.address,
        "in_reply_to": message.external_id if message.channel == EMAIL else "",
    }
    Correspondent.objects.create(
        case_id=case_id,
        channel=message.channel,
        address_index=sealed.index(message.channel, message.address),
        sealed=sealed.seal("correspondent", case_id, content),
        since=now,
    )
