"""The frame: menu by role, language by choice, a demonstration that says so."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.views.defaults import bad_request, page_not_found, permission_denied, server_error

from tinhso.kernel.declarations import Text
from tinhso.web import manifest
from tinhso.web.errors import too_many_requests
from tinhso.web.manifest import Door, HomePanel, MenuItem, System, menu_for, register

pytestmark = pytest.mark.django_db


def words(text: str) -> Text:
    return Text(vi=text, en=f"{text} (en)")


SYSTEM = System(
    name="lanterns",
    title=words("Đèn lồng"),
    menu=(
        MenuItem(words("Ai cũng thấy"), "about", order=20),
        MenuItem(words("Việc hôm nay"), "accessibility", roles=frozenset({"officer"}), order=90),
        MenuItem(words("Chưa nối"), "lanterns:nowhere", order=1),
    ),
    doors=(
        Door(words("Treo đèn"), words("Một câu."), words("Bắt đầu"), "about", main=True),
        Door(words("Cửa giả"), words("Một câu."), words("Mở"), "lanterns:nowhere"),
    ),
    panels=(
        HomePanel("fact", "web/components/status.html", lambda _: {"words": "Một điều thật"}),
        HomePanel("fact", "no/such.html", lambda _: None),
    ),
)


@pytest.fixture(autouse=True)
def _lanterns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "_systems", {"lanterns": SYSTEM})


def test_work_comes_first_for_who_has_it_and_is_unseen_by_others() -> None:
    assert [str(item.title) for item in menu_for([])] == ["Chưa nối", "Ai cũng thấy"]
    assert str(menu_for(["officer"])[0].title) == "Việc hôm nay"


def test_two_systems_cannot_share_a_name() -> None:
    register(SYSTEM)
    with pytest.raises(ValueError, match="lanterns"):
        register(System(name="lanterns", title=words("Khác")))


def test_home_asks_its_question_and_opens_only_doors_that_lead_somewhere(client: Client) -> None:
    html = client.get("/").content.decode()
    assert "Hôm nay bạn cần gì?" in html
    assert "Treo đèn" in html
    assert "Cửa giả" not in html
    assert "Chưa nối" not in html


def test_the_page_one_is_on_is_marked(client: Client) -> None:
    html = client.get("/about").content.decode()
    assert re.search(r'href="/about" aria-current="page"', html)


def test_vietnamese_first_whatever_the_browser_asks_and_english_in_one_click(
    client: Client,
) -> None:
    assert 'lang="vi"' in client.get("/", headers={"accept-language": "en"}).content.decode()
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/about"})
    assert answer["Location"] == "/about"
    page = client.get("/about")
    assert 'lang="en"' in page.content.decode()
    assert "Ai cũng thấy (en)" in page.content.decode()
    assert page["Content-Language"] == "en"


def test_an_answer_to_a_form_offers_no_switch_that_would_lose_it() -> None:
    asked, answered = RequestFactory().get("/about"), RequestFactory().post("/about")
    assert "English" in render_to_string("web/words/about.html", request=asked)
    assert "English" not in render_to_string("web/words/about.html", request=answered)


def test_a_demonstration_says_so_on_every_page_and_production_does_not(client: Client) -> None:
    for address in ("/", "/about", "/nowhere"):
        assert "Bản trình diễn" in client.get(address).content.decode()
    with override_settings(TINHSO_DEMONSTRATION=False):
        html = client.get("/").content.decode()
        assert "Bản trình diễn" not in html
        assert "/demo/enter" not in html
        assert client.get("/design").status_code == 404


@pytest.mark.parametrize("address", ["/", "/about", "/accessibility", "/design", "/nowhere"])
def test_nothing_is_inline(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert "<h1" in html


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (lambda request: bad_request(request, ValueError()), 400, "Máy chưa hiểu"),
        (lambda request: permission_denied(request, PermissionError()), 403, "chưa được mở"),
        (lambda request: page_not_found(request, ValueError()), 404, "Không có gì ở địa chỉ này"),
        (server_error, 500, "Máy chủ vừa vấp"),
    ],
    ids=["400", "403", "404", "500"],
)
def test_a_bad_day_has_words_that_help_and_a_way_back(
    answer: Callable[[HttpRequest], HttpResponse], status: int, words: str
) -> None:
    page = answer(RequestFactory().get("/"))
    html = page.content.decode()
    assert page.status_code == status
    assert words in html
    assert 'class="ds-button" href="/"' in html


def test_too_many_requests_say_when_to_come_back() -> None:
    answer = too_many_requests(RequestFactory().get("/"), retry_after=90)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "90"
    assert "sau 2 phút" in answer.content.decode()
