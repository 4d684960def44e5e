"""Hearing: what one message that came in leads to. The handler that the post calls."""

from datetime import datetime, timedelta

from django.utils import timezone

from tinhso.kernel.cases.models import Case
from tinhso.kernel.messages.contracts import EMAIL, Opened, Outcome
from tinhso.kernel.messages.rules.addresses import can_be_answered

from .. import queries, wording
from ..rules import places, reading
from ..rules.reading import Said, Verb
from . import reporting
from .answering import answer
from .speaking import add, speak

GOES_ON = timedelta(hours=1)
OF_A_REPORT = {Verb.AGREE, Verb.DISPUTE, Verb.RATE, Verb.STATUS}


def hear(message: Opened, now: datetime) -> Outcome:
    """Make something of a message: a report, a word on one, a question back, or a person's task.

    In the transaction in which the message counts as handled. What robots write is not answered,
    and whoever writes more than a person would is handed to one.
    """
    if not can_be_answered(message.channel, message.address):
        if message.channel == EMAIL:
            return Outcome("automatic")
        return Outcome("unanswerable", for_person=True)
    if queries.is_flooding(message.channel, message.address, now=now):
        return Outcome("too_many", for_person=True)
    said = reading.read(
        message.text, subject=message.subject, prefix=queries.number_prefix(now=now)
    )
    with wording.in_vietnamese():
        return _hear(message, said, now)


def _hear(message: Opened, said: Said, now: datetime) -> Outcome:
    before = queries.conversation(message.channel, message.address)
    cases = queries.reports(said.numbers)
    if len(cases) > 1 and said.verb in OF_A_REPORT:
        answer(message, wording.which_number(), now=now)
        return Outcome("asked_number")
    if len(cases) == 1 and (outcome := speak(message, said, cases[0], now=now)) is not None:
        return outcome
    if said.numbers and not cases and said.verb in OF_A_REPORT:
        answer(message, wording.unknown_number(said.numbers[0]), now=now)
        return Outcome("unknown_number")
    bare = said.verb in OF_A_REPORT and not said.numbers and before is None
    if bare and (outcome := _without_number(message, said, now)) is not None:
        return outcome
    if said.verb is Verb.HELP:
        answer(message, wording.how_to(), now=now)
        return Outcome("helped")
    if said.verb is Verb.THANKS and before is None:
        return Outcome("thanked")
    words = said.words if said.verb is Verb.TELL and not cases else message.text.strip()
    if before is None and (case := _just_filed(message, said, now)) is not None:
        return add(message, said, case, now=now)
    if before is not None:
        draft = reporting.continued(reporting.kept(before), message, words, now=now)
    else:
        draft = reporting.begun(message, words, now=now)
    return reporting.go_on(message, draft, words, before, now=now)


def _without_number(message: Opened, said: Said, now: datetime) -> Outcome | None:
    """Take a verb without a number for the one report of this sender that it can mean.

    None where "không hài lòng" begins a report: nothing of theirs was answered, and it says where.
    """
    meant = [
        case
        for case in queries.reports_of(message.channel, message.address)
        if _may_mean(said.verb, case)
    ]
    if said.verb is Verb.STATUS:
        meant = meant[:1]
    if len(meant) == 1 and (outcome := speak(message, said, meant[0], now=now)) is not None:
        return outcome
    if not meant and said.verb is Verb.DISPUTE and _names_a_place(said.words, now):
        return None
    answer(message, wording.which_number(), now=now)
    return Outcome("asked_number")


def _just_filed(message: Opened, said: Said, now: datetime) -> Case | None:
    """Return the report that a message goes on telling of: filed within the hour, no other place.

    People send their words, then a picture, then where exactly.
    """
    newest = queries.reports_of(message.channel, message.address)[:1]
    if said.numbers or not newest or newest[0].closed_at is not None:
        return None
    goes_on = now - newest[0].filed_at < GOES_ON and not _names_a_place(said.words, now)
    return newest[0] if goes_on else None


def _names_a_place(words: str, now: datetime) -> bool:
    return bool(places.recognise(words, queries.gazetteer(timezone.localdate(now))).communes)


def _may_mean(verb: Verb, case: Case) -> bool:
    if verb is Verb.RATE:
        return case.closed_at is not None and case.rating is None
    if verb in {Verb.AGREE, Verb.DISPUTE}:
        return case.answered_at is not None and case.closed_at is None
    return True
