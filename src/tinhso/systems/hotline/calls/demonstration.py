"""Three made-up days of calls, marked as such, so that the log and the wall are alive.

Nobody called. Numbers are of no exchange; calls that led to a report belong to made-up reports.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from tinhso.kernel.cases.models import Case
from tinhso.kernel.declarations import LoadReport
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.queries import members_of
from tinhso.systems.hotline.queries import PROCEDURE

from . import actions, sealed
from .models import Call
from .queries import calls
from .queries.desks import desk

SEED = 1022
DAYS = 3
A_DAY = 26
"""Calls a day that led to no report of their own."""
HOURS = (1, 1, 1, 1, 1, 2, 5, 9, 12, 11, 10, 8, 6, 6, 8, 9, 9, 10, 11, 10, 8, 6, 4, 2)
OUTCOMES = (("informed", 10), ("wrong_number", 4), ("abandoned", 2), ("led_elsewhere", 3))
JUST_NOW = ((6, "informed"), (14, "missed"), (23, "wrong_number"), (41, "abandoned"))
"""So many minutes ago, for the log of whoever has just started the demonstration."""
WAITING_HOURS = 3
"""Who didn't get through longer ago than this has been called back."""


def load_demonstration(
    folder: Path,  # noqa: ARG001  every room's loader gets it
    *,
    actor: Actor,
    now: datetime,
) -> LoadReport:
    """Make up the calls of the last days, once; none where the desk has no made-up operators."""
    unit, day = desk(now=now), timezone.localdate(now)
    if unit is None or calls.has_demonstration():
        return LoadReport("calls demonstration", unchanged=1)
    staff = [
        held.account_id
        for held in members_of([unit], ["operator"], on=day)
        if held.account.demonstration
    ]
    if not staff:
        return LoadReport("calls demonstration", unchanged=1)
    made = list(_Days(unit, staff, now).calls())
    return LoadReport("calls demonstration", created=actions.take_over(made, actor=actor, now=now))


class _Days:
    """Makes the same calls for the same moment."""

    def __init__(self, unit: int, staff: Sequence[int], now: datetime) -> None:
        self.unit, self.staff, self.now = unit, staff, now
        self.dice = random.Random(SEED)  # noqa: S311  made-up calls, not secrets
        self.made = 0

    def calls(self) -> Iterator[Call]:
        since = self.now - timedelta(days=DAYS)
        recent = Case.objects.filter(
            bundle__name=PROCEDURE, demonstration=True, filed_at__gte=since, filed_at__lt=self.now
        ).order_by("filed_at")
        cases = list(recent)
        for case in cases:
            if case.form.get("channel") == "phone":
                ended = min(case.filed_at + timedelta(seconds=8), self.now)
                begun = ended - timedelta(seconds=self.dice.randrange(45, 190))
                yield self._call("filed", begun, ended, case)
        for number in range(DAYS * A_DAY):
            yield self._other(cases, self._moment(number % DAYS))
        for minutes, outcome in JUST_NOW:
            begun = self.now - timedelta(minutes=minutes)
            long = timedelta(0) if outcome == "missed" else timedelta(seconds=20 + minutes)
            yield self._call(outcome, begun, begun + long)

    def _other(self, cases: Sequence[Case], begun: datetime) -> Call:
        earlier = [case for case in cases if case.filed_at < begun]
        if earlier and self.dice.random() < 0.2:
            ended = begun + timedelta(seconds=self.dice.randrange(30, 90))
            return self._call("linked", begun, ended, earlier[-1])
        if self.dice.random() < 0.1:
            return self._call("missed", begun, begun)
        names = [name for name, _weight in OUTCOMES]
        outcome = self.dice.choices(names, [weight for _name, weight in OUTCOMES])[0]
        ended = begun + timedelta(seconds=self.dice.randrange(15, 160))
        return self._call(outcome, begun, ended)

    def _moment(self, days_ago: int) -> datetime:
        local = timezone.localtime(self.now) - timedelta(days=days_ago)
        moment = local.replace(
            hour=self.dice.choices(range(24), HOURS)[0],
            minute=self.dice.randrange(60),
            second=self.dice.randrange(60),
        )
        # What would lie after now happened a day earlier.
        return moment if moment < self.now - timedelta(minutes=4) else moment - timedelta(days=1)

    def _call(
        self, outcome: str, begun: datetime, ended: datetime, case: Case | None = None
    ) -> Call:
        self.made += 1
        call = Call(
            key=f"demonstration-{self.made}",
            operator_id=self.dice.choice(self.staff),
            unit_id=self.unit,
            begun_at=begun,
            ended_at=ended,
            outcome=outcome,
            case=case,
            demonstration=True,
        )
        hidden = self.dice.random() < 0.06 and outcome not in actions.NOT_SERVED
        number = "" if hidden else f"+84900000{self.dice.randrange(1, 999):03}"
        call.number = sealed.seal(sealed.NUMBER, call.pk, number)
        call.number_index = sealed.index(number)
        if outcome in actions.NOT_SERVED and self.now - begun > timedelta(hours=WAITING_HOURS):
            call.settled_at = min(ended + timedelta(minutes=40), self.now)
        return call
