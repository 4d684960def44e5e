"""Numbers read aloud, and who may get an SMS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.hotline.calls import rules


@given(st.text("23456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=6, max_size=6))
def test_what_is_read_aloud_is_the_whole_number(tail: str) -> None:
    groups = rules.aloud(f"TN-26-{tail}")
    assert "".join(groups).replace(" ", "") == f"TN26{tail}"
    assert all(len(group.split()) <= 4 for group in groups)


def test_a_number_is_read_in_short_groups() -> None:
    assert rules.aloud("TN-26-K7M4Q2") == ("T N", "2 6", "K 7 M", "4 Q 2")
    assert rules.aloud("K7M4-Q2PX-9RTB") == ("K 7 M 4", "Q 2 P X", "9 R T B")


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("+84912345678", True),
        ("+84345678901", True),
        ("+842083855678", False),
        ("+8491234567", False),
        ("+14155550100", False),
        ("", False),
    ],
)
def test_an_sms_goes_to_mobile_numbers_of_this_country_only(number: str, mobile: bool) -> None:
    assert rules.is_mobile(number) is mobile


def test_numbers_are_shown_as_people_say_them() -> None:
    assert rules.local_number("+84912345678") == "0912 345 678"
    assert rules.local_number("") == ""


@given(st.integers(0, 4 * 3600))
def test_a_call_is_as_long_as_its_clock_says(seconds: int) -> None:
    minutes, rest = rules.clock(seconds).split(":")
    assert int(minutes) * 60 + int(rest) == seconds
