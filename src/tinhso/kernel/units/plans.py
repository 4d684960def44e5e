"""What is to stand in the database, before it does."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from tinhso.kernel.units.declared import DeclaredUnit
from tinhso.kernel.units.names import fold, sort_key

Key = tuple[str, date | None]
"""A version's code and the day since which it stands."""


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """One version of a unit with every value of its row; see `models.Unit`."""

    code: str
    kind: str
    subtype: str
    name_vi: str
    name_en: str
    short_vi: str
    short_en: str
    parent: Key | None
    valid_from: date | None
    valid_to: date | None
    latitude: float | None
    longitude: float | None
    area_km2: Decimal | None
    source: str
    confidence: str
    note: str
    aliases: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What the version is known by."""
        return self.code, self.valid_from

    @property
    def folded(self) -> str:
        """The words under which it is found."""
        return searchable(self.name_vi, self.code, self.aliases)

    @property
    def sort_key(self) -> str:
        """Its place in the Vietnamese order of short names."""
        return sort_key(self.short_vi)

    @classmethod
    def of(cls, unit: DeclaredUnit, parent: Key | None) -> Self:
        """Return the plan for a declared unit under the version of its parent."""
        short = unit.short or unit.name
        return cls(
            code=unit.code,
            kind=unit.kind.value,
            subtype=unit.subtype,
            name_vi=unit.name.vi,
            name_en=unit.name.en,
            short_vi=short.vi,
            short_en=short.en,
            parent=parent,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            latitude=unit.point.latitude if unit.point else None,
            longitude=unit.point.longitude if unit.point else None,
            area_km2=unit.area_km2,
            source=unit.source,
            confidence=unit.confidence.value,
            note=unit.note,
            aliases=unit.aliases,
        )


@dataclass(frozen=True, slots=True)
class PlannedSuccession:
    """What a version became; see `models.Succession`."""

    predecessor: Key
    successor: Key
    change: str
    share: Decimal | None
    effective: date
    known_since: date | None
    decided_by: str
    source: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a province's files say of its units."""

    units: tuple[PlannedUnit, ...]
    successions: tuple[PlannedSuccession, ...]


def searchable(name: str, code: str, aliases: tuple[str, ...]) -> str:
    """Return the folded words of a name, its code and its other names, parted by bars."""
    return "|".join(f" {fold(words)} " for words in (name, code, *aliases))
