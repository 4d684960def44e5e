"""Every read of exchange: what is held, and the observations that a query selects."""

from tinhso.systems.exchange.queries.holdings import (
    Known,
    agency_id,
    flow_id,
    holdings,
    known,
    last_change,
)
from tinhso.systems.exchange.queries.observations import is_too_large, parts

__all__ = [
    "Known",
    "agency_id",
    "flow_id",
    "holdings",
    "is_too_large",
    "known",
    "last_change",
    "parts",
]
