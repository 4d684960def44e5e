"""What moves most between two figures of one series."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Move:
    """Two figures of one series, one after the other, in one area's boundaries."""

    before: Decimal
    after: Decimal
    ranked_among: int | None = None

    @property
    def size(self) -> Decimal:
        """How much it moved: the part by which a level changed, or of the whole field of a rank."""
        if self.ranked_among:
            return abs(self.after - self.before) / self.ranked_among
        return abs(self.after / self.before - 1) if self.before else Decimal(0)
