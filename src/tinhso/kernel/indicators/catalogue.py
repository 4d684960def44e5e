"""The catalogue as files: one for each field, checked as one. Needs no database and no Django."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import RootModel

from tinhso.kernel.declarations import DeclarationError, Problem, Source, read_yaml
from tinhso.kernel.indicators.declared import Catalogue, DeclaredIndicator
from tinhso.kernel.indicators.rules import formulas
from tinhso.kernel.indicators.rules.formulas import FormulaError, How, Input

Place = tuple[str | int, ...]
Declared = tuple[Source[Catalogue], int, DeclaredIndicator]


@dataclass(frozen=True)
class Entry:
    """An indicator with the field it stands in and its place in the whole catalogue."""

    field: Catalogue
    indicator: DeclaredIndicator
    position: int


def read(home: Path) -> list[Entry]:
    """Return the indicators of a province's `indicators/` folder, in the order shown.

    Only types are checked; raises DeclarationError.
    """
    return _entries(_sources(home))


def read_checked(home: Path, *, measures: Mapping[str, str]) -> list[Entry]:
    """Return the catalogue so that what an indicator refers to stands before it.

    `measures` are the units of the measures that systems publish, by name. Raises DeclarationError
    with every mistake: codes declared twice, weights, parents and names in formulas that nobody
    declares, circles, units that don't fit, versions of a method that overlap, aliases of no
    indicator.
    """
    sources = _sources(home)
    problems = [*_problems(sources, measures), *_aliases_of_nothing(home, sources)]
    if problems:
        raise DeclarationError(problems)
    entries = {one.indicator.code: one for one in _entries(sources)}
    order = TopologicalSorter({code: _upwards(one.indicator) for code, one in entries.items()})
    return [entries[code] for code in order.static_order()]


class Aliases(RootModel[dict[str, Any]]):
    """aliases.yaml, of which only the codes under `indicators` matter here."""


def _aliases_of_nothing(home: Path, sources: Sequence[Source[Catalogue]]) -> Iterator[Problem]:
    path = home / "aliases.yaml"
    if not path.exists():
        return
    known = {one.code for source in sources for one in source.value.indicators}
    words = read_yaml(path, Aliases)
    for code in words.value.root.get("indicators") or {}:
        if code not in known:
            message = f"no indicator “{code}” in the catalogue"
            yield words.problem(("indicators", code), message)


def _sources(home: Path) -> list[Source[Catalogue]]:
    files = sorted((home / "catalogue").glob("*.yaml"))
    found = [read_yaml(path, Catalogue) for path in files]
    return sorted(found, key=lambda one: (one.value.order, one.value.field))


def _entries(sources: Sequence[Source[Catalogue]]) -> list[Entry]:
    every = [(source.value, one) for source in sources for one in source.value.indicators]
    return [Entry(field, one, position) for position, (field, one) in enumerate(every)]


def _upwards(one: DeclaredIndicator) -> set[str]:
    return {code for code in (one.weight, one.parent) if code}


def _problems(
    sources: Sequence[Source[Catalogue]], measures: Mapping[str, str]
) -> Iterator[Problem]:
    known: dict[str, DeclaredIndicator] = {}
    every: list[Declared] = [
        (source, number, one)
        for source in sources
        for number, one in enumerate(source.value.indicators)
    ]
    for source, number, one in every:
        if one.code in known:
            yield source.problem(("indicators", number, "code"), f"“{one.code}” is declared twice")
        known[one.code] = one
    for source, number, one in every:
        for place, message in _mistakes(one, known, measures):
            yield source.problem(("indicators", number, *place), message)
    yield from _circles(every, known)


def _mistakes(
    one: DeclaredIndicator, known: Mapping[str, DeclaredIndicator], measures: Mapping[str, str]
) -> Iterator[tuple[Place, str]]:
    for name in ("weight", "parent"):
        if getattr(one, name) and getattr(one, name) not in known:
            yield (name,), f"no indicator “{getattr(one, name)}” in the catalogue"
    if (one.adds_up == "weighted") != bool(one.weight):
        yield ("adds_up",), "what adds up weighted names its weight, and only that"
    if one.units and one.unit not in one.units:
        yield ("units",), f"add its own unit, {one.unit}"
    for before, after in pairwise(one.methods):
        if before.until is None or after.since <= before.until:
            yield ("methods",), f"the version of {after.since} begins before the one above ends"
    if one.formula:
        try:
            _check_formula(one, known, measures)
        except FormulaError as error:
            yield ("formula",), str(error)


def _check_formula(
    one: DeclaredIndicator, known: Mapping[str, DeclaredIndicator], measures: Mapping[str, str]
) -> None:
    def unit_of(name: Input) -> str:
        if name.how == How.MEASURE:
            if name.name not in measures:
                published = ", ".join(sorted(measures)) or "none"
                raise FormulaError(f"no system publishes “{name.name}”; there are: {published}")
            return measures[name.name]
        if name.name not in known:
            raise FormulaError(f"no indicator “{name.name}” in the catalogue")
        return "count" if name.how == How.AMONG else known[name.name].unit

    formulas.check_units(formulas.parse(one.formula), unit_of, one.unit)


def _circles(
    every: Sequence[Declared], known: Mapping[str, DeclaredIndicator]
) -> Iterator[Problem]:
    graphs = {
        "parent": {code: {one.parent} - {""} for code, one in known.items()},
        "weight": {code: _upwards(one) for code, one in known.items()},
        "formula": {code: _reads(one) for code, one in known.items()},
    }
    for name, graph in graphs.items():
        try:
            tuple(TopologicalSorter(graph).static_order())
        except CycleError as error:
            way = error.args[1]
            for source, number, one in every:
                if one.code == way[0]:
                    message = f"goes in a circle: {' → '.join(way)}"
                    yield source.problem(("indicators", number, name), message)
            return


def _reads(one: DeclaredIndicator) -> set[str]:
    if not one.formula:
        return set()
    try:
        names = formulas.inputs(formulas.parse(one.formula))
    except FormulaError:
        return set()
    # What is read "among" or as "latest" is what a source said, never computed.
    return {name.name for name in names if name.how == How.SAME_PERIOD}
