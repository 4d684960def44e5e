"""What a message says: verbs, numbers, codes, with diacritics and without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.systems.hotline.channels.rules import reading
from tinhso.systems.hotline.channels.rules.reading import Said, Verb

NUMBER = "HB-26-K7M4Q2"


def read(text: str, subject: str = "") -> Said:
    return reading.read(text, subject=subject, prefix="HB")


@pytest.mark.parametrize(
    ("text", "verb", "words"),
    [
        (f"THEO DOI {NUMBER}", Verb.STATUS, ""),
        ("theo dõi hb26k7m4q2", Verb.STATUS, ""),
        ("Tình trạng phản ánh của tôi đến đâu rồi", Verb.STATUS, "phản ánh của tôi đến đâu rồi"),
        ("theo doi TN 26 K7M4", Verb.STATUS, "TN 26 K7M4"),
        (f"Dong y {NUMBER}", Verb.AGREE, ""),
        (f"{NUMBER} đồng ý nhé", Verb.AGREE, "nhé"),
        ("Tôi đồng ý", Verb.AGREE, ""),
        (f"Khong dong y {NUMBER} van con o ga", Verb.DISPUTE, "van con o ga"),
        (f"tôi chưa đồng ý {NUMBER}: vẫn còn ổ gà!", Verb.DISPUTE, "vẫn còn ổ gà!"),
        (f"ko dong y {NUMBER}", Verb.DISPUTE, ""),
        (f"danh gia {NUMBER} 4", Verb.RATE, "4"),
        ("HD", Verb.TELL, "HD"),
        ("Hướng dẫn", Verb.HELP, ""),
        ("Cảm ơn 1022", Verb.THANKS, "1022"),
        ("Đường hỏng ở xã Mây Gió.", Verb.TELL, "Đường hỏng ở xã Mây Gió."),
    ],
)
def test_what_is_asked_for(text: str, verb: Verb, words: str) -> None:
    said = read(text)
    assert (said.verb, said.words) == (verb, words)
    assert said.numbers in ((NUMBER,), ())


@pytest.mark.parametrize(
    "text",
    [
        "Dân không đồng ý việc đổ rác ở đầu xóm, đề nghị xử lý",
        "Đồng ý với bà con là con đường này hỏng đã lâu lắm rồi mà không ai sửa cả",
        "Hướng dẫn giao thông ở ngã tư rất lộn xộn",
        "Tình trạng rác thải bừa bãi ở xã Mây Gió",
        "Kiểm tra giúp đường dây điện bị đứt",
        f"Tình trạng không có gì mới {NUMBER}, ổ gà còn sâu hơn trước và hôm qua có người ngã",
        "Cảm ơn đã sửa đèn nhưng nay lại tắt ở đầu xóm",
    ],
)
def test_a_report_that_begins_like_a_verb_is_a_report(text: str) -> None:
    assert read(text).verb is Verb.TELL


@pytest.mark.parametrize(
    ("text", "stars"),
    [("danh gia 5", 5), ("đồng ý, 4 sao", 4), ("danh gia 9", None), ("đồng ý 5", None)],
)
def test_stars(text: str, stars: int | None) -> None:
    assert read(text).stars == stars


def test_the_code_in_the_subject_of_our_letter_is_found_in_an_answer() -> None:
    said = read("Tôi đồng ý", subject=f"Re: Phản ánh [{NUMBER}/ABCD-EFGH]")
    assert (said.verb, said.numbers, said.reply_code) == (Verb.AGREE, (NUMBER,), "ABCDEFGH")


def test_the_secret_is_found_and_is_no_part_of_the_words() -> None:
    said = read(f"khong dong y {NUMBER} k7m4-q2px-9rtb vẫn còn ổ gà lớn")
    assert (said.secret, said.words) == ("K7M4-Q2PX-9RTB", "vẫn còn ổ gà lớn")


def test_a_secret_may_be_written_with_spaces_and_words_of_four_letters_are_none() -> None:
    assert read(f"dong y {NUMBER} k7m4 q2px 9rtb").secret == "K7M4-Q2PX-9RTB"
    said = read("rac tren canh hang nhan o xa May Gio, 2345 6789 2345")
    assert (said.secret, said.words) == ("", "rac tren canh hang nhan o xa May Gio, 2345 6789 2345")


@given(st.text(max_size=200), st.text(max_size=60))
def test_anything_can_be_read_and_words_come_from_the_text(text: str, subject: str) -> None:
    said = read(text, subject)
    assert len(said.words) <= len(text)


@given(st.sampled_from(["dong y", "khong dong y", "theo doi", "danh gia"]), st.booleans())
def test_case_and_number_before_or_after_change_nothing(verb: str, before: bool) -> None:
    plain = read(f"{NUMBER} {verb}" if before else f"{verb} {NUMBER}")
    loud = read(f"{verb.upper()}   {NUMBER.lower()}.")
    assert (plain.verb, plain.numbers) == (loud.verb, loud.numbers)


@pytest.mark.parametrize(
    ("subject", "text", "told"),
    [
        ("Đèn đường tắt", "Ba hôm nay rồi.", "Đèn đường tắt. Ba hôm nay rồi."),
        ("Re: Phản ánh", "Đèn tắt.", "Đèn tắt."),
        ("Đèn tắt", "Đèn tắt ở xóm 3.", "Đèn tắt ở xóm 3."),
        ("Đèn đường tắt ở xóm 3", "", "Đèn đường tắt ở xóm 3"),
    ],
)
def test_a_subject_that_says_something_is_told_too(subject: str, text: str, told: str) -> None:
    assert reading.told(text, subject) == told


@given(st.text(alphabet="ab c", min_size=0, max_size=9000))
def test_a_long_text_is_parted_and_nothing_is_lost(text: str) -> None:
    first, rest = reading.parted(text, 4000)
    assert len(first) <= 4000
    assert (first + rest).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "choice"), [("2", 1), ("số 1", 0), ("3.", None), ("0", None), ("2 xóm", None)]
)
def test_a_number_chooses_among_what_was_offered(text: str, choice: int | None) -> None:
    assert reading.choice_in(text, 2) == choice
