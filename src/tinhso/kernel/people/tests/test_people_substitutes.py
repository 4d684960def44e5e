"""While somebody is away: who may act for them, where, on which days, and what is refused."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people import actions, queries
from tinhso.kernel.people.actors import Member, Post
from tinhso.kernel.people.models import Account, Substitution
from tinhso.kernel.people.rules import Absence, clash
from tinhso.kernel.people.tests.test_people_posts import unit
from tinhso.kernel.units.models import Unit

TODAY = date(2026, 11, 23)
BEGAN = date(2026, 1, 1)
A, B, C, HERE, THERE = 1, 2, 3, 10, 20


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def days(first: int, until: int) -> tuple[date, date]:
    return TODAY + timedelta(days=first), TODAY + timedelta(days=until)


@pytest.mark.parametrize(
    ("asked", "standing", "why"),
    [
        (Absence(A, B, HERE, *days(0, 3)), Absence(A, C, HERE, *days(2, 5)), "overlap"),
        (Absence(A, B, HERE, *days(0, 3)), Absence(A, C, HERE, *days(3, 5)), ""),
        (Absence(A, B, HERE, *days(0, 3)), Absence(A, C, THERE, *days(0, 3)), ""),
        # The substitute is away then, at whichever unit.
        (Absence(A, B, HERE, *days(0, 3)), Absence(B, C, HERE, *days(2, 5)), "chain"),
        (Absence(A, B, HERE, *days(0, 3)), Absence(B, C, THERE, *days(2, 5)), "chain"),
        # The absent one acts for somebody then.
        (Absence(A, B, HERE, *days(0, 3)), Absence(C, A, HERE, *days(1, 2)), "chain"),
        (Absence(A, B, HERE, *days(0, 3)), Absence(B, A, HERE, *days(0, 3)), "chain"),
        (Absence(A, B, HERE, *days(0, 3)), Absence(B, A, HERE, *days(3, 6)), ""),
        # One colleague may act for two.
        (Absence(A, B, HERE, *days(0, 3)), Absence(C, B, HERE, *days(0, 3)), ""),
    ],
)
def test_what_stands_in_the_way(asked: Absence, standing: Absence, why: str) -> None:
    assert clash(asked, [standing]) == why


ABSENCES = st.builds(
    lambda who, by, where, start, length: Absence(who, by, where, *days(start, start + length)),
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(10, 11),
    st.integers(0, 9),
    st.integers(1, 5),
).filter(lambda found: found.absent != found.substitute)


@given(st.lists(ABSENCES, max_size=12))
def test_on_no_day_is_a_substitute_away_or_an_absent_one_at_work_for_another(
    asked: list[Absence],
) -> None:
    standing: list[Absence] = []
    for one in asked:
        if not clash(one, standing):
            standing.append(one)
    for offset in range(15):
        day = TODAY + timedelta(days=offset)
        today = [one for one in standing if one.since <= day < one.until]
        assert not {one.absent for one in today} & {one.substitute for one in today}
        places = [(one.absent, one.unit) for one in today]
        assert len(places) == len(set(places))


@dataclass
class Office:
    """One unit with three people, and another unit."""

    here: Unit = field(default_factory=lambda: unit("a"))
    there: Unit = field(default_factory=lambda: unit("b"))
    people: dict[str, Account] = field(default_factory=dict)

    def employ(self, name: str, role: str = "officer", at: Unit | None = None) -> Account:
        account = self.people.get(name) or actions.open_account(name, actor=LOADER, now=noon(BEGAN))
        self.people[name] = account
        actions.appoint(
            account.pk,
            (at or self.here).pk,
            role,
            since=BEGAN,
            reason="QĐ 1",
            actor=LOADER,
            now=noon(BEGAN),
        )
        return account

    def member(self, name: str, day: date = TODAY) -> Member:
        return queries.member(self.people[name], now=noon(day))

    def away(
        self, who: str, by: str, first: int = 0, until: int = 3, *, said_by: str = ""
    ) -> Substitution:
        since, end = days(first, until)
        return actions.substitute(
            self.people[who].pk,
            self.people[by].pk,
            self.here.pk,
            since=since,
            until=end,
            actor=self.member(said_by or who),
            now=noon(TODAY),
        )


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Office:
    request.getfixturevalue("db")
    found = Office()
    found.employ("binh")
    found.employ("thuy")
    found.employ("lan", "head")
    return found


def test_the_substitute_holds_the_absent_ones_posts_on_those_days_only(office: Office) -> None:
    office.employ("lan", "officer", office.there)
    office.away("lan", "thuy", 1, 3, said_by="lan")
    assert [
        [stand.post for stand in office.member("thuy", TODAY + timedelta(days=n)).stands_in]
        for n in range(4)
    ] == [[], *[[Post("head", office.here.pk, "a")]] * 2, []]
    assert office.member("thuy").memberships == (Post("officer", office.here.pk, "a"),)
    assert office.member("lan").stands_in == ()


@pytest.mark.parametrize("leaver", ["binh", "thuy"])
def test_who_leaves_the_unit_neither_gives_nor_takes_any_longer(
    office: Office, leaver: str
) -> None:
    office.away("binh", "thuy")
    assert office.member("thuy").stands_in
    post = office.people[leaver].memberships.get()
    actions.end_appointment(post.pk, until=TODAY, reason="QĐ 2", actor=LOADER, now=noon(TODAY))
    assert not office.member("thuy").stands_in


def test_a_closed_account_gives_nothing(office: Office) -> None:
    office.away("binh", "thuy")
    Account.objects.filter(username="binh").update(is_active=False)
    assert not office.member("thuy").stands_in


@pytest.mark.parametrize(
    ("said_by", "stands"),
    [("binh", True), ("lan", True), ("thuy", False), ("stranger", False)],
)
def test_chosen_by_oneself_or_by_the_head(office: Office, said_by: str, stands: bool) -> None:
    office.employ("stranger", "head", office.there)
    if stands:
        office.away("binh", "thuy", said_by=said_by)
        event = Event.objects.get(kind="people.substitution.entered")
        assert event.data["substitute"] == f"account:{office.people['thuy'].pk}"
    else:
        with pytest.raises(actions.SubstitutionError, match="thủ trưởng"):
            office.away("binh", "thuy", said_by=said_by)


@pytest.mark.parametrize(
    ("who", "by", "first", "until", "why"),
    [
        ("binh", "binh", 0, 3, "người khác"),
        ("binh", "thuy", 0, 0, "Ngày cuối"),
        ("binh", "thuy", -1, 3, "quá khứ"),
        ("binh", "elsewhere", 0, 3, "có chức vụ"),
        ("binh", "former", 0, 3, "có chức vụ"),
        ("former", "binh", 0, 3, "có chức vụ"),
        ("lan", "thuy", 1, 2, "đã có người"),
        ("thuy", "binh", 1, 2, "qua nhiều người"),
        ("binh", "lan", 1, 2, "qua nhiều người"),
    ],
)
def test_what_is_refused(
    office: Office, who: str, by: str, first: int, until: int, why: str
) -> None:
    office.employ("elsewhere", at=office.there)
    former = office.employ("former")
    actions.end_appointment(
        former.memberships.get().pk, until=TODAY, reason="QĐ", actor=LOADER, now=noon(TODAY)
    )
    office.away("lan", "thuy", 0, 3)
    with pytest.raises(actions.SubstitutionError, match=why):
        office.away(who, by, first, until, said_by="lan")


@pytest.mark.parametrize("said_by", ["binh", "thuy", "lan"])
def test_ended_before_its_time_it_gives_nothing_more(office: Office, said_by: str) -> None:
    made = office.away("binh", "thuy", 0, 9)
    stranger = office.employ("stranger")
    with pytest.raises(actions.SubstitutionError):
        actions.end_substitution(
            made.pk, actor=queries.member(stranger, now=noon(TODAY)), now=noon(TODAY)
        )
    actions.end_substitution(made.pk, actor=office.member(said_by), now=noon(TODAY))
    assert not office.member("thuy").stands_in
    assert not queries.substitutions([office.here.pk], on=TODAY)
    office.away("binh", "lan")


def test_what_a_unit_sees_of_its_substitutions(office: Office) -> None:
    office.away("binh", "thuy", 0, 2)
    office.away("binh", "lan", 4, 6)
    listed = queries.substitutions([office.here.pk], on=TODAY)
    assert [(one.absent.username, one.substitute.username) for one in listed] == [
        ("binh", "thuy"),
        ("binh", "lan"),
    ]
    here, binh = office.here.pk, office.people["binh"].pk
    assert queries.substitutes([here], on=TODAY) == {(here, binh): "thuy"}


def test_an_actor_is_two_queries_with_and_without_absences(
    office: Office, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    office.away("binh", "thuy")
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's own type
        assert office.member("thuy").stands_in
