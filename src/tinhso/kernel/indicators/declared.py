"""The files in which a province says what is measured, what was found and what was promised."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from tinhso.kernel.declarations import Text

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=80)]
Measure = Literal[
    "level",
    "rank",
    "growth_rate",
    "change_from_base",
    "ratio_to_base",
    "change",
    "share_of_plan",
]
Relation = Literal["=", "<", ">", "~", "<=", ">="]
Sure = Literal["H", "M", "L"]


class Shown(BaseModel):
    """How levels are written: in which unit, divided by what, with how many decimals."""

    unit: Text
    divided_by: Decimal = Decimal(1)
    decimals: int = Field(default=0, ge=0, le=6)


class DeclaredIndicator(BaseModel):
    """One indicator of catalogue.yaml."""

    code: Code
    title: Text
    definition: Text | None = None
    field: str
    unit: Literal["VND", "USD", "percent", "people", "count", "hectare", "km2", "points"]
    shown: Shown
    direction: Literal["up", "down", "none"]
    adds_up: Literal["sum", "weighted", "never"]
    weight: str = ""
    parent: str = ""
    headline: bool = False


class Catalogue(BaseModel):
    """catalogue.yaml."""

    fields: dict[str, Text]
    indicators: list[DeclaredIndicator]


class DeclaredFigure(BaseModel):
    """One thing that a source says; levels in the unit shown, everything else as written."""

    period: str
    value: Decimal
    measure: Measure = "level"
    relation: Relation = "="
    kind: Literal["actual", "estimate", "forecast"] = "actual"
    base: str = ""
    among: int | None = None
    method: str = ""
    document: str = Field(alias="in")
    words: str
    sure: Sure
    note: Text | None = None


class Series(BaseModel):
    """What sources say of one indicator in one area."""

    indicator: str
    area: str
    says: list[DeclaredFigure]


class Figures(BaseModel):
    """figures.yaml."""

    figures: list[Series]


class DeclaredTarget(BaseModel):
    """One promise of targets.yaml."""

    code: Code
    title: Text
    indicator: str
    measure: Measure = "level"
    reading: Literal["latest", "average_growth"] = "latest"
    base: str = ""
    value: Decimal
    relation: Relation
    due: str
    area: str
    set_on: date
    commitment: str
    document: str = Field(alias="in")
    words: str
    sure: Sure
    note: Text | None = None


class Targets(BaseModel):
    """targets.yaml."""

    targets: list[DeclaredTarget]
