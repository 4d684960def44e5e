"""Ranks that cannot be understood: among how many?"""

from collections.abc import Iterator, Sequence

from tinhso.systems.insight.rules.checks.findings import Finding, Kind, Severity, Statement


def of_unknown(claims: Sequence[Statement]) -> Iterator[Finding]:
    """Find ranks that don't say among how many, and ranks beyond the number ranked.

    "In the first 15" needs no number ranked.
    """
    for claim in claims:
        if claim.measure != "rank" or claim.relation == "<=":
            continue
        rank = int(claim.value)
        if claim.among is None:
            yield Finding(
                Kind.RANK_OF_UNKNOWN,
                Severity.NOTE,
                (claim.ref,),
                claim.indicator,
                {"rank": rank},
            )
        elif rank > claim.among:
            yield Finding(
                Kind.RANK_BEYOND,
                Severity.ERROR,
                (claim.ref,),
                claim.indicator,
                {"rank": rank, "among": claim.among},
            )
