"""Every read of indicators: series, what sources disagree on, other boundaries, standings."""

from tinhso.kernel.indicators.queries.boundaries import (
    InBoundaries,
    Part,
    boundary_days,
    in_boundaries,
)
from tinhso.kernel.indicators.queries.catalogue import headlines, home, indicator, indicators
from tinhso.kernel.indicators.queries.comparing import Placed, areas_with, over_areas
from tinhso.kernel.indicators.queries.derived import Computed, Known, derived
from tinhso.kernel.indicators.queries.files import Narrowed, held_figures, more_than
from tinhso.kernel.indicators.queries.reading import (
    DRAWN,
    YEARLY,
    Asked,
    Grouped,
    Key,
    figures_of,
    keys_of,
)
from tinhso.kernel.indicators.queries.series import (
    Conflict,
    by_key,
    chosen,
    conflicts,
    conflicts_in,
    latest,
    latest_figures,
    latest_of,
    preferred,
    series,
    series_of,
    targets,
)
from tinhso.kernel.indicators.queries.sources import with_sources
from tinhso.kernel.indicators.queries.standings import (
    Finding,
    TargetStanding,
    figures_for,
    findings,
    findings_in,
    standing,
    standings,
)

__all__ = [
    "DRAWN",
    "YEARLY",
    "Asked",
    "Computed",
    "Conflict",
    "Finding",
    "Grouped",
    "InBoundaries",
    "Key",
    "Known",
    "Narrowed",
    "Part",
    "Placed",
    "TargetStanding",
    "areas_with",
    "boundary_days",
    "by_key",
    "chosen",
    "conflicts",
    "conflicts_in",
    "derived",
    "figures_for",
    "figures_of",
    "findings",
    "findings_in",
    "headlines",
    "held_figures",
    "home",
    "in_boundaries",
    "indicator",
    "indicators",
    "keys_of",
    "latest",
    "latest_figures",
    "latest_of",
    "more_than",
    "over_areas",
    "preferred",
    "series",
    "series_of",
    "standing",
    "standings",
    "targets",
    "with_sources",
]
