"""One thing done with many cases: a few at a time, so that a page answers soon and says how far.

What is asked and what became of each case is kept in the session of whoever asked, and nowhere
else: the cases themselves tell the ledger, each on its own.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal, Self, TypeAlias
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import connection

from tinhso.kernel.cases import actions, queries
from tinhso.kernel.cases.models import Step
from tinhso.kernel.declarations import JSON
from tinhso.kernel.ledger.actors import Actor

HELD = "cases_batches"
KEPT = 3
AT_ONCE = 10
MOST = 100
LOCK = "SELECT pg_try_advisory_lock(hashtextextended('cases.batch:' || %s, 0))"
UNLOCK = "SELECT pg_advisory_unlock(hashtextextended('cases.batch:' || %s, 0))"
What: TypeAlias = Literal["assign", "remind", "act", "restore"]


@dataclass
class Result:
    """What became of one case; `before` is whom its step was given to until then."""

    step: str
    number: str
    title: str
    why: str = ""
    before: int | None = None


@dataclass
class Batch:
    """One thing that somebody does with many steps; `title` says what in their words."""

    what: What
    title: str
    steps: list[str]
    asked: dict[str, Any]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    results: list[Result] = field(default_factory=list)

    @classmethod
    def of(cls, session: SessionBase, token: str) -> Self | None:
        """Return a batch of this session by its token, or None."""
        kept = next((one for one in session.get(HELD, []) if one["token"] == token), None)
        if kept is None:
            return None
        return cls(**kept | {"results": [Result(**one) for one in kept["results"]]})

    def keep(self, session: SessionBase) -> None:
        """Keep the batch in a session, with the last ones before it."""
        others = [one for one in session.get(HELD, []) if one["token"] != self.token]
        session[HELD] = [*others[1 - KEPT :], asdict(self)]

    @property
    def left(self) -> int:
        """How many steps wait."""
        return len(self.steps) - len(self.results)

    @property
    def done(self) -> list[Result]:
        """The results of what was done."""
        return [one for one in self.results if not one.why]

    @property
    def refused(self) -> list[Result]:
        """The results of what wasn't, each with its reason."""
        return [one for one in self.results if one.why]

    @property
    def can_be_undone(self) -> bool:
        """Whether what was done can be taken back: giving steps to somebody can."""
        return self.what == "assign" and not self.left and bool(self.done)

    def undone(self, title: str) -> "Batch":
        """Return the batch that gives every step back to whom it was given before."""
        before = {one.step: one.before for one in self.done}
        return Batch("restore", title, list(before), {"before": before})

    def go_on(self, *, actor: Actor, now: datetime) -> None:
        """Do the next few of what is left."""
        begun = len(self.results)
        steps = [UUID(step) for step in self.steps[begun : begun + AT_ONCE]]
        given = dict(Step.objects.filter(pk__in=steps).values_list("pk", "assignee_id"))
        outcomes = {
            one.step_id: one for one in actions.each(steps, self._doing(actor=actor, now=now))
        }
        for step in steps:
            if one := outcomes.get(step):
                found = Result(str(step), one.number, one.title, one.why, given.get(step))
                self.results.append(found)
            else:
                self.steps.remove(str(step))

    def _doing(self, *, actor: Actor, now: datetime) -> Callable[[UUID], object]:
        asked = self.asked

        def assign(step: UUID) -> object:
            return actions.assign(step, asked["account"], actor=actor, now=now)

        def restore(step: UUID) -> object:
            return actions.assign(step, asked["before"][str(step)], actor=actor, now=now)

        def remind(step: UUID) -> object:
            return actions.remind(step, asked["text"], actor=actor, now=now)

        def act(step: UUID) -> object:
            known = queries.known(step, now=now)
            return actions.act(
                step,
                asked["action"],
                _filled(asked["answers"], known),
                actor=actor,
                now=now,
                reason=queries.filled(asked["reason"], known),
            )

        return {"assign": assign, "restore": restore, "remind": remind, "act": act}[self.what]


@contextmanager
def alone(session: SessionBase, token: str) -> Iterator[Batch | None]:
    """Give a batch as it stands, and keep it afterwards; None where another request is at it now.

    A page that goes on by itself and a hand that presses the button would else each do the same
    few steps, and the later of the two would tell that somebody had been first.
    """
    # Of the database's session, not of a transaction: each step is in one of its own.
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [token])
        if not cursor.fetchone()[0]:
            yield None
            return
        try:
            # What this request read at its beginning may be older than what another has kept.
            session[HELD] = type(session)(session.session_key).get(HELD, [])
            found = Batch.of(session, token)
            yield found
            if found is not None:
                found.keep(session)
                session.save()
                session.modified = False  # not once more at the end, over what others keep by then
        finally:
            cursor.execute(UNLOCK, [token])


def _filled(answers: Mapping[str, JSON], known: Mapping[str, str]) -> dict[str, JSON]:
    return {
        name: queries.filled(value, known) if isinstance(value, str) else value
        for name, value in answers.items()
    }
