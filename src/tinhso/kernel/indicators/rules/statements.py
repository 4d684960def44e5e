"""What a figure may state, and how its words bind the true number; as `models.Measure` names."""

from typing import Literal

Measure = Literal[
    "level",
    "rank",
    "growth_rate",
    "change_from_base",
    "ratio_to_base",
    "change",
    "share_of_plan",
]
Relation = Literal["=", "<", ">", "~", "<=", ">="]
