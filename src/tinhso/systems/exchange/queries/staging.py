"""What a staged file would do: each row beside the figure that is held of the same source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from tinhso.kernel.declarations import fingerprint
from tinhso.kernel.documents.models import Document
from tinhso.kernel.documents.rules import QuoteError, find_quote
from tinhso.kernel.indicators.models import Indicator, Observation
from tinhso.kernel.indicators.sheets import Brought
from tinhso.kernel.indicators.sheets.reading import Areas, Lists
from tinhso.kernel.units.models import Unit
from tinhso.systems.exchange.models import Staged

COMPARED = ("value", "relation", "kind", "among", "method", "confidence", "note")


@dataclass(frozen=True)
class Planned:
    """One row of a file and the figure it would supersede, None where it is new."""

    brought: Brought
    standing: Observation | None

    @property
    def changed(self) -> tuple[str, ...]:
        """What the row says otherwise; everything where it is new."""
        if self.standing is None:
            return COMPARED
        return tuple(
            name for name in COMPARED if getattr(self.standing, name) != getattr(self.brought, name)
        )


def lists() -> Lists:
    """Return what a file is read against; two queries."""
    versions: dict[str, list[Any]] = {}
    for row, code, since, until in Unit.objects.order_by("-valid_from", "pk").values_list(
        "pk", "code", "valid_from", "valid_to"
    ):
        versions.setdefault(code, []).append((row, since, until))
    indicators = Indicator.objects.values_list("code", "pk", "unit")
    return Lists({code: (row, unit) for code, row, unit in indicators}, Areas(versions))


def staged(pk: UUID, *, actor: str) -> Staged | None:
    """Return a file that this actor sent, None for any other."""
    return Staged.objects.filter(pk=pk, actor=actor).first()


def as_plain(figures: Iterable[Brought]) -> list[dict[str, Any]]:
    """Return figures as JSON can hold them."""
    return [{**asdict(one), "value": str(one.value)} for one in figures]


def from_plain(rows: Iterable[Mapping[str, Any]]) -> Iterator[Brought]:
    """Yield the figures that `as_plain` made plain."""
    for row in rows:
        yield Brought(**{**row, "value": Decimal(row["value"])})


def planned(file: Staged) -> list[Planned]:
    """Return what a file's rows would do now, in their order; one query however many."""
    brought = list(from_plain(file.rows))
    held = Observation.objects.filter(
        superseded_at__isnull=True,
        indicator__in={one.indicator for one in brought},
        area__in={one.area for one in brought},
        period__in={one.period for one in brought},
    )
    standing = {
        (row.indicator_id, row.measure, row.area_id, row.period, row.base_period, row.source): row
        for row in held
    }
    return [Planned(one, standing.get(one.key)) for one in brought]


def seen(plan: Iterable[Planned]) -> str:
    """Return a fingerprint of the figures that stand beside a file's rows."""
    return fingerprint([one.standing.pk if one.standing else None for one in plan])


def lost_quotes(figures: Iterable[Brought]) -> Iterator[Brought]:
    """Yield the figures whose words do not stand once in the document that is their source."""
    quoted = [one for one in figures if one.quote]
    texts = dict(
        Document.objects.filter(
            code__in={one.source for one in quoted}, superseded_at__isnull=True
        ).values_list("code", "text")
    )
    for one in quoted:
        if one.source in texts:
            try:
                find_quote(texts[one.source], one.quote)
            except QuoteError:
                yield one


def documents() -> list[tuple[str, str]]:
    """Return code and title of the documents that may be named as a source, newest first."""
    current = Document.objects.filter(superseded_at__isnull=True).order_by("-issued_on", "code")
    return [(code, title["vi"]) for code, title in current.values_list("code", "title")[:200]]
