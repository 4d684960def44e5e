"""The pages of notices: following without an account, giving with a look before."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages.contracts import Letter
from tinhso.systems.hotline.notices.models import Notice, Subscription
from tinhso.web.cases.tests.conftest import sign_in

from .test_notices_giving import give, unit

__all__ = ["sign_in"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
SignIn = Callable[..., Client]


def words(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_somebody_follows_confirms_changes_and_ends_without_an_account(
    client: Client, letters: list[Letter]
) -> None:
    asked = client.post("/notices/follow/", {"address": "0912 345 678", "communes": ["99001"]})
    assert asked.status_code == 302
    page = words(client, asked["Location"])
    assert "0912 *** 678" in page
    assert "0912 345 678" not in page
    post.deliver(now=timezone.now())
    code = re.search(r"\d{6}", letters[-1].body)
    assert code is not None
    wrong = client.post(asked["Location"], {"code": "1"})
    assert wrong.status_code == 422
    mine = client.post(asked["Location"], {"code": f"{code[0][:3]} {code[0][3:]}"})["Location"]
    assert "Tin bạn nhận" in words(client, mine)
    client.post(mine, {"kinds": ["other"]})
    one = Subscription.objects.get()
    assert (one.kinds, one.communes.count()) == (["other"], 0)
    client.post(mine, {"end": "1"})
    assert not Subscription.objects.exists()
    assert client.get(mine).status_code == 404


def test_where_nothing_is_connected_one_is_led_to_the_feed(client: Client) -> None:
    page = words(client, "/notices/follow/")
    assert "Tỉnh chưa nối thư và tin nhắn" in page
    assert 'name="address"' not in page


@pytest.mark.usefixtures("letters")
def test_letters_to_one_address_are_bounded(client: Client) -> None:
    statuses = [
        client.post("/notices/follow/", {"address": "mai@example.vn"}).status_code for _ in range(7)
    ]
    assert statuses.count(429) >= 1
    assert statuses[:3] == [302, 302, 302]


@pytest.mark.usefixtures("letters")
def test_what_is_wrong_names_the_cure(client: Client) -> None:
    for typed, said in (("", "Hãy nhập"), ("alo", "Hãy viết số điện thoại như")):
        answer = client.post("/notices/follow/", {"address": typed})
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_a_notice_is_seen_before_it_is_given(sign_in: SignIn) -> None:
    operator = sign_in("operator", "tong-dai-1022")
    page = words(operator, "/notices/new/")
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    ends = timezone.localtime(timezone.now() + timedelta(hours=5))
    sent = {
        "key": key[1],
        "kind": "other",
        "title": "Ngập sâu ở cầu Gỗ",
        "text": "Không đi qua ngầm.",
        "communes": ["99001"],
        "expires_at": f"{ends:%Y-%m-%dT%H:%M}",
    }
    seen = operator.post("/notices/new/", sent).content.decode()
    assert "Ngập sâu ở cầu Gỗ. Không đi qua ngầm. Hết hiệu lực" in seen
    assert not Notice.objects.exists()
    given = [operator.post("/notices/new/", sent | {"give": "1"}) for _ in range(2)]
    made = Notice.objects.get()
    assert {answer["Location"] for answer in given} == {f"/notices/{made.pk}/"}
    assert "Thu hồi" in words(operator, f"/notices/{made.pk}/")
    assert "Thu hồi" not in words(Client(), f"/notices/{made.pk}/")
    operator.post(f"/notices/{made.pk}/withdraw/", {"reason": "Nước đã rút"})
    assert "Nước đã rút" in words(Client(), f"/notices/{made.pk}/")


def test_a_draft_that_cannot_be_stays_with_its_errors(sign_in: SignIn) -> None:
    operator = sign_in("operator", "tong-dai-1022")
    key = "00000000-0000-4000-8000-000000000001"
    answer = operator.post("/notices/new/", {"key": key, "title": "Ngập"})
    assert answer.status_code == 422
    assert 'value="Ngập"' in answer.content.decode()


def test_pages_cost_the_same_however_many_notices_there_are(
    client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    from uuid import uuid4

    for _ in range(4):
        give(timezone.now(), "99001", key=uuid4())
    for path, queries in (("/notices/", 2), ("/notices/notices.atom", 2)):
        client.get(path)
        with django_assert_num_queries(queries):  # type: ignore[attr-defined]
            assert words(client, path).count("Ngập sâu ở cầu Gỗ") >= 4


def test_the_home_page_shows_the_newest_warning(client: Client) -> None:
    assert "Ngập sâu" not in words(client, "/")
    give(timezone.now())
    assert "Ngập sâu ở cầu Gỗ" in words(client, "/")


def test_the_feed_says_where_and_is_no_markup_and_who_holds_it_is_told_so(client: Client) -> None:
    path = "/notices/notices.atom"
    empty = client.get(path)
    assert client.get(path, headers={"If-None-Match": empty["ETag"]}).status_code == 304
    give(timezone.now(), "99001")
    page = words(client, path)
    assert page.count("<author>") == 1
    assert "Không đi qua ngầm." in page
    title = unit("99001", timezone.now()).title
    assert title in page
    assert client.get(path, headers={"If-None-Match": empty["ETag"]}).status_code == 200


@pytest.mark.usefixtures("letters")
def test_the_list_of_communes_stands_whole_and_a_script_may_narrow_it(client: Client) -> None:
    page = words(client, "/notices/follow/")
    assert "data-narrow" in page
    assert "hidden data-narrow-tools" in page  # the script shows it: without one it does nothing
    assert page.count('name="communes"') > 1
