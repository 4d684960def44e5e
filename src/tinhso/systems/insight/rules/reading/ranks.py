"""Places in a ranking: đứng thứ tư cả nước · xếp thứ 7/63 · nhóm 15 tỉnh dẫn đầu · hạng 3."""

import re
from dataclasses import dataclass

from tinhso.systems.insight.rules.reading.numbers import value_of_words

_WORD = r"(?:mười|hai[ ]mươi|ba[ ]mươi|bốn[ ]mươi)?\s?(?:nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|một|lăm|mốt)"


def _place(name: str) -> str:
    """Return the pattern of a place, in digits or words, and of how many it is among."""
    return (
        rf"(?P<{name}>\d{{1,2}}(?![\d.,]*\d|\s?%)|{_WORD})(?!\w)"
        rf"(?:\s*/\s*(?P<among_{name}>\d{{2}})(?!\d))?"
    )


_RANK = re.compile(
    rf"""
    \b(?:(?:đứng|xếp|giữ|vươn|lên|đạt|ở|xuống|tụt|là|trong)\s+)*
      (?:(?:ở|lên|xuống|tại|vào|hàng)\s+)*
      (?:(?:xếp\s+hạng|vị\s+trí|vị\s+thứ|thứ\s+hạng|thứ\s+bậc|hạng|đứng|xếp|đứng\s+hàng)\s+)+
      (?:là\s+|ở\s+)?(?:thứ\s+|số\s+)?{_place("n")}
  | \b(?:lên|xuống|vươn\s+lên|giữ)\s+thứ\s+{_place("m")}
  | (?<=và[ ])thứ\s+{_place("q")}(?=\s+(?:vùng|khu|cả|toàn|trong|của))
  | \b(?:thuộc\s+|nằm\s+|vào\s+|lọt\s+)*(?:trong\s+|vào\s+)?(?:nhóm|tốp|top)\s+(?:đầu\s+)?(?P<group>\d{{1,2}})(?![\d.,]*\d)
  | \btrong\s+(?:số\s+)?(?P<best>\d{{1,2}})(?=\s+(?:tỉnh|địa\s+phương)[^.;]{{0,40}}(?:dẫn\s+đầu|đứng\s+đầu|tốt\s+nhất|cao\s+nhất|lớn\s+nhất|nhanh\s+nhất))
    """,
    re.VERBOSE,
)
_LEAD = re.compile(r"đứng|xếp|hạng|vị trí|vị thứ|thứ |nhóm|tốp|top|trong ")
_NOUN = re.compile(
    r"\s*(?:/\s?\d+\s*)?(?:tỉnh(?:\s*,?\s*(?:và\s+)?thành(?:\s+phố)?)?|địa phương|thành phố)(?!\w)"
)
_SCOPE = re.compile(
    r"\s*(?:(?:của|trong|trên|so với|ở|trên phạm vi)\s+)*(?:toàn\s+|tất cả\s+các\s+)?"
    r"(?:(?P<vn>cả nước|toàn quốc|(?<=toàn )quốc|(?:63|34)\s+(?:tỉnh|địa phương)(?:[\s,]+thành(?:\s+phố)?)?(?:\s+(?:cả nước|trong cả nước|toàn quốc))?"
    r"|(?:tỉnh|địa phương)(?:[\s,]+thành(?:\s+phố)?)\s+(?:trong\s+|trên\s+)?(?:cả nước|toàn quốc))"
    r"|(?P<region>(?:khu vực|vùng)\s+[^,.;()]{3,45}))"
)
_DOWN_TO = re.compile(r"[^,.;()]{0,70}?(?P<vn>cả nước|toàn quốc)")


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in a ranking; `best` says "among the first N", a bound and no place."""

    start: int
    end: int
    value: int
    best: bool
    scope: str | None


def ranks(text: str, start: int, end: int) -> list[Rank]:
    """Return the places that folded `text` names between two offsets, in order."""
    if not _LEAD.search(text, start, end):
        return []
    return [made for found in _RANK.finditer(text, start, end) if (made := _made(found, text, end))]


def _made(found: re.Match[str], text: str, end: int) -> Rank | None:
    words = found["n"] or found["m"] or found["q"] or found["group"] or found["best"]
    value = int(words) if words.isdigit() else value_of_words(words.split())
    if not value:
        return None
    best = bool(found["group"] or found["best"])
    if not best and not re.search(r"đứng|xếp|hạng|vị trí|vị thứ|thứ", found.group()):
        return None
    among = found["among_n"] or found["among_m"] or found["among_q"]
    stop = found.end()
    if (best or among) and (noun := _NOUN.match(text, stop, end)):
        stop = noun.end()
    elif best and not found["best"] and text[stop:end].lstrip()[:1].isalpha():
        first = re.match(r"\s*(\w+(?:\s\w+)?)", text[stop:end])
        if first and first[1] not in (
            "cả nước",
            "toàn quốc",
            "dẫn đầu",
            "đứng đầu",
            "của cả",
            "tốt nhất",
            "cao nhất",
        ):
            return None
    scope = "VN" if among in ("63", "34") else None
    if named := _SCOPE.match(text, stop, end):
        stop = named.end()
        scope = "VN" if named["vn"] else (named["region"] or "").strip() or scope
    elif (best and (named := _DOWN_TO.match(text, stop, end))) or best:
        scope = "VN"
    return Rank(found.start(), stop, value, best, scope)
