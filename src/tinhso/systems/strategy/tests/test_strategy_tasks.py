"""A task from the giver and back: its case tells where it stands, and nobody types it in."""

from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.models import Case, Step
from tinhso.kernel.cases.tests.scene import appoint
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people.actors import Member
from tinhso.systems.strategy import actions, loading, queries
from tinhso.systems.strategy.actions import NewTask
from tinhso.systems.strategy.models import Ask, Task
from tinhso.systems.strategy.rules.tasks import TaskState

pytestmark = pytest.mark.usefixtures("governed")
RESULT = {"result": "Đã phủ 5G ở mọi khu dân cư theo kế hoạch.", "evidence": "BC 12/BC-SKHCN"}


@pytest.fixture
def leader(governed: Path, now: datetime) -> Member:
    del governed
    return appoint("leader", "ubnd-tinh", on=now)


@pytest.fixture
def officer(governed: Path, now: datetime) -> Member:
    del governed
    return appoint("officer", "so-khoa-hoc-cong-nghe", on=now)


def given(leader: Member, now: datetime, key: str = "k", **more: object) -> Task:
    values: dict[str, object] = {
        "title": "Phủ 5G khu dân cư",
        "unit": "so-khoa-hoc-cong-nghe",
        "due": date(2026, 12, 31),
    }
    new = NewTask(**(values | more))  # type: ignore[arg-type]  # a test's shorthand
    return actions.give_task(new, key=key, actor=leader, now=now)


def step(task: Task, name: str) -> UUID:
    return Step.objects.get(case=task.case_id, name=name, closed_at=None).pk


def state(task: Task, now: datetime) -> TaskState:
    found = queries.task(task.code, now=now)
    assert found is not None
    return found.state


def test_a_declared_task_is_given_worked_on_reported_and_confirmed(
    leader: Member, officer: Member, now: datetime
) -> None:
    declared = Task.objects.get(code="qd-2840-1")
    assert state(declared, now) is TaskState.NOT_GIVEN
    task = given(leader, now, task=declared)
    assert task.pk == declared.pk
    assert state(task, now) is TaskState.GIVEN
    cases.act(step(task, "given"), "accept", {}, actor=officer, now=now)
    assert state(task, now) is TaskState.WORKING
    cases.act(step(task, "working"), "report", RESULT, actor=officer, now=now)
    assert state(task, now) is TaskState.REPORTED
    cases.act(
        step(task, "confirming"), "return", {}, actor=leader, now=now, reason="Thiếu phụ lục."
    )
    assert state(task, now) is TaskState.RETURNED
    cases.act(step(task, "working"), "report", RESULT, actor=officer, now=now)
    cases.act(step(task, "confirming"), "confirm", {}, actor=leader, now=now)
    assert state(task, now) is TaskState.DONE
    of_2840 = queries.resolution("qd-2840")
    assert of_2840 is not None
    progress = queries.promised(of_2840, now=now).progress
    assert (progress.tasks.done, progress.tasks.of) == (1, 8)


def test_a_report_needs_evidence(leader: Member, officer: Member, now: datetime) -> None:
    task = given(leader, now)
    cases.act(step(task, "given"), "accept", {}, actor=officer, now=now)
    with pytest.raises(cases.Invalid) as told:
        cases.act(
            step(task, "working"), "report", {"result": RESULT["result"]}, actor=officer, now=now
        )
    assert set(told.value.errors) == {"evidence"}


def test_the_giver_is_asked_when_the_last_helper_is_done(
    leader: Member, officer: Member, now: datetime
) -> None:
    task = given(leader, now)
    helper = appoint("officer", "so-cong-thuong", on=now)
    cases.act(step(task, "given"), "accept", {}, actor=officer, now=now)
    asked = {"second_unit": "so-cong-thuong", "part": "Danh sách cụm công nghiệp chưa có sóng."}
    cases.act(step(task, "working"), "call_in", asked, actor=officer, now=now)
    cases.act(step(task, "working"), "report", RESULT, actor=officer, now=now)
    assert state(task, now) is TaskState.WORKING
    done = {"contribution": "Đã gửi danh sách 11 cụm."}
    cases.act(step(task, "supporting"), "contribute", done, actor=helper, now=now)
    assert state(task, now) is TaskState.REPORTED
    found = queries.task(task.code, now=now)
    assert found is not None
    assert [unit.code for unit in found.helpers] == ["so-cong-thuong"]


def test_its_day_is_the_one_the_giver_named(leader: Member, officer: Member, now: datetime) -> None:
    task = given(leader, now, due=date(2026, 12, 31))
    held = Case.objects.get(strategy_task=task)
    assert held.due_at.date() == date(2026, 12, 31)
    after = held.due_at + timedelta(minutes=1)
    cases.act(step(task, "given"), "accept", {}, actor=officer, now=now)
    assert not _late(task, held.due_at)
    assert _late(task, after)
    cases.tick(now=after)
    shown = Step.objects.get(pk=step(task, "working")).escalations.values_list("role", flat=True)
    assert list(shown) == ["head"]


def _late(task: Task, at: datetime) -> bool:
    found = queries.task(task.code, now=at)
    assert found is not None
    return found.is_late


def test_the_same_key_gives_once_and_a_given_task_is_not_given_again(
    leader: Member, now: datetime
) -> None:
    declared = Task.objects.get(code="qd-2840-2")
    first = given(leader, now, task=declared)
    assert given(leader, now, task=declared).pk == first.pk
    assert Case.objects.count() == 1
    with pytest.raises(cases.Invalid, match="đã được giao"):
        given(leader, now, key="other", task=Task.objects.get(pk=declared.pk))
    assert Event.objects.filter(kind="strategy.task.given").count() == 1


def test_only_a_leader_gives_and_only_for_a_day_to_come(
    leader: Member, officer: Member, now: datetime
) -> None:
    with pytest.raises(cases.Refused):
        given(officer, now)
    with pytest.raises(cases.Invalid) as told:
        given(leader, now, due=now.date())
    assert set(told.value.errors) == {"due"}
    with pytest.raises(cases.Invalid) as told:
        given(leader, now, unit="khong-co")
    assert set(told.value.errors) == {"unit"}
    assert not Task.objects.exclude(case=None).exists()


def test_tasks_wait_for_each_other_but_never_in_a_circle(leader: Member, now: datetime) -> None:
    first = given(leader, now, "first", needs=["qd-2840-3"])
    found = queries.task(first.code, now=now)
    assert found is not None
    assert [one.code for one in found.waits_for] == ["qd-2840-3"]
    with pytest.raises(cases.Invalid, match="vòng"):
        given(leader, now, "third", task=Task.objects.get(code="qd-2840-3"), needs=[first.code])
    assert Task.objects.get(code="qd-2840-3").case is None


def test_a_task_for_an_ask_answers_it(leader: Member, now: datetime) -> None:
    ask = Ask.objects.filter(level="province").get()
    task = given(leader, now, ask=ask)
    session = queries.session("ban-kinh-te-trung-uong", now=now)
    assert session is not None
    standing = {one.ask.pk: one.task for one in session.asks}[ask.pk]
    assert standing is not None
    assert standing.task.pk == task.pk
    assert session.open_asks == 3


def test_what_serves_a_target_is_found_from_it(leader: Member, now: datetime) -> None:
    task = given(leader, now, aims=["nq01-dti-2030"])
    assert [one.task for one in queries.tasks_for(["nq01-dti-2030"], now=now)] == [task]
    board = queries.board(queries.Filters(unit="so-khoa-hoc-cong-nghe"), now=now)
    assert [t.target.code for group in board.promised for t in group.targets] == ["nq01-dti-2030"]


def test_a_changed_declaration_leaves_given_tasks_alone(
    governed: Path, leader: Member, now: datetime, tmp_path: Path
) -> None:
    task = given(leader, now, task=Task.objects.get(code="qd-2840-1"))
    folder = tmp_path / "strategy"
    folder.mkdir()
    text = (governed / "strategy" / "resolutions.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "là hạ tầng số" not in line]
    (folder / "resolutions.yaml").write_text("\n".join(lines), encoding="utf-8")
    loading.load(tmp_path, actor=LOADER, now=now)
    kept = Task.objects.get(case=task.case_id)
    assert queries.task(kept.code, now=now) is not None
    assert Task.objects.filter(resolution__code="qd-2840").count() == 7


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("aims: [qd2840-dich-vu-cong,", "aims: [qd2840-khong-co,", "no target or milestone"),
        ("system: maps,", "system: maps, needs: [qd-2840-99],", "no task “qd-2840-99”"),
        ("system: maps,", "system: maps, needs: [qd-2840-6],", "wait for each other"),
    ],
)
def test_a_task_that_names_what_is_not_there_is_refused(
    governed: Path, now: datetime, tmp_path: Path, before: str, after: str, said: str
) -> None:
    folder = tmp_path / "strategy"
    folder.mkdir()
    text = (governed / "strategy" / "resolutions.yaml").read_text(encoding="utf-8")
    assert before in text
    (folder / "resolutions.yaml").write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(Exception, match=said):
        loading.load(tmp_path, actor=LOADER, now=now)


@pytest.mark.parametrize(
    ("address", "queries_made"),
    [("/tasks", 5), ("/tasks/qd-2840-1", 6), ("/targets/dh20-grdp", 15), ("/rankings", 7)],
)
def test_pages_cost_the_same_however_much_they_show(
    client: Client,
    leader: Member,
    now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    address: str,
    queries_made: int,
) -> None:
    for number in range(3):
        given(leader, now, f"k{number}", aims=["dh20-grdp", "nq01-dti-2030"])
    client.get(address)
    with django_assert_max_num_queries(queries_made):
        page = client.get(address)
    assert page.status_code == 200
