"""The administrator's page of keys."""

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.people import actions as people
from tinhso.kernel.units.queries import by_code
from tinhso.systems.hotline.open311.models import Client

from .asking import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(api: Api) -> Browser:
    """Return a browser in which an administrator is signed in."""
    from allauth.mfa.models import Authenticator

    del api
    now = timezone.now()
    today = timezone.localdate(now)
    account = people.open_account("quan-tri", actor=LOADER, now=now)
    unit = by_code("ubnd-tinh", today)
    people.appoint(
        account.pk, unit.pk, "administrator", since=today, reason="QĐ 1", actor=LOADER, now=now
    )
    Authenticator.objects.create(user=account, type="totp", data={"secret": ""})
    browser = Browser()
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_a_key_is_shown_once_works_and_is_closed(administrator: Browser, api: Api) -> None:
    sent = {"name": "Ứng dụng của xã", "owner": "UBND xã Mây Gió"}
    page = administrator.post("/open311/clients/", sent).content.decode()
    key = page.partition("data-key>")[2].partition("<")[0]
    assert len(key) >= 32
    api.file(api_key=key)
    again = administrator.get("/open311/clients/").content.decode()
    assert "Ứng dụng của xã" in again
    assert key not in again
    client = Client.objects.get()
    assert administrator.post(f"/open311/clients/{client.pk}/close/").status_code == 302
    assert "Đã đóng" in administrator.get("/open311/clients/").content.decode()
    api.send(403, service_code="waste", api_key=key)


def test_an_application_without_a_name_is_asked_for_one(administrator: Browser) -> None:
    response = administrator.post("/open311/clients/", {"owner": "UBND xã"})
    assert response.status_code == 422
    assert "Hãy ghi tên ứng dụng." in response.content.decode()
    assert not Client.objects.exists()


def test_the_page_asks_no_more_for_more_applications(administrator: Browser) -> None:
    for name in "abc":
        administrator.post("/open311/clients/", {"name": name, "owner": "x"})
    with CaptureQueriesContext(connection) as asked:
        administrator.get("/open311/clients/")
    assert len(asked) == 5, "\n".join(one["sql"][:150] for one in asked)


def test_the_api_is_described_on_a_page_of_its_own(api: Api) -> None:
    page = api.get("/api/").content.decode()
    assert "/open311/v2/requests.{form}" in page
    document = api.get("/api/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert "post" in document["paths"]["/open311/v2/requests.{form}"]
