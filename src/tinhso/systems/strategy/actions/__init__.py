"""Every write of strategy: one verb a function, one transaction, one event."""

from tinhso.systems.strategy.actions.resolutions import (
    CHANGED,
    CREATED,
    UNCHANGED,
    ClauseSaid,
    MilestoneSet,
    Resolved,
    TaskSet,
    declare_resolution,
)
from tinhso.systems.strategy.actions.sessions import (
    AskSaid,
    FoundThing,
    PresentThere,
    SessionHeld,
    add_ask,
    add_found,
    add_present,
    answer_ask,
    declare_session,
    enter_session,
)
from tinhso.systems.strategy.actions.tasks import NewTask, give_task

__all__ = [
    "CHANGED",
    "CREATED",
    "UNCHANGED",
    "AskSaid",
    "ClauseSaid",
    "FoundThing",
    "MilestoneSet",
    "NewTask",
    "PresentThere",
    "Resolved",
    "SessionHeld",
    "TaskSet",
    "add_ask",
    "add_found",
    "add_present",
    "answer_ask",
    "declare_resolution",
    "declare_session",
    "enter_session",
    "give_task",
]
