"""How a report came so far, as the public may read it: turns, units and instants, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

WITH_A_UNIT: Final = "with_unit"
CLASSIFIED: Final = "classify"
Entry = dict[str, Any]


@dataclass(frozen=True)
class Turn:
    """One step of the case: who had it, from when to when, and how it ended.

    `until` is when what it waits for lapses: an agreement, or what the reporter was asked.
    """

    name: str
    unit: int | None
    opened_at: datetime
    closed_at: datetime | None = None
    outcome: str = ""
    due_at: datetime | None = None
    until: datetime | None = None
    waits: bool = False


def way(filed_at: datetime, turns: Sequence[Turn]) -> list[Entry]:
    """Return what happened, oldest first, then what is open: plain data of the public table.

    What happened is {"what": the action, "at": instant, "unit": id or None}; what is open is
    {"now": the step, "at": since when, "unit", "due", "until": instants or None, "waits": bool}.
    An answer names the unit that gave it, a classification the unit it led to.
    """
    past = sorted((turn for turn in turns if turn.closed_at), key=_ended)
    still = sorted((turn for turn in turns if not turn.closed_at), key=lambda turn: turn.opened_at)
    told: list[Entry] = [{"what": "filed", "at": filed_at.isoformat(), "unit": None}]
    for turn in past:
        unit = _led_to(turn, turns) if turn.outcome == CLASSIFIED else turn.unit
        told.append({"what": turn.outcome, "at": _ended(turn).isoformat(), "unit": unit})
    told += [
        {
            "now": turn.name,
            "at": turn.opened_at.isoformat(),
            "unit": turn.unit,
            "due": _iso(turn.due_at),
            "until": _iso(turn.until),
            "waits": turn.waits,
        }
        for turn in still
    ]
    return told


def last_moved(filed_at: datetime, turns: Sequence[Turn]) -> datetime:
    """Return when the report last moved on its way."""
    ends = [turn.closed_at for turn in turns if turn.closed_at]
    return max([filed_at, *ends, *(turn.opened_at for turn in turns)])


def _ended(turn: Turn) -> datetime:
    assert turn.closed_at is not None  # noqa: S101  only turns that ended are asked
    return turn.closed_at


def _led_to(turn: Turn, turns: Sequence[Turn]) -> int | None:
    """Return the unit that took over when a turn ended."""
    taken = [
        other for other in turns if other.name == WITH_A_UNIT and other.opened_at >= _ended(turn)
    ]
    return min(taken, key=lambda other: other.opened_at).unit if taken else None


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
