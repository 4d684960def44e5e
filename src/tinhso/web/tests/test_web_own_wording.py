"""The province may word a sentence itself; it can't break a page with it."""

import pytest
from django.utils.translation import gettext, override

from tinhso.kernel.registers.queries import Held
from tinhso.web.wording import Overlay, usable, wording_of

ORIGINAL = "Bạn cần tra sổ nào?"


def held(**values: str) -> Held:
    return Held("wording", "one", "one", values, None, None, None, None, None, demonstration=False)


def test_what_is_laid_over_is_said_and_taken_back_when_it_goes() -> None:
    for language in ("vi", "en"):
        with override(language):
            before = gettext(ORIGINAL)
            overlay = Overlay(language)
            overlay.lay({ORIGINAL: "Tra gì?"})
            assert gettext(ORIGINAL) == "Tra gì?"
            overlay.lay({ORIGINAL: "Xem gì?"})
            assert gettext(ORIGINAL) == "Xem gì?"
            overlay.lay({})
            assert gettext(ORIGINAL) == before


@pytest.mark.parametrize(
    ("original", "words", "good"),
    [
        ("Còn %(n)s ngày", "Thêm %(n)s ngày", True),
        ("Còn %(n)s ngày", "Thêm ngày", False),
        ("Gửi", "Gửi %(who)s", False),
        ("Gửi", "<b>Gửi</b>", False),
        ("Gửi", 'Gửi" onclick="x', False),
        ("Gửi", "", False),
    ],
)
def test_words_keep_the_variables_and_bring_no_markup(
    original: str, words: str, good: bool
) -> None:
    assert usable(original, words) == good


def test_a_language_without_words_keeps_its_own() -> None:
    one = held(original=ORIGINAL, vi="Tra gì?")
    assert wording_of([one], "vi") == {ORIGINAL: "Tra gì?"}
    assert wording_of([one], "en") == {}
