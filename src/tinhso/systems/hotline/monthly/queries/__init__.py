"""Every read of the month: the rounds, what is counted of them, the editions."""

from .counting import (
    Counted,
    Counts,
    Rounds,
    by_day,
    by_hour,
    counted,
    first_round,
    kept,
    live,
    whole,
)
from .editions import edition_of, editions
from .listing import NONE, Listed, Narrowed, listed
from .measures import ALL, MEASURES, Measure, touched
from .now import Waiting, by_channel, longest_late, most_late
from .projecting import FOLLOWER, cases, has_read_to, hold
from .spots import seen

__all__ = [
    "ALL",
    "FOLLOWER",
    "MEASURES",
    "NONE",
    "Counted",
    "Counts",
    "Listed",
    "Measure",
    "Narrowed",
    "Rounds",
    "Waiting",
    "by_channel",
    "by_day",
    "by_hour",
    "cases",
    "counted",
    "edition_of",
    "editions",
    "first_round",
    "has_read_to",
    "hold",
    "kept",
    "listed",
    "live",
    "longest_late",
    "most_late",
    "seen",
    "touched",
    "whole",
]
