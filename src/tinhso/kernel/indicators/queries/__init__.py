"""Every read of indicators: series, what sources disagree on, other boundaries, standings."""

from tinhso.kernel.indicators.queries.boundaries import InBoundaries, boundary_days, in_boundaries
from tinhso.kernel.indicators.queries.series import (
    Conflict,
    Key,
    all_figures,
    by_key,
    chosen,
    conflicts,
    headlines,
    indicator,
    indicators,
    latest,
    preferred,
    series,
    targets,
)
from tinhso.kernel.indicators.queries.standings import (
    Finding,
    Grouped,
    TargetStanding,
    findings,
    latest_of,
    standing,
)

__all__ = [
    "Conflict",
    "Finding",
    "Grouped",
    "InBoundaries",
    "Key",
    "TargetStanding",
    "all_figures",
    "boundary_days",
    "by_key",
    "chosen",
    "conflicts",
    "findings",
    "headlines",
    "in_boundaries",
    "indicator",
    "indicators",
    "latest",
    "latest_of",
    "preferred",
    "series",
    "standing",
    "targets",
]
