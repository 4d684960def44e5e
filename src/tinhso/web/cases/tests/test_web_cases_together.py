"""One thing done with many cases: chosen on the list, said once, each with its own result."""

import re
from collections.abc import Callable
from contextlib import closing

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tinhso.kernel.cases.models import Case, Note, Step
from tinhso.kernel.cases.tests.scene import Clock, ask
from tinhso.web.cases.batches import AT_ONCE, LOCK, UNLOCK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
SignIn = Callable[..., Client]


def halls(*purposes: str) -> None:
    """Let halls be asked for, each for a purpose."""
    for number, purpose in enumerate(purposes):
        ask(Clock(timezone.now()), f"k{number}", purpose=purpose)


def steps(many: int) -> list[str]:
    """Let so many halls be asked for; return the steps that wait."""
    halls(*["Đám cưới con gái"] * many)
    return [str(pk) for pk in Step.objects.order_by("pk").values_list("pk", flat=True)]


def test_what_was_chosen_is_asked_about_once(sign_in: SignIn) -> None:
    officer, waiting = sign_in("officer", "99001"), steps(3)
    page = officer.get("/work/many/", {"step": waiting[:2]}).content.decode()
    assert "Làm gì với 2 việc đã chọn?" in page
    assert page.count("Đám cưới con gái") == 2
    assert "Giao cho một người" in page
    assert "-checking-refuse" in page


def test_without_javascript_the_whole_page_is_chosen_by_a_link(sign_in: SignIn) -> None:
    officer, waiting = sign_in("officer", "99001"), steps(2)
    assert "checked" not in officer.get("/work/").content.decode()
    assert officer.get("/work/?all=1").content.decode().count("checked") == len(waiting)


def test_work_is_given_to_somebody_and_taken_back(sign_in: SignIn) -> None:
    officer, waiting = sign_in("officer", "99001"), steps(3)
    me = officer.session["_auth_user_id"]
    Step.objects.filter(pk=waiting[0]).update(assignee_id=me)
    done = officer.post(
        "/work/many/", {"do": "assign", "account": "none", "step": waiting}, follow=True
    )
    assert "Đã xong 3 trên 3 việc" in done.content.decode()
    assert not Step.objects.exclude(assignee=None).exists()
    undo = f"{done.redirect_chain[-1][0]}undo/"
    assert "Đã xong 3 trên 3 việc" in officer.post(undo, follow=True).content.decode()
    assert [str(pk) for pk in Step.objects.filter(assignee_id=me).values_list("pk", flat=True)] == (
        waiting[:1]
    )


def test_each_case_has_its_own_result(sign_in: SignIn) -> None:
    officer, head = sign_in("officer", "99001"), sign_in("head", "99001")
    waiting = steps(3)
    page = officer.get("/work/many/", {"step": waiting}).content.decode()
    key = re.search(r'name="key" value="([0-9a-f]+-checking-refuse)"', page)
    assert key
    # Somebody was first at one of them, between choosing and sending.
    officer.post("/work/many/", {"step": waiting, "do": "act", "key": key[1], "reason": ""})
    assert not Case.objects.exclude(outcome="").exists()
    first = Step.objects.get(pk=waiting[0]).case
    officer.post(
        f"/cases/{first.number}/act/{waiting[0]}/refuse/", {"reason": "Hội trường đang sửa"}
    )
    asked = {"step": waiting, "do": "act", "key": key[1], "reason": "Hội trường đang sửa mái"}
    done = officer.post("/work/many/", asked, follow=True).content.decode()
    assert "Đã xong 2 trên 2 việc" in done
    assert set(Case.objects.values_list("outcome", flat=True)) == {"refused"}
    assert head.post("/work/many/", asked).status_code == 302


def test_what_is_refused_for_one_leaves_the_others_alone(sign_in: SignIn) -> None:
    officer, waiting = sign_in("officer", "99001"), steps(AT_ONCE + 2)
    asked = {"step": waiting, "do": "remind", "text": "Sắp đến hạn, xin xem sớm"}
    begun = officer.post("/work/many/", asked)
    address = begun.headers["Location"]
    page = officer.get(address).content.decode()
    assert f"Đã xong {AT_ONCE} trên {AT_ONCE + 2} việc" in page
    assert "Còn 2 việc" in page
    Step.objects.filter(pk=waiting[-1]).update(
        closed_at="2100-01-01T00:00:00Z", outcome="refuse", closed_by="account:0"
    )
    ended = officer.post(address, follow=True).content.decode()
    assert f"Đã xong {AT_ONCE + 1} trên {AT_ONCE + 2} việc" in ended
    assert "1 việc không làm được" in ended
    assert "Chưa làm được" in ended
    assert Note.objects.count() == AT_ONCE + 1
    officer.post(address)
    assert Note.objects.count() == AT_ONCE + 1


def test_while_one_request_goes_on_with_a_batch_another_lets_it(sign_in: SignIn) -> None:
    officer, waiting = sign_in("officer", "99001"), steps(AT_ONCE + 1)
    begun = officer.post("/work/many/", {"step": waiting, "do": "remind", "text": "Xin xem sớm"})
    address = begun.headers["Location"]
    token = address.rstrip("/").rpartition("/")[2]
    other = connection.copy()
    with closing(other), other.cursor() as cursor:
        cursor.execute(LOCK, [token])
        officer.post(address)
        assert Note.objects.count() == AT_ONCE
        cursor.execute(UNLOCK, [token])
    ended = officer.post(address, follow=True).content.decode()
    assert f"Đã xong {AT_ONCE + 1} trên {AT_ONCE + 1} việc" in ended


def test_a_batch_is_seen_only_by_who_began_it(sign_in: SignIn) -> None:
    officer, waiting = sign_in("officer", "99001"), steps(1)
    begun = officer.post("/work/many/", {"step": waiting, "do": "remind", "text": "Xin xem"})
    other = sign_in("officer", "99001")
    assert other.get(begun.headers["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"do": "assign", "account": "999999"}, "Hãy chọn người nhận việc."),
        ({"do": "remind", "text": "  "}, "Hãy viết lời nhắc."),
        ({"do": "act", "key": "nothing"}, "Hãy chọn một thao tác."),
    ],
)
def test_what_is_wanting_is_said(sign_in: SignIn, asked: dict[str, str], sentence: str) -> None:
    officer, waiting = sign_in("officer", "99001"), steps(1)
    answer = officer.post("/work/many/", asked | {"step": waiting})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_nobody_does_anything_with_others_work(sign_in: SignIn) -> None:
    stranger, waiting = sign_in("officer", "99013"), steps(1)
    asked = {"step": [*waiting, "no-id"], "do": "remind", "text": "Nhanh lên"}
    assert stranger.post("/work/many/", asked).headers["Location"] == "/work/"
    assert not Note.objects.exists()


def test_the_list_as_a_file_holds_what_the_filters_let_through(sign_in: SignIn) -> None:
    officer = sign_in("officer", "99001")
    halls("=cmd họp tổ dân phố", "Đám cưới con gái")
    file = officer.get("/work/work.csv?q=hop+to").getvalue().decode()
    assert "'=cmd họp tổ dân phố" in file
    assert "Đám cưới" not in file
    assert len(officer.get("/work/work.csv").getvalue().decode().splitlines()) == 3


def test_the_map_has_what_has_a_place_and_the_list_has_all(sign_in: SignIn) -> None:
    officer = sign_in("officer", "99001")
    halls("Đám cưới con gái", "Họp tổ dân phố")
    Case.objects.filter(title="Họp tổ dân phố").update(latitude=21.5, longitude=105.8)
    (point,) = officer.get("/work/points.geojson").json()["features"]
    assert point["properties"]["title"] == "Họp tổ dân phố"
    assert point["properties"]["state"] in {"ok", "warn"}
    page = officer.get("/work/map/").content.decode()
    assert "Đám cưới con gái" in page
    assert "1 việc không có vị trí" in page
    assert sign_in("officer", "99013").get("/work/points.geojson").json()["features"] == []
