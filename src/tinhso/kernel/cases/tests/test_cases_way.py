"""A procedure that nobody coded for, from its filing to its end."""

import pytest

from tinhso.kernel.cases import actions
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.cases.queries import by_secret, reporter
from tinhso.kernel.cases.tests.scene import Clock, appoint, ask, open_step
from tinhso.kernel.declarations import JSON
from tinhso.kernel.ledger.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def test_it_is_taken_to_its_end(clock: Clock) -> None:
    officer, head = appoint("officer", "99001"), appoint("head", "99001")
    filed = ask(clock)

    step = open_step(filed, "checking")
    actions.act(
        step.pk, "pass_to_head", {"free_day": "2026-12-05"}, actor=officer, now=clock.later(hours=1)
    )
    step = open_step(filed, "deciding")
    actions.act(step.pk, "grant", {}, actor=head, now=clock.later(hours=1))
    step = open_step(filed, "handing_over")
    case = actions.act(step.pk, "taken_back", {}, actor=officer, now=clock.later(days=18))

    assert (case.outcome, case.closed_at) == ("lent", clock.now)
    assert not case.steps.filter(closed_at=None).exists()
    asker = reporter(filed.number.lower(), filed.secret.replace("-", ""))
    assert asker is not None
    assert actions.rate(case.pk, 5, actor=asker, now=clock.now).rating == 5
    kinds = Event.objects.filter(subject=f"case:{case.pk}").order_by("at", "id")
    assert list(kinds.values_list("kind", flat=True)) == [
        "cases.case.filed",
        "cases.step.acted",
        "cases.step.acted",
        "cases.step.acted",
        "cases.case.rated",
    ]


@pytest.mark.parametrize("first", ["deciding", "safety"])
def test_two_open_steps_wait_for_each_other(clock: Clock, first: str) -> None:
    officer, head = appoint("officer", "99001"), appoint("head", "99001")
    builder = appoint("officer", "so-xay-dung")
    filed = ask(clock, guests=300)
    step = open_step(filed, "checking")
    actions.act(step.pk, "pass_to_both", {"free_day": "2026-12-05"}, actor=officer, now=clock.now)

    def decide() -> None:
        actions.act(open_step(filed, "deciding").pk, "grant", {}, actor=head, now=clock.now)

    def confirm() -> None:
        answer = {"most_guests": 320}
        actions.act(open_step(filed, "safety").pk, "confirm", answer, actor=builder, now=clock.now)

    ways = [decide, confirm] if first == "deciding" else [confirm, decide]
    ways[0]()
    assert not Step.objects.filter(case_id=filed.case_id, name="handing_over").exists()
    ways[1]()
    assert open_step(filed, "handing_over").unit is not None


def test_the_same_key_files_once(clock: Clock) -> None:
    first = ask(clock)
    again = ask(clock, purpose="Việc khác hẳn")
    assert again.again
    assert (again.number, again.secret, again.promise) == (
        first.number,
        first.secret,
        first.promise,
    )
    assert Case.objects.count() == 1


def test_number_and_secret_open_it_only_together(clock: Clock) -> None:
    one, other = ask(clock, "one"), ask(clock, "other")
    assert by_secret(one.number, one.secret) is not None
    assert by_secret(one.number, other.secret) is None
    assert by_secret("NVH-26-AAAAAA", one.secret) is None


@pytest.mark.parametrize(
    ("wrong", "field", "cure"),
    [
        ({"purpose": ""}, "purpose", "Hãy trả lời"),
        ({"purpose": "x"}, "purpose", "ít nhất 5 ký tự"),
        ({"guests": 0}, "guests", "từ 1"),
        ({"guests": "nhiều"}, "guests", "phải là một số"),
        ({"day": "mai"}, "day", "phải là một ngày"),
        ({"place": "00000"}, "place", "xã, phường"),
        ({"colour": "đỏ"}, "colour", "bỏ đi"),
    ],
)
def test_a_wrong_answer_is_named_with_its_cure(
    clock: Clock, wrong: dict[str, JSON], field: str, cure: str
) -> None:
    with pytest.raises(actions.Invalid) as refused:
        ask(clock, key="k", **wrong)
    assert list(refused.value.errors) == [field]
    assert cure in refused.value.errors[field]
    assert not Case.objects.exists()


def test_the_second_of_two_officers_is_told(clock: Clock) -> None:
    first, second = appoint("officer", "99001"), appoint("officer", "99001")
    step = open_step(ask(clock), "checking")
    actions.act(step.pk, "pass_to_head", {"free_day": "2026-12-05"}, actor=first, now=clock.now)
    with pytest.raises(actions.AlreadyDone, match="người khác xử lý"):
        actions.act(step.pk, "refuse", {}, actor=second, now=clock.now, reason="Hết chỗ")


def test_an_action_whose_condition_does_not_hold_is_not_offered(clock: Clock) -> None:
    officer = appoint("officer", "99001")
    step = open_step(ask(clock, guests=201), "checking")
    with pytest.raises(actions.NoSuchAction):
        actions.act(
            step.pk, "pass_to_head", {"free_day": "2026-12-05"}, actor=officer, now=clock.now
        )
