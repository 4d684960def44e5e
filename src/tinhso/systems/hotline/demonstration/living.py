"""A few made-up reports, filed and answered for real, with promise, pictures and receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases import queries as case_queries
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.declarations import JSON
from tinhso.kernel.documents.actions import add_photo, store_photo
from tinhso.kernel.documents.images import prepare_photo
from tinhso.kernel.ledger.actors import ANONYMOUS, Actor
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.demonstration import username_of
from tinhso.kernel.people.models import Account
from tinhso.kernel.people.queries import member
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Unit

from .. import actions, rules
from .pictures import road
from .year import DemonstrationFile


@dataclass(frozen=True)
class Scene:
    """One report: how long ago it was filed and how far it has come."""

    hours: float
    until: str


# The last one is what a visitor is shown first: answered, waiting for the reporter's word.
SCENES = (
    Scene(0.2, "received"),
    Scene(26, "with_unit"),
    Scene(75, "disputed"),
    Scene(98, "agreed"),
    Scene(52, "answered"),
)


def file_living(file: DemonstrationFile, *, actor: Actor, now: datetime) -> int:
    """File each scene in the demonstration officer's commune; return how many there are.

    None where the province's demonstration has no operator and officer.
    """
    staff = {
        role: account
        for role in ("operator", "officer")
        if (account := Account.objects.filter(username=username_of(role)).first())
    }
    if len(staff) < 2:
        return 0
    operator, officer = member(staff["operator"], now=now), member(staff["officer"], now=now)
    place = units.by_code(officer.memberships[0].unit_code, timezone.localdate(now))
    for number, scene in enumerate(SCENES):
        _Living(file, scene, number, place, now).play(operator, officer, actor)
    return len(SCENES)


class _Living:
    """Plays one scene; its clock starts in the past and never passes now."""

    def __init__(
        self, file: DemonstrationFile, scene: Scene, number: int, place: Unit, now: datetime
    ) -> None:
        self.scene, self.number, self.place = scene, number, place
        self.at = now - timedelta(hours=scene.hours)
        self.text = (
            file.categories[file.living]
            .texts[number % 4]
            .format(spot=file.spots[number], since=file.since[number])
        )
        self.answer = file.categories[file.living].answers[number % 2]
        self.dispute = file.disputes[0]
        self.category = file.living

    def play(self, operator: Member, officer: Member, actor: Actor) -> None:
        filed = self._file()
        if self.scene.until == "received":
            return
        self.at += timedelta(minutes=3)
        form = {"category": self.category, "priority": "mendable", "unit": self.place.code}
        self._act(filed, "classify", operator, form)
        if self.scene.until != "with_unit":
            self._answered(filed, officer)
        if self.scene.until == "disputed":
            self._act(filed, "dispute", self._reporter(filed), {}, self.dispute)
        if self.scene.until == "agreed":
            self._act(filed, "agree", self._reporter(filed), {})
            cases.rate(filed.case_id, 5, actor=self._reporter(filed), now=self.at)
        self._publish(filed, actor)

    def _file(self) -> actions.Filed:
        report = actions.NewReport(
            text=self.text,
            place=self.place.code,
            latitude=self.place.latitude,
            longitude=self.place.longitude,
            contact=actions.Contact(name="Nguyễn Thị Ví Dụ", phone="0900000000"),
            photos=[store_photo(prepare_photo(road(mended=False, seed=self.number)))],
        )
        return actions.file_report(
            report, key=f"living-{self.number}", actor=ANONYMOUS, now=self.at, demonstration=True
        )

    def _answered(self, filed: actions.Filed, officer: Member) -> None:
        self.at += timedelta(hours=self.scene.hours / 3)
        photo = add_photo(
            road(mended=True, seed=self.number), actor=officer, now=self.at, demonstration=True
        )
        form: dict[str, JSON] = {"answer": self.answer, "after": [str(photo.pk)]}
        self._act(filed, "answer", officer, form)
        self.at += timedelta(hours=self.scene.hours / 3)

    def _act(
        self,
        filed: actions.Filed,
        action: str,
        actor: Actor,
        form: Mapping[str, JSON],
        reason: str = "",
    ) -> None:
        step = Step.objects.get(case_id=filed.case_id, closed_at=None)
        cases.act(step.pk, action, form, actor=actor, now=self.at, reason=reason)

    def _reporter(self, filed: actions.Filed) -> case_queries.Reporter:
        return case_queries.Reporter(f"reporter:{filed.case_id}", filed.case_id)

    def _publish(self, filed: actions.Filed, actor: Actor) -> None:
        actions.project([filed.case_id], now=self.at)
        case = Case.objects.get(pk=filed.case_id)
        photos = {
            row.attachment_id: "after" if row.step_id else "before" for row in case.evidence.all()
        }
        answered = self.scene.until != "with_unit"
        wording = actions.Wording(
            title=rules.title_of(self.text),
            text=self.text,
            answer=self.answer if answered else "",
            photos=photos,
            pin_confirmed=True,
        )
        actions.publish(filed.number, wording, actor=actor, now=self.at)
