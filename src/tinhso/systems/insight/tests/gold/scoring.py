"""How well claims agree with labels: as the scorer of labelled claims counts, in one place.

A claim is right when its words overlap the label's and indicator, measure, value (within 0.1 %),
unit, period and kind all agree; each label is matched once. A wrong link is a claim of the right
number under a wrong indicator.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tinhso.systems.insight.rules.claims import Claim
from tinhso.systems.insight.tests.gold.marks import Label, Report

CLOSE = Decimal("0.001")


@dataclass(frozen=True)
class Score:
    """Counts over a set of reports; the shares are between 0 and 1."""

    right: int
    predicted: int
    labelled: int
    linked: int
    wrong: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / ((self.predicted + self.labelled) or 1)

    @property
    def wrong_links(self) -> float:
        """The share of linked claims whose indicator is not the label's."""
        return self.wrong / (self.linked or 1)

    def __str__(self) -> str:
        return (
            f"F1 {self.f1:.3f} ({self.right} right, {self.predicted} predicted,"
            f" {self.labelled} labelled), wrong links {self.wrong} of {self.linked}"
            f" ({self.wrong_links:.1%})"
        )


def score(
    reports: Sequence[Report], read: Mapping[str, Sequence[Claim]], *, linked_only: bool = False
) -> Score:
    """Return how claims (by report) agree with the labels of these reports.

    With `linked_only` both are counted only where they name an indicator: a set whose labellers
    left out what the catalogue lacks would count so.
    """
    right = predicted = labelled = linked = wrong = 0
    for report in reports:
        labels = [one for one in report.labels if one.indicator or not linked_only]
        claims = [one for one in read[report.name] if one.indicator or not linked_only]
        right += _right(labels, claims)
        predicted += len(claims)
        labelled += len(labels)
        linked += sum(1 for one in claims if one.indicator)
        wrong += sum(1 for one in claims if one.indicator and _is_wrong(one, report.labels))
    return Score(right, predicted, labelled, linked, wrong)


def _right(labels: Sequence[Label], claims: Sequence[Claim]) -> int:
    waiting: dict[tuple[str | None, str, str, str | None, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        waiting[_fields(claim)].append(claim)
    right = 0
    for label in labels:
        same = waiting[_fields(label)]
        for claim in same:
            if _overlap(label, claim) and _same_value(label, claim):
                same.remove(claim)
                right += 1
                break
    return right


def _fields(one: Label | Claim) -> tuple[str | None, str, str, str | None, str]:
    return (one.indicator, one.measure, one.unit, one.period, one.kind)


def _is_wrong(claim: Claim, labels: Sequence[Label]) -> bool:
    return any(
        _overlap(label, claim) and _same_value(label, claim) and label.indicator != claim.indicator
        for label in labels
    )


def _overlap(label: Label, claim: Claim) -> bool:
    return label.start < claim.end and claim.start < label.end


def _same_value(label: Label, claim: Claim) -> bool:
    return abs(label.value - claim.value) <= CLOSE * abs(label.value)
