"""What a report may hold is said once: in the form of its procedure."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tinhso.kernel.cases.queries import in_force
from tinhso.systems.hotline import queries
from tinhso.systems.hotline.forms import ReportForm
from tinhso.systems.hotline.rules import Limits
from tinhso.systems.hotline.tests.story import picture

pytestmark = pytest.mark.django_db
OTHERS = Limits(photos=3, shortest=20, longest=1500)


@pytest.mark.usefixtures("example")
def test_they_are_those_of_the_procedure_in_force(now: datetime) -> None:
    form = in_force(queries.PROCEDURE, now=now).form
    photos, words = form.properties["photos"], form.properties["text"]
    found = queries.limits(now=now)
    assert (found.photos, found.shortest, found.longest) == (
        photos.max_items,
        words.min_length,
        words.max_length,
    )


def test_without_a_procedure_the_page_can_still_be_drawn(now: datetime) -> None:
    assert queries.limits(now=now) == Limits()


def test_the_page_says_and_asks_what_they_are() -> None:
    given: dict[str, Any] = {"text": "ngắn quá", "place_words": ""}
    form = ReportForm(given, day=timezone.localdate(), limits=OTHERS)
    page = form.as_p()
    assert "Nhiều nhất 3 ảnh" in page
    assert 'data-photos-most="3"' in page
    assert 'maxlength="1500"' in page
    assert form.errors["text"] == ["Hãy viết thêm một chút, từ 20 chữ cái trở lên."]
    given["text"] = "dài " * 500
    form = ReportForm(given, day=timezone.localdate(), limits=OTHERS)
    assert form.errors["text"] == ["Hãy viết ngắn lại, nhiều nhất 1.500 chữ cái."]


@pytest.mark.usefixtures("example")
def test_page_and_programs_are_told_the_same(now: datetime) -> None:
    most = queries.limits(now=now).photos
    assert f"Nhiều nhất {most} ảnh" in Client().get("/reports/new/").content.decode()
    photos = [SimpleUploadedFile(f"{n}.jpg", picture()) for n in range(most + 1)]
    sent = {"service_code": "pothole", "lat": "21.6", "long": "105.8", "media": photos}
    refused = Client().post("/open311/v2/requests.json", sent)
    assert refused.status_code == 400
    assert f"nhiều nhất {most} ảnh" in refused.content.decode()
