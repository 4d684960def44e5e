"""What a report is made of, as read from the database at one instant. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tinhso.web.papers.content import NOTHING, Both


class SpanKind(StrEnum):
    """How many years a report speaks of."""

    YEAR = "year"
    FIVE = "five"
    TEN = "ten"


LENGTHS = {SpanKind.YEAR: 1, SpanKind.FIVE: 5, SpanKind.TEN: 10}


@dataclass(frozen=True)
class Span:
    """A year, or five or ten years counted from their base year, which is shown too.

    Five years to 2025 are written 2020–2025, as terms of a congress are.
    """

    kind: SpanKind
    last: int

    @property
    def first(self) -> int:
        """The year itself, or the base year."""
        return self.last if self.kind is SpanKind.YEAR else self.last - LENGTHS[self.kind]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the columns; a year is shown beside the one before."""
        first = self.last - 1 if self.kind is SpanKind.YEAR else self.first
        return tuple(range(first, self.last + 1))

    @property
    def code(self) -> str:
        """The span in addresses: 2024, or 2020-2025."""
        return str(self.last) if self.kind is SpanKind.YEAR else f"{self.first}-{self.last}"

    @classmethod
    def parse(cls, code: str) -> "Span":
        """Read a span's code; raise ValueError for anything but one, five or ten years."""
        first, _, last = code.partition("-")
        if not (first.isascii() and first.isdigit() and len(first) == len("2025")):
            raise ValueError(f"{code!r} is no span: write 2024 or 2020-2025")
        if not last:
            return cls(SpanKind.YEAR, int(first))
        for kind in (SpanKind.FIVE, SpanKind.TEN):
            if last.isascii() and last.isdigit() and int(last) - int(first) == LENGTHS[kind]:
                return cls(kind, int(last))
        raise ValueError(f"{code!r} is neither five nor ten years")


@dataclass(frozen=True)
class Scope:
    """What is reported on: a resolution, a field, or everything (`code` empty)."""

    kind: str
    code: str
    title: Both
    number: str = ""
    targets_declared: int | None = None

    @property
    def address(self) -> str:
        """The scope in addresses: all, field:economy, resolution:dai-hoi-20."""
        return f"{self.kind}:{self.code}" if self.code else self.kind


@dataclass(frozen=True)
class Area:
    """One version of the province's boundaries."""

    id: int
    title: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Figure:
    """What one source says; `preferred` is the one shown first of its period and area."""

    measure: str
    area: Area
    period: str
    ends_on: date
    value: Decimal
    relation: str
    kind: str
    source: str
    preferred: bool
    base: str = ""
    among: int | None = None
    method: str = ""
    confidence: str = "H"


@dataclass(frozen=True)
class IndicatorFacts:
    """An indicator and every figure of the province held at the instant, within the span."""

    code: str
    title: Both
    field: str
    field_title: Both
    unit: str
    unit_name: Both
    scale: Decimal
    direction: str
    figures: tuple[Figure, ...] = ()
    position: int = 0


@dataclass(frozen=True)
class TargetFacts:
    """A target, where it stood, and by which figure; `status` as in kernel/indicators."""

    code: str
    title: Both
    indicator: IndicatorFacts
    measure: str
    reading: str
    value: Decimal
    relation: str
    due: str
    due_on: date
    commitment: str
    source: str
    status: str
    judged: Decimal | None = None
    judged_relation: str = "="
    since: str = ""
    until: str = ""
    conclusive: bool = True
    judged_source: str = ""
    note: Both = NOTHING


@dataclass(frozen=True)
class MilestoneFacts:
    """Something to be so by a day; `met_in` a period, or empty."""

    code: str
    title: Both
    due_on: date | None
    met_in: str
    note: Both
    source: str
    met_source: str = ""


@dataclass(frozen=True)
class ConflictFacts:
    """Figures of one period whose words can't all be true."""

    indicator: IndicatorFacts
    period: str
    measure: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class FallFacts:
    """A growth claim that hides a later fall: levels in base units, percentages as they are."""

    indicator: IndicatorFacts
    change: Decimal
    base_year: int
    base: Decimal
    peak_year: int
    peak: Decimal
    last_year: int
    fall: Decimal
    source: str


@dataclass(frozen=True)
class RankLostFacts:
    """A rank five places or more behind the best one held."""

    indicator: IndicatorFacts
    best_year: int
    best: Decimal
    last_year: int
    last: Decimal
    source: str


@dataclass(frozen=True)
class SourceFacts:
    """A document that figures or promises rest on."""

    code: str
    title: Both
    kind: str
    number: str
    issued_on: date | None


@dataclass(frozen=True)
class Facts:
    """Everything that a report is made of; `on` is the day on which standings are judged.

    `targets_found` counts the scope's targets of any time, `targets` those that run in the span.
    """

    scope: Scope
    span: Span
    as_of: datetime
    on: date
    declared: str
    indicators: tuple[IndicatorFacts, ...]
    targets_found: int
    targets: tuple[TargetFacts, ...]
    milestones: tuple[MilestoneFacts, ...]
    conflicts: tuple[ConflictFacts, ...]
    falls: tuple[FallFacts, ...]
    ranks_lost: tuple[RankLostFacts, ...]
    sources: tuple[SourceFacts, ...]
