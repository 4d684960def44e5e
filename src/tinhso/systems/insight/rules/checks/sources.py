"""Two sources, or two places of one, that cannot both be right about the same thing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tinhso.kernel.indicators.rules.agreement import Figure, agree
from tinhso.systems.insight.rules.checks.digits import allowed
from tinhso.systems.insight.rules.checks.findings import (
    Finding,
    Key,
    Kind,
    Promise,
    Ref,
    Severity,
    Statement,
    Thing,
)

Statements = defaultdict[Key, list[Statement]]
LOOSE = frozenset({"change"})
"""What a source may state as often as it likes: increments of different things."""


def of_one_text(claims: Sequence[Statement]) -> Iterator[Finding]:
    """Find two claims of one text, of the same thing and kind, that differ."""
    said: Statements = defaultdict(list)
    for right in claims:
        for left in said[right.key]:
            if left.kind == right.kind and _same_thing(left, right) and not _agree(left, right):
                yield _finding(Kind.SELF_CONTRADICTION, Severity.ERROR, left, right)
                break
        said[right.key].append(right)


def against_recorded(
    claims: Sequence[Statement], recorded: Sequence[Statement]
) -> Iterator[Finding]:
    """Find claims that differ from what another source says.

    A figure and an earlier estimate of it may well differ, which is only noted; forecasts and
    targets are no figures.
    """
    known: Statements = defaultdict(list)
    for one in recorded:
        known[one.key].append(one)
    for left in claims:
        if left.kind in {"target", "forecast"}:
            continue
        for right in known[left.key]:
            if right.kind == "forecast" or not _same_thing(left, right) or _agree(left, right):
                continue
            alike = left.kind == right.kind
            yield _finding(Kind.SOURCES, Severity.WARNING if alike else Severity.NOTE, left, right)


def against_promises(claims: Sequence[Statement], promises: Sequence[Promise]) -> Iterator[Finding]:
    """Find targets that a text states otherwise than they are recorded."""
    for left in claims:
        if left.kind != "target":
            continue
        for promise in promises:
            right = Statement(
                ref=Ref(Thing.TARGET, promise.ref.id),
                indicator=promise.indicator,
                measure=promise.measure,
                value=promise.goal.value,
                unit=promise.unit,
                relation=promise.goal.relation,
                period=promise.due_period,
                kind="target",
                area=promise.area,
            )
            if _same_thing(left, right) and left.value != right.value:
                yield _finding(Kind.TARGETS_DIFFER, Severity.WARNING, left, right)


def _same_thing(left: Statement, right: Statement) -> bool:
    return (
        left.indicator is not None
        and left.period is not None
        and left.measure not in LOOSE
        and left.key == right.key
        and left.unit == right.unit
    )


def _agree(left: Statement, right: Statement) -> bool:
    """Two figures agree within their digits, or as far as sources usually round."""
    return allowed(left).meets(allowed(right)) or agree(
        Figure(left.value, left.relation),
        Figure(right.value, right.relation),
        exact=left.measure == "rank",
    )


def _finding(kind: Kind, severity: Severity, left: Statement, right: Statement) -> Finding:
    return Finding(
        kind,
        severity,
        (left.ref, right.ref),
        left.indicator,
        {"left": left.amount, "right": right.amount},
    )
