"""Claims as they stand in a document: in order, with how far a reviewer has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from tinhso.kernel.documents.models import Document
from tinhso.systems.insight.models import Claim, Reading, State
from tinhso.systems.insight.rules.entering import Fields


@dataclass(frozen=True)
class Progress:
    """How many claims of a reading stand how."""

    proposed: int
    accepted: int
    corrected: int
    rejected: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.proposed + self.decided

    @property
    def decided(self) -> int:
        """Those somebody has decided."""
        return self.accepted + self.corrected + self.rejected


def fields_of(claim: Claim) -> Fields:
    """Return what a claim says now."""
    return Fields(
        indicator=claim.indicator.code if claim.indicator else None,
        measure=claim.measure,
        value=claim.value,
        unit=claim.unit,
        relation=claim.relation,
        period=claim.period,
        kind=claim.kind,
        base_period=claim.base_period,
        place=claim.place,
        scope=claim.scope,
        among=claim.among,
    )


def fields_read(claim: Claim) -> Fields:
    """Return what the reader read, whatever was corrected since."""
    read = {name: value for name, value in claim.as_read.items() if name != "subject"}
    return Fields(**{**read, "value": Decimal(read["value"])})


def reading_of(code: str) -> Reading | None:
    """Return the current reading of a document, with the version that was read."""
    return (
        Reading.objects.select_related("document")
        .filter(document__code=code, superseded_at__isnull=True)
        .first()
    )


def claims_of(reading: Reading) -> list[Claim]:
    """Return the claims of a reading in the order of the text."""
    return list(reading.claims.select_related("indicator"))


def claim(claim_id: int, code: str) -> Claim | None:
    """Return a claim of the current reading of a document."""
    return (
        Claim.objects.select_related("indicator", "reading__document")
        .filter(pk=claim_id, reading__document__code=code, reading__superseded_at__isnull=True)
        .first()
    )


def progress_of(claims: Sequence[Claim]) -> Progress:
    """Return how far the review of these claims has come."""
    counted = dict.fromkeys(State, 0)
    for one in claims:
        counted[State(one.state)] += 1
    return Progress(
        counted[State.PROPOSED],
        counted[State.ACCEPTED],
        counted[State.CORRECTED],
        counted[State.REJECTED],
    )


def to_review() -> QuerySet[Document]:
    """Return the current documents with counts of their claims, those with work first."""
    current = Q(readings__superseded_at__isnull=True)

    def count(state: State) -> Count:
        return Count("readings__claims", filter=current & Q(readings__claims__state=state))

    return (
        Document.objects.filter(superseded_at__isnull=True)
        .defer("text", "words")
        .annotate(
            times_read=Count("readings", filter=current, distinct=True),
            proposed=count(State.PROPOSED),
            accepted=count(State.ACCEPTED),
            corrected=count(State.CORRECTED),
            rejected=count(State.REJECTED),
        )
        .order_by("-proposed", "-recorded_at", "code")
    )


def to_read_again(reader: str) -> QuerySet[Document]:
    """Return the current documents that nobody has read, or only a demonstration's older reader."""
    read = Reading.objects.filter(superseded_at__isnull=True)
    good = read.filter(
        Q(demonstration=False) | Q(reader=reader, document__superseded_at__isnull=True)
    )
    current = Document.objects.filter(superseded_at__isnull=True)
    return current.exclude(code__in=good.values("document__code"))
