"""Indicators, figures and targets from a province's `indicators/*.yaml`.

Every figure must stand in the words it cites: a number that its own source doesn't show is a
mistake with a line, as is a quote that its document doesn't hold exactly once.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from tinhso.kernel.declarations import DeclarationError, LoadReport, Problem, read_yaml
from tinhso.kernel.documents.actions import cite_words
from tinhso.kernel.documents.models import Citation, Document
from tinhso.kernel.documents.rules import QuoteError
from tinhso.kernel.indicators import actions, catalogue, declared, measures
from tinhso.kernel.indicators.models import Indicator
from tinhso.kernel.indicators.rules.periods import Period, UnknownPeriodError
from tinhso.kernel.indicators.rules.words import shows
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Unit

Place = tuple[str | int, ...]


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Load the catalogue, then figures, then targets; raise DeclarationError with all mistakes."""
    outcomes: Counter[str] = Counter()
    home = folder / "indicators"
    with transaction.atomic():
        outcomes.update(_catalogue(home, actor, now))
        if (home / "figures.yaml").exists():
            figures = read_yaml(home / "figures.yaml", declared.Figures)
            outcomes.update(_Loader(figures.problem, actor, now).figures(figures.value))
        if (home / "targets.yaml").exists():
            targets = read_yaml(home / "targets.yaml", declared.Targets)
            outcomes.update(_Loader(targets.problem, actor, now).targets(targets.value))
    return LoadReport(
        "indicators",
        created=outcomes[actions.CREATED],
        changed=outcomes[actions.CHANGED],
        unchanged=outcomes[actions.UNCHANGED],
    )


def _catalogue(home: Path, actor: Actor, now: datetime) -> list[str]:
    published = {name: one.unit for name, one in measures.registered().items()}
    return [
        actions.declare(_definition(entry), actor=actor, now=now)
        for entry in catalogue.read_checked(home, measures=published)
    ]


def _definition(entry: catalogue.Entry) -> actions.Definition:
    one = entry.indicator
    return actions.Definition(
        code=one.code,
        title=one.title,
        field=entry.field.field,
        field_title=entry.field.title,
        unit=one.unit,
        direction=one.direction,
        adds_up=one.adds_up,
        scale_name=one.shown.unit,
        scale=one.shown.divided_by,
        decimals=one.shown.decimals,
        definition=one.definition,
        weight=one.weight,
        parent=one.parent,
        headline=one.headline,
        position=entry.position,
        timing=one.timing,
        units=one.units or [one.unit],
        methods=[method.model_dump(mode="json") for method in one.methods],
        formula=one.formula,
    )


class _Loader:
    """Finds what a file refers to and collects what it can't find."""

    def __init__(
        self, problem: Callable[[Place, str], Problem], actor: Actor, now: datetime
    ) -> None:
        self.problem = problem
        self.actor = actor
        self.now = now
        self.problems: list[Problem] = []
        self.indicators = {one.code: one for one in Indicator.objects.all()}
        self.documents = {
            one.code: one for one in Document.objects.filter(superseded_at__isnull=True)
        }
        self.areas: dict[tuple[str, date], Unit] = {}

    def figures(self, source: declared.Figures) -> list[str]:
        """Record every figure; raise DeclarationError."""
        brought: list[actions.Figure] = []
        for number, series in enumerate(source.figures):
            for position, said in enumerate(series.says):
                place: Place = ("figures", number, "says", position)
                indicator = self._indicator(series.indicator, ("figures", number, "indicator"))
                period = self._period(said.period, (*place, "period"))
                citation = self._citation(said.document, said.words, said.value, place)
                if not (indicator and period and citation):
                    continue
                area = self._area(series.area, period.end, ("figures", number, "area"))
                self._whole(said, place)
                if not area:
                    continue
                brought.append(
                    actions.Figure(
                        indicator=indicator,
                        area=area,
                        period=period.code,
                        value=said.value * (indicator.scale if said.measure == "level" else 1),
                        source=said.document,
                        confidence=said.sure,
                        measure=said.measure,
                        relation=said.relation,
                        kind=said.kind,
                        base_period=said.base,
                        among=said.among,
                        method=said.method,
                        citation=citation,
                        note=said.note.model_dump() if said.note else {},
                    )
                )
        self._stop_at_problems()
        return [actions.observe(figure, actor=self.actor, now=self.now) for figure in brought]

    def targets(self, source: declared.Targets) -> list[str]:
        """Record every target; raise DeclarationError."""
        brought: list[actions.Promise] = []
        for position, said in enumerate(source.targets):
            place: Place = ("targets", position)
            indicator = self._indicator(said.indicator, (*place, "indicator"))
            period = self._period(said.due, (*place, "due"))
            citation = self._citation(said.document, said.words, said.value, place)
            area = self._area(said.area, said.set_on, (*place, "area"))
            if said.reading == "average_growth" and not said.base.isdigit():
                message = 'average growth needs the year it is counted from: write base: "2020"'
                self.problems.append(self.problem((*place, "reading"), message))
            if not (indicator and period and citation and area):
                continue
            brought.append(
                actions.Promise(
                    code=said.code,
                    title=said.title,
                    indicator=indicator,
                    area=area,
                    value=said.value * (indicator.scale if said.measure == "level" else 1),
                    relation=said.relation,
                    due_period=said.due,
                    confidence=said.sure,
                    measure=said.measure,
                    reading=said.reading,
                    base_period=said.base,
                    commitment=said.commitment,
                    citation=citation,
                    note=said.note.model_dump() if said.note else {},
                    position=position,
                )
            )
        self._stop_at_problems()
        return [actions.promise(target, actor=self.actor, now=self.now) for target in brought]

    def _indicator(self, code: str, place: Place) -> Indicator | None:
        if code not in self.indicators:
            message = f"no indicator “{code}”: declare it in catalogue/"
            self.problems.append(self.problem(place, message))
        return self.indicators.get(code)

    def _period(self, code: str, place: Place) -> Period | None:
        try:
            return Period.parse(code)
        except UnknownPeriodError as error:
            self.problems.append(self.problem(place, str(error)))
            return None

    def _area(self, code: str, on: date, place: Place) -> Unit | None:
        if (code, on) not in self.areas:
            try:
                self.areas[code, on] = units.by_code(code, on)
            except units.NoSuchUnitError as error:
                self.problems.append(self.problem(place, str(error)))
                return None
        return self.areas[code, on]

    def _citation(self, code: str, words: str, value: Decimal, place: Place) -> Citation | None:
        document = self.documents.get(code)
        if document is None:
            message = f"no document “{code}”: bring it to documents/"
            self.problems.append(self.problem((*place, "in"), message))
            return None
        if not shows(words, value):
            message = f"the words “{words}” don't show {value}: cite the words that do"
            self.problems.append(self.problem((*place, "words"), message))
            return None
        try:
            return cite_words(document, words, actor=self.actor, now=self.now)
        except QuoteError as error:
            self.problems.append(self.problem((*place, "words"), f"in {code}: {error}"))
            return None

    def _whole(self, said: declared.DeclaredFigure, place: Place) -> None:
        if said.measure == "rank" and not (said.among and said.method):
            message = "a rank says among how many and by which method: write among and method"
            self.problems.append(self.problem((*place, "measure"), message))
        if said.measure in {"change_from_base", "ratio_to_base"} and not said.base:
            message = "a change says against which period: write base"
            self.problems.append(self.problem((*place, "measure"), message))

    def _stop_at_problems(self) -> None:
        if self.problems:
            raise DeclarationError(self.problems)
