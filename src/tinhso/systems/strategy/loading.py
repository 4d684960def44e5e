"""Resolutions from a province's `strategy/resolutions.yaml`."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tinhso.kernel.declarations import DeclarationError, LoadReport, Problem, read_yaml
from tinhso.kernel.documents.actions import cite_words
from tinhso.kernel.documents.models import Citation, Document
from tinhso.kernel.documents.rules import QuoteError
from tinhso.kernel.indicators import queries as indicators
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.strategy import actions, declared

Place = tuple[str | int, ...]


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Load every resolution; raise DeclarationError with every mistake of the file.

    A target that names no resolution is a mistake of this file too: it would stand nowhere.
    """
    path = folder / "strategy" / "resolutions.yaml"
    if not path.exists():
        return LoadReport("strategy")
    source = read_yaml(path, declared.Resolutions)
    reader = _Reader(source.problem, actor, now)
    brought = [
        reader.resolution(position, one) for position, one in enumerate(source.value.resolutions)
    ]
    known = {one.code for one in source.value.resolutions}
    for commitment in sorted({one.commitment for one in indicators.targets()} - known - {""}):
        message = f"targets name the resolution “{commitment}”: declare it here"
        reader.problems.append(source.problem(("resolutions",), message))
    if reader.problems:
        raise DeclarationError(reader.problems)
    outcomes = [actions.declare_resolution(one, actor=actor, now=now) for one in brought if one]
    return LoadReport(
        "strategy",
        created=outcomes.count(actions.CREATED),
        changed=outcomes.count(actions.CHANGED),
        unchanged=outcomes.count(actions.UNCHANGED),
    )


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
            actions.TaskSet(one.title, one.system, one.register_name, citation)
            for number, one in enumerate(said.tasks)
            if (citation := self._cite(one, (*place, "tasks", number)))
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
