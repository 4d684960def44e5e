"""What a review has brought: figures and targets entered, targets that moved, what is open."""

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.indicators.models import Target
from tinhso.kernel.indicators.queries import TargetStanding
from tinhso.systems.insight.models import Claim, Finding, FindingState, Reading, State
from tinhso.systems.insight.queries.claims import Progress, progress_of


@dataclass(frozen=True)
class Moved:
    """A target that stands otherwise since a document was read."""

    target: Target
    before: TargetStanding
    after: TargetStanding


@dataclass(frozen=True)
class Outcome:
    """What a review has brought so far."""

    progress: Progress
    entered: list[Claim]
    moved: list[Moved]
    findings: int


def review_of(reading: Reading, *, on: date) -> Outcome:
    """Return what the review of a document has brought, on a day."""
    claims = list(
        reading.claims.select_related("indicator", "observation", "target", "reading__document")
    )
    entered = [one for one in claims if one.state in {State.ACCEPTED, State.CORRECTED}]
    return Outcome(
        progress=progress_of(claims),
        entered=entered,
        moved=_moved(entered, _first_read(reading), on),
        findings=Finding.objects.filter(
            document__code=reading.document.code, state=FindingState.OPEN
        ).count(),
    )


def _first_read(reading: Reading) -> datetime:
    first = Reading.objects.filter(document__code=reading.document.code).earliest("read_at")
    return first.read_at


def _moved(entered: list[Claim], since: datetime, on: date) -> list[Moved]:
    """Return the targets of what was entered that stand otherwise than when it was first read."""
    told = {one.indicator_id for one in entered if one.observation_id}
    if not told:
        return []
    targets = [one for one in indicators.targets() if one.indicator_id in told]
    now = indicators.standings(targets, on=on)
    then = indicators.standings(targets, on=on, as_of=since)
    return [
        Moved(after.target, before, after)
        for before, after in zip(then, now, strict=True)
        if (before.standing.status, before.standing.value)
        != (after.standing.status, after.standing.value)
    ]
