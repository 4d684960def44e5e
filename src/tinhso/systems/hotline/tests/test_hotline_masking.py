"""What is hidden before anything is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.hotline import rules


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gọi cho tôi số 0912 345 678 nhé", "phone"),
        ("Liên hệ +84.912.345.678", "phone"),
        ("Điện thoại 0208-3855-123 của xã", "phone"),
        ("thư về lan.nguyen@example.vn", "e-mail"),
        ("căn cước 019203001234", "identity number"),
        ("xe 20A-123.45 đỗ chắn lối", "plate"),
        ("xe máy 20B1-12345 lấn làn", "plate"),
        ("nhà tôi ở số nhà 12/5 đường Bến Oánh", "address"),
        ("trong ngõ 45 tối om", "address"),
    ],
)
def test_numbers_and_addresses_are_hidden_by_rule(text: str, kind: str) -> None:
    masked = rules.mask(text)
    assert kind in masked.kinds
    assert rules.MASK in masked.text
    assert not any(len(word) >= 6 and word.isdigit() for word in masked.text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định 2840/QĐ-UBND nói khác",
        "Hỏng từ ngày 22/11/2026",
        "Gọi 1022 mãi không được",
        "Đoạn đường dài 1.500 m, sâu 30 cm",
        "118/126 xã đã có",
    ],
)
def test_what_is_nobodys_data_stays(text: str) -> None:
    assert rules.mask(text).text == text


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = rules.mask(text).text
    assert rules.mask(once).text == once


@given(
    prefix=st.sampled_from(["0", "+84", "84"]),
    digits=st.text("0123456789", min_size=9, max_size=9),
    gap=st.sampled_from(["", " ", ".", "-"]),
    before=st.sampled_from(["", "gọi ", "SĐT: ", "("]),
    after=st.sampled_from(["", " nhé", ".", ")", ","]),
)
def test_no_telephone_number_survives(
    prefix: str, digits: str, gap: str, before: str, after: str
) -> None:
    written = prefix + gap + gap.join([digits[:3], digits[3:6], digits[6:]])
    masked = rules.mask(f"{before}{written}{after}").text
    assert digits[3:6] not in masked


def test_names_are_proposed_and_left_to_a_person() -> None:
    text = "Ông Nguyễn Văn Minh và chị Hoa chặn đường"
    assert rules.proposed_names(text) == ("Nguyễn Văn Minh", "Hoa")
    assert rules.mask(text).text == text


@pytest.mark.parametrize("text", ["Tôi muốn KHIẾU NẠI quyết định", "to cao can bo thon"])
def test_complaints_and_denunciations_are_recognised(text: str) -> None:
    assert rules.sounds_like_complaint(text)


def test_a_title_is_the_first_sentence_cut_at_a_word() -> None:
    assert rules.title_of("Đèn tắt. Tối lắm.") == "Đèn tắt"
    long = rules.title_of("Ổ gà " * 40)
    assert len(long) <= 81
    assert long.endswith(("gà…", "Ổ…"))


@given(st.floats(21, 23), st.floats(105, 107))
def test_a_pin_is_moved_by_less_than_half_a_kilometre(latitude: float, longitude: float) -> None:
    moved = rules.coarse(latitude, longitude)
    assert abs(moved[0] - latitude) <= 0.0026
    assert abs(moved[1] - longitude) <= 0.0026
    assert rules.coarse(*moved) == moved
