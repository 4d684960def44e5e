"""A text is read in the encoding it came in, or refused with the name of what stands in the way."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tinhso.kernel.documents import rules
from tinhso.kernel.documents.extraction import UnreadableError, extract, limits
from tinhso.kernel.documents.extraction.legacy import TCVN3, VNI, from_vni
from tinhso.kernel.documents.extraction.syllables import is_syllable, toneless
from tinhso.kernel.documents.extraction.words import SENTENCES

WORDS = (
    "Thái Nguyên là tỉnh trung du, miền núi phía Bắc; những năm qua tỉnh đã tập trung chỉ đạo "
    "quyết liệt, xuất khẩu đạt 27,6 tỷ USD, thu ngân sách vượt kế hoạch.\n"
    "Đường cao tốc, khu công nghiệp Yên Bình và hồ Núi Cốc được đầu tư xây dựng; "
    "người dân hưởng lợi."
)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_windows_1258(text: str) -> bytes:
    """Return text as Windows wrote Vietnamese: a letter, then its tone."""
    told = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in TONES)
        told += unicodedata.normalize("NFC", parts.replace(tone, "")) + tone
    return told.encode("cp1258")


def in_tcvn3(text: str) -> str:
    """Return text as it was typed for .VnTime: small letters only, as that font has them."""
    typed = {meant: chr(code) for code, meant in TCVN3.items()}
    return "".join(typed.get(letter, letter) for letter in text.replace("Đ", "đ"))


def in_vni(text: str) -> str:
    """Return text as it was typed for VNI-Times."""
    typed = {unicodedata.normalize("NFC", meant): code for code, meant in VNI.items()}
    return "".join(typed.get(letter, letter) for letter in text)


def read(data: bytes, name: str = "a.txt") -> tuple[str, list[str]]:
    found = extract(data, name)
    return found.text, [note.code for note in found.notes]


def outcome(data: bytes) -> tuple[str, str]:
    """Return the text, or the code of the sentence that refuses the file."""
    try:
        return extract(data, "a.txt").text, ""
    except UnreadableError as error:
        return "", error.note.code


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (WORDS.encode(), []),
        (b"\xef\xbb\xbf" + WORDS.encode(), []),
        (WORDS.encode("utf-16"), ["from_utf16"]),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), ["from_utf16"]),
        (in_windows_1258(WORDS), ["from_windows_1258"]),
        (in_vni(WORDS).encode("latin-1"), ["from_vni"]),
        (in_vni(WORDS).encode(), ["from_vni"]),
        (unicodedata.normalize("NFD", WORDS).encode(), ["composed"]),
        (WORDS.replace("\n", "\r\n").encode(), []),
    ],
)
def test_one_text_comes_out_of_every_encoding(data: bytes, note: list[str]) -> None:
    assert read(data) == (WORDS, note)


def test_tcvn3_has_its_capitals_in_another_font_so_they_come_out_small() -> None:
    for data in (in_tcvn3(WORDS).encode("latin-1"), in_tcvn3(WORDS).encode()):
        assert read(data) == (WORDS.replace("Đường", "đường"), ["from_tcvn3"])


def test_vni_keeps_capitals_and_capitals_with_small_marks() -> None:
    assert unicodedata.normalize("NFC", from_vni("THAÙI NGUYEÂN, ÑAÏI TÖØ, Aùo")) == (
        "THÁI NGUYÊN, ĐẠI TỪ, Áo"
    )


VIETNAMESE = st.lists(
    st.sampled_from(sorted({word.lower() for word in re.findall(r"\w+", WORDS)})),
    min_size=4,
    max_size=40,
).map(" ".join)


@given(VIETNAMESE)
def test_what_was_typed_in_an_old_encoding_is_read_back_or_refused(text: str) -> None:
    for typed in (in_tcvn3(text).encode("latin-1"), in_vni(text).encode("latin-1")):
        read, refused = outcome(typed)
        assert read == text or refused == "unknown_encoding"


@given(VIETNAMESE)
def test_eight_words_with_marks_are_enough_to_tell_encodings_apart(text: str) -> None:
    assume(sum(not word.isascii() for word in set(text.split())) >= 8)
    for typed in (in_tcvn3(text).encode("latin-1"), in_vni(text).encode("latin-1")):
        assert outcome(typed) == (text, "")


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("một\nhai: Thái Nguyên".encode() + b"\n\xcc\xe9\xb5", "mixed_encodings", 3),
        (b"m\xe9t\nhai", "unknown_encoding", 1),
        (b"a\nla d\xe9cision et l'\xe9t\xe9 \xe0 No\xebl", "unknown_encoding", 2),
        (f"{WORDS}\nb¸o c¸o tæng kÕt n¨m".encode(), "mixed_fonts", 3),
        (b"abc\nd\x00ef", "control", 2),
        (b"\x00\x01\x02\xff\xfe", "unknown", None),
    ],
)
def test_what_stands_in_the_way_is_named_with_its_line(
    data: bytes, code: str, line: int | None
) -> None:
    with pytest.raises(UnreadableError) as caught:
        extract(data, "a.txt")
    assert (caught.value.note.code, caught.value.note.values.get("line")) == (code, line)


def test_french_and_typographic_marks_are_no_old_vietnamese() -> None:
    french = "Le Comité a décidé à l’unanimité que l’été serait très agréable, même à Noël."
    assert read(french.encode()) == (french, [])
    assert read(b"Report \x96 first \x93half\x94")[0] == "Report – first “half”"


@pytest.mark.parametrize("word", ["nghiêng", "khuya", "quyết", "giường", "thuở", "ước", "yêu"])
def test_vietnamese_words_are_syllables(word: str) -> None:
    assert is_syllable(word)
    assert toneless("QUYẾT") == "quyêt"


@pytest.mark.parametrize("word", ["été", "décision", "Nguyeân", "tøng", "Noël"])
def test_other_words_are_none(word: str) -> None:
    assert not is_syllable(word)


@given(st.binary(max_size=300))
def test_any_bytes_are_either_read_or_refused_with_a_cure(data: bytes) -> None:
    text, refused = outcome(data)
    assert bool(text) != bool(refused)
    assert "hãy" in SENTENCES.get(refused, "hãy")
    assert rules.normalise(text) == text
    assert outcome(data) == (text, refused)


@given(st.text(max_size=200))
def test_any_unicode_text_is_read_as_it_normalises(text: str) -> None:
    try:
        found = extract(text.encode("utf-8", "surrogatepass"), "a.txt")
    except UnreadableError:
        return
    if found.kind == "text" and not found.notes and not found.head:
        assert found.text == rules.normalise(text.removeprefix("\ufeff"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "no_words"),
        (b"---\ncode: a\n", "open_head"),
        (b"---\ncode: a\n---\n \n", "only_head"),
        (b"a" * (limits.FILE + 1), "too_large"),
        (b"ab " * (limits.TEXT // 3 + 2), "too_long"),
        (b"{\\rtf1 abc}", "rich_text"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"PK\x03\x04 cut off", "archive"),
        (b"PK\x03\x04 word/document.xml cut off", "broken_docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "old_office"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked_office",
        ),
    ],
)
def test_what_is_no_text_is_refused_by_its_name_with_the_cure(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        extract(data, "a.txt")
    assert caught.value.note.code == code
    assert "hãy" in str(caught.value)


def test_every_sentence_can_be_told() -> None:
    values = dict.fromkeys(("line", "limit", "pages", "count", "kind", "ending", "encoding"), "1")
    assert all("%" not in sentence % values for sentence in SENTENCES.values())
