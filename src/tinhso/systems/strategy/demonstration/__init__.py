"""Made-up givings of tasks, so that a visitor sees each state: marked as such, made once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone
from pydantic import BaseModel

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.models import Step
from tinhso.kernel.declarations import LoadReport, load_yaml
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.models import Account
from tinhso.kernel.people.queries import member
from tinhso.systems.strategy import actions
from tinhso.systems.strategy.models import Ask, Task


class Asked(BaseModel):
    """An ask of a session, by the words it begins with."""

    session: str
    says: str


class Turn(BaseModel):
    """What somebody did with a task, with what they filled in."""

    by: str
    do: str
    fills: dict[str, str] = {}


class Scene(BaseModel):
    """One giving: of a declared task, of an ask, or of a title of its own."""

    task: str = ""
    ask: Asked | None = None
    title: str = ""
    unit: str
    text: str = ""
    aims: list[str] = []
    given_days_ago: int
    due_in_days: int
    way: list[Turn] = []


class Scenes(BaseModel):
    """strategy/demonstration.yaml."""

    giver: str
    tasks: list[Scene]


def load_demonstration(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Give the tasks of strategy/demonstration.yaml and let each go its way; nothing twice."""
    del actor  # the made-up people act themselves
    source = folder / "strategy" / "demonstration.yaml"
    if not source.exists() or Task.objects.filter(case__demonstration=True).exists():
        return LoadReport("strategy demonstration", unchanged=1)
    file = load_yaml(source, Scenes)
    names = {file.giver, *(turn.by for scene in file.tasks for turn in scene.way)}
    accounts = Account.objects.filter(username__in=names)
    people = {one.username: member(one, now=now) for one in accounts}
    if names - people.keys():
        return LoadReport("strategy demonstration", notes=("its people aren't there",))
    for number, scene in enumerate(file.tasks):
        _Played(scene, number, people, now).play(people[file.giver])
    return LoadReport("strategy demonstration", created=len(file.tasks))


@dataclass(frozen=True)
class _Played:
    """One scene with its clock, which starts in the past and stays before now."""

    scene: Scene
    number: int
    people: dict[str, Member]
    now: datetime

    def play(self, giver: Member) -> None:
        given = self.now - timedelta(days=self.scene.given_days_ago)
        task = actions.give_task(
            self._new(), key=f"demonstration-task-{self.number}", actor=giver,
            now=given, demonstration=True,
        )  # fmt: skip
        room = (self.now - given) / (len(self.scene.way) + 1)
        for place, turn in enumerate(self.scene.way, 1):
            self._act(task, turn, given + room * place)

    def _new(self) -> actions.NewTask:
        scene = self.scene
        task = Task.objects.get(code=scene.task) if scene.task else None
        ask = None
        if scene.ask is not None:
            ask = Ask.objects.get(
                session__code=scene.ask.session, text__vi__startswith=scene.ask.says
            )
        title = scene.title or (task.title["vi"] if task else ask.text["vi"] if ask else "")
        due = timezone.localdate(self.now) + timedelta(days=scene.due_in_days)
        return actions.NewTask(
            title=title, unit=scene.unit, due=due, text=scene.text, aims=scene.aims,
            task=task, ask=ask,
        )  # fmt: skip

    def _act(self, task: Task, turn: Turn, at: datetime) -> None:
        step = Step.objects.filter(case=task.case_id, closed_at=None).latest("opened_at")
        cases.act(step.pk, turn.do, turn.fills, actor=self.people[turn.by], now=at)
