"""The province's calendar in the database: versions, administrators' changes, the real holidays."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from tinhso.kernel.calendar.actions import change_holidays
from tinhso.kernel.calendar.declared import DeclaredDay
from tinhso.kernel.calendar.loading import load
from tinhso.kernel.calendar.queries import (
    NoCalendarError,
    current,
    special_days,
    version,
    versions,
)
from tinhso.kernel.calendar.rules import Limit, due, reckoned_anew
from tinhso.kernel.calendar.tests.calendar_samples import at
from tinhso.kernel.declarations import DeclarationError, LoadReport, Text
from tinhso.kernel.ledger.actors import LOADER, Actor

NOW = at("2026-11-20 08:00")
ADMINISTRATOR = Actor("account:1")
MOURNING = DeclaredDay(
    kind="off", title=Text(vi="Quốc tang", en="State mourning"), basis="adopted", source="Thông báo"
)
USUAL = DeclaredDay(
    kind="usual", title=Text(vi="Làm việc", en="Working"), basis="adopted", source="Thông báo"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(province: Path) -> Path:
    load(province, actor=LOADER, now=NOW)
    return province


@pytest.mark.usefixtures("loaded")
def test_the_provinces_calendar_knows_the_real_days() -> None:
    calendar = current(now=NOW)
    five = Limit.parse("5 working days")
    assert due(calendar, at("2026-02-13 10:00"), five).at == at("2026-02-27 17:00")
    assert not calendar.is_working_day(date(2026, 11, 24))
    assert calendar.is_working_day(date(2025, 4, 26))
    assert calendar.holidays[date(2026, 11, 24)].basis == "adopted"
    assert calendar.holidays[date(2030, 9, 2)].basis == "predicted"
    minutes = Limit.parse("5 minutes of desk time")
    assert due(calendar, at("2026-11-24 23:58"), minutes, desk="hotline").at == at(
        "2026-11-25 00:03"
    )


def test_loading_again_changes_nothing(loaded: Path) -> None:
    again = load(loaded, actor=LOADER, now=NOW + timedelta(days=1))
    assert again == LoadReport("calendar", unchanged=1)
    assert len(versions()) == 1


@pytest.mark.usefixtures("loaded")
def test_a_holiday_added_late_leaves_what_was_promised_and_shows_both() -> None:
    promised = due(current(now=NOW), NOW, Limit.parse("3 working days"))
    later = NOW + timedelta(hours=1)
    change_holidays({date(2026, 11, 25): MOURNING}, reason="Tang", actor=ADMINISTRATOR, now=later)
    assert current(now=NOW).version == promised.calendar
    anew = reckoned_anew(current(now=later), promised)
    assert anew is not None
    assert (promised.at, anew.at) == (at("2026-11-26 17:00"), at("2026-11-27 17:00"))
    assert reckoned_anew(version(promised.calendar), promised) is None


@pytest.mark.usefixtures("loaded")
def test_a_predicted_holiday_can_be_taken_back_and_the_change_itself_too() -> None:
    day = date(2027, 11, 24)
    change_holidays({day: USUAL}, reason="Bãi bỏ", actor=ADMINISTRATOR, now=NOW)
    assert current(now=NOW).is_working_day(day)
    shown = {d["day"]: d for d in special_days(2027, now=NOW)}
    assert shown["2027-11-24"]["kind"] == "usual"
    assert shown["2027-11-24"]["changed"] is True
    later = NOW + timedelta(hours=1)
    change_holidays({day: None}, reason="Nhầm", actor=ADMINISTRATOR, now=later)
    assert not current(now=later).is_working_day(day)


def test_an_administrators_day_survives_a_new_file(loaded: Path, tmp_path: Path) -> None:
    change_holidays({date(2026, 11, 25): MOURNING}, reason="Tang", actor=ADMINISTRATOR, now=NOW)
    copyfile(loaded / "calendar.yaml", tmp_path / "calendar.yaml")
    text = (tmp_path / "calendar.yaml").read_text(encoding="utf-8")
    (tmp_path / "calendar.yaml").write_text(text.replace("17:00", "16:30"), encoding="utf-8")
    later = NOW + timedelta(hours=1)
    assert load(tmp_path, actor=LOADER, now=later).created == 1
    calendar = current(now=later)
    assert not calendar.is_working_day(date(2026, 11, 25))
    assert due(calendar, later, Limit.parse("1 working day")).at == at("2026-11-23 16:30")


@pytest.mark.usefixtures("loaded")
def test_each_change_is_one_event_without_its_words() -> None:
    from django.db import connection

    change_holidays({date(2026, 11, 25): MOURNING}, reason="Lý do", actor=ADMINISTRATOR, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM ledger_event ORDER BY at, id")
        bodies = [row[0] for row in cursor.fetchall()]
    assert len(bodies) == 2
    assert "2026-11-25" in bodies[1]
    assert "Lý do" not in bodies[1]


@pytest.mark.usefixtures("loaded")
def test_the_same_change_twice_is_one_version() -> None:
    days = {date(2026, 11, 25): MOURNING}
    assert change_holidays(days, reason="Tang", actor=ADMINISTRATOR, now=NOW) is not None
    assert change_holidays(days, reason="Tang", actor=ADMINISTRATOR, now=NOW) is None


@pytest.mark.usefixtures("loaded")
def test_a_change_needs_a_reason_and_a_year_that_is_covered() -> None:
    with pytest.raises(ValueError, match="reason"):
        change_holidays({date(2026, 11, 25): MOURNING}, reason=" ", actor=ADMINISTRATOR, now=NOW)
    with pytest.raises(ValueError, match="covers"):
        change_holidays({date(2050, 1, 1): MOURNING}, reason="x", actor=ADMINISTRATOR, now=NOW)


def test_without_a_calendar_the_cure_is_named() -> None:
    with pytest.raises(NoCalendarError, match="load"):
        current(now=NOW)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[07:30-11:30, 13:30-17:00]", "[07:30-11:30, 11:00-17:00]", "without overlap"),
        ("07:30-11:30", "0730", "07:30-11:30"),
        ("  hotline:", "  office:", "already in line"),
        ("always: yes\n    basis", "basis", "either"),
        ("first: 2020", "frist: 2020", "did you mean “first”"),
    ],
)
def test_a_wrong_file_says_where(
    province: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    text = (province / "calendar.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "calendar.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DeclarationError, match=words):
        load(tmp_path, actor=LOADER, now=NOW)
