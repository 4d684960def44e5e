"""Whether what was read can be true: with itself, and with what is recorded. Pure."""

from collections.abc import Sequence
from datetime import date

from tinhso.systems.insight.rules.checks.findings import (
    Amount,
    Finding,
    Kind,
    Promise,
    Ref,
    Severity,
    Statement,
    Thing,
)

__all__ = [
    "Amount",
    "Finding",
    "Kind",
    "Promise",
    "Ref",
    "Severity",
    "Statement",
    "Thing",
    "check",
]


def check(
    text: str,
    claims: Sequence[Statement],
    *,
    recorded: Sequence[Statement] = (),
    promises: Sequence[Promise] = (),
    on: date,
) -> tuple[Finding, ...]:
    """Return what doesn't fit among the claims of a text, and between them and what is recorded.

    `claims` have offsets into `text`. `recorded` holds the figures of the indicators that are
    claimed, but not those that these very claims were entered as; `promises` the targets of these
    indicators. The same question always gives the same answer, in the order of the text.
    """
    del text, claims, recorded, promises, on
    return ()
