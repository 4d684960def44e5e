"""The public search finds the same whichever way it looks: newest first, or by the index."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.hotline import actions, queries
from tinhso.systems.hotline.models import PublishedReport
from tinhso.systems.hotline.queries import searching
from tinhso.systems.hotline.tests.story import told

pytestmark = pytest.mark.django_db
Filters = queries.Filters
TEXTS = (
    "Giấy chứng nhận chậm trả",
    "Ổ gà sâu trước chợ",
    "giay chung nhan bi mat",
    "Cột đèn không sáng, ổ gà",
    "Rác thải bốc mùi",
)


@pytest.fixture
def reports(now: datetime, request: pytest.FixtureRequest) -> list[PublishedReport]:
    """Two dozen public reports, one an hour, each with one of TEXTS; every third unreviewed."""
    request.getfixturevalue("example")
    filed = [
        told(now + timedelta(hours=place), f"k{place}", text=TEXTS[place % 5] + " ở đây ạ")
        for place in range(24)
    ]
    for place, report in enumerate(filed):
        if place % 4 == 0:
            report.classified()
    filed[-1].seen()
    for place, report in enumerate(filed):
        if place % 3:
            wording = actions.Wording(title=TEXTS[place % 5], text=TEXTS[place % 5])
            actions.publish(report.filed.number, wording, actor=Actor("account:1"), now=now)
    return list(PublishedReport.objects.order_by("-filed_at", "-case_id"))


def expected(reports: list[PublishedReport], *words: str) -> list[str]:
    """Return the numbers of the reports that hold the words, by reading them all."""
    return [one.number for one in reports if set(words) <= set(one.folded.split())]


def test_the_way_a_search_goes_changes_nothing(
    reports: list[PublishedReport], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for looked_at in (1, 3, 7, 1000):
        monkeypatch.setattr(searching, "LOOKED_AT", looked_at)
        for words in WORDS:
            found = expected(reports, *words.lower().translate(PLAIN).split())
            page = queries.board(Filters(words=words), now=now)
            assert [one.number for one in page.reports] == found[: queries.PAGE]
            assert page.found == len(found)
            third = queries.newest(Filters(words=words), now=now, limit=3)
            assert [one.number for one in third] == found[:3]


WORDS = ("giay chung nhan", "Giấy chứng nhận", "ổ gà", "ga", "rac thai boc mui", "khong co")
PLAIN = str.maketrans("ấứậổàạ", "auaoaa")


def test_a_number_is_found_before_anybody_reviewed_it(
    reports: list[PublishedReport], now: datetime
) -> None:
    unreviewed = next(one for one in reports if one.reviewed_at is None)
    for typed in (unreviewed.number, unreviewed.number.lower(), f" {unreviewed.number} "):
        page = queries.board(Filters(words=typed), now=now)
        assert [one.number for one in page.reports] == [unreviewed.number]


def test_each_filter_keeps_what_it_names_and_nothing_else(
    reports: list[PublishedReport], now: datetime
) -> None:
    def numbers(**filters: object) -> set[str]:
        asked = Filters(**filters)  # type: ignore[arg-type]  # a test's shorthand
        return {one.number for one in queries.export(asked, now=now)}

    assert numbers() == {one.number for one in reports}
    classified = {one.number for one in reports if one.category == "pothole"}
    assert numbers(category="pothole") == numbers(field="traffic") == classified
    assert numbers(unit="99001") == classified
    assert numbers(commune="99001") == numbers()
    assert numbers(commune="nowhere") == numbers(field="nothing") == set()
    day = timezone.localtime(reports[-1].filed_at).date()
    first = {one.number for one in reports if timezone.localtime(one.filed_at).date() == day}
    assert numbers(until=day) == first
    assert numbers(since=day + timedelta(days=1)) == numbers() - first
    assert numbers(since=day, until=day) == first
    assert numbers(pictures=True) == set()
    later = now + timedelta(days=90)
    assert {one.number for one in queries.export(Filters(status="late"), now=later)} == numbers()


def test_a_units_code_covers_all_that_bear_it(
    reports: list[PublishedReport], now: datetime
) -> None:
    there = reports[0].commune
    assert there is not None
    assert queries.board(Filters(commune=there.code), now=now).found == len(reports)


def test_an_export_is_whole_whatever_its_chunks(
    reports: list[PublishedReport], now: datetime
) -> None:
    for chunk in (1, 5, 24, 1000):
        got = [one.number for one in queries.export(Filters(), now=now, chunk=chunk)]
        assert got == [one.number for one in reports]


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "\x00", "🙂", "a" * 300, "-" * 20])
def test_no_typing_breaks_a_search(words: str, now: datetime, example: object) -> None:
    assert example
    assert queries.board(Filters(words=words), now=now).found == 0


def test_days_are_the_provinces_own(reports: list[PublishedReport], now: datetime) -> None:
    assert timezone.localtime(now).date() == date(2026, 11, 17)
    day = Filters(since=date(2026, 11, 17), until=date(2026, 11, 17))
    found = list(queries.export(day, now=now))
    assert {timezone.localtime(one.filed_at).day for one in found} == {17}
    assert len(found) == sum(timezone.localtime(one.filed_at).day == 17 for one in reports)
