"""A report's way cut into rounds: each from when somebody waits for an answer to the answer. Pure.

A report that its sender disputes begins another round, on the same clock: the due date is the
citizen's and never begins anew. Every count of the month is a count of rounds, which is why what
was open, received and reopened together is what is done and what stays open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

ANSWERED, REDIRECTED, DECLINED = "answered", "redirected", "declined"
REPLIES = {"agree": "agreed", "dispute": "disputed", "lapsed": "lapsed"}
"""How the reporter took an answer. Silence is its own word: it is never agreement."""


@dataclass(frozen=True)
class Step:
    """A step of the case: what is needed of it."""

    name: str
    unit: int | None
    opened_at: datetime
    closed_at: datetime | None
    outcome: str


@dataclass(frozen=True)
class Round:
    """One round: `unit` answered it, or holds it; `reply` is empty while nobody has replied."""

    nth: int
    opened_at: datetime
    unit: int | None
    closed_at: datetime | None = None
    ended: str = ""
    reply: str = ""
    replied_at: datetime | None = None


def rounds(
    filed_at: datetime,
    steps: Iterable[Step],
    *,
    unit: int | None,
    closed_at: datetime | None,
    outcome: str,
) -> tuple[Round, ...]:
    """Return the rounds of a case, first to last.

    `unit` is the case's own, which holds what is still open; `closed_at` and `outcome` are how the
    case ended, None and empty while it hasn't.
    """
    ordered = sorted(steps, key=lambda step: step.opened_at)
    found: list[Round] = []
    begins: datetime | None = filed_at
    for answered in (step for step in ordered if step.name == ANSWERED):
        if begins is None:
            break
        one = Round(
            nth=len(found) + 1,
            opened_at=begins,
            unit=_answering(ordered, answered.opened_at) or unit,
            closed_at=answered.opened_at,
            ended=ANSWERED,
        )
        begins = None
        reply = REPLIES.get(answered.outcome, "")
        if reply and answered.closed_at:
            one = replace(one, reply=reply, replied_at=answered.closed_at)
            begins = answered.closed_at if reply == "disputed" else None
        found.append(one)
    if begins is not None:
        ended = outcome if outcome in {REDIRECTED, DECLINED} else ""
        found.append(
            Round(len(found) + 1, begins, unit, closed_at if ended else None, ended),
        )
    return tuple(found)


def _answering(steps: Sequence[Step], at: datetime) -> int | None:
    """Return the unit whose answer stood when the case was answered; None where nobody's did."""
    given = [step for step in steps if step.outcome == "answer" and step.closed_at]
    before = [step for step in given if step.closed_at and step.closed_at <= at]
    return max(before, key=lambda step: step.closed_at or at).unit if before else None
