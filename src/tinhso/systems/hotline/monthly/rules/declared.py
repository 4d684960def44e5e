"""What a province's `hotline/monthly.yaml` says. Pure."""

from datetime import time
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from tinhso.kernel.declarations import Text
from tinhso.web.papers.wording import Wording

from .windows import Cut


class Closing(BaseModel):
    """When a month ends and the next begins, and how sure that is."""

    model_config = ConfigDict(frozen=True)

    day: int = Field(ge=1, le=28)
    at: time
    basis: Literal["adopted", "borrowed", "assumed"]
    source: Text

    def cut(self, zone: ZoneInfo) -> Cut:
        """Return it in the clock of a province."""
        return Cut(self.day, self.at, zone)


class Standing(BaseModel):
    """The rule of best and worst: how many cases a unit needs, how many are shown."""

    model_config = ConfigDict(frozen=True)

    at_least: int = Field(ge=1)
    shown: int = Field(ge=1, le=20)


class SpotRule(BaseModel):
    """The rule of hot spots: days against weeks before, the fewest reports, the risk of a lie.

    No more days than the shortest month: what a month's spots count was received in it.
    """

    model_config = ConfigDict(frozen=True)

    days: int = Field(ge=1, le=28)
    weeks: int = Field(ge=1, le=52)
    at_least: int = Field(ge=2)
    risk: float = Field(gt=0, lt=1)


class MonthFile(Wording):
    """monthly.yaml: when a month closes, the rules of standing out, the words of the paper."""

    month: Closing
    ranking: Standing
    spots: SpotRule
