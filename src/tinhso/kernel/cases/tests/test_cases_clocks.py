"""Clocks: the citizen's starts at filing, whatever happens on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.calendar.rules import WorkingCalendar
from tinhso.kernel.cases import actions
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.cases.procedures import check, parse, texts
from tinhso.kernel.cases.procedures.surroundings import calendar_around
from tinhso.kernel.cases.queries import Reporter, case_view
from tinhso.kernel.cases.rules import clocks
from tinhso.kernel.cases.rules.language import EscalationRule
from tinhso.kernel.cases.rules.language import Step as Declared
from tinhso.kernel.cases.tests.scene import EXAMPLE, TUESDAY, Clock, appoint, ask, open_step
from tinhso.kernel.declarations import Text
from tinhso.kernel.ledger.actors import ANONYMOUS, Actor
from tinhso.kernel.ledger.models import Event

CALENDAR: WorkingCalendar = calendar_around(EXAMPLE / "procedures" / "hall_loan")
MOMENTS = st.datetimes(datetime(2026, 1, 5), datetime(2027, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001  # made aware by the strategy
LIMITS = st.one_of(
    st.integers(1, 20).map(lambda n: f"{n} working days"),
    st.integers(1, 30).map(lambda n: f"{n} days"),
)
TITLE = Text(vi="Bước", en="Step")


@given(MOMENTS, LIMITS, LIMITS)
def test_either_end_is_reckoned_from_filing(filed: datetime, first: str, second: str) -> None:
    standing = clocks.promised(CALENDAR, filed, first)
    anew = clocks.promised(CALENDAR, filed, second)
    assert clocks.reclassified(standing, anew, "either") == anew
    assert clocks.reclassified(standing, anew, "sooner").at == min(standing.at, anew.at)
    assert anew.start == filed


@given(MOMENTS, LIMITS, st.integers(0, 200), st.integers(0, 400))
def test_a_wait_moves_the_end_only_later_and_never_past_its_own_limit(
    filed: datetime, limit: str, begins: int, lasts: int
) -> None:
    without = clocks.promised(CALENDAR, filed, limit)
    began = filed + timedelta(hours=begins)
    wait = {"began": began.isoformat(), "limit": "5 working days", "ended": None}
    longest = clocks.promised(CALENDAR, filed, limit, [wait]).at
    ended = wait | {"ended": (began + timedelta(hours=lasts)).isoformat()}
    assert without.at <= clocks.promised(CALENDAR, filed, limit, [ended]).at <= longest


@given(MOMENTS, LIMITS, st.integers(1, 5))
def test_lateness_is_shown_no_earlier_than_it_is_late(
    filed: datetime, limit: str, days: int
) -> None:
    declared = Declared(title=TITLE, by="reporter", within=f"{limit}, then ended")
    times = clocks.step_times(CALENDAR, declared, filed, filed)
    assert times.due_at is not None
    assert times.lapse_at == times.due_at > filed
    rules = [EscalationRule(late=f"{days} working days", to="head at step.unit")]
    later = clocks.next_escalation(CALENDAR, rules, 0, times.due_at)
    assert later is not None
    assert later > times.due_at
    assert clocks.next_escalation(CALENDAR, rules, 1, times.due_at) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
class TestOnTheWay:
    """The same in the database."""

    def test_passing_on_and_returning_leave_the_citizens_clock(self, clock: Clock) -> None:
        filed, officer = ask(clock), appoint("officer", "99001")
        promised = Case.objects.get().due_at
        step = open_step(filed, "checking")
        day = {"free_day": "2026-12-05"}
        actions.act(step.pk, "pass_to_head", day, actor=officer, now=clock.later(days=2))
        case = Case.objects.get()
        assert (case.due_at, case.promised_at) == (promised, promised)
        assert open_step(filed, "deciding").due_at == promised

    def test_a_wait_for_the_citizen_moves_the_end_and_happens_once(self, clock: Clock) -> None:
        filed, officer = ask(clock), appoint("officer", "99001")
        before = Case.objects.get().due_at
        step = open_step(filed, "checking")
        actions.pause(step.pk, "more_wanted", reason="?", actor=officer, now=clock.later(hours=1))
        clock.later(days=2)
        actions.resume(step.pk, actor=officer, now=clock.now)
        case = Case.objects.get()
        assert case.due_at > before
        assert case.promised_at == before
        with pytest.raises(actions.Invalid, match="một lần"):
            actions.pause(step.pk, "more_wanted", reason="?", actor=officer, now=clock.now)

    def test_a_wait_that_outlives_its_limit_ends_at_that_limit(self, clock: Clock) -> None:
        filed, officer = ask(clock), appoint("officer", "99001")
        step = open_step(filed, "checking")
        actions.pause(step.pk, "more_wanted", reason="?", actor=officer, now=clock.later(hours=1))
        longest = Case.objects.get().due_at
        until = Step.objects.get().pause_until
        assert actions.tick(now=clock.later(days=40)).resumed == 1
        assert Case.objects.get().due_at == longest
        assert Step.objects.get().pauses[0]["ended"] == until.isoformat()  # type: ignore[union-attr]  # it waits

    def test_late_steps_are_shown_higher_once_a_level(self, clock: Clock) -> None:
        filed, head = ask(clock), appoint("head", "99001")
        leader = appoint("leader", "ubnd-tinh")
        step = open_step(filed, "checking")
        assert actions.tick(now=clock.now).escalated == 0
        with pytest.raises(actions.Refused):
            actions.act(step.pk, "refuse", {}, actor=head, now=clock.now, reason="x")
        assert actions.tick(now=clock.later(days=2)).escalated == 1
        assert actions.tick(now=clock.now).escalated == 0
        assert actions.tick(now=clock.later(days=2)).escalated == 1
        assert actions.tick(now=clock.later(days=30)).escalated == 0
        case = actions.act(step.pk, "refuse", {}, actor=leader, now=clock.now, reason="Hết chỗ")
        assert case.outcome == "refused"
        first, second = raised(filed.number, head)
        assert first.startswith("Thủ trưởng đơn vị · ")
        assert second.startswith("Lãnh đạo tỉnh · ")
        assert raised(filed.number, Reporter("reporter:one", filed.case_id)) == []
        assert Event.objects.filter(kind="cases.step.escalated").count() == 2

    def test_a_case_that_time_cannot_move_holds_up_no_other(self, clock: Clock) -> None:
        stuck, filed = ask(clock, "stuck"), ask(clock)
        Step.objects.filter(case_id=stuck.case_id).update(name="no_longer_declared")
        clock.later(days=2)
        with pytest.raises(ExceptionGroup, match="every case") as found:
            actions.tick(now=clock.now)
        assert len(found.value.exceptions) == 1
        assert open_step(filed, "checking").escalated == 1

    def test_silence_lapses_and_is_no_agreement(self, clock: Clock) -> None:
        filed = self.answered(clock)
        answered = open_step(filed, "answered")
        assert actions.tick(now=clock.later(days=3)).lapsed == 0
        assert actions.tick(now=clock.later(days=10)).lapsed == 1
        case = Case.objects.get(pk=filed.case_id)
        assert case.outcome == "lapsed"
        assert Step.objects.get(pk=answered.pk).closed_by == "system:clock"

    def test_a_dispute_takes_the_case_back_without_a_new_clock(self, clock: Clock) -> None:
        filed = self.answered(clock)
        promised = Case.objects.get(pk=filed.case_id).due_at
        asker = Reporter(f"reporter:{filed.case_id}", filed.case_id)
        step = open_step(filed, "answered")
        actions.act(step.pk, "dispute", {}, actor=asker, now=clock.later(days=4), reason="Chưa sửa")
        case = Case.objects.get(pk=filed.case_id)
        assert case.due_at == promised
        assert case.answered_at is None
        assert open_step(filed, "with_unit").due_at == promised

    def test_a_reclassified_report_gets_the_rows_limit_from_its_filing(self, clock: Clock) -> None:
        filed = self.filed(clock)
        operator = appoint("operator", "tong-dai-1022")
        step = open_step(filed, "received")
        told = {"category": "giao-thong", "priority": "urgent", "unit": "99001"}
        clock.later(minutes=3)
        case = actions.act(step.pk, "classify", told, actor=operator, now=clock.now)
        assert case.limit["applied"]["row"]["limit"] == "1 working day"
        assert case.limit["due"]["start"] == case.filed_at.astimezone(CALENDAR.zone).isoformat()
        assert case.due_at < case.promised_at
        urgent = case.due_at
        case = actions.reclassify(
            open_step(filed, "with_unit").pk,
            category="",
            priority="ordinary",
            reason="Không nguy hiểm",
            actor=appoint("officer", "99001"),
            now=clock.later(hours=1),
        )
        assert case.due_at > urgent
        assert open_step(filed, "with_unit").due_at == case.due_at

    def filed(self, clock: Clock) -> actions.Filed:
        form = {"text": "Đèn đường ở đầu xóm tắt ba hôm nay"}
        return actions.file(
            "hotline.report", form, place="99001", key="r", actor=ANONYMOUS, now=clock.now
        )

    def answered(self, clock: Clock) -> actions.Filed:
        filed = self.filed(clock)
        operator = appoint("operator", "tong-dai-1022")
        officer = appoint("officer", "99001")
        told = {"category": "giao-thong", "priority": "mendable", "unit": "99001"}
        step = open_step(filed, "received")
        actions.act(step.pk, "classify", told, actor=operator, now=clock.later(minutes=3))
        said = {"answer": "Đã thay bóng đèn và kiểm tra cả tuyến."}
        step = open_step(filed, "with_unit")
        actions.act(step.pk, "answer", said, actor=officer, now=clock.later(hours=3))
        return filed


def raised(number: str, actor: Actor) -> list[str]:
    """Return to whom the page of a case says that it was raised."""
    view = case_view(number, actor, now=TUESDAY)
    assert view is not None
    return [moment.who for moment in view.line if moment.title == "Báo lên vì trễ hạn"]


@pytest.mark.parametrize("province", ["thai_nguyen", "example"])
def test_every_shipped_procedure_is_without_mistakes(province: str) -> None:
    folders = sorted((EXAMPLE.parent / province / "procedures").glob("*/"))
    assert folders
    assert [problem for folder in folders for problem in check(folder)] == []


def test_no_limit_of_thai_nguyen_is_printed_as_its_own() -> None:
    folder = EXAMPLE.parent / "thai_nguyen" / "procedures" / "hotline_report"
    rows = parse(texts(folder)).tables["limits"].table.rows
    assert {row.basis for row in rows} == {"borrowed"}
    assert {row.limit for row in rows} == {"1 working day", "3 working days", "10 days", "15 days"}
