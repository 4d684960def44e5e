"""The clocks of a case: the citizen's, which never starts again, and those of its steps.

The citizen's clock runs from filing under one row of the limit table. Only two things move its
end: a changed category or priority (under the procedure's own rule) and a wait for the citizen.
Both clocks are reckoned in the version of working time that the case was filed under.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tinhso.kernel.calendar.rules import Due, Limit, Pause, WorkingCalendar, due
from tinhso.kernel.cases.rules.language import PROMISE, EscalationRule, Step
from tinhso.kernel.declarations import JSON

CITIZEN_DESK = "office"


@dataclass(frozen=True)
class Times:
    """When a step is due, and when time itself moves it on; None where it doesn't."""

    due_at: datetime | None
    lapse_at: datetime | None


def promised(
    calendar: WorkingCalendar,
    filed_at: datetime,
    limit: str,
    pauses: Sequence[Mapping[str, JSON]] = (),
) -> Due:
    """Return the end of the citizen's clock: always reckoned from the moment of filing."""
    return due(
        calendar,
        filed_at,
        Limit.parse(limit),
        desk=CITIZEN_DESK,
        pauses=[waited(p) for p in pauses],
    )


def reclassified(standing: Due, anew: Due, rule: Literal["sooner", "either"]) -> Due:
    """Return which end holds after a change of category or priority, as the procedure says."""
    if rule == "either":
        return anew
    return min(standing, anew, key=lambda d: d.at)


def step_times(
    calendar: WorkingCalendar,
    step: Step,
    opened_at: datetime,
    promise: datetime,
    pauses: Sequence[Mapping[str, JSON]] = (),
) -> Times:
    """Return when a step that opened is due and when it lapses."""
    if step.limit is None:
        return Times(None, None)
    if step.limit == PROMISE:
        at = promise
    else:
        waits = [waited(p) for p in pauses]
        at = due(calendar, opened_at, Limit.parse(step.limit), desk=step.desk, pauses=waits).at
    return Times(at, at if step.then else None)


def waited(data: Mapping[str, JSON]) -> Pause:
    """Return a wait as it is kept with a step or case: {began, limit, ended}."""
    ended = data.get("ended")
    return Pause(
        datetime.fromisoformat(str(data["began"])),
        Limit.parse(str(data["limit"])),
        datetime.fromisoformat(str(ended)) if ended else None,
    )


def wait_ends(calendar: WorkingCalendar, began: datetime, at_most: str, desk: str) -> datetime:
    """Return when a wait is over at the latest: then the clock runs again by itself."""
    return due(calendar, began, Limit.parse(at_most), desk=desk).at


def next_escalation(
    calendar: WorkingCalendar,
    rules: Sequence[EscalationRule],
    done: int,
    due_at: datetime | None,
) -> datetime | None:
    """Return when a step is next shown to somebody higher; None when there is nobody left."""
    if due_at is None or done >= len(rules):
        return None
    return due(calendar, due_at, Limit.parse(rules[done].late), desk=CITIZEN_DESK).at
