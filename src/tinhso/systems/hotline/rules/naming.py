"""Names of people in a report, as far as words alone tell: proposed to a person, never decided."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from .masking import MASK

# Capitals and small letters take turns in Unicode's Vietnamese: no range holds one kind only.
_LETTERS: Final = [chr(code) for code in range(ord("A"), ord("ỹ") + 1)]
_CAPITAL: Final = "".join(letter for letter in _LETTERS if letter.isupper())
_SMALL: Final = "".join(letter for letter in _LETTERS if letter.islower())
_WORD: Final = rf"[{_CAPITAL}][{_SMALL}]+"
_CALLED: Final = (
    "ông|bà|anh|chị|chú|cô|bác|cháu|em|thầy|cụ|dì|cậu|mợ|thím|dượng|bí thư|chủ tịch|trưởng thôn"
)
_AFTER_A_TITLE: Final = re.compile(
    rf"\b(?:{_CALLED}|{'|'.join(word.capitalize() for word in _CALLED.split('|'))})\s+"
    rf"({_WORD}(?:\s+{_WORD}){{0,4}})"
)
# The commonest family names; nine people in ten bear one of them.
_FAMILY: Final = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Nông|Hà|Triệu|Ma|"
    "Đinh|Trương|Lương|Mai|Đào|Trịnh|Lâm|Vi|Chu|Tạ|Đoàn|Phùng|Lưu|Lường|Hứa|Bàn|Đàm|Lục|Thân|Tống"
)
_FULL: Final = re.compile(rf"\b((?:{_FAMILY})(?:\s+{_WORD}){{1,4}})\b")
# Written without diacritics and capitals, a family name is one only before a middle name.
_BARE: Final = re.compile(
    r"\b((?:nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|nong|trieu|dinh)"
    r"\s+(?:van|thi|duc|huu|minh|quang|xuan|ngoc|thanh|cong|dinh|quoc|viet)\s+[a-z]{2,7})\b"
)
# Streets, schools and parks are named after people, and stay.
_PLACE_BEFORE: Final = re.compile(
    r"(?:đường|phố|ngõ|cầu|chợ|trường|công viên|quảng trường|thôn|xóm|tổ|xã|phường|huyện|tỉnh|"
    r"thành phố|bệnh viện|hồ|đại lộ|tượng đài|thpt|thcs|tiểu học|duong|pho|truong|cau|cho)\s+"
    r"(?:số\s+\d+\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `name` is the name it is, or empty."""

    text: str
    name: str = ""


def _spans(text: str) -> Iterator[tuple[int, int]]:
    after = 0
    found = sorted(
        {
            match.span(1)
            for pattern in (_AFTER_A_TITLE, _FULL, _BARE)
            for match in pattern.finditer(text)
            if not _PLACE_BEFORE.search(text[: match.start(1)])
        },
        key=lambda span: (span[0], -span[1]),
    )
    for start, end in found:
        if start >= after:
            yield start, end
            after = end


def proposed_names(text: str) -> tuple[str, ...]:
    """Return the names of people that a person should look at before the text is published."""
    return tuple(dict.fromkeys(text[start:end] for start, end in _spans(text)))


def pieces(text: str) -> list[Piece]:
    """Return a text in pieces, the proposed names apart; joined they are the text."""
    told, after = [], 0
    for start, end in _spans(text):
        told += [Piece(text[after:start]), Piece(text[start:end], text[start:end])]
        after = end
    return [piece for piece in (*told, Piece(text[after:])) if piece.text]


def without_names(text: str, names: Collection[str]) -> str:
    """Return a text with these names masked, wherever they stand as whole words."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", MASK, text)
    return text
