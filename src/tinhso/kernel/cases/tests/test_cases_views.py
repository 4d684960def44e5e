"""What a case shows, to whom, and in which words."""

from datetime import datetime

import pytest
from django.utils import timezone

from tinhso.kernel.cases import actions, queries
from tinhso.kernel.cases.queries import Filters
from tinhso.kernel.cases.queries.keys import Reporter
from tinhso.kernel.cases.tests.scene import Clock, appoint, ask, open_step
from tinhso.kernel.ledger.actors import ANONYMOUS, Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def view(filed: actions.Filed, actor: Actor, clock: Clock) -> queries.CaseView:
    found = queries.case_view(filed.number, actor, now=clock.now)
    assert found is not None
    return found


def test_a_stranger_sees_status_and_due_date_and_no_words(clock: Clock) -> None:
    seen = view(ask(clock), ANONYMOUS, clock)
    assert not seen.reads
    assert seen.title == "Mượn nhà văn hóa xã"
    assert (seen.answers, seen.photos, seen.notes, seen.offers) == ((), (), (), ())
    assert seen.state == "Xã kiểm tra lịch"
    assert seen.deadline.headline == "Trả lời trước 17:00 thứ Sáu 20/11/2026"


def test_the_officer_sees_words_and_the_actions_whose_condition_holds(clock: Clock) -> None:
    seen = view(ask(clock), appoint("officer", "99001"), clock)
    assert seen.title == "Đám cưới con gái"
    assert ("Khoảng bao nhiêu người?", "150") in seen.answers
    assert [offer.action for offer in seen.offers] == ["pass_to_head", "refuse"]
    assert seen.offers[0].asked == {"free_day": True}


def test_the_sentence_explains_every_day(clock: Clock) -> None:
    clock.now = datetime(2026, 11, 23, 9, 12, tzinfo=timezone.get_default_timezone())
    deadline = view(ask(clock), ANONYMOUS, clock).deadline
    assert deadline.sentence == (
        "Nhận 09:12 thứ Hai 23/11. Thông thường: 3 ngày làm việc, là 25, 26 và 27/11."
        " Không tính ngày lễ 24/11 (Ngày Văn hóa Việt Nam)."
    )
    assert deadline.basis == "theo Quy chế nhà văn hóa tỉnh Hoa Ban"
    assert not deadline.is_borrowed


def test_an_assumed_limit_is_never_printed_as_the_provinces_own(clock: Clock) -> None:
    deadline = view(ask(clock, guests=500), ANONYMOUS, clock).deadline
    assert deadline.is_borrowed
    assert "chưa xác nhận cho Hoa Ban" in deadline.basis


def test_the_line_of_time_tells_what_was_done_and_what_comes(clock: Clock) -> None:
    filed, officer = ask(clock), appoint("officer", "99001")
    step = open_step(filed, "checking")
    day = {"free_day": "2026-12-05"}
    actions.act(step.pk, "pass_to_head", day, actor=officer, now=clock.later(hours=1))
    line = view(filed, Reporter("reporter:x", filed.case_id), clock).line
    assert [(moment.state, moment.title) for moment in line] == [
        ("done", "Đã gửi"),
        ("done", "Đã trình chủ tịch xã"),
        ("now", "Chủ tịch xã quyết định"),
        ("next", "Giao và nhận lại nhà"),
    ]
    assert line[1].answers == (("Ngày còn trống", "05/12/2026"),)


def test_the_clock_stops_when_nothing_is_left_for_staff(clock: Clock) -> None:
    filed, officer = ask(clock), appoint("officer", "99001")
    step = open_step(filed, "checking")
    actions.act(step.pk, "refuse", {}, actor=officer, now=clock.later(hours=1), reason="Hết chỗ")
    clock.later(days=30)
    deadline = view(filed, ANONYMOUS, clock).deadline
    assert deadline.state == "ok"
    assert "trong hạn" in deadline.headline


def test_a_worklist_is_one_query(
    clock: Clock, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    officer = appoint("officer", "99001", "head", "99007")
    for key in "abc":
        ask(clock, key)
    ask(clock, "elsewhere", place="99013")
    queries.worklist(officer, Filters(), now=clock.now)
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's own type
        page = queries.worklist(officer, Filters(), now=clock.now)
    assert len(page.works) == 3


def test_pages_of_a_worklist_hold_everything_once(clock: Clock) -> None:
    officer = appoint("officer", "99001")
    filed = {ask(clock, str(n)).number for n in range(7)}
    seen: list[str] = []
    after = None
    while True:
        page = queries.worklist(officer, Filters(), now=clock.now, after=after, size=3)
        seen += [work.number for work in page.works]
        after = page.after
        if after is None:
            break
    assert sorted(seen) == sorted(filed)


def test_a_case_is_read_in_few_queries_however_long_its_way(
    clock: Clock, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    filed, officer = ask(clock), appoint("officer", "99001")
    view(filed, officer, clock)
    with django_assert_max_num_queries(6):  # type: ignore[operator]  # as above
        view(filed, officer, clock)


def test_statistics_count_late_and_on_time(clock: Clock) -> None:
    officer = appoint("officer", "99001")
    begin = clock.now
    done = ask(clock, "done")
    step = open_step(done, "checking")
    actions.act(step.pk, "refuse", {}, actor=officer, now=clock.later(hours=1), reason="Hết chỗ")
    ask(clock, "late")
    clock.later(days=10)
    found = queries.statistics(since=begin, until=clock.now, now=clock.now).whole
    assert (found.filed, found.open, found.late, found.answered) == (2, 1, 1, 1)
    assert found.on_time_percent == 100
