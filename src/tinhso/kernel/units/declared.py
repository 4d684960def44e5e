"""How a province's files say which units there are."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from tinhso.kernel.declarations import Text
from tinhso.kernel.units.models import Change, Confidence, Kind

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
Share = Annotated[Decimal, Field(gt=0, le=1, decimal_places=8)]


class Strict(BaseModel):
    """A part of a file: unchangeable, and unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Point(Strict):
    """A place in degrees, WGS 84."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class DeclaredUnit(Strict):
    """One version of a unit; `parent` is a code. Without `short` the name itself is the short."""

    code: Code
    kind: Kind
    name: Text
    subtype: str = ""
    short: Text | None = None
    parent: Code | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    point: Point | None = None
    area_km2: Annotated[Decimal, Field(gt=0)] | None = None
    source: str = ""
    confidence: Confidence = Confidence.HIGH
    note: str = ""
    aliases: tuple[str, ...] = ()


class DeclaredSuccession(Strict):
    """What a unit became on a day: from the version that ends then to the one that begins."""

    predecessor: Code = Field(alias="from")
    successor: Code = Field(alias="to")
    change: Change
    effective: date
    share: Share | None = None
    known_since: date | None = None
    decided_by: str = ""
    source: str = ""
    confidence: Confidence = Confidence.HIGH
    note: str = ""


class Decision(Strict):
    """What decided a change, and since when it was known."""

    decided_by: str
    known_since: date


class NationalList(Strict):
    """Take the province's areas from the national list in a package.

    `province` is today's code, `old_provinces` the codes of those it was made of on
    `changed_on`. `provinces` and `communes` name the decisions behind the change.
    """

    package: Literal["vietnamadminunits"]
    province: Code
    old_provinces: tuple[Code, ...]
    changed_on: date
    provinces: Decision
    communes: Decision
    source: str


class Correction(Strict):
    """What is known better than the national list about the version of `code` on `day`."""

    code: Code
    day: date
    source: str
    valid_from: date | None = None
    point: Point | None = None
    area_km2: Annotated[Decimal, Field(gt=0)] | None = None
    confidence: Confidence | None = None
    note: str | None = None
    aliases: tuple[str, ...] | None = None


class UnitsFile(Strict):
    """One file of `units/`: any of the four parts."""

    national_list: NationalList | None = None
    corrections: tuple[Correction, ...] = ()
    units: tuple[DeclaredUnit, ...] = ()
    successions: tuple[DeclaredSuccession, ...] = ()
