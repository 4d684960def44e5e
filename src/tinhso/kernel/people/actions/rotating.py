"""Sealing everything under the active key, so that the keys before it may leave the keyring."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people import rotation, sealing
from tinhso.kernel.people.actions.persons import keyring, seal_anew
from tinhso.kernel.people.models import Person
from tinhso.kernel.people.values import FIELDS

Row = TypeVar("Row", bound=Model)
BATCH = 500
SECRET, SECRETS = "mfa.secret", ("secret", "seed")


def rotate_keys(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Seal every registered table's rows under the active key; return how many by table.

    Ends after a round in which no table had any left. Then the other keys may leave the keyring,
    if nobody seals under them any more. It may be stopped and begun again.
    """
    total = Counter[str]()
    while done := _round(actor, now):
        total.update(done)
    return dict(total)


def _round(actor: Actor, now: datetime) -> dict[str, int]:
    tables = rotation.tables().items()
    done = {rotation.table_of(model): rotate(actor=actor, now=now) for model, rotate in tables}
    return {table: rows for table, rows in done.items() if rows}


def reseal(
    rows: QuerySet[Row],
    columns: Sequence[str],
    anew: Callable[[Row], None],
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Seal the rows that another key than the active one made; return how many, 0 if none is left.

    `columns` are all that a key makes, hashes too; "data__seed" is a value within JSON. `anew` sets
    them for one row and saves nothing. A batch is a transaction and an event.
    """
    total, after = 0, Q()
    while batch := _reseal_batch(rows.filter(after), columns, anew, actor=actor, now=now):
        total += len(batch)
        after = Q(pk__gt=batch[-1].pk)
    return total


def _reseal_batch(
    rows: QuerySet[Row],
    columns: Sequence[str],
    anew: Callable[[Row], None],
    *,
    actor: Actor,
    now: datetime,
) -> list[Row]:
    active = keyring().active
    stale = Q()
    for column in columns:
        stale |= ~Q(**{column: ""}) & ~Q(**{f"{column}__startswith": f"{active}."})
    found = rows.filter(stale).order_by("pk")
    with transaction.atomic():
        # Rows in use come last: who holds none can wait for one without a deadlock.
        batch = list(found.select_for_update(skip_locked=True)[:BATCH])
        batch = batch or list(found.select_for_update()[:1])
        for row in batch:
            anew(row)
        written = {column.partition("__")[0] for column in columns}
        rows.bulk_update(batch, written)
        if batch:
            record(
                "people.keys.rotated",
                f"key:{active}",
                actor=actor,
                now=now,
                data={"table": rotation.table_of(rows.model), "rows": len(batch)},
            )
    return batch


def rotate_persons(*, actor: Actor, now: datetime) -> int:
    """Seal persons and their hashes under the active key; return how many."""
    columns = (*FIELDS, "phone_index", "email_index")
    return reseal(Person.objects.all(), columns, seal_anew, actor=actor, now=now)


def rotate_second_factors(*, actor: Actor, now: datetime) -> int:
    """Seal the secrets of second factors under the active key; return how many."""
    columns = [f"data__{name}" for name in SECRETS]
    return reseal(Authenticator.objects.all(), columns, _second_factor, actor=actor, now=now)


def _second_factor(authenticator: Authenticator) -> None:
    ring = keyring()
    for name in authenticator.data.keys() & set(SECRETS):
        secret = sealing.unseal(ring, SECRET, "", str(authenticator.data[name]))
        authenticator.data[name] = sealing.seal(ring, SECRET, "", secret)
