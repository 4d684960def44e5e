"""What doesn't fit in a reading: its claims against each other and against what is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tinhso.kernel.declarations import JSON, fingerprint
from tinhso.kernel.indicators.models import Indicator, Observation, Target
from tinhso.systems.insight.models import Claim, Reading

Side = Claim | Observation | Target


@dataclass(frozen=True)
class Found:
    """Something that doesn't fit, ready to be kept: see `models.Finding`."""

    kind: str
    severity: str
    sides: Sequence[Side]
    indicator: Indicator | None
    data: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """The same for the same finding, however often and by whatever reading it is found."""
        return fingerprint({"kind": self.kind, "sides": [_named(one) for one in self.sides]})


def doubts(reading: Reading) -> list[Found]:
    """Return what doesn't fit now."""
    del reading
    return []


def _named(side: Side) -> JSON:
    """Return what a side is known by, whatever row holds it."""
    if isinstance(side, Claim):
        document = side.reading.document
        sentence = document.text[side.sentence_start : side.sentence_end]
        return ["claim", document.code, sentence, side.quote, side.measure, _plain(side)]
    if isinstance(side, Observation):
        key = f"{side.indicator_id} {side.measure} {side.area_id} {side.period} {side.base_period}"
        return ["figure", key, side.source, _plain(side)]
    return ["target", side.code, _plain(side)]


def _plain(side: Side) -> str:
    return f"{side.relation}{side.value.normalize():f}"
