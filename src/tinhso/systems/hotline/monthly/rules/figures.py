"""The figures of a month as plain data, kept under a hash. Pure.

Page, DOCX, PDF and spreadsheet draw these and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from tinhso.web.papers.content import NOTHING, Both

from .ranking import Ranking


@dataclass(frozen=True)
class Line:
    """The counts of one thing by measure, and `stars`, the sum of those given.

    `key` as in addresses, empty for the whole. `median` and `ninth` are the office minutes of half
    and nine tenths of the first answers.
    """

    key: str
    name: Both
    counts: Mapping[str, int]
    median: int | None = None
    ninth: int | None = None

    def __getitem__(self, measure: str) -> int:
        return self.counts.get(measure, 0)

    @property
    def judged(self) -> int:
        """How many were done, or should have been: the whole of what was in time."""
        return self["done"] + self["open_late"]

    @property
    def replied(self) -> int:
        """How many senders said something about an answer: silence isn't among them."""
        return self["agreed"] + self["disputed"]


@dataclass(frozen=True)
class Day:
    """What was received and what was done on a day (ISO)."""

    on: str
    received: int
    done: int


@dataclass(frozen=True)
class HotSpot:
    """Where reports concentrated: counts, what was usual, and one chance in `one_in` of it."""

    commune: str
    commune_name: Both
    category: str
    category_name: Both
    recent: int
    expected: str
    one_in: str


@dataclass(frozen=True)
class HotSpots:
    """The spots of a month, in which days (ISO), and among how many pairs they were found."""

    since: str
    until: str
    found: tuple[HotSpot, ...]
    looked_at: int


@dataclass(frozen=True)
class Compared:
    """The same measures of an earlier window; `whole` is None where nothing is known of it."""

    month: str
    since: str
    until: str
    whole: Line | None


@dataclass(frozen=True)
class Figures:
    """Everything that was counted of a month; instants are ISO, `closed` once the month is over."""

    month: str
    since: str
    until: str
    closed: bool
    whole: Line
    fields: tuple[Line, ...]
    categories: tuple[Line, ...]
    units: tuple[Line, ...]
    communes: tuple[Line, ...]
    channels: tuple[Line, ...]
    days: tuple[Day, ...]
    ranking: Ranking
    at_least: int
    before: Compared
    year_before: Compared
    spots: HotSpots
    source: Both = field(default=NOTHING)
    demonstration: bool = False

    @property
    def since_at(self) -> datetime:
        """The first instant."""
        return datetime.fromisoformat(self.since)

    @property
    def until_at(self) -> datetime:
        """The instant up to which is counted, and as of which."""
        return datetime.fromisoformat(self.until)


_ADAPTER = TypeAdapter(Figures)


def as_json(figures: Figures) -> dict[str, Any]:
    """Return the figures as JSON; `from_json` gives back the same."""
    content: dict[str, Any] = _ADAPTER.dump_python(figures, mode="json")
    return content


def from_json(content: Mapping[str, Any]) -> Figures:
    """Return the figures that were kept; raise pydantic.ValidationError for anything else."""
    return _ADAPTER.validate_python(content)
