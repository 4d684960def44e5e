"""Two reviewers never overwrite each other: a decision names the turn it saw."""

from tinhso.systems.insight.models import Claim, Finding


class StaleError(Exception):
    """Somebody else decided meanwhile; `row` is the claim or finding as it stands now."""

    def __init__(self, row: Claim | Finding) -> None:
        self.row = row
        super().__init__(f"{row} was changed by somebody else")


def held_claim(claim_id: int, seen: int) -> Claim:
    """Return a claim, locked until the transaction ends; raise StaleError unless it stands so.

    Raises Claim.DoesNotExist.
    """
    claim = (
        Claim.objects.select_for_update(of=("self",))
        .select_related("reading__document", "indicator", "observation", "target")
        .get(pk=claim_id)
    )
    if claim.turn != seen:
        raise StaleError(claim)
    return claim


def held_finding(finding_id: int, seen: int) -> Finding:
    """Return a finding, locked until the transaction ends; raise StaleError unless it stands so.

    Raises Finding.DoesNotExist.
    """
    finding = Finding.objects.select_for_update().get(pk=finding_id)
    if finding.turn != seen:
        raise StaleError(finding)
    return finding
