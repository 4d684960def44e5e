"""Every read of reports: what can be reported on, the facts at an instant, and the editions."""

from tinhso.systems.strategy.reports.queries.editions import edition, editions, editions_like
from tinhso.systems.strategy.reports.queries.reading import facts
from tinhso.systems.strategy.reports.queries.scopes import (
    NoSuchScopeError,
    last_years,
    scope,
    scopes,
)

__all__ = [
    "NoSuchScopeError",
    "edition",
    "editions",
    "editions_like",
    "facts",
    "last_years",
    "scope",
    "scopes",
]
