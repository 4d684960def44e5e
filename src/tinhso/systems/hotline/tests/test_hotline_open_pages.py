"""Every open address answers under the open role, in few queries, and says no more than it may."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree

from tinhso.kernel.documents.actions import store_photo
from tinhso.kernel.documents.images import prepare_photo
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.hotline import actions, queries
from tinhso.systems.hotline.offers import COLUMNS
from tinhso.systems.hotline.rules.boxes import Box
from tinhso.systems.hotline.tests.story import TEXT, Report, picture, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
REVIEWER = Actor("account:1")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def shown(now: datetime) -> Report:
    """A report that was reviewed, with a picture in which something was hidden, and answered."""
    stored = [store_photo(prepare_photo(picture()))]
    report = told(now, photos=stored, latitude=21.6, longitude=104.4).classified()
    report.later(hours=2).answered()
    report.seen()
    case = queries.reviewable(report.filed.number)
    assert case is not None
    (photo,) = queries.evidence(case)
    wording = actions.Wording(
        title="Ổ gà sâu <b>",
        text=TEXT,
        answer="Đã vá xong",
        photos={photo: "before"},
        boxes={photo: [Box(100, 100, 300, 300)]},
    )
    assert not actions.publish(report.filed.number, wording, actor=REVIEWER, now=report.now)
    return report


def body(response: Any) -> str:
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response).decode()
    return str(response.content.decode())


def open_addresses(report: Report) -> Iterator[str]:
    """Yield every address of the open side, for a report with a picture."""
    number = report.filed.number
    for name in ("board", "export", "json", "points", "feed"):
        yield reverse(f"hotline:{name}")
        yield reverse(f"hotline:{name}") + "?q=o+ga&field=traffic&status=answered&photos=1"
    yield reverse("hotline:report", args=[number])
    yield reverse("hotline:report_feed", args=[number])
    photo = report.public.photos.get()
    for size in ("small", "large"):
        yield reverse("hotline:photo", args=[photo.attachment_id, size])


def test_every_open_page_asks_what_it_shows_as_the_public(shown: Report, client: Client) -> None:
    for address in open_addresses(shown):
        with CaptureQueriesContext(connection) as context:
            response = client.get(address)
            if response.streaming:
                body(response)
        assert response.status_code == 200, address
        asked = [query["sql"] for query in context.captured_queries]
        about = [sql for sql in asked if 'FROM "hotline_' in sql or 'FROM "units_' in sql]
        first = next(place for place, sql in enumerate(asked) if "set_config('role'" in sql)
        assert about, address
        assert all(asked.index(sql) > first for sql in about), address
        assert not [sql for sql in asked if '"cases_' in sql or '"people_' in sql], address


def test_a_page_that_walks_on_to_the_case_fails(shown: Report, client: Client) -> None:
    from django.db import ProgrammingError

    from tinhso.systems.hotline.open_side import on_the_open_side

    assert client
    number = shown.filed.number

    @on_the_open_side
    def careless(_request: Any) -> Any:
        found = queries.published(number)
        return found and found.case.form["text"]

    with pytest.raises(ProgrammingError, match="permission denied"):
        careless(None)  # type: ignore[arg-type]  # it looks at no request


QUERIES = {
    # Savepoint, role before, role: 3; back and released: 2 (in production BEGIN, SET and COMMIT).
    "/reports/": 5 + 5,  # the page, its photos, categories, units, the month
    "/reports/?q=o+ga": 5 + 6,  # and the edge of the newest
    "/reports/?field=traffic&commune=99001&unit=99001": 5 + 8,  # and three codes
    "/reports/points.geojson": 5 + 2,
    "/reports/feed.atom": 5 + 2,
}


@pytest.mark.parametrize("path", QUERIES)
def test_pages_ask_so_often_and_no_more(shown: Report, client: Client, path: str) -> None:
    assert shown
    client.get(path)  # what a process asks once
    with CaptureQueriesContext(connection) as context:
        client.get(path)
    assert len(context) == QUERIES[path], [q["sql"][:120] for q in context.captured_queries]


def test_the_page_of_a_report_asks_five_times(shown: Report, client: Client) -> None:
    client.get("/reports/")  # what a process asks once
    with CaptureQueriesContext(connection) as context:
        client.get(f"/reports/{shown.filed.number}/")
    assert len(context) == 5 + 5, [q["sql"][:120] for q in context.captured_queries]


def test_the_page_of_a_report_tells_what_the_public_may_know(shown: Report, client: Client) -> None:
    words = body(client.get(f"/reports/{shown.filed.number}/"))
    for expected in ("Ổ gà sâu &lt;b&gt;", "Đã vá xong", "Tổng đài đã nhận", "/feed.atom"):
        assert expected in words
    assert "0912 345" not in words


def test_before_a_review_nothing_that_was_written_is_anywhere(
    now: datetime, client: Client
) -> None:
    report = told(now, photos=[store_photo(prepare_photo(picture("red")))]).classified()
    report.seen()
    number = report.filed.number
    for address in ("/reports/", "/reports/reports.json", "/reports/feed.atom"):
        words = body(client.get(address))
        assert number in words
        assert "Ổ gà sâu trước" not in words
        assert "Tám" not in words
    page = body(client.get(f"/reports/{number}/"))
    assert "<img" not in page.split("<main", 1)[1]


def test_a_hidden_pictures_original_is_served_to_nobody(shown: Report, client: Client) -> None:
    case = queries.reviewable(shown.filed.number)
    assert case is not None
    (original,) = queries.evidence(case)
    copy = shown.public.photos.get().attachment_id
    assert copy != original
    assert client.get(f"/reports/photos/{original}/large.jpg").status_code == 404
    assert client.get(f"/reports/photos/{copy}/large.jpg").status_code == 200
    words = body(client.get(f"/reports/{shown.filed.number}/"))
    assert str(copy) in words
    assert str(original) not in words


def test_csv_and_json_say_the_same_under_the_offered_names(shown: Report, client: Client) -> None:
    told(shown.now, "later", text="Đèn đường tắt cả tuần").later(minutes=5).classified().seen()
    rows = list(
        csv.DictReader(io.StringIO(body(client.get("/reports/reports.csv")).lstrip("\ufeff")))
    )
    data = json.loads(body(client.get("/reports/reports.json")))
    assert (
        list(rows[0]) == list(data["reports"][0]) == list(COLUMNS) == list(data["about"]["columns"])
    )
    assert [row["number"] for row in rows] == [one["number"] for one in data["reports"]]
    assert data["about"]["demonstration"] is True
    shown_row = next(one for one in data["reports"] if one["text"])
    assert shown_row["photos"] == 1
    assert "0912 345" not in shown_row["text"]


def test_a_stream_of_nothing_is_whole(client: Client) -> None:
    assert json.loads(body(client.get("/reports/reports.json")))["reports"] == []
    assert body(client.get("/reports/reports.csv")).count("\n") == 1
    feed = etree.fromstring(body(client.get("/reports/feed.atom")).encode())
    assert feed.findall("a:entry", ATOM) == []


def entries(client: Client, path: str) -> list[etree._Element]:
    feed = etree.fromstring(body(client.get(path)).encode())
    for one in (feed, *feed.findall("a:entry", ATOM)):
        # RFC 4287, 4.1.1 and 4.1.2: exactly one id, title and updated; an author above all.
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"a:{name}", ATOM)) == 1, name
    assert feed.find("a:author/a:name", ATOM) is not None
    assert feed.find("a:link[@rel='self']", ATOM) is not None
    return feed.findall("a:entry", ATOM)


def text_of(entry: etree._Element, name: str) -> str:
    return entry.findtext(f"a:{name}", "", ATOM)


def test_a_feed_names_a_report_by_an_id_that_stays_while_it_moves(
    shown: Report, client: Client
) -> None:
    (before,) = entries(client, "/reports/feed.atom")
    shown.later(hours=1)
    from tinhso.kernel.cases import actions as cases

    cases.act(shown.step(), "agree", {}, actor=shown.reporter, now=shown.now)
    shown.seen()
    (after,) = entries(client, "/reports/feed.atom")
    assert text_of(before, "id") == text_of(after, "id")
    assert text_of(before, "id").startswith("urn:uuid:")
    assert text_of(before, "updated") < text_of(after, "updated")


def test_what_people_wrote_is_no_markup_in_a_feed(shown: Report, client: Client) -> None:
    wording = actions.Wording(title="Ổ gà", text="<script>alert(1)</script> sâu")
    actions.publish(shown.filed.number, wording, actor=REVIEWER, now=shown.now)
    (entry,) = entries(client, "/reports/feed.atom")
    assert "<script>" not in text_of(entry, "summary")
    assert "&lt;script&gt;" in text_of(entry, "summary")


def test_the_feed_of_a_search_holds_what_the_search_finds(shown: Report, client: Client) -> None:
    assert len(entries(client, "/reports/feed.atom?q=o+ga+sau")) == 1
    assert entries(client, "/reports/feed.atom?q=den+duong") == []
    page = body(client.get("/reports/?q=o+ga+sau&commune=99001"))
    assert "/reports/feed.atom?q=o+ga+sau&amp;commune=99001" in page
    assert shown


def test_the_feed_of_one_report_has_an_entry_for_every_turn(shown: Report, client: Client) -> None:
    path = f"/reports/{shown.filed.number}/feed.atom"
    found = entries(client, path)
    assert len(found) == len(shown.public.way)
    assert len({text_of(entry, "id") for entry in found}) == len(found)
    moments = [text_of(entry, "updated") for entry in found]
    assert moments == sorted(moments, reverse=True)
    assert [text_of(e, "id") for e in entries(client, path)] == [text_of(e, "id") for e in found]


def test_who_holds_a_feed_is_told_so(shown: Report, client: Client) -> None:
    path = f"/reports/{shown.filed.number}/feed.atom"
    first = client.get(path)
    mark = first["ETag"]
    assert client.get(path, headers={"If-None-Match": mark}).status_code == 304
    assert (
        client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    )
    actions.withdraw(
        shown.filed.number, reason="x", actor=REVIEWER, now=shown.now + timedelta(hours=1)
    )
    again = client.get(path, headers={"If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "since=0001-01-01",
        "until=9999-12-31",
        "since=x",
        "after=x",
        "after=_",
        "status=nix&unit=x",
    ],
)
def test_no_address_breaks_the_board(client: Client, query: str) -> None:
    assert client.get(f"/reports/?{query}").status_code == 200
    assert client.get(f"/reports/feed.atom?{query}").status_code == 200
