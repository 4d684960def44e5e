"""Work on the spot over the web: what a phone hands in, once, and what it is told otherwise."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tinhso.kernel.cases import actions
from tinhso.kernel.cases.models import Evidence, Step, Visit
from tinhso.kernel.cases.tests import scene

from ...cases.tests.conftest import example, sign_in

__all__ = ["example", "sign_in"]

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
JSON = {"Accept": "application/json"}


@pytest.fixture
def filed(example: object) -> actions.Filed:  # noqa: ARG001  asks for the province
    from django.utils import timezone

    return scene.ask(scene.Clock(timezone.now()))


@pytest.fixture
def officer(filed: actions.Filed, sign_in: SignIn) -> Client:
    step = Step.objects.select_related("unit").get(case_id=filed.case_id, unit__isnull=False)
    assert step.unit is not None
    return sign_in(step.role.split()[0], step.unit.code)


def picture() -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "#446688").save(drawn, "JPEG")
    return SimpleUploadedFile("a.jpg", drawn.getvalue(), "image/jpeg")


def hand_in(client: Client, number: str, **more: object) -> tuple[int, dict[str, str]]:
    answer = client.post(
        f"/work/field/{number}/", {"key": "k1", "text": "Đã đến"} | more, headers=JSON
    )
    return answer.status_code, answer.json()


def test_the_page_holds_my_work_with_a_form_for_each(
    officer: Client, filed: actions.Filed, django_assert_num_queries: Callable[..., object]
) -> None:
    officer.get("/work/field/")
    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        page = officer.get("/work/field/").content.decode()
    assert filed.number in page
    assert f'action="/work/field/{filed.number}/"' in page


@pytest.mark.usefixtures("filed")
def test_no_two_pages_make_the_same_key(officer: Client) -> None:
    keys = {
        re.search(r'name="key" value="([^"]+)"', officer.get("/work/field/").content.decode())[1]  # type: ignore[index]  # each page has one
        for _page in range(2)
    }
    assert len(keys) == 2


def test_a_visit_is_taken_once_however_often_it_is_sent(
    officer: Client, filed: actions.Filed
) -> None:
    first = hand_in(officer, filed.number, photos=picture(), taken_at="2026-11-17T01:00:00Z")
    again = hand_in(officer, filed.number, photos=picture(), taken_at="2026-11-17T01:00:00Z")
    assert first == again == (200, {"number": filed.number})
    assert (Visit.objects.count(), Evidence.objects.count()) == (1, 1)


def test_a_photo_from_the_spot_is_for_staff_while_they_work_on_it(
    officer: Client, client: Client, filed: actions.Filed
) -> None:
    hand_in(officer, filed.number, photos=picture())
    address = f"/cases/{filed.number}/photos/{Evidence.objects.get().attachment_id}.jpg"
    assert client.post(f"/cases/{filed.number}/open/", {"secret": filed.secret}).status_code == 302
    assert officer.get(address).getvalue().startswith(b"\xff\xd8")
    assert client.get(address).status_code == 404


def test_what_cannot_be_taken_says_why(officer: Client, filed: actions.Filed) -> None:
    no_picture = SimpleUploadedFile("a.jpg", b"words", "image/jpeg")
    for status, more in (
        (422, {"text": ""}),
        (422, {"key": ""}),
        (422, {"photos": no_picture}),
        (422, {"photos": [picture() for _one in range(6)]}),
        (422, {"text": "x" * 4001}),
    ):
        found, answer = hand_in(officer, filed.number, **more)
        assert (found, bool(answer["error"])) == (status, True)
    assert hand_in(officer, "TN-26-AAAAAA")[0] == 409
    assert not Visit.objects.exists()


def test_without_scripts_one_comes_back_to_the_page(officer: Client, filed: actions.Filed) -> None:
    answer = officer.post(
        f"/work/field/{filed.number}/", {"key": "k1", "text": "Đã đến"}, follow=True
    )
    assert "Đã ghi nhận tại chỗ" in answer.content.decode()


def test_a_phone_that_was_signed_out_is_told_so(client: Client, filed: actions.Filed) -> None:
    assert hand_in(client, filed.number)[0] == 401


def test_the_worker_keeps_this_page_alone(client: Client, settings: LazySettings) -> None:
    answer = client.get("/work/field/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert 'const PAGE = "/work/field/"' in answer.content.decode()
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["worker-src"]
