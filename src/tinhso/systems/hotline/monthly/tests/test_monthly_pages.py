"""The month as a leader reads it: every number opens its cases; a month that was made stays."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from tinhso.kernel.ledger import sealing
from tinhso.kernel.ledger.actors import CLOCK
from tinhso.kernel.ledger.keys import signer
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people.models import Account, Membership
from tinhso.kernel.units.queries import by_code
from tinhso.systems.hotline.monthly import actions, making
from tinhso.systems.hotline.monthly.declared import this_month_file
from tinhso.systems.hotline.monthly.models import Edition, KeptRound, Round
from tinhso.systems.hotline.monthly.rules.windows import Month

from .conftest import NOW

Rounds = Callable[..., list[Round]]
Clock = Callable[[datetime], None]
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
CLOSED = datetime.fromisoformat("2026-10-25T12:00:00+07:00")
LINK = re.compile(r'<a class="number[^"]*" href="([^"]+)">([^<]+)</a>')
FOUND = re.compile(r'data-found="(\d+)"')
COUNT = re.compile(r"\d[\d.]*")


@pytest.fixture
def november(
    rounds: Rounds, at_noon: Clock, client: Client, monkeypatch: pytest.MonkeyPatch
) -> Client:
    """A visitor on the 17th of November, with rounds to read about; all of the ledger is read."""
    rounds()
    at_noon(NOW)
    monkeypatch.setattr("tinhso.systems.hotline.monthly.queries.has_read_to", lambda *_, **__: True)
    return client


def make(month: Month, *, now: datetime) -> tuple[Edition, bool]:
    file = this_month_file()
    assert file is not None
    return making.make(file, month, actor=CLOCK, now=now)


def numbers(page: str) -> list[tuple[str, str]]:
    return [(unescape(href), said) for href, said in LINK.findall(page)]


def opened(client: Client, href: str) -> int:
    found = FOUND.search(client.get(href).content.decode())
    assert found is not None, href
    return int(found[1])


def stated(said: str) -> int | None:
    """Return the count that a link says, alone or in words; None where it says something else."""
    if "%" in said or "," in said:
        return None
    found = COUNT.findall(said)
    return int(found[-1].replace(".", "")) if found else None


@pytest.mark.parametrize("made", [False, True], ids=["running", "made"])
def test_every_number_opens_exactly_its_cases(november: Client, made: bool) -> None:
    month = OCTOBER if made else NOVEMBER
    if made:
        make(OCTOBER, now=NOW)
    page = november.get(f"/reports/monthly/{month.code}/").content.decode()
    links = set(numbers(page))
    assert len(links) > 60
    for href, said in links:
        found, count = opened(november, href), stated(said)
        assert found > 0 if count is None else found == count, (href, said)


def test_what_is_made_does_not_change_when_the_cases_do(november: Client) -> None:
    edition, is_new = make(OCTOBER, now=NOW)
    assert is_new
    address = "/reports/monthly/2026-10/"
    before = dict(numbers(november.get(address).content.decode()))
    Round.objects.update(category="waste", unit=None)
    after = dict(numbers(november.get(address).content.decode()))
    assert after == before
    wanted = next(href for href in before if "category=flooding" in href)
    assert opened(november, wanted) == int(before[wanted].replace(".", ""))

    corrected, is_new = make(OCTOBER, now=NOW + timedelta(days=1))
    assert (corrected.number, is_new) == (2, True)
    assert "category=flooding" not in november.get(address).content.decode()
    first = november.get(f"{address}?edition=1").content.decode()
    assert dict(numbers(first)) == before
    assert edition.sha256 in first


def test_making_again_makes_nothing_new(november: Client) -> None:
    del november
    first, _ = make(OCTOBER, now=NOW)
    again, is_new = make(OCTOBER, now=NOW + timedelta(days=3))
    assert (again.pk, is_new) == (first.pk, False)
    assert Event.objects.filter(kind="hotline.month.made").count() == 1
    assert KeptRound.objects.filter(edition=first).count() > 30


def test_rounds_stand_still_while_a_month_is_made(november: Client) -> None:
    """Otherwise the cases that are kept behind a number could be others than were counted."""
    del november
    with CaptureQueriesContext(connection) as asked:
        make(OCTOBER, now=NOW)
    statements = [one["sql"] for one in asked.captured_queries]
    held = next(n for n, one in enumerate(statements) if one.endswith("FOR UPDATE"))
    counted = next(n for n, one in enumerate(statements) if "hotline_monthly_round" in one)
    kept = next(n for n, one in enumerate(statements) if "INTO hotline_monthly_kept" in one)
    assert held < counted < kept
    assert not any("RELEASE" in one for one in statements[held:counted])


def test_a_month_is_made_by_itself_once_it_is_over_however_late(
    rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds()
    monkeypatch.setattr("tinhso.systems.hotline.monthly.queries.has_read_to", lambda *_, **__: True)
    making.make_last_month(now=CLOSED - timedelta(seconds=1))
    assert list(Edition.objects.values_list("month", flat=True)) == ["2026-09"]
    assert making.make_last_month(now=CLOSED) is not None
    assert making.make_last_month(now=NOW) is None
    assert Edition.objects.filter(month="2026-10").count() == 1


@pytest.mark.usefixtures("example")
def test_a_month_waits_for_what_is_not_sealed_yet() -> None:
    from tinhso.systems.hotline.tests.story import told

    told(CLOSED - timedelta(minutes=1))
    now = CLOSED + timedelta(minutes=10)
    actions.follow(now=now)
    assert making.make_last_month(now=now) is None
    with pytest.raises(making.NotReadError):
        make(OCTOBER, now=now)
    sealing.begin_epoch(actor=CLOCK, now=now, signer=signer())
    while actions.follow(now=now):
        pass
    made = making.make_last_month(now=now)
    assert made is not None
    assert made.content["figures"]["whole"]["counts"]["received"] == 1


def test_the_papers_say_the_pages_numbers(november: Client) -> None:
    edition, _ = make(OCTOBER, now=NOW)
    counts = edition.content["figures"]["whole"]["counts"]
    address = "/reports/monthly/2026-10"
    document = Document(BytesIO(november.get(f"{address}.docx").content))
    rows = {row.cells[0].text: row.cells[1].text for row in document.tables[1].rows}
    assert rows["Nhận trong kỳ (2)"] == str(counts["received"])
    assert rows["Quá hạn"] == str(counts["late"])
    assert november.get(f"{address}.pdf").content.startswith(b"%PDF")

    book = load_workbook(BytesIO(november.get(f"{address}.xlsx").content))
    assert book.sheetnames[:2] == ["Kết quả chung", "Thuộc lĩnh vực"]
    whole = book["Kết quả chung"]
    assert whole.freeze_panes == "B2"
    found = {row[0]: row[1] for row in whole.iter_rows(values_only=True) if row[0]}
    assert found["Nhận trong kỳ"] == counts["received"]
    units = book["Đơn vị"]
    received = [row[2] for row in units.iter_rows(min_row=2, values_only=True)]
    assert sum(n for n in received if isinstance(n, int)) == counts["received"]
    shares = [cell for cell in units[2] if isinstance(cell.value, float)]
    assert shares[0].number_format == "0.0%"


def test_the_public_reads_and_staff_opens_the_case(november: Client) -> None:
    address = "/reports/monthly/2026-11/cases/?what=received"
    page = november.get(address).content.decode()
    assert 'href="/reports/TN-' in page
    assert 'href="/cases/TN-' not in page
    assert november.post("/reports/monthly/2026-10/make").status_code == 302
    assert not Edition.objects.exists()
    account = Account.objects.create(username="leader", created_at=NOW)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    Membership.objects.create(
        account=account,
        unit=by_code("ubnd-tinh", NOW.date()),
        role="leader",
        since=NOW.date(),
        appointed_by="system:loader",
        reason="-",
    )
    november.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert 'href="/cases/TN-' in november.get(address).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "2026-13/",
        "2027-01/",
        "2026-11/?edition=7",
        "2026-11/cases/?what=everything",
        "2026-11/cases/?edition=3",
        "cases/?since=yesterday&until=2026-11-01T00:00:00%2B07:00",
        "cases/?since=2026-11-02T00:00:00%2B07:00&until=2026-11-01T00:00:00%2B07:00",
        "cases/?since=0001-01-01T00:00:00%2B14:00&until=2026-11-01T00:00:00%2B07:00",
    ],
)
def test_what_is_not_there_is_not_found(november: Client, path: str) -> None:
    assert november.get(f"/reports/monthly/{path}").status_code == 404


@pytest.mark.parametrize("key", ["unit=x", "unit=99999999999999", "field=no", "page=-1", "at=now"])
def test_nonsense_in_an_address_finds_nothing_and_breaks_nothing(
    november: Client, key: str
) -> None:
    answer = november.get(f"/reports/monthly/2026-11/cases/?what=received&{key}")
    assert answer.status_code == 200


def test_the_live_board_opens_its_cases_and_stays_quiet_while_nothing_changes(
    november: Client,
) -> None:
    address = "/reports/monthly/live/"
    page = november.get(address)
    links = numbers(page.content.decode())
    assert links
    for href, said in links:
        assert opened(november, href) == int(said.replace(".", "")), href
    part = november.get(address, headers={"HX-Request": "true"})
    polled = {"HX-Request": "true", "If-None-Match": part["ETag"]}
    assert november.get(address, headers=polled).status_code == 304
    # A browser keeps one of them under the address: it must not give one for the other.
    assert "ETag" not in page
    assert all("HX-Request" in answer["Vary"] for answer in (page, part))
    assert november.get(address, headers={"If-None-Match": part["ETag"]}).status_code == 200
    Round.objects.filter(closed_at=None).first().delete()  # type: ignore[union-attr]
    polled_again = november.get(address, headers=polled)
    assert polled_again.status_code == 200
    assert "<html" not in polled_again.content.decode()


def burst(at: datetime) -> None:
    """Let nine reports of one category come from one commune at a moment."""
    found = Round.objects.filter(nth=1, commune__isnull=False)[:9]
    commune = found[0].commune_id
    for one in found:
        one.category, one.commune_id = "flooding", commune
        one.opened_at = at
        one.closed_at, one.ended, one.reply, one.replied_at = None, "", "", None
        one.save()


def test_a_months_hot_spots_open_what_was_counted_in_them(november: Client) -> None:
    burst(CLOSED - timedelta(hours=3))
    make(OCTOBER, now=NOW)
    Round.objects.update(category="waste")
    page = november.get("/reports/monthly/2026-10/").content.decode()
    spots = [(href, said) for href, said in numbers(page) if "since=" in href]
    assert spots
    assert all(opened(november, href) == int(said) for href, said in spots)


def test_a_burst_is_a_hot_spot_with_its_cases_and_a_place_on_the_map(
    november: Client,
) -> None:
    burst(NOW - timedelta(hours=3))
    page = november.get("/reports/monthly/hotspots/").content.decode()
    links = numbers(page)
    assert links
    assert all(opened(november, href) == int(said) for href, said in links)
    points = november.get("/reports/monthly/hotspots.geojson").json()
    assert len(points["features"]) == len(links)


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("", 6),
        ("2026-11/", 12),  # counted in this minute already
        ("2026-11/cases/?what=done", 8),
        ("live/", 13),
        ("hotspots/", 7),
    ],
)
def test_a_page_costs_the_same_however_much_it_shows(
    november: Client,
    path: str,
    queries: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    november.get(f"/reports/monthly/{path}")
    with django_assert_num_queries(queries):  # type: ignore[attr-defined]  # a context manager
        november.get(f"/reports/monthly/{path}")


def test_a_running_month_is_counted_once_a_minute(
    november: Client,
    at_noon: Clock,
    django_assert_num_queries: Callable[..., object],
) -> None:
    def counted() -> str:
        page = november.get("/reports/monthly/2026-11/").content.decode()
        return dict(numbers(page))[between_of(page)]

    def between_of(page: str) -> str:
        return next(href for href, _ in numbers(page) if "what=received&" in href)

    november.get("/")
    with django_assert_num_queries(32):  # type: ignore[attr-defined]  # a context manager
        before = counted()
    at_noon(NOW + timedelta(seconds=40))
    Round.objects.filter(nth=1, opened_at__gte=NOW - timedelta(days=15)).delete()
    assert counted() == before
    at_noon(NOW + timedelta(seconds=61))
    assert counted() != before
