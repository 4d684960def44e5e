"""The files in which a province says what is measured, what was found and what was promised."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from tinhso.kernel.declarations import Text
from tinhso.kernel.indicators.rules.statements import Measure, Relation

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=80)]
Sure = Literal["H", "M", "L"]
Unit = Literal[
    "VND",
    "USD",
    "percent",
    "per_mille",
    "people",
    "count",
    "hectare",
    "km2",
    "tonnes",
    "kWh",
    "years",
    "hours",
    "points",
]


class Shown(BaseModel):
    """How levels are written: in which unit, divided by what, with how many decimals."""

    unit: Text
    divided_by: Decimal = Decimal(1)
    decimals: int = Field(default=0, ge=0, le=6)


class Method(BaseModel):
    """One version of the method of an index: the editions it was used for, and who was ranked.

    `among` is how many were ranked; `until` is left out while the version is in use.
    """

    since: int
    until: int | None = None
    among: int | None = None
    what: Text
    sure: Sure

    def covers(self, year: int) -> bool:
        """Return whether the edition of a year was made by this version."""
        return self.since <= year and (self.until is None or year <= self.until)


class DeclaredIndicator(BaseModel):
    """One indicator of the catalogue.

    `unit` is the one that levels are kept in, `units` those in which sources may state them.
    `timing` says what a period's level speaks of: what came about `during` it, or how it stood
    `at_end`.
    """

    code: Code
    title: Text
    definition: Text
    unit: Unit
    units: list[Unit] = []
    shown: Shown
    direction: Literal["up", "down", "none"]
    adds_up: Literal["sum", "weighted", "never"]
    timing: Literal["during", "at_end"]
    weight: str = ""
    parent: str = ""
    headline: bool = False
    formula: str = ""
    methods: list[Method] = []


class Catalogue(BaseModel):
    """One file of `catalogue/`: the indicators of a field, in the order in which they are shown."""

    field: Code
    title: Text
    order: int
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
