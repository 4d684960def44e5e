"""How a report came so far is told in turns and units, and never in words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.hotline.rules import Turn, last_moved, way
from tinhso.systems.hotline.tests.story import told

START = datetime(2026, 11, 17, 9, tzinfo=UTC)


def after(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def test_a_classification_names_the_unit_it_led_to_and_an_answer_who_gave_it() -> None:
    turns = [
        Turn("received", 1, START, after(1), "classify"),
        Turn("with_unit", 7, after(1), after(5), "answer"),
        Turn("answered", None, after(5), until=after(50)),
    ]
    told_ = way(START, turns)
    assert [(entry.get("what"), entry["unit"]) for entry in told_] == [
        ("filed", None),
        ("classify", 7),
        ("answer", 7),
        (None, None),
    ]
    assert (told_[-1]["now"], told_[-1]["until"]) == ("answered", after(50).isoformat())


def test_after_a_return_each_classification_leads_to_its_own_unit() -> None:
    turns = [
        Turn("received", 1, START, after(1), "classify"),
        Turn("with_unit", 7, after(1), after(2), "pass_on"),
        Turn("received", 1, after(2), after(3), "classify"),
        Turn("with_unit", 8, after(3), due_at=after(40)),
    ]
    units = [entry["unit"] for entry in way(START, turns) if entry.get("what") == "classify"]
    assert units == [7, 8]


HOURS = st.floats(0, 1000, allow_nan=False)
TURNS = st.lists(
    st.builds(
        lambda name, unit, begin, lasts, ended: Turn(
            name, unit, after(begin), after(begin + lasts) if ended else None, "answer"
        ),
        st.sampled_from(["received", "with_unit", "supporting", "answered"]),
        st.none() | st.integers(1, 9),
        HOURS,
        HOURS,
        st.booleans(),
    ),
    max_size=8,
)


@given(TURNS)
def test_what_happened_is_in_order_and_what_is_open_comes_last(turns: list[Turn]) -> None:
    entries = way(START, turns)
    past = [entry for entry in entries if "what" in entry]
    assert entries[: len(past)] == past
    assert [e["at"] for e in past] == sorted(e["at"] for e in past)
    assert len(entries) == len(turns) + 1
    assert last_moved(START, turns) >= START


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
def test_the_public_row_of_a_dispute_tells_it_and_holds_no_word_of_its_reason() -> None:
    from tinhso.kernel.cases import actions as cases

    report = told(START).classified().later(hours=1).answered()
    reason = "Ông Tám gọi 0912345678 vẫn chưa được"
    cases.act(report.step(), "dispute", {}, actor=report.reporter, now=report.now, reason=reason)
    public = report.seen()
    assert [entry["what"] for entry in public.way if "what" in entry] == [
        "filed",
        "classify",
        "answer",
        "dispute",
    ]
    assert public.way[-1]["now"] == "with_unit"
    assert "Tám" not in str(public.way)
    assert "0912345678" not in str(public.way)


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
def test_two_units_work_on_one_report_and_the_reporter_is_asked_when_both_are_done() -> None:
    from tinhso.kernel.cases import actions as cases
    from tinhso.kernel.cases.models import Case, Step
    from tinhso.kernel.cases.tests.scene import appoint

    report = told(START).classified().later(hours=1)
    due = Case.objects.get(pk=report.filed.case_id).due_at
    first, second = appoint("officer", "99001"), appoint("officer", "99016")
    asked = {"second_unit": "99016"}
    reason = "Nắp cống do phường bên quản lý"
    cases.act(report.step(), "call_in", asked, actor=first, now=report.now, reason=reason)
    open_ = {step.name: step for step in Step.objects.filter(closed_at=None)}
    assert set(open_) == {"with_unit", "supporting"}
    done = {"contribution": "Đã thay nắp cống bị vỡ lúc sáng nay."}
    cases.act(open_["supporting"].pk, "contribute", done, actor=second, now=report.now)
    assert report.seen().status == "working"
    words = {"answer": "Đã vá mặt đường và thay nắp cống."}
    cases.act(open_["with_unit"].pk, "answer", words, actor=first, now=report.now)
    public = report.seen()
    assert public.status == "answered"
    assert [entry["what"] for entry in public.way if "what" in entry] == [
        *("filed", "classify", "contribute", "answer"),
    ]
    case = Case.objects.get(pk=report.filed.case_id)
    assert (case.due_at, case.hops) == (due, 0)
    cases.act(report.step(), "agree", {}, actor=report.reporter, now=report.later(hours=1).now)
    assert report.seen().status == "agreed"
