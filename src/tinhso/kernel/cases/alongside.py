"""What else is done when something was done with a case: in the same transaction, or not at all.

A system registers for a procedure of its own:
alongside.register("hotline.report", answer_all_who_asked).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tinhso.kernel.cases.models import Case
from tinhso.kernel.declarations import JSON
from tinhso.kernel.ledger.actors import Actor

RECLASSIFIED: Final = "reclassified"
"""Stands as the action where a category was corrected without a step being closed."""


@dataclass(frozen=True)
class Done:
    """What was done: an action of a step with what was filled in and the reason given.

    The case's row is locked and written; its following steps are open.
    """

    case: Case
    step: str
    action: str
    answers: Mapping[str, JSON]
    reason: str
    actor: Actor
    now: datetime


Then = Callable[[Done], None]

_registered: dict[str, list[Then]] = {}


def register(procedure: str, then: Then) -> None:
    """Let something else be done after every action on a case of a procedure.

    What it raises undoes the action as well. It must not act on the same case again.
    """
    if then not in _registered.setdefault(procedure, []):
        _registered[procedure].append(then)


def run(procedure: str, done: Done) -> None:
    """Do what was registered, in the order in which it was."""
    for then in _registered.get(procedure, ()):
        then(done)
