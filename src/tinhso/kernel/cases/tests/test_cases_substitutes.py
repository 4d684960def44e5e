"""Work done in the place of somebody who is away: whose list it is on, and in whose name."""

from dataclasses import replace

import pytest

from tinhso.kernel.cases import actions, queries
from tinhso.kernel.cases.models import Mention, Step
from tinhso.kernel.cases.queries import Filters
from tinhso.kernel.cases.tests.scene import Clock, appoint, ask, open_step
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people.actors import Member, StandIn
from tinhso.kernel.people.models import Account, Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def in_place_of(who: Member, absent: Member, *codes: str) -> Member:
    """Return somebody who today stands in for another at the units of these codes."""
    name = Account.objects.get(pk=absent.account_id).username
    posts = [post for post in absent.memberships if post.unit_code in codes]
    found = tuple(StandIn(absent.account_id, name, post) for post in posts)
    return replace(who, stands_in=found)


def posted(who: Member, clock: Clock) -> None:
    """Write down the post that somebody holds."""
    post = who.memberships[0]
    Membership.objects.create(
        account_id=who.account_id, unit_id=post.unit_id, role=post.role,
        since=clock.now.date(), appointed_by="system:loader", reason="-",
    )  # fmt: skip


def given(step: Step, to: Member, clock: Clock) -> None:
    """Give a step to somebody by name."""
    posted(to, clock)
    actions.assign(step.pk, to.account_id, actor=to, now=clock.now)


def last_event() -> Event:
    found = Event.objects.order_by("-id").first()
    assert found is not None
    return found


# The substitute's own post, the absent one's, whether the step (an officer's at 99001) was given
# to the absent one by name: on the list, under “given to me”, done in whose place.
TABLE = {
    "a post of one's own": (("officer", "99001"), ("officer", "99001"), False, True, False, False),
    "given to the absent one": (("officer", "99001"), ("officer", "99001"), True, True, True, True),
    "only the absent one's": (("head", "99001"), ("officer", "99001"), False, True, False, True),
    "neither's": (("head", "99001"), ("head", "99001"), False, False, False, False),
    "elsewhere": (("officer", "99013"), ("officer", "99013"), False, False, False, False),
}


@pytest.mark.parametrize(
    ("own", "absent", "by_name", "listed", "mine", "named"), TABLE.values(), ids=list(TABLE)
)
def test_what_a_substitute_may_do_and_in_whose_name(
    clock: Clock,
    own: tuple[str, str],
    absent: tuple[str, str],
    by_name: bool,
    listed: bool,
    mine: bool,
    named: bool,
) -> None:
    step = open_step(ask(clock), "checking")
    away = appoint(*absent)
    if by_name:
        given(step, away, clock)
    who = in_place_of(appoint(*own), away, absent[1])
    works = queries.worklist(who, Filters(), now=clock.now).works
    assert bool(works) == listed
    assert bool(queries.worklist(who, Filters(state="mine"), now=clock.now).works) == mine
    if not listed:
        with pytest.raises(actions.Refused):
            actions.act(step.pk, "refuse", {}, actor=who, now=clock.now, reason="Hết chỗ")
        return
    name = Account.objects.get(pk=away.account_id).username
    assert works[0].in_place_of == (name if named else "")
    actions.act(step.pk, "refuse", {}, actor=who, now=clock.now, reason="Hết chỗ")
    step.refresh_from_db()
    assert step.closed_by == who.ref
    assert step.closed_for == (away.ref if named else "")
    assert last_event().data.get("for") == (away.ref if named else None)


def test_standing_in_at_one_unit_gives_nothing_at_another(clock: Clock) -> None:
    ask(clock, place="99013")
    away = appoint("officer", "99001", "officer", "99013")
    who = in_place_of(appoint("head", "99001"), away, "99001")
    assert not queries.worklist(who, Filters(), now=clock.now).works


def test_the_oversight_of_a_leader_is_not_handed_on(clock: Clock) -> None:
    filed = ask(clock)
    who = in_place_of(appoint("officer", "ubnd-tinh"), appoint("leader", "ubnd-tinh"), "ubnd-tinh")
    seen = queries.case_view(filed.number, who, now=clock.now)
    assert seen is not None
    assert not seen.reads


@pytest.mark.parametrize("deed", ["pause", "assign", "visit", "remind"])
def test_everything_done_in_somebodys_place_says_so(clock: Clock, deed: str) -> None:
    step = open_step(ask(clock), "checking")
    away = appoint("officer", "99001")
    given(step, away, clock)
    who = in_place_of(appoint("officer", "99001"), away, "99001")
    if deed == "pause":
        actions.pause(step.pk, "more_wanted", reason="Xin thêm", actor=who, now=clock.now)
        assert last_event().data["for"] == away.ref
        actions.resume(step.pk, actor=who, now=clock.later(hours=1))
    elif deed == "assign":
        actions.assign(step.pk, None, actor=who, now=clock.now)
    elif deed == "visit":
        seen = actions.OnSpot("Cửa kho bị kẹt", clock.now)
        assert actions.visit(step.case.number, seen, key="a", actor=who, now=clock.now)
    else:
        actions.remind(step.pk, "Sắp đến hạn", actor=who, now=clock.now)
    assert last_event().data["for"] == away.ref


def test_a_list_with_absences_is_still_one_query(
    clock: Clock, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    ask(clock)
    away = appoint("officer", "99001")
    who = in_place_of(appoint("head", "99001"), away, "99001")
    queries.worklist(who, Filters(), now=clock.now)
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's own type
        assert queries.worklist(who, Filters(), now=clock.now).works
    with django_assert_num_queries(1):  # type: ignore[operator]  # as above
        assert queries.counts(who, now=clock.now)["all"] == 1


class TestNaming:
    """A remark that names a colleague calls them, until they answer or put it by."""

    def named(self, clock: Clock, text: str, *, audience: str = "staff") -> Member:
        filed, writer, called = ask(clock), appoint("head", "99001"), appoint("officer", "99001")
        posted(called, clock)
        name = Account.objects.get(pk=called.account_id).username
        actions.note(
            filed.case_id,
            text.format(name=name),
            audience=audience,
            actor=writer,
            now=clock.now,
        )
        return called

    @pytest.mark.parametrize(
        ("text", "calls"),
        [
            ("@{name} xem giúp", True),
            ("nhờ @{name}.", True),
            ("({name})", False),
            ("thư a@{name}", False),
            ("@{name}x", False),
        ],
    )
    def test_an_at_sign_and_the_whole_name(self, clock: Clock, text: str, calls: bool) -> None:
        self.named(clock, text)
        assert Mention.objects.exists() == calls

    def test_what_the_reporter_reads_names_nobody(self, clock: Clock) -> None:
        self.named(clock, "@{name} xem giúp", audience="reporter")
        assert not Mention.objects.exists()

    @pytest.mark.parametrize("way", ["answers", "puts it by"])
    def test_it_waits_until_it_is_settled(self, clock: Clock, way: str) -> None:
        who = self.named(clock, "@{name} xem giúp")
        case = Mention.objects.get().note.case
        (work,) = queries.worklist(who, Filters(state="named"), now=clock.now).works
        assert work.is_named
        assert queries.counts(who, now=clock.now)["named"] == 1
        if way == "answers":
            actions.note(case.pk, "Đã xem", audience="staff", actor=who, now=clock.now)
        else:
            assert actions.put_by(case.pk, actor=who, now=clock.now) == 1
        assert not queries.worklist(who, Filters(state="named"), now=clock.now).works


def test_urging_shows_on_the_list_and_calls_whom_it_was_given_to(clock: Clock) -> None:
    step = open_step(ask(clock), "checking")
    officer, head = appoint("officer", "99001"), appoint("head", "99001")
    given(step, officer, clock)
    actions.remind(step.pk, "Sắp đến hạn", actor=head, now=clock.now)
    (work,) = queries.worklist(officer, Filters(), now=clock.now).works
    assert work.reminded_at == clock.now
    assert work.is_named
    with pytest.raises(actions.Invalid, match="vừa được nhắc"):  # sent twice
        actions.remind(step.pk, "Sắp đến hạn", actor=head, now=clock.now)
    assert Mention.objects.count() == 1
    with pytest.raises(actions.Invalid):
        actions.remind(step.pk, "  ", actor=head, now=clock.now)
    with pytest.raises(actions.Refused):
        actions.remind(step.pk, "Nhanh", actor=appoint("head", "99013"), now=clock.now)
