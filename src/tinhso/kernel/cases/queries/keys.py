"""Finding a case by what its reporter holds: the key it was filed under, or number and secret."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hmac import compare_digest
from uuid import UUID

from django.conf import settings

from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.rules import numbers
from tinhso.kernel.ledger import keys as ledger_keys
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.ledger.rules.receipts import Promise, Terms, make_promise


@dataclass(frozen=True)
class Reporter(Actor):
    """Whoever holds a case's secret code: may follow, agree, dispute and rate that one case."""

    case_id: UUID


@dataclass(frozen=True)
class Filed:
    """What the reporter takes home. `again`: the key had been used, this is the first case.

    `basis` is the sentence of what the limit rests on; `event` and `body` are the filing's in the
    ledger.
    """

    case_id: UUID
    number: str
    secret: str
    filed_at: datetime
    due_at: datetime
    basis: str
    event: UUID
    body: str
    again: bool = False

    @cached_property
    def promise(self) -> Promise:
        """The log's signed word about the event of the filing; the same whenever it is made."""
        return make_promise(
            Terms(self.number, self.due_at, self.basis),
            event=self.event,
            body=self.body,
            filed_at=self.filed_at,
            signer=ledger_keys.signer(),
        )


def secret_for(key: str) -> str:
    """Return the secret code of whatever is filed under a key."""
    return numbers.secret_of(key, pepper=settings.SECRET_KEY)


def hash_of(value: str) -> str:
    """Return what the database keeps of a key or a secret code."""
    return numbers.keyed_hash(value, pepper=settings.SECRET_KEY)


def filed_before(key: str) -> Filed | None:
    """Return what was filed under this key, or None; the promise is the one signed then."""
    case = Case.objects.filter(key_hash=hash_of(key)).first()
    return filed(case, key) if case else None


def filed(case: Case, key: str) -> Filed:
    """Return what the reporter of an older filing holds."""
    event = Event.objects.filter(subject=f"case:{case.pk}", kind="cases.case.filed").get()
    return Filed(
        case_id=case.pk,
        number=case.number,
        secret=secret_for(key),
        filed_at=case.filed_at,
        due_at=case.promised_at,
        basis=str(event.data["promise"]["basis"]),
        event=event.id,
        body=event.body,
        again=True,
    )


def by_secret(number: str, secret: str) -> Case | None:
    """Return the case that number and secret code open together, however they were typed."""
    found = (
        Case.objects.select_related("bundle", "unit", "place")
        .filter(number=numbers.normal_number(number))
        .first()
    )
    if found is None:
        return None
    right = compare_digest(found.secret_hash, hash_of(numbers.normal_secret(secret)))
    return found if right else None


def reporter(number: str, secret: str) -> Reporter | None:
    """Return the reporter as an actor, or None where number and code don't belong together."""
    case = by_secret(number, secret)
    return Reporter(f"reporter:{case.pk}", case.pk) if case else None


def filing_event(case: Case) -> UUID:
    """Return the id of the event that told of a case's filing, or of its being taken over."""
    begun = ("cases.case.filed", "cases.case.taken_over")
    told = Event.objects.filter(subject=f"case:{case.pk}", kind__in=begun)
    return told.values_list("id", flat=True).get()
