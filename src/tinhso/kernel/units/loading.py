"""Loading a province's units from `units/*.yaml`."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from tinhso.kernel.declarations import DeclarationError, LoadReport, Problem, Source, read_yaml
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units import actions, national
from tinhso.kernel.units.declared import Correction, DeclaredSuccession, DeclaredUnit, UnitsFile
from tinhso.kernel.units.plans import Key, Plan, PlannedSuccession, PlannedUnit
from tinhso.kernel.units.rules import ImpossibleSuccessionError, Link, check

Location = tuple[str | int, ...]


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Bring the units of a province's folder into the database; nothing happens the second time.

    Raises DeclarationError with every mistake of every file.
    """
    plan = read(folder)
    return actions.load(plan, actor=actor, now=now)


def read(folder: Path) -> Plan:
    """Return what `folder/units/*.yaml` say, checked as a whole; raises DeclarationError."""
    sources: list[Source[UnitsFile]] = []
    problems: list[Problem] = []
    for path in sorted((folder / "units").glob("*.yaml")):
        try:
            sources.append(read_yaml(path, UnitsFile))
        except DeclarationError as error:
            problems += error.problems
    if problems:
        raise DeclarationError(problems)
    return _Reader(sources).plan()


class _Reader:
    """Puts the files together and finds what no single file can know to be wrong."""

    def __init__(self, sources: list[Source[UnitsFile]]) -> None:
        self.sources = sources
        self.problems: list[Problem] = []
        self.units: dict[str, list[DeclaredUnit]] = {}
        self.places: dict[Key, tuple[Source[UnitsFile], Location]] = {}
        self.changes: list[tuple[Source[UnitsFile], Location, DeclaredSuccession]] = []
        self.successions: list[PlannedSuccession] = []

    def plan(self) -> Plan:
        for source in self.sources:
            self._take_national_list(source)
            for index, unit in enumerate(source.value.units):
                self._add(source, ("units", index), unit)
            for index, change in enumerate(source.value.successions):
                self.changes.append((source, ("successions", index), change))
        for source in self.sources:
            for index, correction in enumerate(source.value.corrections):
                self._correct(source, ("corrections", index), correction)
        self._check_versions()
        for source, location, change in self.changes:
            self._succeed(source, location, change)
        self._check_changes()
        units = tuple(self._planned(unit) for unit in self._all())
        if self.problems:
            raise DeclarationError(self.problems)
        return Plan(units, tuple(self.successions))

    def _take_national_list(self, source: Source[UnitsFile]) -> None:
        wanted = source.value.national_list
        if wanted is None:
            return
        try:
            units, changes = national.areas(wanted)
        except national.NotInNationalListError as error:
            self._complain(source, ("national_list", "province"), str(error))
            return
        for unit in units:
            self._add(source, ("national_list",), unit)
        self.changes += [(source, ("national_list",), change) for change in changes]

    def _all(self) -> Iterable[DeclaredUnit]:
        return (unit for versions in self.units.values() for unit in versions)

    def _complain(self, source: Source[UnitsFile], location: Location, message: str) -> None:
        self.problems.append(source.problem(location, message))

    def _add(self, source: Source[UnitsFile], location: Location, unit: DeclaredUnit) -> None:
        if unit.valid_from and unit.valid_to and unit.valid_to <= unit.valid_from:
            self._complain(source, (*location, "valid_to"), "ends before it begins")
        self.units.setdefault(unit.code, []).append(unit)
        self.places[unit.code, unit.valid_from] = source, location

    def _correct(
        self, source: Source[UnitsFile], location: Location, correction: Correction
    ) -> None:
        versions = self.units.get(correction.code, [])
        for index, unit in enumerate(versions):
            if _stands(unit, correction.day):
                known = correction.model_dump(exclude_none=True, exclude={"code", "day", "source"})
                both = "; ".join(filter(None, (unit.source, correction.source)))
                versions[index] = DeclaredUnit.model_validate(
                    {**unit.model_dump(), **known, "source": both}
                )
                self.places[unit.code, versions[index].valid_from] = source, location
                return
        self._complain(source, location, f"no unit {correction.code} stands on {correction.day}")

    def _check_versions(self) -> None:
        for code, versions in self.units.items():
            versions.sort(key=lambda unit: unit.valid_from or date.min)
            for one, other in pairwise(versions):
                if (one.valid_to or date.max) > (other.valid_from or date.min):
                    day = other.valid_from or "every day until it ends"
                    message = f"two versions of {code} stand on {day}: end the first before"
                    self._complain(*self.places[code, other.valid_from], message)

    def _succeed(
        self,
        source: Source[UnitsFile],
        location: Location,
        change: DeclaredSuccession,
    ) -> None:
        before = [u for u in self.units.get(change.predecessor, []) if _ends(u, change.effective)]
        after = [u for u in self.units.get(change.successor, []) if _begins(u, change.effective)]
        if not before:
            self._complain(
                source,
                (*location, "from"),
                f"no unit {change.predecessor} ends (valid_to) on {change.effective}",
            )
        if not after:
            self._complain(
                source,
                (*location, "to"),
                f"no unit {change.successor} begins (valid_from) on {change.effective}",
            )
        if before and after:
            self.successions.append(
                PlannedSuccession(
                    predecessor=(change.predecessor, before[0].valid_from),
                    successor=(change.successor, after[0].valid_from),
                    change=change.change,
                    share=change.share,
                    effective=change.effective,
                    known_since=change.known_since,
                    decided_by=change.decided_by,
                    source=change.source,
                    confidence=change.confidence,
                    note=change.note,
                )
            )

    def _check_changes(self) -> None:
        keys = [(unit.code, unit.valid_from) for unit in self._all()]
        number = {key: index for index, key in enumerate(keys)}
        links = [
            Link(number[one.predecessor], number[one.successor], one.share, one.effective)
            for one in self.successions
        ]
        try:
            check(links)
        except ImpossibleSuccessionError as error:
            key = keys[error.unit]
            self._complain(*self.places[key], f"{key[0]}: {error.what}")

    def _planned(self, unit: DeclaredUnit) -> PlannedUnit:
        parent = None
        if unit.parent is not None:
            # A unit that has ended hangs under what stood on its last day; one that stands, under
            # the newest version.
            last = (unit.valid_to or date.max).toordinal() - (1 if unit.valid_to else 0)
            day = date.fromordinal(last)
            above = [one for one in self.units.get(unit.parent, []) if _stands(one, day)]
            if above:
                parent = (unit.parent, above[-1].valid_from)
            else:
                when = "today" if unit.valid_to is None else f"on {day}"
                message = f"{unit.code}: its parent {unit.parent} doesn't stand {when}"
                self._complain(*self.places[unit.code, unit.valid_from], message)
        return PlannedUnit.of(unit, parent)


def _stands(unit: DeclaredUnit, day: date) -> bool:
    return (unit.valid_from or date.min) <= day < (unit.valid_to or date.max) or (
        unit.valid_to is None and day == date.max
    )


def _ends(unit: DeclaredUnit, day: date) -> bool:
    return unit.valid_to == day


def _begins(unit: DeclaredUnit, day: date) -> bool:
    return unit.valid_from == day
