"""How somebody stands to steps: asked in SQL, so that a worklist is one query, one definition."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import RawSQL

from tinhso.kernel.cases.models import Case as CaseRow
from tinhso.kernel.cases.models import Escalation, Step
from tinhso.kernel.cases.queries.keys import Reporter
from tinhso.kernel.cases.rules.language import REPORTER
from tinhso.kernel.cases.rules.rights import Deed, Relation, allowed
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people import roles as people_roles
from tinhso.kernel.people.actors import Member, Post, StandIn
from tinhso.kernel.people.queries import TAKEN_OVER
from tinhso.kernel.units.models import Unit

READ = "cases.read"
NOBODY = Q(pk__isnull=True)
WORKING = (
    Relation.OWNER,
    Relation.ASSIGNED,
    Relation.HEIR,
    Relation.ESCALATED,
    Relation.SUBSTITUTE,
    Relation.ANSWERER,
)


@dataclass(frozen=True)
class Standing:
    """The posts of an actor, as rights ask for them: units by role, and which roles inherit.

    `others` are the standings of absent colleagues in which the actor works today, each only as
    far as the units that the two share.
    """

    account_id: int | None
    units: dict[str, tuple[int, ...]]
    inheriting: frozenset[str]
    oversees: bool
    case_id: object = None
    name: str = ""
    others: "tuple[Standing, ...]" = ()

    @classmethod
    def of(cls, actor: Actor) -> "Standing":
        """Return the standing of an actor; needs no query."""
        if isinstance(actor, Reporter):
            return cls(None, {}, frozenset(), oversees=False, case_id=actor.case_id)
        if not isinstance(actor, Member):
            return cls(None, {}, frozenset(), oversees=False)
        away: dict[int, list[StandIn]] = {}
        for one in actor.stands_in:
            away.setdefault(one.account_id, []).append(one)
        others = tuple(
            cls._of(account, [one.post for one in held], name=held[0].username)
            for account, held in away.items()
        )
        return cls._of(actor.account_id, actor.memberships, name=actor.username, others=others)

    @classmethod
    def _of(
        cls,
        account_id: int,
        posts: Iterable[Post],
        *,
        name: str,
        others: "tuple[Standing, ...]" = (),
    ) -> "Standing":
        declared = people_roles.roles_of(settings.TINHSO_PROVINCE)
        units: dict[str, tuple[int, ...]] = {}
        for post in posts:
            units[post.role] = (*units.get(post.role, ()), post.unit_id)
        may = {role: declared.relations(role, READ) for role in units}
        return cls(
            account_id=account_id,
            units=units,
            inheriting=frozenset(r for r in units if people_roles.Relation.PREDECESSOR in may[r]),
            oversees=any(people_roles.Relation.PROVINCE in found for found in may.values()),
            name=name,
            others=others,
        )

    @property
    def all_units(self) -> tuple[int, ...]:
        """Every unit of a post."""
        return tuple({unit for units in self.units.values() for unit in units})

    @property
    def heirs_units(self) -> tuple[int, ...]:
        """The units of posts whose role inherits."""
        return tuple({unit for role in self.inheriting for unit in self.units[role]})


def _taken_over(units: Iterable[int]) -> RawSQL:
    return RawSQL(TAKEN_OVER, [list(units)])  # noqa: S611  # a constant of the people room


def _any(conditions: Iterable[Q]) -> Q:
    """Return that one of the conditions holds; what nobody meets adds nothing to the question."""
    return reduce(or_, (one for one in conditions if one is not NOBODY), Q()) or NOBODY


def _role(role: str) -> Q:
    return Q(role__regex=rf"(^| ){role}( |$)")


def owner(who: Standing) -> Q:
    """Return the condition that the step is somebody's by role and unit, or as its reporter."""
    if who.case_id is not None:
        return Q(role=REPORTER, case_id=who.case_id)
    return _any(_role(role) & Q(unit_id__in=units) for role, units in who.units.items())


def heir(who: Standing) -> Q:
    """Return the condition that the step was a predecessor's whose work the unit took over."""
    return _any(
        _role(role) & Q(unit_id__in=_taken_over(units))
        for role, units in who.units.items()
        if role in who.inheriting
    )


def assigned(who: Standing) -> Q:
    """Return the condition that the step was given to the account, which still has a post there."""
    if who.account_id is None or not who.units:
        return NOBODY
    there = Q(unit_id__in=who.all_units)
    if who.heirs_units:
        there |= Q(unit_id__in=_taken_over(who.heirs_units))
    return Q(assignee_id=who.account_id) & there


def escalated(who: Standing) -> Q:
    """Return the condition that the late step was shown to one of the posts."""
    if not who.units:
        return NOBODY
    mine = _any(Q(role=role, unit_id__in=units) for role, units in who.units.items())
    return Q(Exists(Escalation.objects.filter(mine, step=OuterRef("pk"))))


def workable(who: Standing) -> Q:
    """Return the condition of steps that somebody may act on: what a worklist shows."""
    return _any((own(who), *map(workable, who.others)))


def within(who: Standing) -> QuerySet[Unit]:
    """Return the units at which every step lies that is `lying` with somebody."""
    everyone = (who, *who.others)
    heirs = {unit for one in everyone for unit in one.heirs_units}
    there = Q(pk__in={unit for one in everyone for unit in one.all_units})
    return Unit.objects.filter(there | Q(pk__in=_taken_over(heirs)) if heirs else there)


def raised(who: Standing) -> Q:
    """Return the condition of late steps shown to somebody, or to whom they stand in for."""
    return _any(escalated(one) for one in (who, *who.others)) & Q(escalated__gt=0)


def lying(who: Standing) -> Q:
    """Return the condition of steps that lie with somebody, or with whom they stand in for.

    With `raised` it is `workable`, in two parts that each have an index of their own.
    """
    return _any((_lying(who), *map(lying, who.others)))


def own(who: Standing) -> Q:
    """Return the condition of steps that somebody may act on by posts of their own."""
    return _any((_lying(who), escalated(who)))


def _lying(who: Standing) -> Q:
    return _any((owner(who), heir(who), assigned(who)))


def mine(who: Standing) -> Q:
    """Return the condition of steps given to somebody by name, or to whom they stand in for."""
    given = Q(assignee_id=who.account_id) if who.account_id is not None else NOBODY
    return _any((given, *map(assigned, who.others)))


def stands_for(who: Standing) -> Case | Value:
    """Return in whose place somebody would act on a step, as a column; NULL for nobody's.

    What was given to the absent one by name is done in their place; what one may do by a post of
    one's own is one's own; the rest is done in the place of whose post it is.
    """
    if not who.others:
        return Value(None, output_field=IntegerField())
    given = [When(assigned(one), then=Value(one.account_id)) for one in who.others]
    theirs = [When(own(one), then=Value(one.account_id)) for one in who.others]
    return Case(
        *given,
        When(own(who), then=Value(None)),
        *theirs,
        default=Value(None),
        output_field=IntegerField(),
    )


def with_relations(steps: QuerySet[Step], who: Standing) -> QuerySet[Step]:
    """Annotate steps with how somebody stands to them; read by `relations`."""
    there = Q(unit_id__in=who.all_units)
    if who.heirs_units:
        there |= Q(unit_id__in=_taken_over(who.heirs_units))
    return steps.annotate(
        is_owner=flag(owner(who)),
        is_heir=flag(heir(who)),
        is_assigned=flag(assigned(who)),
        is_escalated=flag(escalated(who)),
        is_here=flag(there),
        stands_for=stands_for(who),
    )


def relations(step: Any, who: Standing) -> frozenset[Relation]:
    """Return how somebody stands to an annotated step."""
    found = {Relation.OTHER}
    for flag, relation in (
        ("is_owner", Relation.OWNER if who.case_id is None else Relation.ANSWERER),
        ("is_heir", Relation.HEIR),
        ("is_assigned", Relation.ASSIGNED),
        ("is_escalated", Relation.ESCALATED),
        ("is_here", Relation.COLLEAGUE if step.closed_at is None else Relation.FORMER),
    ):
        if getattr(step, flag):
            found.add(relation)
    if step.stands_for is not None:
        found.add(Relation.SUBSTITUTE)
    if who.oversees:
        found.add(Relation.OVERSEER)
    if who.case_id is not None and who.case_id == step.case_id:
        found.add(Relation.REPORTER)
    return frozenset(found)


def deeds(step: Any, who: Standing) -> frozenset[Deed]:
    """Return what somebody may do with an annotated step; on a closed one only what reads."""
    found = relations(step, who)
    if step.closed_at is not None and found & set(WORKING):
        found = (found - set(WORKING)) | {Relation.FORMER}
    return allowed(found)


def deeds_of(case: CaseRow, actor: Actor) -> frozenset[Deed]:
    """Return what somebody may do with a case, by how they stand to any of its steps. One query."""
    who = Standing.of(actor)
    found = [deeds(step, who) for step in with_relations(case.steps.all(), who)]
    return allowed([Relation.OTHER]).union(*found)


def flag(condition: Q) -> Case:
    """Return a condition as a column."""
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
