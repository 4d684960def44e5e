"""Every read of indicators: series, what sources disagree on, other boundaries, standings."""

from tinhso.kernel.indicators.queries.boundaries import InBoundaries, in_boundaries
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
    series,
    targets,
)
from tinhso.kernel.indicators.queries.standings import (
    Finding,
    TargetStanding,
    findings,
    standing,
)

__all__ = [
    "Conflict",
    "Finding",
    "InBoundaries",
    "Key",
    "TargetStanding",
    "all_figures",
    "by_key",
    "chosen",
    "conflicts",
    "findings",
    "headlines",
    "in_boundaries",
    "indicator",
    "indicators",
    "latest",
    "series",
    "standing",
    "targets",
]
