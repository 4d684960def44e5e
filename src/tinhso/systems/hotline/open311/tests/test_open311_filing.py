"""Filing by GeoReport v2, "POST Service Request"."""

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from tinhso.kernel.cases.models import Case, Evidence
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people.models import Person
from tinhso.systems.hotline.open311 import actions
from tinhso.systems.hotline.open311.rest import filing
from tinhso.systems.hotline.tests.story import picture

from .asking import AT, FULL, WORDS, Api

pytestmark = pytest.mark.django_db


def test_a_report_gets_its_number_its_due_date_and_its_secret_at_once(api: Api) -> None:
    (found,) = api.send(**FULL)
    assert set(found) == {"service_request_id", "service_notice", "account_id"}
    assert found["account_id"] is None
    case = Case.objects.get(number=found["service_request_id"])
    assert (case.category, case.form["channel"]) == ("pothole", "app")
    assert (case.latitude, case.longitude) == (21.6, 104.4)
    assert "Quyết định hư cấu số 1" in found["service_notice"]  # what the due date rests on
    assert f"/reports/follow/?number={case.number}" in found["service_notice"]


def test_the_answer_in_xml_is_the_standards(api: Api) -> None:
    response = api.post("/open311/v2/requests.xml", FULL)
    root = etree.fromstring(response.content)
    assert (root.tag, root[0].tag) == ("service_requests", "request")
    assert Case.objects.filter(number=root.findtext("request/service_request_id")).exists()
    account = root.find("request/account_id")
    assert account is not None
    assert account.text is None


def test_what_was_filed_can_be_read_at_once_without_its_words(api: Api) -> None:
    number = api.file(description="Hố sâu trước nhà ông Tám, gọi 0912 345 678")
    (found,) = api.read(f"requests/{number}")
    assert (found["status"], found["service_code"]) == ("open", "pothole")
    assert found["description"] is None


def test_officers_read_the_answers_below_the_description(api: Api) -> None:
    number = api.file(
        **{
            "attribute[pothole-traffic][]": ["bikes", "walkers"],
            "attribute[pothole-depth]": "12.5",
            "media_url": "https://example.vn/a.jpg",
        }
    )
    text = Case.objects.get(number=number).form["text"]
    assert text.splitlines() == [
        WORDS["description"],
        "",
        "Ổ gà rộng chừng nào?: Bằng bánh xe",
        "Ai bị ảnh hưởng?: Xe máy, Người đi bộ",
        "Sâu bao nhiêu xăng-ti-mét?: 12.5",
        "Liên kết người gửi đưa, chưa kiểm tra: https://example.vn/a.jpg",
    ]


def test_a_linked_picture_is_not_fetched_and_the_reporter_is_told(api: Api) -> None:
    # Sockets are closed in tests but for this machine: a fetch would fail the filing.
    (found,) = api.send(**FULL, media_url="http://169.254.169.254/latest/meta-data")
    assert "media_url" in found["service_notice"]


def test_the_description_is_optional(api: Api) -> None:
    form = {name: value for name, value in FULL.items() if name != "description"}
    (found,) = api.send(**form)
    case = Case.objects.get(number=found["service_request_id"])
    assert case.form["text"].startswith("Đường hỏng, ổ gà")


def test_officers_read_vietnamese_whatever_the_client_reads(api: Api) -> None:
    (found,) = api.send(service_code="unclassified", headers={"Accept-Language": "en"}, **AT)
    assert "secret code" in found["service_notice"]
    case = Case.objects.get(number=found["service_request_id"])
    assert case.form["text"].startswith("Việc khác")


def test_whoever_is_unsure_leaves_the_category_to_the_operator(api: Api) -> None:
    (found,) = api.send(service_code="unclassified", **AT, **WORDS)
    assert Case.objects.get(number=found["service_request_id"]).category == ""


def test_contact_is_sealed_with_the_family_name_first(api: Api) -> None:
    api.file(first_name="Bưởi", last_name="Lê Thị", phone="0987 654 321", email="b@example.vn")
    person = Person.objects.get()
    from django.utils import timezone

    from tinhso.kernel.ledger.actors import Actor
    from tinhso.kernel.people import actions as people

    held = people.read_person(
        person.pk,
        fields=("name", "phone"),
        purpose="hotline.call_back",
        actor=Actor("account:1"),
        now=timezone.now(),
    )
    assert (held.name, held.phone) == ("Lê Thị Bưởi", "+84987654321")
    everywhere = f"{Case.objects.get().form}{[e.body for e in Event.objects.all()]}"
    assert "Bưởi" not in everywhere
    assert "987654321" not in everywhere


def test_device_and_account_are_not_kept(api: Api) -> None:
    api.file(device_id="tt222111", account_id="123456")
    everywhere = f"{Case.objects.get().form}{[e.body for e in Event.objects.all()]}"
    assert "tt222111" not in everywhere
    assert Person.objects.count() == 0


def test_photographs_come_as_media_and_lose_what_they_tell(api: Api) -> None:
    photos = [SimpleUploadedFile(f"{n}.jpg", picture(c)) for n, c in enumerate(("red", "blue"))]
    number = api.file(media=photos)
    kept = Evidence.objects.filter(case__number=number)
    assert kept.count() == 2
    for one in kept:
        with storages["evidence"].open(one.attachment.file) as photo:
            assert b"taken at home" not in photo.read()


def test_a_file_that_is_no_photograph_is_refused(api: Api) -> None:
    (error,) = api.send(400, **FULL, media=SimpleUploadedFile("a.jpg", b"not a picture"))
    assert error["description"].startswith("media")
    assert Case.objects.count() == 0


# Where


def test_an_address_that_names_a_commune_is_enough(api: Api) -> None:
    number = api.file(lat="", long="", address_string="12 đường Chè, xã Mây Gió, Hoa Ban")
    case = Case.objects.select_related("place").get(number=number)
    assert case.place is not None
    assert case.place.code == "99001"
    assert case.form["address"] == "12 đường Chè, xã Mây Gió, Hoa Ban"


def test_an_address_id_is_a_communes_code(api: Api) -> None:
    number = api.file(lat="", long="", address_id="99007")
    case = Case.objects.select_related("place").get(number=number)
    assert case.place is not None
    assert case.place.code == "99007"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"lat": "", "long": ""}, "lat, long"),
        ({"long": ""}, "lat, long"),
        ({"lat": "51.5", "long": "0.1"}, "lat, long"),
        ({"lat": "nan"}, "lat"),
        ({"lat": "1e9"}, "lat"),
        ({"lat": "", "long": "", "address_string": "gần chợ"}, "address_string"),
        ({"lat": "", "long": "", "address_id": "05474"}, "address_id"),
        ({"service_code": ""}, "service_code"),
        ({"attribute[pothole-size]": ""}, "attribute[pothole-size]"),
        ({"attribute[pothole-size]": "huge"}, "attribute[pothole-size]"),
        ({"attribute[pothole-depth]": "deep"}, "attribute[pothole-depth]"),
        ({"attribute[colour]": "red"}, "attribute[colour]"),
        ({"phone": "12"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"media_url": "file:///etc/passwd"}, "media_url"),
        ({"description": "x" * 4001}, "description"),
        ({"description": "a\0b"}, "description"),
    ],
)
def test_what_is_missing_or_wrong_is_400_and_named(
    api: Api, wrong: dict[str, str], named: str
) -> None:
    (error,) = api.send(400, **(FULL | wrong))
    assert error["code"] == 400
    assert error["description"].startswith(named)
    assert Case.objects.count() == 0


def test_several_faults_are_told_together(api: Api) -> None:
    errors = api.send(400, service_code="", phone="12")
    assert len(errors) == 3


def test_a_service_that_there_is_not_is_404(api: Api) -> None:
    (error,) = api.send(404, **(FULL | {"service_code": "weather"}))
    assert error["description"].startswith("service_code")


# Again


def test_a_repeat_with_its_own_key_gets_the_same_number(api: Api) -> None:
    headers = {"Idempotency-Key": "a-phone-in-a-tunnel-1"}
    photo = picture()
    first, second = (
        api.send(headers=headers, **FULL, phone="0912345678", media=SimpleUploadedFile("a", photo))
        for _time in range(2)
    )
    assert first == second
    assert (Case.objects.count(), Person.objects.count(), Evidence.objects.count()) == (1, 1, 1)


def test_the_same_key_with_other_words_is_another_report(api: Api) -> None:
    headers = {"Idempotency-Key": "always-the-same"}
    first = api.send(headers=headers, **FULL)
    other = api.send(headers=headers, **(FULL | {"description": "Một hố khác ở đầu cầu"}))
    assert first != other


def test_two_who_report_the_same_are_two(api: Api) -> None:
    assert api.file() != api.file()


# Keys and limits


def test_a_key_that_is_none_is_403(api: Api) -> None:
    (error,) = api.send(403, **FULL, api_key="xyz")
    assert error["code"] == 403
    assert error["description"].startswith("api_key")


def test_a_client_is_named_in_the_ledger_and_its_closed_key_is_none(api: Api) -> None:
    from django.utils import timezone

    from tinhso.kernel.ledger.actors import Actor

    admin, now = Actor("account:1"), timezone.now()
    client, key = actions.admit("Ứng dụng xã", "UBND xã", actor=admin, now=now)
    assert key not in f"{client.key_hash}{client.hint}"
    number = api.file(api_key=key)
    filed = Event.objects.get(kind="cases.case.filed")
    assert filed.subject == f"case:{Case.objects.get(number=number).pk}"
    assert filed.actor == f"client:{client.pk}"
    actions.close(client.pk, actor=admin, now=now)
    actions.close(client.pk, actor=admin, now=now)
    api.send(403, **FULL, api_key=key)
    assert Event.objects.filter(kind="hotline.client.closed").count() == 1
    assert "Ứng dụng xã" not in "".join(event.body for event in Event.objects.all())


def test_without_a_key_one_waits_after_ten_and_with_one_does_not(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    from tinhso.kernel.ledger.actors import Actor

    monkeypatch.setattr(filing, "OPEN_LIMIT", 1)
    api.file()
    response = api.post("/open311/v2/requests.json", FULL)
    assert response.status_code == 429
    assert response["Retry-After"] == "600"
    _client, key = actions.admit("a", "b", actor=Actor("account:1"), now=timezone.now())
    api.file(api_key=key)


def test_filing_asks_the_database_no_more_than_it_did(api: Api) -> None:
    api.file()
    with CaptureQueriesContext(connection) as asked:
        api.file()
    assert len(asked) == 18, "\n".join(one["sql"][:150] for one in asked)
