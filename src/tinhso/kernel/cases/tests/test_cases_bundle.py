"""What the database itself refuses, whoever asks."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError

from tinhso.kernel.cases import actions, queries
from tinhso.kernel.cases.models import Bundle, Case, Step
from tinhso.kernel.cases.tests.scene import (
    EXAMPLE,
    HALL,
    TUESDAY,
    Clock,
    appoint,
    ask,
    open_step,
)
from tinhso.kernel.ledger.actors import LOADER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
FOLDER = EXAMPLE / "procedures" / "hall_loan"


def test_a_bundle_never_changes() -> None:
    with pytest.raises(DatabaseError, match="never changes"):
        Bundle.objects.filter(name=HALL).update(content={"files": {}})


def test_the_same_files_are_one_bundle_and_others_another(tmp_path: Any) -> None:
    bundle, is_new = actions.load_bundle(FOLDER, actor=LOADER, now=TUESDAY)
    assert not is_new
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_text(file.read_text("utf-8") + "\n", "utf-8")
    other, is_new = actions.load_bundle(tmp_path, actor=LOADER, now=TUESDAY)
    assert is_new
    assert other.hash != bundle.hash
    assert queries.in_force(HALL, now=TUESDAY).hash == other.hash


def test_a_case_ends_under_the_bundle_it_began_with_unless_moved(
    clock: Clock, tmp_path: Any
) -> None:
    filed = ask(clock)
    for file in FOLDER.iterdir():
        text = file.read_text("utf-8").replace("checking", "looking")
        (tmp_path / file.name).write_text(text, "utf-8")
    newer, _ = actions.load_bundle(tmp_path, actor=LOADER, now=clock.now)
    assert Case.objects.get().bundle_id != newer.pk
    before = Case.objects.get().due_at
    with pytest.raises(actions.Invalid, match="checking"):
        actions.move_case(filed.case_id, newer.hash, {}, reason="-", actor=LOADER, now=clock.now)
    mapping = {"checking": "looking"}
    actions.move_case(
        filed.case_id, newer.hash, mapping, reason="Bản mới", actor=LOADER, now=clock.now
    )
    case = Case.objects.get()
    assert (case.bundle_id, case.due_at) == (newer.pk, before)
    officer = appoint("officer", "99001")
    step = open_step(filed, "looking")
    case = actions.act(step.pk, "refuse", {}, actor=officer, now=clock.now, reason="Hết chỗ")
    assert case.outcome == "refused"


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "lent"},
        {"closed_at": TUESDAY},
        {"due_at": TUESDAY.replace(year=2025)},
        {"latitude": 21.5},
        {"latitude": 95.0, "longitude": 105.0},
        {"rating": 6},
    ],
)
def test_a_case_that_contradicts_itself(clock: Clock, wrong: dict[str, Any]) -> None:
    ask(clock)
    with pytest.raises(IntegrityError):
        Case.objects.update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "refuse"},
        {"closed_at": TUESDAY},
        {"paused_at": TUESDAY},
        {"pause": "more_wanted"},
        {"paused_at": TUESDAY, "pause": "more_wanted"},
        {"pause_until": TUESDAY, "pause": "more_wanted"},
    ],
)
def test_a_step_that_contradicts_itself(clock: Clock, wrong: dict[str, Any]) -> None:
    ask(clock)
    with pytest.raises(IntegrityError):
        Step.objects.update(**wrong)


def test_one_step_is_not_open_twice_at_one_unit(clock: Clock) -> None:
    ask(clock)
    step = Step.objects.get()
    with pytest.raises(IntegrityError):
        Step.objects.create(
            case=step.case, name=step.name, unit=step.unit, role="x", opened_at=clock.now
        )
