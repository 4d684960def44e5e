"""What an SMS costs: 3GPP TS 23.038 (alphabets) and 23.040 (segments)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.messages.rules.segments import BASIC, EXTENDED, Cost, cost, fitting, plain

GSM = st.text(st.sampled_from(sorted(BASIC | EXTENDED)), max_size=700)
ANY = st.text(max_size=300)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Cost("gsm7", 0, 1)),
        ("a" * 160, Cost("gsm7", 160, 1)),
        ("a" * 161, Cost("gsm7", 161, 2)),
        ("a" * 306, Cost("gsm7", 306, 2)),
        ("a" * 307, Cost("gsm7", 307, 3)),
        ("€" * 80, Cost("gsm7", 160, 1)),
        ("a" * 159 + "€", Cost("gsm7", 161, 2)),
        ("a" * 152 + "€" + "a" * 152, Cost("gsm7", 306, 3)),  # not cut inside an escape
        ("ạ" * 70, Cost("ucs2", 70, 1)),
        ("ạ" * 71, Cost("ucs2", 71, 2)),
        ("ạ" * 134, Cost("ucs2", 134, 2)),
        ("ạ" * 135, Cost("ucs2", 135, 3)),
        ("ạ" * 69 + "🌊", Cost("ucs2", 71, 2)),
    ],
)
def test_the_bounds_of_the_standard(text: str, expected: Cost) -> None:
    assert cost(text) == expected


@given(ANY, ANY)
def test_more_words_never_cost_fewer_segments(text: str, more: str) -> None:
    assert cost(text + more).segments >= cost(text).segments


@given(GSM)
def test_no_segment_is_over_full_and_none_is_wasted(text: str) -> None:
    found = cost(text)
    assert found.units <= 160 * found.segments
    assert found.segments <= 1 + found.units // 152


@given(ANY)
def test_plain_text_is_gsm7_and_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert cost(once).alphabet == "gsm7"
    assert plain(once) == once


@given(ANY)
def test_what_is_sent_has_its_diacritics_in_one_segment_and_none_in_several(text: str) -> None:
    sent = fitting(text)
    assert sent == text or cost(text).segments > 1
    assert cost(sent).segments == 1 or cost(sent).alphabet == "gsm7"


def test_vietnamese_without_diacritics_reads_as_it_was_written() -> None:
    assert plain("Đã nhận phản ánh TN-26-K7M4Q2 – cảm ơn…") == (
        "Da nhan phan anh TN-26-K7M4Q2 - cam on..."
    )
