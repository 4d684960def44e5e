"""A report made of what the database held at an instant: the way from queries to content."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from tinhso.systems.strategy.reports import queries
from tinhso.systems.strategy.reports.rules.composing import compose
from tinhso.systems.strategy.reports.rules.facts import Scope, Span
from tinhso.web.papers.content import Report
from tinhso.web.papers.wording import Wording
from tinhso.web.province import this_province


def position(at: datetime) -> datetime:
    """Return the position that an instant names: whole seconds of UTC, however it was written."""
    return at.astimezone(UTC).replace(microsecond=0)


def report(scope: Scope, span: Span, wording: Wording, *, as_of: datetime) -> Report:
    """Return the report on a scope and span from the data held at a position."""
    zone = ZoneInfo(this_province().time_zone)
    at = position(as_of)
    facts = queries.facts(scope, span, as_of=at, on=at.astimezone(zone).date())
    return compose(facts, wording, zone, demonstration=settings.TINHSO_DEMONSTRATION)
