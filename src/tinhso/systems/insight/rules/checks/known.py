"""Which indicators are parts, shares or subsets of which, by their definitions.

National statistics define them so (the provincial part of the statistical indicator system), in
any province; codes that a catalogue lacks never come up.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts of a whole. Where they are not all, they can't be more than the whole."""

    parts: tuple[str, ...]
    complete: bool


SUMS: Mapping[str, tuple[Sum, ...]] = {
    "tourism_revenue": (Sum(("tourism_revenue_domestic", "tourism_revenue_international"), True),),
    "tourists": (Sum(("tourists_international",), False), Sum(("tourists_overnight",), False)),
    "ocop_products": (
        Sum(("ocop_products_3_star", "ocop_products_4_star", "ocop_products_5_star"), True),
    ),
    "ocop_products_new": (Sum(("ocop_products_new_3_star", "ocop_products_new_4_star"), False),),
    "industrial_promotion_schemes": (
        Sum(("industrial_promotion_schemes_national", "industrial_promotion_schemes_local"), True),
    ),
    "industrial_promotion_funding": (
        Sum(("industrial_promotion_funding_national", "industrial_promotion_funding_local"), True),
    ),
    "administrative_units": (Sum(("cities", "districts"), False),),
    "fdi_attracted": (Sum(("fdi_registered_new", "fdi_registered_increase"), False),),
    "hotline_requests": (
        Sum(
            (
                "hotline_requests_chatbot",
                "hotline_requests_email",
                "hotline_requests_facebook",
                "hotline_requests_zalo",
            ),
            False,
        ),
        Sum(("hotline_requests_resolved",), False),
    ),
    "citizen_reports": (Sum(("citizen_reports_resolved", "citizen_reports_pending"), False),),
    "industrial_parks_planned": (Sum(("industrial_parks_operating",), False),),
    "industrial_clusters_planned": (Sum(("industrial_clusters_operating",), False),),
    "population": (Sum(("urban_population",), False),),
}

SHARES: Mapping[str, tuple[str, str]] = {
    "hotline_resolved_share": ("hotline_requests_resolved", "hotline_requests"),
    "overnight_share_of_tourists": ("tourists_overnight", "tourists"),
    "domestic_share_of_tourism_revenue": ("tourism_revenue_domestic", "tourism_revenue"),
    "urbanisation_rate": ("urban_population", "population"),
    "poverty_rate": ("poor_households", "households"),
    "near_poverty_rate": ("near_poor_households", "households"),
}

STRUCTURES: tuple[tuple[str, ...], ...] = (
    (
        "agriculture_share_of_grdp",
        "industry_construction_share_of_grdp",
        "services_share_of_grdp",
    ),
)

AT_CONSTANT_PRICES = ("grdp", "industrial_output_current_prices", "services_value")
"""Beginnings of codes whose growth is told at constant prices and levels at current ones."""
