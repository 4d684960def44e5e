"""A commune by typing: today's names, old ones, and a question where several may be meant."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import LazySettings

from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.units import loading
from tinhso.web.places.fields import CommuneField

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 17)


class Where(forms.Form):
    """A form that asks for a commune."""

    place = CommuneField(error_messages={"required": "Hãy chọn xã, phường."})

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        field = self.fields["place"]
        assert isinstance(field, CommuneField)
        field.on(DAY)


@pytest.fixture(autouse=True)
def thai_nguyen(settings: LazySettings) -> None:
    folder = Path(settings.TINHSO_PROVINCE)
    from datetime import UTC, datetime

    loading.load(folder, actor=LOADER, now=datetime(2026, 11, 1, tzinfo=UTC))


def answer(**sent: str) -> Where:
    return Where(sent)


def test_a_chosen_code_is_taken_as_it_is() -> None:
    form = answer(place="05443")
    assert form.is_valid()
    assert form.cleaned_data["place"] == "05443"


@pytest.mark.parametrize("typed", ["Phường Phan Đình Phùng", "phan dinh phung", "PHAN ĐÌNH PHÙNG"])
def test_todays_name_is_enough(typed: str) -> None:
    form = answer(place_words=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"] == "05443"


def test_a_commune_that_was_taken_over_whole_leads_to_its_heir() -> None:
    form = answer(place_words="Tân Linh, Đại Từ")
    assert form.is_valid(), form.errors


def test_a_divided_commune_is_asked_about_and_never_chosen_silently() -> None:
    form = answer(place_words="Gia Sàng")
    if form.is_valid():  # today's ward of that name is meant, not the divided one
        assert form.cleaned_data["place"] == "05467"
    form = answer(place_words="Cam Giá")
    assert not form.is_valid()
    html = str(form["place"])
    assert html.count('type="radio"') >= 2
    assert "Một phần của" in html
    assert 'type="hidden"' not in html


def test_what_is_chosen_among_those_offered_is_taken() -> None:
    form = answer(place="05467", place_words="Cam Giá")
    assert form.is_valid()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"place_words": "Chốn nào đâu"}, "Không tìm thấy"),
        ({"place": "99999"}, "không có trong danh sách"),
        ({}, "Hãy chọn xã, phường."),
        ({"place": "ubnd-tinh"}, "không có trong danh sách"),
    ],
)
def test_what_is_no_commune_is_refused_with_the_cure(sent: dict[str, str], said: str) -> None:
    form = answer(**sent)
    assert said in str(form.errors["place"])


def test_what_was_typed_is_never_lost() -> None:
    form = answer(place_words="Chốn nào đâu")
    form.is_valid()
    assert 'value="Chốn nào đâu"' in str(form["place"])


def test_a_prefilled_code_is_shown_by_its_name() -> None:
    class Filled(Where):
        def __init__(self) -> None:
            super().__init__(None)
            self.initial = {"place": "05443"}

    assert 'value="Phường Phan Đình Phùng"' in str(Filled()["place"])
