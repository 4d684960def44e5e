"""How long something may take, as it is written in a procedure."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, cast

from pydantic import BeforeValidator

Unit: TypeAlias = Literal["minutes", "hours", "days", "working_days"]
Of: TypeAlias = Literal["desk", "office"]

WRITTEN = re.compile(
    r"(?P<amount>\d{1,4}) (?P<unit>minute|hour|day|working day)s?(?: of (?P<of>desk|office) time)?"
)
UNITS: dict[str, Unit] = {
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "working day": "working_days",
}
WORDS = {unit: word for word, unit in UNITS.items()}


@dataclass(frozen=True)
class Limit:
    """An amount of time: minutes and hours of a desk's opening hours, days, or working days.

    `of` says whose hours minutes and hours run in: those of the desk that has the matter, or
    those of offices; for days it stays "desk" and means nothing.
    """

    amount: int
    unit: Unit
    of: Of = "desk"

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("a limit can't be negative")

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """Return the limit written as `5 minutes of desk time`, `3 working days`, `1 hour`.

        Raises ValueError with examples of what can be written.
        """
        found = WRITTEN.fullmatch(" ".join(text.split()))
        if found is None or (found["of"] and "day" in found["unit"]):
            raise ValueError(
                f"“{text}” isn't a limit: write “5 minutes of desk time”, “1 hour”, “10 days”"
                " or “3 working days”"
            )
        of = cast("Of", found["of"] or "desk")
        return cls(int(found["amount"]), UNITS[found["unit"]], of)

    def __str__(self) -> str:
        plural = "" if self.amount == 1 else "s"
        of = f" of {self.of} time" if self.unit in ("minutes", "hours") else ""
        return f"{self.amount} {WORDS[self.unit]}{plural}{of}"


def _parsed(value: object) -> object:
    return Limit.parse(value) if isinstance(value, str) else value


LimitText = Annotated[Limit, BeforeValidator(_parsed)]
"""The type of a limit in a declared file's pydantic model."""
