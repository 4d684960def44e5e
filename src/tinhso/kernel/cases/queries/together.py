"""What may be done with several steps at once, as far as they share it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tinhso.kernel.cases import words
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.cases.queries import rights
from tinhso.kernel.cases.queries.bundles import compiled
from tinhso.kernel.cases.queries.choices import words_of
from tinhso.kernel.cases.queries.templates import known_of
from tinhso.kernel.cases.queries.views import Offer, offers_of
from tinhso.kernel.cases.rules.rights import Deed
from tinhso.kernel.ledger.actors import Actor


@dataclass(frozen=True)
class Shared:
    """An action that some of the chosen steps offer, without its photos: `step_ids` are those."""

    key: str
    compiled: Compiled
    offer: Offer
    step_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class Chosen:
    """Steps that somebody chose and may act on, in the order of their dues."""

    steps: tuple[Step, ...]
    shared: tuple[Shared, ...]

    @property
    def owner(self) -> tuple[int, tuple[str, ...]] | None:
        """The one unit that all lie with, and the roles that each of them knows; else None."""
        units = {step.unit_id for step in self.steps}
        roles = frozenset.intersection(*(frozenset(s.role.split()) for s in self.steps))
        (unit, *more) = units
        return (unit, tuple(sorted(roles))) if unit is not None and roles and not more else None


def chosen(step_ids: Collection[UUID], actor: Actor) -> Chosen | None:
    """Return the open steps among these that the actor may act on; None where there is none.

    One query, and those of procedures not yet known to the process.
    """
    who = rights.Standing.of(actor)
    rows: Any = (
        rights.with_relations(Step.objects.filter(pk__in=step_ids, closed_at=None), who)
        .select_related("case", "case__unit", "case__place", "unit", "assignee")
        .order_by("due_at", "pk")
    )
    mine = tuple(step for step in rows if Deed.ACT in rights.deeds(step, who))
    if not mine:
        return None
    found: dict[str, tuple[Compiled, Offer, list[UUID]]] = {}
    for step in mine:
        procedure = compiled(step.case.bundle_id)
        for offer in offers_of(step.case, step, procedure):
            asked = _without_photos(procedure, offer)
            if asked is None:
                continue
            key = f"{procedure.hash[:12]}-{step.name}-{offer.action}"
            found.setdefault(key, (procedure, asked, []))[2].append(step.pk)
    shared = (Shared(key, p, offer, tuple(ids)) for key, (p, offer, ids) in found.items())
    return Chosen(mine, tuple(shared))


def known(step_id: UUID, *, now: datetime) -> dict[str, str]:
    """Return what a template may be filled with from the case of a step."""
    case = Case.objects.select_related("unit", "place").get(steps=step_id)
    return known_of(case, category_words(case, now=now))


def category_words(case: Case, *, now: datetime) -> str:
    """Return the title of a case's category, empty where it has none."""
    procedure = compiled(case.bundle_id)
    form = procedure.fields if "category" in procedure.fields.properties else procedure.form
    return words_of(form, "category", case.category, now=now) if case.category else ""


def step_title(step: Step) -> str:
    """Return the title of a step in its procedure."""
    declared = compiled(step.case.bundle_id).procedure.steps.get(step.name)
    return words.here(declared.title) if declared else step.name


def _without_photos(procedure: Compiled, offer: Offer) -> Offer | None:
    """Return an offer without its questions of photos; None where it can't do without them."""
    photos = {n for n in offer.asked if procedure.fields.properties[n].type == "array"}
    if any(offer.asked[name] for name in photos):
        return None
    asked = {name: must for name, must in offer.asked.items() if name not in photos}
    return replace(offer, asked=asked)
