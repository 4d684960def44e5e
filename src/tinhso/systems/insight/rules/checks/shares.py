"""Shares that a sentence gives beside the counts they are shares of: 118/126 is 93.7 %."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tinhso.systems.insight.rules.checks.digits import Interval, allowed
from tinhso.systems.insight.rules.checks.findings import Amount, Finding, Kind, Severity, Statement
from tinhso.systems.insight.rules.checks.known import SHARES

OF = re.compile(r"(\d[\d.]*)\s*/\s*(\d[\d.]*)")
HUNDRED = Decimal(100)
NEAR = 80


def of_fractions(text: str, claims: Sequence[Statement]) -> Iterator[Finding]:
    """Find "N/M xã (bằng p %)" where p is not N of M."""
    for place, count in enumerate(claims[:-1]):
        share = claims[place + 1]
        found = OF.search(count.quote)
        between = text[count.end : share.start]
        if (
            not found
            or count.measure != "level"
            or (share.measure, share.unit) != ("level", "percent")
            or share.start - count.end > NEAR
            or re.search(r"[.;]\s|\d", between)
        ):
            continue
        part, whole = (Decimal(number.replace(".", "")) for number in found.groups())
        if part != count.value or not whole:
            continue
        computed = part / whole * HUNDRED
        if not allowed(share).meets(Interval(computed, computed)):
            yield _finding(
                share,
                (count, share),
                part=Amount(part, count.unit),
                whole=Amount(whole, count.unit),
                computed=computed,
            )


def by_definition(claims: Sequence[Statement]) -> Iterator[Finding]:
    """Find shares that are not the quotient of the figures they are defined by."""
    by_key = {claim.key: claim for claim in reversed(claims) if claim.kind != "target"}
    for share in by_key.values():
        codes = SHARES.get(share.indicator or "")
        if codes is None or share.measure != "level":
            continue
        part, whole = (by_key.get((code, *share.key[1:])) for code in codes)
        if part is None or whole is None or whole.value <= 0 or part.unit != whole.unit:
            continue
        quotient = allowed(part).over(allowed(whole)).times(HUNDRED)
        if not allowed(share).meets(quotient):
            yield _finding(
                share,
                (share, part, whole),
                part=part.amount,
                whole=whole.amount,
                computed=part.value / whole.value * HUNDRED,
            )


def _finding(
    share: Statement,
    sides: Sequence[Statement],
    *,
    part: Amount,
    whole: Amount,
    computed: Decimal,
) -> Finding:
    return Finding(
        Kind.SHARE,
        Severity.ERROR,
        tuple(one.ref for one in sides),
        share.indicator,
        {
            "part": part,
            "whole": whole,
            "computed": Amount(computed.quantize(Decimal("0.01")), "percent"),
            "stated": share.amount,
        },
    )
