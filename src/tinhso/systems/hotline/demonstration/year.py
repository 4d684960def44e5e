"""A year of made-up reports, marked as such, so that board, map and worklists are alive.

Nobody wrote them and nothing of it happened. The same seed gives the same year, ending today.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from tinhso.kernel.cases.actions.history import PastCase, PastStep
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.names import fold

from .. import actions, rules

SEED = 2840
REPORTS = 15_000
DAYS = 365
# Reports an hour over a day: people write in the morning and after work.
HOURS = (1, 1, 1, 1, 1, 2, 5, 9, 12, 11, 10, 8, 6, 6, 8, 9, 9, 10, 11, 10, 8, 6, 4, 2)
SCATTER = 0.02
OPERATOR, OFFICER, REPORTER = "demonstration:operator", "demonstration:officer", "reporter"


class CategoryFile(BaseModel):
    """What is written about one category, and how it is answered."""

    model_config = ConfigDict(extra="forbid")
    weight: Decimal
    priority: str
    handled_by: str = "commune"
    texts: list[str]
    answers: list[str]


class DemonstrationFile(BaseModel):
    """`hotline/demonstration.yaml` of a province."""

    model_config = ConfigDict(extra="forbid")
    desk: str
    living: str
    spots: list[str]
    since: list[str]
    categories: dict[str, CategoryFile]
    redirected: list[str]
    disputes: list[str]


@dataclass(frozen=True)
class Told:
    """One made-up report before it has gone any way."""

    key: str
    text: str
    answer: str
    category: str
    priority: str
    place: Unit
    unit: Unit
    desk: Unit
    filed_at: datetime
    latitude: float | None
    longitude: float | None


class Year:
    """Makes the reports of one year up to `now`, the same ones for the same day."""

    def __init__(self, file: DemonstrationFile, now: datetime) -> None:
        self.file = file
        self.now = now
        self.dice = random.Random(SEED)  # noqa: S311  made-up people, not secrets
        today = timezone.localdate(now)
        self.desk = units.by_code(file.desk, today)
        self.communes = list(units.communes(at=today))
        self.crowd = [4.0 if unit.subtype == "phường" else 1.0 for unit in self.communes]
        self.department = {
            code: units.by_code(category.handled_by, today)
            for code, category in file.categories.items()
            if category.handled_by != "commune"
        }

    def cases(self) -> list[tuple[PastCase, "actions.Wording | None"]]:
        """Return all cases of the year, oldest first, each with its confirmed public wording."""
        told = sorted((self._told(n) for n in range(REPORTS)), key=lambda one: one.filed_at)
        return [self._went(one) for one in told]

    def _told(self, number: int) -> Told:
        dice, file = self.dice, self.file
        codes = list(file.categories)
        weights = [float(file.categories[code].weight) for code in codes]
        code = dice.choices(codes, weights)[0]
        category = file.categories[code]
        place = dice.choices(self.communes, self.crowd)[0]
        text = dice.choice(category.texts).format(
            spot=dice.choice(file.spots), since=dice.choice(file.since)
        )
        latitude = longitude = None
        if place.latitude is not None and place.longitude is not None and dice.random() < 0.85:
            latitude = round(place.latitude + dice.gauss(0, SCATTER), 6)
            longitude = round(place.longitude + dice.gauss(0, SCATTER), 6)
        return Told(
            key=f"demonstration-{number}",
            text=self._typed(text),
            answer=dice.choice(category.answers),
            category=code,
            priority=category.priority,
            place=place,
            unit=self.department.get(code, place),
            desk=self.desk,
            filed_at=self._moment(),
            latitude=latitude,
            longitude=longitude,
        )

    def _typed(self, text: str) -> str:
        """Return the words as some people type them: without diacritics, or in a hurry."""
        roll = self.dice.random()
        if roll < 0.14:
            return fold(text).capitalize()
        if roll < 0.2:
            return text.lower().rstrip(".")
        return text

    def _moment(self) -> datetime:
        local = timezone.localtime(self.now)
        day = local.date() - timedelta(days=self.dice.randrange(DAYS))
        hour = self.dice.choices(range(24), HOURS)[0]
        moment = datetime(
            day.year, day.month, day.day, hour, self.dice.randrange(60), self.dice.randrange(60),
            tzinfo=local.tzinfo,
        )  # fmt: skip
        return min(moment, self.now - timedelta(minutes=self.dice.randrange(2, 240)))

    def _went(self, told: Told) -> tuple[PastCase, "actions.Wording | None"]:
        """Let a report go its way as far as the time since has allowed."""
        way = _Way(told, self.now, self.dice, self.file)
        case = way.go()
        reviewed = case.category and self.dice.random() < 0.9
        if not reviewed:
            return case, None
        answered = any(step.outcome == "answer" for step in case.steps)
        return case, actions.Wording(
            title=rules.title_of(told.text),
            text=told.text,
            answer=told.answer if answered else "",
            pin_confirmed=self.dice.random() < 0.7,
        )


class _Way:
    """The way of one report: each turn takes its time, and what lies after now hasn't happened."""

    def __init__(
        self, told: Told, now: datetime, dice: random.Random, file: DemonstrationFile
    ) -> None:
        self.told, self.now, self.dice, self.file = told, now, dice, file
        self.steps: list[PastStep] = []
        self.case = PastCase(
            key=told.key,
            title=rules.title_of(told.text),
            form={"text": told.text, "channel": dice.choice(CHANNELS)},
            filed_at=told.filed_at,
            steps=self.steps,
            place_id=told.place.pk,
            place_code=told.place.code,
            latitude=told.latitude,
            longitude=told.longitude,
        )

    def go(self) -> PastCase:
        told, dice = self.told, self.dice
        if dice.random() < 0.02:
            return self._redirected()
        at = self._turn(
            "received", told.desk, told.filed_at, _minutes(dice, 4), "classify", OPERATOR
        )
        if at is None:
            return self.case
        self.case = replace(
            self.case,
            category=told.category,
            priority=told.priority,
            unit_id=told.unit.pk,
        )
        if dice.random() < 0.06:
            at = self._turn("with_unit", told.unit, at, _hours(dice, 5), "pass_on", OFFICER)
            if at is None:
                return self.case
            self.case = replace(self.case, hops=1)
            at = self._turn("received", told.desk, at, _minutes(dice, 9), "classify", OPERATOR)
            if at is None:
                return self.case
        at = self._answered(at)
        if at and dice.random() < 0.07:
            at = self._turn(
                "answered", None, at, _hours(dice, 20), "dispute", REPORTER,
                reason=dice.choice(self.file.disputes),
            )  # fmt: skip
            at = self._answered(at) if at else None
        return self._ended(at) if at else self.case

    def _answered(self, at: datetime) -> datetime | None:
        mean = {"urgent": 14.0, "mendable": 38.0}.get(self.told.priority, 110.0)
        return self._turn(
            "with_unit", self.told.unit, at, _hours(self.dice, mean), "answer", OFFICER,
            entered={"answer": self.told.answer},
        )  # fmt: skip

    def _ended(self, at: datetime) -> PastCase:
        agrees = self.dice.random() < 0.55
        after = _hours(self.dice, 30) if agrees else timedelta(days=7)
        action, by = ("agree", REPORTER) if agrees else ("lapsed", "system:clock")
        end = self._turn("answered", None, at, after, action, by)
        if end is None:
            return self.case
        rating = self.dice.choices((None, 5, 4, 3, 2, 1), (30, 34, 22, 8, 3, 3))[0]
        return replace(
            self.case,
            closed_at=end,
            outcome="agreed" if agrees else "lapsed",
            rating=rating if agrees else None,
        )

    def _redirected(self) -> PastCase:
        text = self.dice.choice(self.file.redirected).format(
            spot=self.dice.choice(self.file.spots), since=self.dice.choice(self.file.since)
        )
        self.case = replace(
            self.case, title=rules.title_of(text), form={**self.case.form, "text": text}
        )
        at = self._turn(
            "received", self.told.desk, self.told.filed_at, _minutes(self.dice, 8), "redirect",
            OPERATOR, entered={"redirect_to": "complaint"},
            reason="Việc này thuộc trình tự khiếu nại, tố cáo.",
        )  # fmt: skip
        return replace(self.case, closed_at=at, outcome="redirected") if at else self.case

    def _turn(
        self,
        step: Literal["received", "with_unit", "answered"],
        unit: Unit | None,
        opened: datetime,
        after: timedelta,
        outcome: str,
        by: str,
        *,
        entered: Mapping[str, str] | None = None,
        reason: str = "",
    ) -> datetime | None:
        """Add a step; return when it ended, or None when it is still open."""
        end = opened + after
        owner = unit.pk if unit else None
        if end >= self.now:
            self.steps.append(PastStep(step, opened, owner))
            return None
        self.steps.append(
            PastStep(step, opened, owner, end, by, outcome, dict(entered or {}), reason)
        )
        return end


CHANNELS: Sequence[str] = ("web", "web", "web", "phone", "phone", "zalo", "app", "sms")


def _minutes(dice: random.Random, mean: float) -> timedelta:
    return timedelta(minutes=0.5 + dice.expovariate(1 / mean))


def _hours(dice: random.Random, mean: float) -> timedelta:
    return timedelta(hours=0.4 + min(dice.expovariate(1 / mean), 12 * mean))
