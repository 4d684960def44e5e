import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.people.rules import (
    NotAnEmailError,
    NotAPhoneNumberError,
    mask_address,
    mask_email,
    mask_name,
    mask_phone,
    normal_email,
    normal_phone,
    normal_text,
    normal_username,
)


@pytest.mark.parametrize(
    "written",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "(091) 234-5678",
        "+84912345678",
        "+84 912 345 678",
        "+84 (0)912 345 678",
        "84912345678",
        "0084912345678",
        "０９１２３４５６７８",
        " 0912\u00a0345\u00a0678 ",
    ],
)
def test_one_number_has_one_normal_form_however_it_is_written(written: str) -> None:
    assert normal_phone(written) == "+84912345678"


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.sampled_from([" ", ".", "-", ""]))
def test_normalising_a_number_twice_changes_nothing(number: str, separator: str) -> None:
    spaced = separator.join([number[:4], number[4:7], number[7:]])
    normal = normal_phone(spaced)
    assert normal == "+84" + number[1:]
    assert normal_phone(normal) == normal


@pytest.mark.parametrize("wrong", ["", "12", "0912", "abc", "0912345678901", "gọi 0912345678"])
def test_what_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(NotAPhoneNumberError):
        normal_phone(wrong)


def test_an_address_is_one_whatever_its_case_and_form() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn@Example.VN ")
    assert normal_email(decomposed) == normal_email("nguyễn@example.vn")


@pytest.mark.parametrize("wrong", ["", "a", "a@", "@b.vn", "a@b", "a b@c.vn", "a@.vn."])
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(NotAnEmailError):
        normal_email(wrong)


@given(st.text())
def test_normal_text_is_stable_and_composed(text: str) -> None:
    normal = normal_text(text)
    assert normal_text(normal) == normal
    assert unicodedata.is_normalized("NFC", normal)


def test_masks_show_enough_to_recognise_and_too_little_to_use() -> None:
    assert mask_phone("+84912345456") == "0912 *** 456"
    assert mask_phone("115") == "***"
    assert mask_phone("") == ""
    assert mask_email("nguyen@example.vn") == "n***@example.vn"
    assert mask_name("Nguyễn Văn An") == "Nguyễn V. A."
    assert mask_name("An") == "A***"
    assert mask_address("Số 5, tổ 3, phường Phan Đình Phùng") == "***, tổ 3, phường Phan Đình Phùng"
    assert mask_address("Xóm Đồng") == "***"


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_a_masked_number_hides_three_digits(number: str) -> None:
    assert number[4:7] not in mask_phone(number)[5:8]
    assert len(mask_phone(number).replace(" ", "").replace("***", "")) == 7


def test_a_name_to_sign_in_with_has_no_marks_and_no_spaces() -> None:
    assert normal_username(" Đỗ Thị  Huệ ") == "do.thi.hue"
    assert normal_username("…") == ""
