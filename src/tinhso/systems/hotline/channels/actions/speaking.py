"""A message about an existing report: its status, agreement, a dispute, a rating, a supplement."""

from contextlib import suppress
from datetime import datetime

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.errors import CaseError, Invalid, Refused
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.cases.queries import Reporter, by_secret, case_view
from tinhso.kernel.ledger.actors import ANONYMOUS
from tinhso.kernel.messages import queries as post
from tinhso.kernel.messages.contracts import EMAIL, Opened, Outcome

from .. import queries, wording
from ..rules import reading
from ..rules.reading import Said, Verb
from .answering import about, answer
from .reporting import in_remarks, stored

TO_THE_REPORTER = ("hotline.received", "hotline.told")
"""Purposes of letters that whoever filed gets, and nobody else: answers to strangers, and news for
those who follow a report, are about it too."""


def speak(message: Opened, said: Said, case: Case, *, now: datetime) -> Outcome | None:
    """Do what a message asks of a report and answer; None where it only mentions its number."""
    if said.verb is Verb.STATUS:
        return _told(message, case, wording_of_standing(case, now=now), "status", now)
    if not is_reporter(message, said, case):
        if said.verb is Verb.TELL:
            return None
        return _told(message, case, wording.not_reporter(case.number), "not_reporter", now)
    who = Reporter(f"reporter:{case.pk}", case.pk)
    try:
        return _act(message, said, case, who, now)
    except CaseError as error:
        why = " ".join(error.errors.values()) if isinstance(error, Invalid) else str(error)
        return _told(message, case, wording.not_possible(case.number, why=why), "not_possible", now)


def is_reporter(message: Opened, said: Said, case: Case) -> bool:
    """Tell whether a message comes from whoever filed a report.

    By the secret or the code in our letter's subject, by answering a letter that we wrote to the
    reporter, or by the address the case's answers go to. An e-mail's sender is easily forged:
    there the address alone adds a supplement, but neither agrees nor disputes nor rates.
    """
    if said.reply_code and said.reply_code == wording.reply_code(case.pk):
        return True
    if said.secret and by_secret(case.number, said.secret) is not None:
        return True
    if message.in_reply_to:
        answers = post.answered(message.channel, message.in_reply_to, purposes=TO_THE_REPORTER)
        if about(case.pk) in answers:
            return True
    if message.channel == EMAIL and said.verb is not Verb.TELL:
        return False
    return queries.is_reached_at(case, message.channel, message.address)


def _act(message: Opened, said: Said, case: Case, who: Reporter, now: datetime) -> Outcome:
    match said.verb:
        case Verb.AGREE:
            return _agree(message, said, case, who, now)
        case Verb.DISPUTE:
            return _dispute(message, said, case, who, now)
        case Verb.RATE:
            return _rate(message, said, case, who, now)
        case _:
            return add(message, said, case, now=now)


def _agree(message: Opened, said: Said, case: Case, who: Reporter, now: datetime) -> Outcome:
    step = _open_step(case)
    if step is None:
        return _told(message, case, wording_of_standing(case, now=now), "status", now)
    cases.act(step.pk, "agree", {}, actor=who, now=now)
    if said.stars is None:
        return _told(message, case, wording.agreed(case.number), "agreed", now)
    cases.rate(case.pk, said.stars, actor=who, now=now)
    return _told(message, case, wording.rated(said.stars), "agreed", now)


def _dispute(message: Opened, said: Said, case: Case, who: Reporter, now: datetime) -> Outcome:
    step = _open_step(case)
    if step is None:
        return _told(message, case, wording_of_standing(case, now=now), "status", now)
    if len(said.words) < reading.SHORTEST_REASON:
        return _told(message, case, wording.ask_reason(case.number), "asked_reason", now)
    cases.act(step.pk, "dispute", {}, actor=who, now=now, reason=said.words[:2000])
    unit = case.unit.body_title if case.unit else ""
    return _told(message, case, wording.disputed(case.number, unit=unit), "disputed", now)


def _rate(message: Opened, said: Said, case: Case, who: Reporter, now: datetime) -> Outcome:
    if said.stars is None:
        return _told(message, case, wording.agreed(case.number), "asked_stars", now)
    cases.rate(case.pk, said.stars, actor=who, now=now)
    return _told(message, case, wording.rated(said.stars), "rated", now)


def add(message: Opened, said: Said, case: Case, *, now: datetime) -> Outcome:
    """Add words and pictures to the case; a person looks at the pictures that can't be added."""
    if not said.words and not message.photos:
        return _told(message, case, wording_of_standing(case, now=now), "status", now)
    added = _added(message, said.words, case, now)
    left = len(message.photos) - added
    body = wording.added(case.number, words=bool(said.words), photos=added, left=left)
    outcome = _told(message, case, body, "attached" if added else "noted", now)
    return Outcome("photos", outcome.about, for_person=True) if left else outcome


def _added(message: Opened, words: str, case: Case, now: datetime) -> int:
    """Add words and pictures to the case; return how many of the pictures it holds now."""
    who = Reporter(f"reporter:{case.pk}", case.pk)
    *parts, last = in_remarks(words) or [""]
    for part in parts:
        cases.note(case.pk, part, audience="reporter", actor=who, now=now)
    photos = stored(message) if case.closed_at is None else []
    if photos:
        with suppress(Refused):  # it was closed just now: the words are still taken
            return len(photos) - cases.supplement(case.pk, last, photos, actor=who, now=now).left
    if last:
        cases.note(case.pk, last, audience="reporter", actor=who, now=now)
    return 0


def _open_step(case: Case) -> Step | None:
    """Return the step that waits for the reporter, or None."""
    return Step.objects.filter(case=case, closed_at=None, role="reporter").first()


def wording_of_standing(case: Case, *, now: datetime) -> str:
    """Return where a report stands, as anybody may know who has its number."""
    view = case_view(case.number, ANONYMOUS, now=now)
    state = view.state if view else ""
    waits = case.answered_at is None and case.closed_at is None
    return wording.standing(
        case.number,
        state=state,
        unit=case.unit.body_title if case.unit and waits else "",
        due_at=case.due_at if waits else None,
    )


def _told(message: Opened, case: Case, body: str, word: str, now: datetime) -> Outcome:
    answer(
        message,
        body,
        now=now,
        subject=_subject(message, case),
        about=about(case.pk),
    )
    return Outcome(word, about(case.pk))


def _subject(message: Opened, case: Case) -> str:
    """Return a subject with our code only where the sender had it already: it is a proof."""
    known = wording.reply_code(case.pk)
    held = known in message.subject.replace("-", "")
    return wording.subject_of(case.number, case.pk) if held else ""
