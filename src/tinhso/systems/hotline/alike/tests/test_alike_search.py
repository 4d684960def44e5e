"""Similar reports are found by words, place and time, among what the asker may see."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.tests.scene import appoint
from tinhso.kernel.ledger.actors import ANONYMOUS, Actor
from tinhso.systems.hotline.actions import Wording, publish
from tinhso.systems.hotline.alike import actions, queries
from tinhso.systems.hotline.alike.models import Lesson
from tinhso.systems.hotline.alike.queries import Similar
from tinhso.systems.hotline.tests.story import Report, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
HOLE = "Ổ gà rất sâu ở khúc cua vào xóm Núi Dài, xe máy dễ ngã"
TYPED = "o ga rat sau khuc cua vao xom nui dai, xe may nga suot"
LAT, LON = 21.601, 104.402
HERE = {"latitude": LAT, "longitude": LON, "commune": "99001"}
NOWHERE = {"latitude": None, "longitude": None, "commune": ""}


def hole(now: datetime, key: str = "a", **more: object) -> Report:
    given: dict[str, object] = {"text": HOLE, "latitude": LAT, "longitude": LON}
    return told(now, key, **given | more)


def found(text: str, actor: Actor, now: datetime, **more: object) -> list[Similar]:
    asked = HERE | more
    return queries.similar(text, actor=actor, now=now, **asked)  # type: ignore[arg-type]


def numbers(similar: list[Similar]) -> list[str]:
    return [one.number for one in similar]


def test_an_operator_is_shown_the_same_thing_typed_in_haste(now: datetime) -> None:
    report = hole(now)
    report.seen()
    operator = appoint("operator", "tong-dai-1022")
    similar = found(TYPED, operator, now)
    assert numbers(similar) == [report.filed.number]
    assert similar[0].distance_m == pytest.approx(0)
    far = found(TYPED, operator, now, latitude=LAT + 0.045)
    assert far == [], "the same words five kilometres away"
    later = found(TYPED, operator, now + timedelta(days=70))
    assert later == [], "long after"


def test_without_a_pin_the_commune_and_the_words_decide(now: datetime) -> None:
    report = hole(now)
    report.seen()
    operator = appoint("operator", "tong-dai-1022")
    assert numbers(found(TYPED, operator, now, latitude=None, longitude=None)) == [
        report.filed.number
    ]
    pin = {"latitude": None, "longitude": None}
    assert found("Đèn đường tắt ở chợ", operator, now, **pin) == []
    assert found(TYPED, operator, now, commune="99007", **pin) == []
    assert found(TYPED, operator, now, commune="nowhere", **pin) is not None


def test_staff_find_only_what_they_may_read(now: datetime) -> None:
    report = hole(now).classified()
    report.seen()
    mine, other = appoint("officer", "99001"), appoint("officer", "99007")
    assert numbers(found(TYPED, mine, now)) == [report.filed.number]
    assert found(TYPED, other, now) == []
    assert found(TYPED, ANONYMOUS, now) == []


def test_the_case_that_is_looked_at_is_left_out(now: datetime) -> None:
    report = hole(now)
    report.seen()
    operator = appoint("operator", "tong-dai-1022")
    assert found(HOLE, operator, now, but=report.filed.case_id) == []


def test_the_public_finds_only_words_that_somebody_confirmed(now: datetime) -> None:
    """Whoever could search the originals could ask them for what nobody has confirmed."""
    report = hole(now).classified()
    report.seen()
    assert queries.similar_public(HOLE, now=now, **HERE) == []  # type: ignore[arg-type]
    publish(
        report.filed.number,
        Wording(title="Ổ gà ở khúc cua", text="Ổ gà rất sâu ở khúc cua, xe máy dễ ngã"),
        actor=Actor("account:1"),
        now=now,
    )
    similar = queries.similar_public(TYPED, now=now, **HERE)  # type: ignore[arg-type]
    assert numbers(similar) == [report.filed.number]
    assert similar[0].title == "Ổ gà ở khúc cua"


def test_no_word_that_was_struck_out_changes_what_the_public_is_told(now: datetime) -> None:
    report = hole(now, text=HOLE + " trước nhà bà Bưởi số 12").classified()
    report.seen()
    publish(
        report.filed.number,
        Wording(title="Ổ gà", text="Ổ gà rất sâu ở khúc cua vào xóm"),
        actor=Actor("account:1"),
        now=now,
    )
    without = queries.similar_public("o ga rat sau khuc cua", now=now, **HERE)  # type: ignore[arg-type]
    for guess in ("nha ba Buoi", "so 12"):
        asked = queries.similar_public(f"{guess}", now=now, **HERE)  # type: ignore[arg-type]
        assert asked == []
    assert without[0].distance_m != pytest.approx(0), "the exact pin is not confirmed"


def test_neither_search_asks_more_than_a_few_times_whatever_it_finds(
    now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    operator = appoint("operator", "tong-dai-1022")
    for key in "abcdef":
        hole(now, key).seen()
    found(TYPED, operator, now)
    with django_assert_num_queries(3):  # candidates; categories and the lesson in use
        assert len(found(TYPED, operator, now)) == 5
    with django_assert_num_queries(8):  # and the open role taken on and laid aside, in a savepoint
        queries.similar_public(TYPED, now=now, **HERE)  # type: ignore[arg-type]


def test_words_in_any_case_find_even_where_nobody_said_a_place(now: datetime) -> None:
    report = hole(now, latitude=None, longitude=None)
    report.seen()
    operator = appoint("operator", "tong-dai-1022")
    assert numbers(found(HOLE, operator, now, **NOWHERE)) == [report.filed.number]


def test_three_categories_are_suggested_with_who_usually_handles_them(now: datetime) -> None:
    suggested = queries.suggest("duong nhieu o ga", now=now)
    assert suggested[0].code == "pothole"
    assert (suggested[0].by_commune, suggested[0].unit, suggested[0].is_sure) == (True, "", True)
    assert queries.suggest("xyz", now=now) == []


def test_a_lesson_is_what_people_confirmed_and_is_used_at_once(now: datetime) -> None:
    words = "Xác lợn chết vứt ngoài mương của chị Hoa"
    for key in "abc":
        report = told(now, key, text=words)
        form = {"category": "waste", "priority": "ordinary", "unit": "99001"}
        operator = appoint("operator", "tong-dai-1022")
        cases.act(report.step(), "classify", form, actor=operator, now=now)
        report.seen()
    assert queries.suggest("xac lon chet", now=now) == []
    lesson = actions.learn(actor=Actor("account:1"), now=now)
    assert queries.suggest("xac lon chet", now=now)[0].code == "waste"
    assert lesson.reports == {"waste": 3}
    assert "hoa" not in lesson.stood, "a name is dropped before learning"
    again = actions.learn(actor=Actor("account:1"), now=now)
    assert (again.stood, again.reports) == (lesson.stood, lesson.reports)


def test_what_nobody_classified_teaches_nothing(now: datetime) -> None:
    told(now, "a", text="Bụi xi măng phủ kín").seen()
    assert actions.learn(actor=Actor("account:1"), now=now).reports == {}


def test_a_report_put_into_another_category_counts_there_the_next_time(now: datetime) -> None:
    report = told(now, "a").classified()
    report.seen()
    assert actions.learn(actor=Actor("account:1"), now=now).reports == {"pothole": 1}
    officer = appoint("officer", "99001")
    cases.reclassify(
        report.step(), category="waste", priority="ordinary", reason="Rác", actor=officer, now=now
    )
    report.seen()
    assert actions.learn(actor=Actor("account:1"), now=now).reports == {"waste": 1}


def test_old_lessons_are_forgotten(now: datetime) -> None:
    for _ in range(12):
        newest = actions.learn(actor=Actor("account:1"), now=now)
    assert Lesson.objects.count() == 10
    assert queries.lesson() == newest
