"""Findings with their sides, for those who settle them and for those who only look."""

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, QuerySet, Value, When

from tinhso.systems.insight.models import Claim, Finding, FindingState, Severity, Side, State

IN = (State.ACCEPTED, State.CORRECTED)
GRAVITY = Case(
    *(When(severity=one, then=Value(place)) for place, one in enumerate(Severity.values)),
    default=Value(9),
)


@dataclass(frozen=True)
class Wanted:
    """Which findings are asked for; empty means all."""

    state: str = FindingState.OPEN
    kind: str = ""
    document: str = ""
    indicator: str = ""


def kind_of(side: Side) -> str:
    """Return what a side is: a claim, a figure or a target."""
    if side.claim_id:
        return "claim"
    return "figure" if side.observation_id else "target"


def findings(wanted: Wanted, *, reviewing: bool) -> QuerySet[Finding]:
    """Return findings with their sides, the gravest and newest first.

    Who doesn't review sees only those that rest on what was recorded: what a reader has merely
    proposed is nobody's statement yet.
    """
    found = Finding.objects.exclude(state=FindingState.GONE)
    for name, value in (
        ("state", wanted.state),
        ("kind", wanted.kind),
        ("document__code", wanted.document),
        ("indicator__code", wanted.indicator),
    ):
        if value:
            found = found.filter(**{name: value})
    if not reviewing:
        found = found.filter(~Exists(_merely_proposed()))
    return (
        found.select_related("indicator", "document")
        .prefetch_related(Prefetch("sides", queryset=_with_words()))
        .order_by(GRAVITY, "-found_at", "pk")
    )


def finding(finding_id: int, *, reviewing: bool) -> Finding | None:
    """Return one finding with its sides, if this reader may see it."""
    return findings(Wanted(state=""), reviewing=reviewing).filter(pk=finding_id).first()


def open_findings(*, reviewing: bool = False) -> QuerySet[Finding]:
    """Return the findings that wait for somebody, bare of their sides."""
    found = Finding.objects.filter(state=FindingState.OPEN)
    return found if reviewing else found.filter(~Exists(_merely_proposed()))


def _merely_proposed() -> QuerySet[Side]:
    return Side.objects.filter(finding=OuterRef("pk"), claim__isnull=False).exclude(
        claim__state__in=IN
    )


def _with_words() -> QuerySet[Side]:
    return Side.objects.select_related(
        "claim__indicator",
        "claim__reading__document",
        "claim__observation__citation__document",
        "claim__target__citation__document",
        "observation__indicator",
        "observation__area",
        "observation__citation__document",
        "target__indicator",
        "target__area",
        "target__citation__document",
    )


def doubts_about(claim: Claim) -> list[Finding]:
    """Return the open findings in which a claim is one of the sides."""
    return list(
        Finding.objects.filter(state=FindingState.OPEN, sides__claim=claim)
        .select_related("indicator")
        .order_by(GRAVITY, "pk")
    )


def kinds_counted(*, reviewing: bool) -> dict[str, int]:
    """Return how many findings of each kind are open."""
    counted = (
        open_findings(reviewing=reviewing)
        .order_by()
        .values_list("kind")
        .annotate(count=Count("pk"))
    )
    return dict(counted)
