"""A dry run of a procedure: which step follows, whose turn it is, when each is due. No database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from pydantic import BaseModel

from tinhso.kernel.calendar.rules import Limit, LimitText, WorkingCalendar, due
from tinhso.kernel.cases.procedures.compiled import Compiled
from tinhso.kernel.cases.procedures.packages import parse, texts
from tinhso.kernel.cases.procedures.surroundings import calendar_around
from tinhso.kernel.cases.rules import clocks
from tinhso.kernel.cases.rules.conditions import OF_A_CASE
from tinhso.kernel.cases.rules.forms import Form, Property
from tinhso.kernel.declarations import JSON, load_yaml

MOST_TURNS = 50


class Turn(BaseModel):
    """One thing that happens in a scenario: so long after the last, an action at a step.

    `wait` begins (or `end wait`, ends) a wait instead; `lapse` lets the time run out.
    """

    after: LimitText
    step: str
    action: str
    fields: dict[str, str] = {}


class Scenario(BaseModel):
    """What is tried: when it is filed, with which answers, and what is then done."""

    filed: datetime | None = None
    form: dict[str, str] = {}
    turns: list[Turn] = []


@dataclass
class _Run:
    """A case that exists only here."""

    procedure: Compiled
    calendar: WorkingCalendar
    filed: datetime
    now: datetime
    form: dict[str, JSON]
    columns: dict[str, JSON] = field(default_factory=dict)
    fields: dict[str, JSON] = field(default_factory=dict)
    open: dict[str, datetime] = field(default_factory=dict)
    ended: str = ""

    @property
    def values(self) -> Mapping[str, JSON]:
        return self.procedure.vocabulary.values(self.columns, self.form, self.fields)

    def promise(self) -> tuple[datetime, str]:
        """Return the end of the citizen's clock and the row that gives it."""
        applied = self.procedure.limit(self.values, on=self.filed.date())
        row = applied.row
        end = clocks.promised(self.calendar, self.filed, row.limit).at
        return end, f"{row.title.vi}: {row.limit} ({row.basis}, {row.source.vi})"

    def begin(self, names: tuple[str, ...]) -> Iterator[str]:
        """Open steps, or end; yield what is to be said of it."""
        for name in names:
            step = self.procedure.step(name)
            if step.final:
                self.ended, self.open = name, {}
                yield f"  = {step.title.vi} [{name}]: the end"
                return
            if set(step.after) & set(self.open) or name in self.open:
                continue
            self.open[name] = self.now
            times = clocks.step_times(self.calendar, step, self.now, self.promise()[0])
            until = f"due {_at(times.due_at)}" if times.due_at else "no limit"
            yield f"  + {step.title.vi} [{name}], {step.by}: {until}"


def try_out(path: Path, scenario: Path | None = None, *, now: datetime) -> str:
    """Return a dry run as text: each step with its owner and due moment, to the end.

    Without a scenario (a YAML file, see `Scenario`) every step takes its first offered action,
    half an hour after it opened. Raises DeclarationError, and ValueError where the scenario takes
    an action that isn't offered.
    """
    procedure = Compiled.of(parse(texts(path), folder=str(path)), bundle_id=0, hash_="")
    tried = load_yaml(scenario, Scenario) if scenario else Scenario()
    calendar = calendar_around(path)
    filed = (tried.filed or now).astimezone(calendar.zone)
    form = _answers(procedure.form, tried.form)
    run = _Run(procedure, calendar, filed, filed, form)
    run.columns = {k: v for k, v in form.items() if f"case.{k}" in OF_A_CASE}
    return "\n".join(_lines(run, tried))


def _lines(run: _Run, tried: Scenario) -> Iterator[str]:
    due_at, row = run.promise()
    yield f"{_at(run.filed)}  filed under {run.procedure.name}"
    yield f"  promised {_at(due_at)}: {row}"
    yield from run.begin((run.procedure.procedure.first,))
    for turn in tried.turns or _usual(run):
        yield from _taken(run, turn)
        if run.ended:
            return
    yield f"open at the end of the scenario: {', '.join(run.open)}"


def _usual(run: _Run) -> Iterator[Turn]:
    for _ in range(MOST_TURNS):
        step = next(iter(run.open))
        offered = run.procedure.offered(step, run.values)
        if not offered:
            yield Turn(after=Limit(0, "minutes"), step=step, action="lapse")
            continue
        asked = run.procedure.asked(step, offered[0])
        fields = {name: str(_example(run.procedure.fields.properties[name])) for name in asked}
        yield Turn(after=Limit(30, "minutes"), step=step, action=offered[0], fields=fields)


def _taken(run: _Run, turn: Turn) -> Iterator[str]:
    if turn.step not in run.open:
        raise ValueError(f"the step “{turn.step}” isn't open: open are {', '.join(run.open)}")
    step = run.procedure.step(turn.step)
    if turn.action == "lapse" and step.then:
        times = clocks.step_times(run.calendar, step, run.open[turn.step], run.promise()[0])
        run.now = times.lapse_at or run.now
        del run.open[turn.step]
        yield f"{_at(run.now)}  {turn.step}: time is over"
        yield from run.begin((step.then,))
        return
    offered = run.procedure.offered(turn.step, run.values)
    if turn.action not in offered:
        known = ", ".join(offered) or "none"
        raise ValueError(f"“{turn.step}” doesn't offer “{turn.action}” now: offered are {known}")
    run.now = _later(run, turn.after)
    action, before = step.actions[turn.action], run.promise()
    given = _answers(run.procedure.fields, turn.fields)
    run.fields |= given
    run.columns |= {k: v for k, v in given.items() if f"case.{k}" in OF_A_CASE}
    if not action.stays:
        del run.open[turn.step]
    yield f"{_at(run.now)}  {turn.step}: {action.title.vi} [{turn.action}]"
    if run.promise() != before:
        due_at, row = run.promise()
        yield f"  promised {_at(due_at)}: {row}"
    yield from run.begin(action.to)


def _later(run: _Run, after: Limit) -> datetime:
    if after.unit == "minutes":
        return run.now + timedelta(minutes=after.amount)
    return due(run.calendar, run.now, after).at


def _answers(form: Form, given: Mapping[str, str]) -> dict[str, JSON]:
    """Return given answers with the types of their questions, examples for what must be given."""
    needed = {name: _example(form.properties[name]) for name in form.required}
    return needed | {
        name: _typed(form.properties[name], text)
        for name, text in given.items()
        if name in form.properties
    }


def _typed(question: Property, text: str) -> JSON:
    if question.type == "integer":
        return int(text)
    if question.type == "number":
        return float(text)
    if question.type == "boolean":
        return text in ("yes", "true", "True")
    return [] if question.type == "array" else text


def _example(question: Property) -> JSON:
    if question.one_of:
        return question.one_of[0].const
    if question.format == "date":
        return date(2026, 12, 5).isoformat()
    if question.type in ("integer", "number"):
        return int(question.minimum or 1)
    if question.type == "boolean":
        return False
    return [] if question.type == "array" else "…"


def _at(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "-"
