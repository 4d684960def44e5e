"""Every write of insight: reading a document, deciding on its claims, settling its findings."""

from tinhso.systems.insight.actions.deciding import accept, correct, reject, undo
from tinhso.systems.insight.actions.entering import AlreadySaidError, LackingError
from tinhso.systems.insight.actions.reading import read_document
from tinhso.systems.insight.actions.settling import reopen_finding, settle_finding
from tinhso.systems.insight.actions.turns import StaleError

__all__ = [
    "AlreadySaidError",
    "LackingError",
    "StaleError",
    "accept",
    "correct",
    "read_document",
    "reject",
    "reopen_finding",
    "settle_finding",
    "undo",
]
