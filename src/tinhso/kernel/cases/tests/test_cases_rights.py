"""Rights are about this case: every role and every relation, in rules and in the database."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.cases import actions, queries
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.cases.queries import Filters, Reporter, rights
from tinhso.kernel.cases.rules.rights import RIGHTS, Deed, Relation, allowed, may
from tinhso.kernel.cases.tests.scene import Clock, appoint, ask, open_step
from tinhso.kernel.ledger.actors import ANONYMOUS, CLOCK, Actor
from tinhso.kernel.units.models import Succession, Unit

ROLES = ("citizen", "operator", "officer", "head", "leader", "administrator", "auditor")
PLACES = ("99001", "99013", "so-xay-dung", "ubnd-tinh", "tong-dai-1022")
RELATIONS = st.sets(st.sampled_from(Relation))


@given(RELATIONS, RELATIONS)
def test_more_relations_never_allow_less(some: set[Relation], more: set[Relation]) -> None:
    assert allowed(some) <= allowed(some | more)


@given(RELATIONS, st.sampled_from(Deed))
def test_a_deed_is_allowed_by_a_relation_or_not_at_all(some: set[Relation], deed: Deed) -> None:
    assert (deed in allowed(some)) == any(may(deed, relation) for relation in some)


def test_every_relation_has_its_rights_stated() -> None:
    assert set(RIGHTS) == set(Relation)


def test_whoever_only_looks_changes_nothing() -> None:
    changing = set(Deed) - {Deed.SEE_STATUS, Deed.READ}
    for relation in (Relation.OVERSEER, Relation.FORMER, Relation.OTHER):
        assert not changing & RIGHTS[relation]


def test_only_the_reporter_rates() -> None:
    assert [relation for relation in Relation if may(Deed.RATE, relation)] == [Relation.REPORTER]


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
class TestInTheDatabase:
    """What the rules say is what the one query of the worklist and the actions do."""

    @pytest.mark.parametrize(("role", "place"), list(product(ROLES, PLACES)))
    def test_who_may_act_has_it_on_the_list_and_nobody_else(
        self, clock: Clock, role: str, place: str
    ) -> None:
        filed, actor = ask(clock), appoint(role, place)
        self.agree(filed, actor, clock, mine=(role, place) == ("officer", "99001"))

    @pytest.mark.parametrize(
        "somebody", [lambda: ANONYMOUS, lambda: CLOCK, appoint], ids=["anonymous", "clock", "none"]
    )
    def test_without_a_post_there_is_no_list(
        self, clock: Clock, somebody: Callable[[], Actor]
    ) -> None:
        self.agree(ask(clock), somebody(), clock, mine=False)

    def agree(self, filed: actions.Filed, actor: Actor, clock: Clock, *, mine: bool) -> None:
        """Worklist, page and action say the same."""
        step = open_step(filed, "checking")
        listed = queries.worklist(actor, Filters(), now=clock.now).works
        seen = queries.case_view(filed.number, actor, now=clock.now)
        assert seen is not None
        assert bool(listed) == bool(seen.offers) == mine
        if mine:
            actions.act(step.pk, "refuse", {}, actor=actor, now=clock.now, reason="Hết chỗ")
            return
        with pytest.raises(actions.Refused):
            actions.act(step.pk, "refuse", {}, actor=actor, now=clock.now, reason="Hết chỗ")
        assert Step.objects.get(pk=step.pk).closed_at is None

    @pytest.mark.parametrize(
        ("posts", "reads"),
        [
            (("officer", "99001"), True),
            (("head", "99001"), True),
            (("officer", "99013"), False),
            (("operator", "tong-dai-1022"), True),
            (("leader", "ubnd-tinh"), True),
            (("administrator", "ubnd-tinh"), False),
            (("auditor", "ubnd-tinh"), False),
        ],
    )
    def test_who_reads_the_words(self, clock: Clock, posts: tuple[str, str], reads: bool) -> None:
        filed = ask(clock)
        seen = queries.case_view(filed.number, appoint(*posts), now=clock.now)
        assert seen is not None
        assert seen.reads == reads

    def test_a_secret_opens_its_own_case_only(self, clock: Clock) -> None:
        one, other = ask(clock, "one"), ask(clock, "other")
        asker = Reporter(f"reporter:{one.case_id}", one.case_id)
        for filed, opens in ((one, True), (other, False)):
            seen = queries.case_view(filed.number, asker, now=clock.now)
            assert seen is not None
            assert seen.reads == opens
        with pytest.raises(actions.Refused):
            actions.note(other.case_id, "x", audience="staff", actor=asker, now=clock.now)
        with pytest.raises(actions.Refused):
            actions.rate(other.case_id, 5, actor=asker, now=clock.now)

    def test_a_reporter_acts_on_a_step_of_their_own_and_does_nothing_else_with_it(
        self, clock: Clock
    ) -> None:
        filed, officer = ask(clock), appoint("officer", "99001")
        step = open_step(filed, "checking")
        Step.objects.filter(pk=step.pk).update(role="reporter", unit=None)
        asker, now = Reporter(f"reporter:{filed.case_id}", filed.case_id), clock.now
        attempts: tuple[Callable[[], object], ...] = (
            lambda: actions.assign(step.pk, officer.account_id, actor=asker, now=now),
            lambda: actions.remind(step.pk, "Nhanh lên", actor=asker, now=now),
            lambda: actions.pause(step.pk, "more_wanted", reason="?", actor=asker, now=now),
        )
        for attempt in attempts:
            with pytest.raises(actions.Refused):
                attempt()
        case = actions.act(step.pk, "refuse", {}, actor=asker, now=now, reason="Thôi")
        assert case.outcome == "refused"

    def test_who_held_a_step_before_still_reads_and_no_more(self, clock: Clock) -> None:
        filed = ask(clock, guests=300)
        officer, builder = appoint("officer", "99001"), appoint("officer", "so-xay-dung")
        day = {"free_day": "2026-12-05"}
        step = open_step(filed, "checking")
        actions.act(step.pk, "pass_to_both", day, actor=officer, now=clock.now)
        step = open_step(filed, "safety")
        actions.act(step.pk, "confirm", {"most_guests": 300}, actor=builder, now=clock.now)
        seen = queries.case_view(filed.number, builder, now=clock.now)
        assert seen is not None
        assert seen.reads
        assert not seen.offers
        assert Deed.REMARK not in seen.deeds

    def test_a_step_of_a_merged_unit_is_its_successors(self, clock: Clock) -> None:
        filed = ask(clock)
        old = Unit.objects.filter(code="99004").get()
        link = Succession.objects.get(predecessor=old)
        Step.objects.filter(case_id=filed.case_id).update(unit=old)
        heir = appoint("officer", link.successor.code)
        elsewhere = appoint("officer", "99013")
        assert [w.number for w in queries.worklist(heir, Filters(), now=clock.now).works] == [
            filed.number
        ]
        assert not queries.worklist(elsewhere, Filters(), now=clock.now).works
        step = open_step(filed, "checking")
        case = actions.act(step.pk, "refuse", {}, actor=heir, now=clock.now, reason="Hết chỗ")
        assert case.outcome == "refused"

    def test_an_assigned_step_is_still_the_units_and_no_longer_of_who_left(
        self, clock: Clock
    ) -> None:
        filed, officer = ask(clock), appoint("officer", "99001")
        colleague = appoint("officer", "99001")
        from tinhso.kernel.people.models import Membership

        unit = officer.memberships[0].unit_id
        Membership.objects.create(
            account_id=colleague.account_id, unit_id=unit, role="officer",
            since=clock.now.date(), appointed_by="system:loader", reason="-",
        )  # fmt: skip
        step = open_step(filed, "checking")
        actions.assign(step.pk, colleague.account_id, actor=officer, now=clock.now)
        mine = Filters(state="mine")
        assert queries.worklist(colleague, mine, now=clock.now).works
        assert queries.worklist(officer, Filters(), now=clock.now).works
        gone = type(colleague)(colleague.ref, colleague.account_id)
        assert not queries.worklist(gone, Filters(), now=clock.now).works
        stranger = appoint("officer", "99013")
        with pytest.raises(actions.Invalid, match="đang giữ vai"):
            actions.assign(step.pk, stranger.account_id, actor=officer, now=clock.now)

    def test_rights_need_no_query_of_their_own(
        self, django_assert_num_queries: pytest.FixtureRequest
    ) -> None:
        actor = appoint("officer", "99001", "head", "99013")
        rights.Standing.of(actor)
        with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's own type
            rights.Standing.of(actor)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_wins_and_one_is_told(request: pytest.FixtureRequest) -> None:
    """Two real connections act on one step at the same moment."""
    from threading import Barrier, Thread

    from django.db import connection

    request.getfixturevalue("example")
    clock = Clock()
    filed = ask(clock)
    step = open_step(filed, "checking")
    officers = [appoint("officer", "99001"), appoint("officer", "99001")]
    barrier, said = Barrier(2), list[str]()

    def work(officer: Actor) -> None:
        try:
            barrier.wait(timeout=20)
            actions.act(step.pk, "refuse", {}, actor=officer, now=clock.now, reason="Hết chỗ")
            said.append("done")
        except actions.AlreadyDone:
            said.append("told")
        finally:
            connection.close()

    threads = [Thread(target=work, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["done", "told"]
    assert Case.objects.get(pk=filed.case_id).outcome == "refused"


@pytest.mark.django_db(transaction=True)
def test_of_two_filings_of_one_key_at_once_both_get_the_same_case(
    request: pytest.FixtureRequest,
) -> None:
    from threading import Barrier, Thread

    from django.db import connection

    request.getfixturevalue("example")
    clock, barrier, filed = Clock(), Barrier(2), list[actions.Filed]()

    def work() -> None:
        try:
            barrier.wait(timeout=20)
            filed.append(ask(clock, "same"))
        finally:
            connection.close()

    threads = [Thread(target=work), Thread(target=work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(filed) == 2
    assert filed[0].number == filed[1].number
    assert Case.objects.count() == 1
