"""Resolutions, tasks and sessions from a province's folder `strategy`."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from tinhso.kernel.declarations import DeclarationError, LoadReport, Problem, Source, read_yaml
from tinhso.kernel.documents.actions import cite_words
from tinhso.kernel.documents.models import Citation, Document
from tinhso.kernel.documents.rules import QuoteError
from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Unit
from tinhso.systems.strategy import actions, declared
from tinhso.systems.strategy.rules.tasks import circle

Place = tuple[str | int, ...]


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Load resolutions and sessions; raise DeclarationError with every mistake of a file.

    A target that names no resolution is a mistake too: it would stand nowhere.
    """
    outcomes = _resolutions(folder / "strategy" / "resolutions.yaml", actor, now)
    outcomes += _sessions(folder / "strategy" / "sessions.yaml", actor, now)
    return LoadReport(
        "strategy",
        created=outcomes.count(actions.CREATED),
        changed=outcomes.count(actions.CHANGED),
        unchanged=outcomes.count(actions.UNCHANGED),
    )


def _resolutions(path: Path, actor: Actor, now: datetime) -> list[str]:
    if not path.exists():
        return []
    source = read_yaml(path, declared.Resolutions)
    reader = _Reader(source.problem, actor, now)
    brought = [
        reader.resolution(position, one) for position, one in enumerate(source.value.resolutions)
    ]
    targets = indicators.targets()
    known = {one.code for one in source.value.resolutions}
    for commitment in sorted({one.commitment for one in targets} - known - {""}):
        message = f"targets name the resolution “{commitment}”: declare it here"
        reader.problems.append(source.problem(("resolutions",), message))
    promises = {one.code for one in targets} | {
        mark.code for one in source.value.resolutions for mark in one.milestones
    }
    reader.problems += _unknown_names(source, promises)
    if reader.problems:
        raise DeclarationError(reader.problems)
    return [actions.declare_resolution(one, actor=actor, now=now) for one in brought if one]


def _unknown_names(source: Source[declared.Resolutions], promises: set[str]) -> Iterator[Problem]:
    """Yield the tasks that serve or need what isn't there, or wait for each other in a circle."""
    needs = {
        f"{one.code}-{number}": task.needs
        for one in source.value.resolutions
        for number, task in enumerate(one.tasks, 1)
    }
    for index, one in enumerate(source.value.resolutions):
        for number, task in enumerate(one.tasks):
            place: Place = ("resolutions", index, "tasks", number)
            for code in set(task.aims) - promises:
                yield source.problem((*place, "aims"), f"no target or milestone “{code}”")
            for code in set(task.needs) - needs.keys():
                yield source.problem((*place, "needs"), f"no task “{code}”: <resolution>-<number>")
    if around := circle(needs):
        yield source.problem(("resolutions",), f"tasks wait for each other: {' → '.join(around)}")


def _sessions(path: Path, actor: Actor, now: datetime) -> list[str]:
    if not path.exists():
        return []
    source = read_yaml(path, declared.Sessions)
    reader = _Reader(source.problem, actor, now)
    brought = [reader.session(place, one) for place, one in enumerate(source.value.sessions)]
    if reader.problems:
        raise DeclarationError(reader.problems)
    return [actions.declare_session(one, actor=actor, now=now) for one in brought if one]


class _Reader:
    """Turns declarations into what actions take, and collects what it can't find."""

    def __init__(
        self, problem: Callable[[Place, str], Problem], actor: Actor, now: datetime
    ) -> None:
        self.problem = problem
        self.actor = actor
        self.now = now
        self.problems: list[Problem] = []
        self.documents = {
            one.code: one for one in Document.objects.filter(superseded_at__isnull=True)
        }

    def resolution(
        self, position: int, said: declared.DeclaredResolution
    ) -> actions.Resolved | None:
        """Return a resolution ready to be declared, or None when something can't be found."""
        place: Place = ("resolutions", position)
        before = len(self.problems)
        clauses = [
            actions.ClauseSaid(one.text, citation)
            for number, one in enumerate(said.clauses)
            if (citation := self._cite(one, (*place, "clauses", number)))
        ]
        tasks = [
            actions.TaskSet(
                code=f"{said.code}-{number + 1}",
                title=one.title,
                system=one.system,
                register=one.register_name,
                citation=citation,
                aims=one.aims,
                needs=one.needs,
                due_on=one.due,
                due_citation=self._cite(one.due_said, (*where, "due_said"))
                if one.due_said
                else None,
                confidence=one.sure,
            )
            for number, one in enumerate(said.tasks)
            for where in [(*place, "tasks", number)]
            if (citation := self._cite(one, where))
        ]
        milestones = [
            actions.MilestoneSet(
                code=one.code,
                title=one.title,
                field=one.field,
                due_on=one.due,
                citation=citation,
                met_in=one.met_in,
                met_citation=self._cite(one.met, (*where, "met")) if one.met else None,
                confidence=one.sure,
                note=one.note,
            )
            for number, one in enumerate(said.milestones)
            for where in [(*place, "milestones", number)]
            if (citation := self._cite(one, where))
        ]
        counted = self._cite(said.declared, (*place, "declared")) if said.declared else None
        document = self._document(said.document, (*place, "document")) if said.document else None
        if len(self.problems) > before:
            return None
        return actions.Resolved(
            code=said.code,
            title=said.title,
            issuer=said.issuer,
            level=said.level,
            number=said.number,
            summary=said.summary,
            issued_on=said.issued_on,
            targets_declared=said.targets_declared,
            declared_citation=counted,
            document=document,
            position=position,
            clauses=clauses,
            tasks=tasks,
            milestones=milestones,
        )

    def session(self, position: int, said: declared.DeclaredSession) -> actions.SessionHeld | None:
        """Return a session ready to be declared, or None when something can't be found."""
        place: Place = ("sessions", position)
        before = len(self.problems)
        held = actions.SessionHeld(
            kind=said.kind,
            code=said.code,
            title=said.title.model_dump(),
            summary=said.summary.model_dump() if said.summary else {},
            held_on=said.held_on,
            place=said.place,
            part_of=said.part_of,
            citation=self._cite(said, place),
            position=position,
            present=[
                actions.PresentThere(
                    side=one.side,
                    unit=self._unit(one.unit, said.held_on, (*place, "present", number)),
                    name=one.name.model_dump() if one.name else {},
                    function=one.function.model_dump() if one.function else {},
                    citation=self._cite(one, (*place, "present", number)),
                )
                for number, one in enumerate(said.present)
            ],
            found=[
                actions.FoundThing(
                    one.text.model_dump(),
                    one.indicator,
                    self._cite(one, (*place, "found", number)),
                )
                for number, one in enumerate(said.found)
            ],
            asks=[
                actions.AskSaid(
                    one.text.model_dump(),
                    one.level,
                    self._unit(one.unit, said.held_on, (*place, "asked", number)),
                    self._cite(one, (*place, "asked", number)),
                )
                for number, one in enumerate(said.asked)
            ],
        )
        return None if len(self.problems) > before else held

    def _unit(self, code: str, day: date | None, place: Place) -> Unit | None:
        """Return a unit as it stood on the day; without a day as any of its versions."""
        if not code:
            return None
        found = Unit.objects.filter(code=code).order_by("-valid_from").first()
        if day is not None:
            found = units.at(day).filter(code=code).first()
        if found is None:
            self.problems.append(self.problem((*place, "unit"), f"no unit “{code}”"))
        return found

    def _document(self, code: str, place: Place) -> Document | None:
        if code not in self.documents:
            message = f"no document “{code}”: bring it to documents/"
            self.problems.append(self.problem(place, message))
        return self.documents.get(code)

    def _cite(self, said: declared.Words, place: Place) -> Citation | None:
        document = self._document(said.document, (*place, "in"))
        if document is None:
            return None
        try:
            return cite_words(document, said.words, actor=self.actor, now=self.now)
        except QuoteError as error:
            self.problems.append(self.problem((*place, "words"), f"in {document.code}: {error}"))
            return None
