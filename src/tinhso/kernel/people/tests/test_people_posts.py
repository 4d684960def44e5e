from datetime import UTC, date, datetime
from typing import Any

import pytest

from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people import actions, queries
from tinhso.kernel.people.actors import Post
from tinhso.kernel.people.models import Account, Membership
from tinhso.kernel.units.models import Succession, Unit

NOW = datetime(2025, 7, 1, 2, 0, tzinfo=UTC)
ACTOR = Actor("account:7")
MERGER = date(2025, 7, 1)
pytestmark = pytest.mark.django_db


def unit(code: str, since: Any = date(2020, 1, 1), until: Any = None) -> Any:
    return Unit.objects.create(
        code=code,
        kind="commune",
        name_vi=code,
        name_en=code,
        short_vi=code,
        short_en=code,
        valid_from=since,
        valid_to=until,
        folded=code,
        sort_key=code,
    )


def account(name: str = "huong") -> Any:
    return actions.open_account(name, actor=ACTOR, now=NOW)


def appoint(
    who: Account,
    where: Unit,
    role: str = "officer",
    since: Any = date(2024, 1, 1),
    until: Any = None,
) -> Any:
    return actions.appoint(
        who.pk, where.pk, role, since=since, until=until, reason="QĐ 1", actor=ACTOR, now=NOW
    )


def test_a_post_is_held_from_its_first_day_until_the_day_before_its_end() -> Any:
    who, where = account(), unit("a")
    appoint(who, where, since=date(2025, 7, 1), until=date(2025, 7, 3))

    def held(day: int) -> Any:
        return queries.member(who, now=datetime(2025, 7, day, 5, tzinfo=UTC)).memberships

    assert held(2) == (Post("officer", where.pk, "a"),)
    assert queries.member(who, now=datetime(2025, 6, 30, 16, 59, tzinfo=UTC)).memberships == ()
    # Midnight in the province is 17:00 the day before in UTC.
    assert queries.member(who, now=datetime(2025, 6, 30, 17, 0, tzinfo=UTC)).memberships
    assert held(3) == ()


def test_the_same_post_cannot_be_held_twice_at_a_time_but_again_later() -> None:
    who, where = account(), unit("a")
    appoint(who, where, until=date(2025, 1, 1))
    with pytest.raises(actions.AlreadyAppointedError):
        appoint(who, where, since=date(2024, 12, 31))
    appoint(who, where, since=date(2025, 1, 1))
    appoint(who, where, role="head")


@pytest.mark.parametrize("role", ["citizen", "emperor"])
def test_only_declared_roles_are_given(role: str) -> None:
    with pytest.raises(actions.AppointmentError):
        appoint(account(), unit("a"), role=role)


def test_no_one_is_appointed_to_a_unit_that_does_not_stand() -> None:
    with pytest.raises(actions.AppointmentError):
        appoint(account(), unit("a", until=date(2023, 1, 1)))


def test_an_appointment_names_its_decision_but_the_ledger_holds_only_a_commitment_to_it() -> None:
    appoint(account(), unit("a"))
    event = Event.objects.get(kind="people.membership.appointed")
    assert event.data["role"] == "officer"
    assert "QĐ 1" not in event.body


def test_an_ended_post_is_over_and_cannot_end_again() -> None:
    post = appoint(account(), unit("a"))
    end: dict[str, Any] = {"until": date(2025, 2, 1), "reason": "QĐ 2", "actor": ACTOR, "now": NOW}
    actions.end_appointment(post.pk, **end)
    with pytest.raises(actions.AppointmentError):
        actions.end_appointment(post.pk, **end)
    with pytest.raises(actions.AppointmentError):
        actions.end_appointment(post.pk, **{**end, "reason": " "})


def test_whoever_holds_a_post_is_not_forgotten() -> None:
    person = actions.enter_person({"name": "A B"}, actor=ACTOR, now=NOW)
    who = actions.open_account("ab", person_id=person, actor=ACTOR, now=NOW)
    post = appoint(who, unit("a"))
    with pytest.raises(actions.StillInOfficeError):
        actions.forget_person(person, reason="x", actor=ACTOR, now=NOW)
    actions.end_appointment(post.pk, until=MERGER, reason="QĐ", actor=ACTOR, now=NOW)
    actions.forget_person(person, reason="x", actor=ACTOR, now=NOW)
    who.refresh_from_db()
    assert who.username == f"account-{who.pk}"


def merger() -> Any:
    olds = [unit("a", until=MERGER), unit("b", until=MERGER)]
    new = unit("n", since=MERGER)
    for old in olds:
        Succession.objects.create(
            predecessor=old, successor=new, change="merge", share=1, effective=MERGER
        )
    return olds, new


def succeed(old: Any, new: Any) -> Any:
    return actions.succeed_memberships(
        old.pk, new.pk, day=MERGER, reason="Sáp nhập", actor=ACTOR, now=NOW
    )


def test_on_the_day_of_a_merger_officers_go_on_at_the_successor_and_heads_wait() -> Any:
    (first, second), new = merger()
    officer, both, head = account("o"), account("p"), account("h")
    appoint(officer, first)
    appoint(both, first)
    appoint(both, second)
    appoint(head, second, role="head")
    for old in (first, second):
        succeed(old, new)

    def posts(who: Account) -> Any:
        return queries.member(who, now=NOW).memberships

    assert posts(officer) == posts(both) == (Post("officer", new.pk, "n"),)
    assert posts(head) == ()
    carried = Membership.objects.get(account=officer, unit=new)
    assert carried.succeeds
    assert carried.succeeds.unit == first
    assert not Membership.objects.filter(unit__in=[first, second], until=None).exists()
    count = Event.objects.count()
    assert succeed(first, new) == []
    assert Event.objects.count() == count


def test_successors_may_read_the_cases_of_the_units_they_took_over_and_no_others() -> None:
    (first, second), new = merger()
    grand = unit("z", since=date(2019, 1, 1), until=date(2020, 1, 1))
    Succession.objects.create(
        predecessor=grand, successor=first, change="rename", share=1, effective=date(2020, 1, 1)
    )
    other = unit("other")
    who = account()
    appoint(who, first)
    succeed(first, new)
    reach = queries.reach(queries.member(who, now=NOW), "cases.read")
    assert reach.own == {new.pk}
    assert reach.former == {first.pk, second.pk, grand.pk}
    assert reach.covers(new.pk)
    assert reach.covers(grand.pk)
    assert not reach.covers(other.pk)
    assert not reach.whole_province


def test_a_part_of_a_divided_unit_is_not_inherited() -> None:
    old = unit("a", until=MERGER)
    parts = [unit("n", since=MERGER), unit("m", since=MERGER)]
    for part in parts:
        Succession.objects.create(
            predecessor=old, successor=part, change="split", share=None, effective=MERGER
        )
    who = account()
    appoint(who, parts[0], since=MERGER)
    assert queries.reach(queries.member(who, now=NOW), "cases.read").former == frozenset()


def test_reach_follows_what_the_province_declares() -> Any:
    where = unit("a")
    operator, auditor, administrator = account("o"), account("u"), account("d")
    appoint(operator, where, role="operator")
    appoint(auditor, where, role="auditor")
    appoint(administrator, where, role="administrator")

    def reach(who: Account, ability: str) -> Any:
        return queries.reach(queries.member(who, now=NOW), ability)

    assert reach(operator, "cases.read").whole_province
    assert not reach(administrator, "cases.read")
    assert reach(administrator, "staff.manage").whole_province
    assert reach(auditor, "audit.read").whole_province
    assert not reach(auditor, "staff.manage")
    assert not reach(operator, "audit.read")
