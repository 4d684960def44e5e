"""Categories that a report's words suggest; a person confirms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.db.models.fields.json import KeyTextTransform

from tinhso.kernel.declarations import Text
from tinhso.kernel.registers import queries as registers
from tinhso.kernel.registers.queries import Held

from ...models import PublishedReport
from ...queries import CATEGORIES
from ...rules import mask, proposed_names, without_names
from ..models import Lesson
from ..rules.topics import SURE, Confirmed, Seed, Topics, taught
from ..rules.trying import SHOWN, Score, Trial

PER_CATEGORY: Final = 1000
"""How many of the newest confirmed reports of a category are learned from."""
LONGEST: Final = 600
Status = PublishedReport.Status
NOT_CONFIRMED: Final = (Status.RECEIVED, Status.REDIRECTED, Status.DECLINED)


@dataclass(frozen=True)
class Suggestion:
    """A category that the words suggest, with its share of all.

    `is_sure` tells whether the first of them is worth trusting. `priority` is what such reports
    usually get; `unit` the code of who usually handles them, "" where it is the commune itself.
    """

    code: str
    title: Text
    share: float
    is_sure: bool
    priority: str
    unit: str
    by_commune: bool


def suggest(text: str, *, now: datetime) -> list[Suggestion]:
    """Return the three likeliest categories, the likeliest first; none when no word is known."""
    held, model = _known(now)
    found = list(model.shares(text).items())[:SHOWN]
    return [_suggestion(held[code], share, is_sure=found[0][1] >= SURE) for code, share in found]


def model(*, now: datetime) -> Topics:
    """Return what is known of categories now: their keywords, and the newest lesson."""
    return _known(now)[1]


def lesson() -> Lesson | None:
    """Return the newest lesson, or None before the first."""
    return Lesson.objects.order_by("-pk").first()


def tried(of: Lesson) -> Trial:
    """Return how the trial of a lesson went."""
    scores = {code: Score(*counts) for code, counts in of.tried.get("scores", {}).items()}
    return Trial(scores, [(one, other, n) for one, other, n in of.tried.get("confused", [])])


def learned_in(of: Lesson) -> Topics:
    """Return what a lesson learned, without the keywords."""
    return Topics(of.stood, of.reports)


def seeds(held: Iterable[Held]) -> tuple[Seed, ...]:
    """Return what the register says of each category in its own words."""
    return tuple(
        Seed(one.code, (one.title, *str(one.values.get("keywords") or "").split(",")))
        for one in held
    )


def categories(*, now: datetime) -> list[Held]:
    """Return the categories as the register holds them."""
    return registers.records(CATEGORIES, at=now)


def confirmed(codes: Iterable[str]) -> list[Confirmed]:
    """Return the newest reports of each category that a person put there, the newest first.

    Without the names, numbers and addresses that stand in them.
    """
    found: list[Confirmed] = []
    for code in codes:
        rows = PublishedReport.objects.filter(category=code).exclude(status__in=NOT_CONFIRMED)
        texts = rows.annotate(told=KeyTextTransform("text", "case__form")).order_by(
            "-filed_at", "-case_id"
        )
        found += [
            Confirmed(_nameless(str(words or "")[:LONGEST]), code)
            for words in texts.values_list("told", flat=True)[:PER_CATEGORY]
        ]
    return found


def _nameless(text: str) -> str:
    return mask(without_names(text, proposed_names(text))).text


def _suggestion(held: Held, share: float, *, is_sure: bool) -> Suggestion:
    return Suggestion(
        held.code,
        Text(vi=held.title, en=held.values["title_en"]),
        share,
        is_sure,
        str(held.values["priority"]),
        str(held.values.get("default_unit") or ""),
        held.values["unit_kind"] == "commune",
    )


def _known(now: datetime) -> tuple[dict[str, Held], Topics]:
    held = categories(now=now)
    newest = Lesson.objects.order_by("-pk").values_list("pk", flat=True).first()
    return {one.code: one for one in held}, _model(seeds(held), newest)


@lru_cache(maxsize=4)
def _model(sown: tuple[Seed, ...], newest: int | None) -> Topics:
    if newest is None:
        return taught(sown, Topics())
    found = Lesson.objects.get(pk=newest)
    return taught(sown, learned_in(found))
