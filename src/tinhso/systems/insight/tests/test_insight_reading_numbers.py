"""Numbers, units and periods as Vietnamese reports write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.insight.rules.reading.dates import period_at
from tinhso.systems.insight.rules.reading.folding import folded
from tinhso.systems.insight.rules.reading.numbers import value_of, value_of_words, written
from tinhso.systems.insight.tests.reading_world import claims


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("1.030", "1030"),
        ("27,6", "27.6"),
        ("3.562,82", "3562.82"),
        ("27.6", "27.6"),
        ("0.6512", "0.6512"),
        ("20,000", "20000"),
        ("1,234,567", "1234567"),
        ("12.345.678", "12345678"),
        ("05", "5"),
    ],
)
def test_points_group_and_commas_divide_unless_they_cannot(digits: str, value: str) -> None:
    assert value_of(digits) == Decimal(value)


@pytest.mark.parametrize("digits", ["1.2.3", "01.2.2024", "188bet", "1,2,3"])
def test_what_is_no_number_is_none(digits: str) -> None:
    assert value_of(digits) is None


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_number_written_as_reports_do_is_read_back(value: Decimal) -> None:
    assert value_of(written(value)) == value


@given(st.integers(min_value=0, max_value=10**15))
def test_a_whole_number_with_its_points_is_read_back(value: int) -> None:
    assert value_of(written(Decimal(value))) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("tư", 4),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("ba mươi mốt", 31),
        ("xã", None),
    ],
)
def test_numbers_in_words(words: str, value: int | None) -> None:
    assert value_of_words(words.split()) == value


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("năm 2024", "2024"),
        ("cuối năm 2023", "2023"),
        ("tháng 9/2024", "2024-09"),
        ("tháng 9 năm 2024", "2024-09"),
        ("tháng mười hai năm 2024", "2024-12"),
        ("ngày 31/12/2020", "2020-12"),
        ("31/12/2020", "2020-12"),
        ("ngày 5 tháng 9 năm 2024", "2024-09"),
        ("quý I/2023", "2023-Q1"),
        ("quý III năm 2023", "2023-Q3"),
        ("Quý 2/2023", "2023-Q2"),
        ("6 tháng đầu năm 2023", "2023-H1"),
        ("sáu tháng cuối năm 2023", "2023-H2"),
        ("nửa đầu năm 2023", "2023-H1"),
        ("9 tháng đầu năm 2023", "2023-M9"),
        ("9 tháng/2023", "2023-M9"),
        ("11 tháng năm 2023", "2023-M11"),
        ("3 tháng đầu năm 2023", "2023-Q1"),
        ("giai đoạn 2018-2022", "2018/2022"),
        ("nhiệm kỳ 2020 – 2025", "2020/2025"),
        ("năm 2021-2025", "2021/2025"),
        ("từ năm 2016 đến năm 2020", "2016/2020"),
    ],
)
def test_periods_have_names(words: str, name: str) -> None:
    text = folded(words)
    period = period_at(text, 0, text.split()[0].split("/")[0], len(text))
    assert period is not None
    assert period.named() == name
    assert period.end == len(text)


@pytest.mark.parametrize("words", ["trong vòng 6 tháng", "thời hạn 9 tháng kể từ ngày ký"])
def test_a_length_of_time_is_no_period(words: str) -> None:
    text = folded(words)
    at = text.index("tháng") - 2
    assert period_at(text, at, text[at], len(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 52 và Quyết định số 2840/QĐ-UBND ngày 15/11/2024 nêu 8 nhiệm vụ.",
        "Sở tập trung 3 đột phá, 5 nhóm giải pháp và 19 tiêu chí về xã nông thôn mới.",
        "Điện thoại 0208.3855.999, lúc 14 giờ 30 phút; quốc lộ 3, Km 61+200.",
        "Công nghiệp 4.0, mạng 4G và cuộc cách mạng lần thứ tư; kỳ họp thứ 11.",
        "Giấy phép có thời hạn 05 năm; trực tổng đài 24/7.",
    ],
)
def test_names_dates_and_counts_of_tasks_are_no_figures(text: str) -> None:
    assert claims(text) == ()
