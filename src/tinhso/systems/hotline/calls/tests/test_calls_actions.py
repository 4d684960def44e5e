"""A call from its first ring to what became of it."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from tinhso.kernel.cases.errors import Invalid
from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.tests.scene import appoint
from tinhso.kernel.ledger.actors import ANONYMOUS
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.rules import NotAPhoneNumberError
from tinhso.systems.hotline.actions import Contact, NewReport
from tinhso.systems.hotline.calls import actions, errors
from tinhso.systems.hotline.calls.actions import Classification, Ringing, Told
from tinhso.systems.hotline.calls.models import Call
from tinhso.systems.hotline.calls.queries import calls, log, wall
from tinhso.systems.hotline.tests.story import told as reported

pytestmark = pytest.mark.django_db

NUMBER = "0912 345 678"
WORDS = "Đèn đường tắt cả tuần nay ở đầu ngõ, đi lại rất tối."
LATER = timedelta(minutes=2)


def ringing(operator: Member, now: datetime, number: str = NUMBER, key: str = "a") -> Call:
    return actions.begin(Ringing(number), key=key, actor=operator, now=now)[0]


def what_is_told(**more: object) -> Told:
    report = NewReport(text=WORDS, place="99001", channel="phone", **more)  # type: ignore[arg-type]
    return Told(report, Classification("street-light", "mendable", "99001"))


def test_a_call_begun_twice_under_one_key_is_one(operator: Member, now: datetime) -> None:
    first, is_new = actions.begin(Ringing(NUMBER), key="ex:7", actor=operator, now=now)
    second, again = actions.begin(Ringing(NUMBER), key="ex:7", actor=operator, now=now + LATER)
    assert (is_new, again) == (True, False)
    assert first.pk == second.pk
    assert second.begun_at == now
    assert Event.objects.filter(kind="hotline.call.begun").count() == 1


def test_a_call_put_through_is_a_call_of_each_operator(
    operator: Member, colleague: Member, now: datetime
) -> None:
    assert ringing(operator, now).pk != ringing(colleague, now).pk


def test_a_number_is_kept_sealed_and_found_however_it_is_written(
    operator: Member, now: datetime
) -> None:
    call = ringing(operator, now)
    assert "912345678" not in call.number + call.number_index
    assert calls.number_of(call) == "+84912345678"
    assert calls.masked(call) == "0912 *** 678"
    day = now.date()
    found = log.log(call.unit_id, log.LogFilters(day, text="+84 912-345-678"))
    assert list(found) == [call]
    assert not any("2345678" in event.body for event in Event.objects.filter(subject=str(call)))


def test_a_number_that_is_none_begins_no_call(operator: Member, now: datetime) -> None:
    with pytest.raises(NotAPhoneNumberError):
        ringing(operator, now, number="anonymous")
    assert not Call.objects.exists()


@pytest.mark.usefixtures("operator")
def test_only_who_holds_a_post_at_the_desk_takes_calls(now: datetime) -> None:
    for stranger in (appoint("operator", "99001"), appoint("officer", "99001"), ANONYMOUS):
        with pytest.raises(errors.NotAtDeskError):
            actions.begin(Ringing(), key="a", actor=stranger, now=now)


def test_what_was_typed_is_kept_sealed_until_the_call_ends(operator: Member, now: datetime) -> None:
    call = ringing(operator, now)
    actions.keep_draft(call.pk, {"text": "Đèn đường", "name": ""}, actor=operator, now=now)
    call.refresh_from_db()
    assert "Đèn" not in call.draft
    assert calls.draft_of(call) == {"text": "Đèn đường"}
    actions.end(call.pk, "informed", actor=operator, now=now + LATER)
    call.refresh_from_db()
    assert call.draft == ""
    with pytest.raises(errors.CallEndedError):
        actions.keep_draft(call.pk, {"text": "nữa"}, actor=operator, now=now + LATER)


def test_filing_classifies_and_ends_the_call_in_one_go(operator: Member, now: datetime) -> None:
    call = ringing(operator, now)
    filed = actions.file(call.pk, what_is_told(), key="k", actor=operator, now=now + LATER)
    call.refresh_from_db()
    case = Case.objects.get(pk=filed.case_id)
    assert (call.outcome, call.case_id, call.ended_at) == ("filed", case.pk, now + LATER)
    assert (case.category, case.priority, case.form["channel"]) == (
        "street-light",
        "mendable",
        "phone",
    )
    assert case.unit is not None
    assert case.unit.code == "99001"
    assert list(case.steps.filter(closed_at=None).values_list("name", flat=True)) == ["with_unit"]


def test_the_same_filing_sent_twice_files_once(operator: Member, now: datetime) -> None:
    call = ringing(operator, now)
    first = actions.file(call.pk, what_is_told(), key="k", actor=operator, now=now)
    again = actions.file(call.pk, what_is_told(), key="k", actor=operator, now=now + LATER)
    assert (first.number, first.secret) == (again.number, again.secret)
    assert Case.objects.count() == 1
    with pytest.raises(errors.CallEndedError):
        actions.file(call.pk, what_is_told(), key="other", actor=operator, now=now + LATER)


def test_what_cannot_be_classified_is_not_filed_either(operator: Member, now: datetime) -> None:
    call = ringing(operator, now)
    wrong = Told(what_is_told().report, Classification("street-light", "mendable", "nowhere"))
    with pytest.raises(Invalid):
        actions.file(call.pk, wrong, key="k", actor=operator, now=now)
    call.refresh_from_db()
    assert not Case.objects.exists()
    assert call.ended_at is None


def test_a_caller_is_added_to_a_report_and_nothing_is_filed(
    operator: Member, now: datetime
) -> None:
    report = reported(now)
    call = ringing(operator, now)
    typed = report.filed.number.lower().replace("-", "")
    for moment in (now + LATER, now + 2 * LATER):
        assert actions.link(call.pk, typed, None, key="call", actor=operator, now=moment) is None
    call.refresh_from_db()
    assert (call.outcome, call.case_id) == ("linked", report.filed.case_id)
    assert Case.objects.count() == 1
    assert Event.objects.filter(kind="hotline.call.ended").count() == 1


def test_who_wants_the_answer_gets_a_report_that_is_answered_together(
    operator: Member, now: datetime
) -> None:
    report = reported(now).classified()
    call = ringing(operator, now)
    told = Told(what_is_told(contact=Contact(name="Lê Thị Bưởi", phone=NUMBER)).report)
    number = report.filed.number
    first = actions.link(call.pk, number, told, key="call", actor=operator, now=now + LATER)
    again = actions.link(call.pk, number, told, key="call", actor=operator, now=now + LATER)
    assert first is not None
    assert again is not None
    assert first.number == again.number != number
    call.refresh_from_db()
    assert call.case_id == first.case_id
    report.later(hours=1).answered()
    case = Case.objects.get(pk=first.case_id)
    assert (case.category, case.answered_at) == ("pothole", report.now)


def test_nobody_is_added_to_a_report_that_is_none(operator: Member, now: datetime) -> None:
    call = ringing(operator, now)
    with pytest.raises(errors.NoSuchReportError):
        actions.link(call.pk, "HB-26-ABCDEF", None, key="k", actor=operator, now=now)


def test_a_call_is_its_operators_alone(operator: Member, colleague: Member, now: datetime) -> None:
    call = ringing(operator, now)
    for attempt in (
        lambda: actions.end(call.pk, "informed", actor=colleague, now=now),
        lambda: actions.keep_draft(call.pk, {}, actor=colleague, now=now),
        lambda: actions.file(call.pk, what_is_told(), key="k", actor=colleague, now=now),
        lambda: actions.link(call.pk, "x", None, key="k", actor=colleague, now=now),
    ):
        with pytest.raises(errors.NotYoursError):
            attempt()


def test_a_call_with_a_report_is_not_ended_by_words_alone(operator: Member, now: datetime) -> None:
    with pytest.raises(ValueError, match="without a report"):
        actions.end(ringing(operator, now).pk, "filed", actor=operator, now=now)


def test_a_missed_call_waits_until_it_is_called_back(operator: Member, now: datetime) -> None:
    missed = actions.enter_missed(NUMBER, key="m", actor=operator, now=now)
    assert list(log.to_call_back(missed.unit_id)) == [missed]
    back, _new = actions.begin(Ringing(returns=missed.pk), key="b", actor=operator, now=now + LATER)
    assert calls.number_of(back) == "+84912345678"
    assert not log.to_call_back(missed.unit_id)


def test_who_waits_since_yesterday_stands_on_the_wall_too(operator: Member, now: datetime) -> None:
    early = now - timedelta(days=1)
    missed = actions.enter_missed(NUMBER, key="m", actor=operator, now=early)
    assert wall.snapshot(missed.unit_id, now=now).to_call_back == 1


def test_whom_nobody_reached_waits_again(operator: Member, now: datetime) -> None:
    missed = actions.enter_missed(NUMBER, key="m", actor=operator, now=now)
    back, _new = actions.begin(Ringing(returns=missed.pk), key="b", actor=operator, now=now)
    actions.end(back.pk, "abandoned", actor=operator, now=now + LATER)
    assert [one.pk for one in log.to_call_back(missed.unit_id)] == [back.pk]
    actions.settle(back.pk, actor=operator, now=now + LATER)
    assert not log.to_call_back(missed.unit_id)


def test_whoever_got_through_later_need_not_be_called_back(operator: Member, now: datetime) -> None:
    missed = actions.enter_missed(NUMBER, key="m", actor=operator, now=now)
    call = ringing(operator, now + LATER)
    actions.end(call.pk, "informed", actor=operator, now=now + 2 * LATER)
    assert not log.to_call_back(missed.unit_id)


def test_a_caller_is_known_by_the_number_with_earlier_reports(
    operator: Member, now: datetime
) -> None:
    first = ringing(operator, now)
    with_contact = what_is_told(contact=Contact(name="Lê Thị Bưởi", phone=NUMBER))
    filed = actions.file(first.pk, with_contact, key="k", actor=operator, now=now)
    second = ringing(operator, now + LATER, key="b")
    without = ringing(operator, now + LATER, key="c", number="0987654321")
    known = calls.caller(calls.number_of(second), besides=second.pk)
    assert [case.pk for case in known.cases] == [filed.case_id]
    assert len(known.persons) == 1
    assert known.calls_before == 1
    nobody = calls.caller(calls.number_of(without), besides=without.pk)
    assert (nobody.persons, nobody.cases, nobody.calls_before) == ((), (), 0)


def test_a_call_of_another_desk_is_not_called_back(operator: Member, now: datetime) -> None:
    with pytest.raises(errors.NotYoursError):
        actions.begin(Ringing(returns=uuid4()), key="b", actor=operator, now=now)
