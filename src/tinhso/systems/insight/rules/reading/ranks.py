"""Places in a ranking: đứng thứ tư cả nước · xếp thứ 7/63 · nhóm 15 tỉnh dẫn đầu · hạng 3."""

import re
from dataclasses import dataclass
from typing import Final

from tinhso.systems.insight.rules.reading.numbers import value_of_words

_WORD = (
    r"(?:mười|hai mươi|ba mươi|bốn mươi)?\s?"
    r"(?:nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|một|lăm|mốt)"
)
_PLACE = rf"(?P<n>\d{{1,2}}(?![\d.,]*\d|\s?%)|{_WORD})(?!\w)(?:\s*/\s*(?P<among>\d{{2}})(?!\d))?"
_STAND = r"(?:xếp hạng|vị trí|vị thứ|thứ hạng|thứ bậc|hạng|đứng|xếp|hàng)"

_STANDS = re.compile(
    rf"{_STAND}\s+(?:(?:ở|lên|xuống|tại|vào|là|{_STAND})\s+)*(?:thứ\s+|số\s+)?{_PLACE}"
)
_MOVES = re.compile(rf"(?:lên|xuống|giữ)\s+thứ\s+{_PLACE}")
_ALSO = re.compile(rf"thứ\s+{_PLACE}(?=\s+(?:vùng|khu|cả|toàn|trong|của))")
_BARE = re.compile(rf"thứ\s+{_PLACE}")  # "năm 2023 mới thứ 28"
_GROUP = re.compile(r"(?:nhóm|tốp|top)\s+(?:đầu\s+)?(?P<n>\d{1,2})(?![\d.,]*\d)(?P<among>)")
_BEST = re.compile(
    r"trong\s+(?:số\s+)?(?P<n>\d{1,2})(?=\s+(?:tỉnh|địa phương)[^.;]{0,40}"
    r"(?:dẫn đầu|đứng đầu|tốt nhất|cao nhất|lớn nhất|nhanh nhất))(?P<among>)"
)
# First without a number: "đứng đầu PCI", "dẫn đầu cả nước về ...", "giữ vị trí quán quân".
_INDICES = r"(?:pci|papi|par[ -]?index|sipas|dti|pii)(?!\w)"
_WHERE = r"(?:cả nước|toàn quốc|vùng|khu vực|các tỉnh)"
_FIRST = re.compile(
    r"(?:(?P<first>(?:đứng|xếp)\s+(?:ở\s+)?(?:vị trí\s+)?(?:đầu|số một)"
    r"|(?:giữ\s+)?(?:vững\s+)?(?:vị trí|ngôi)?\s*quán quân)"
    rf"(?=\s*(?:$|[,.;)]|bảng|(?:(?:của|trong|trên)\s+)?{_WHERE}"
    rf"|về\s|với\s|(?:(?:bảng\s+)?xếp hạng\s+|chỉ số\s+|về\s+)*{_INDICES}))"
    r"|(?P<lead>dẫn đầu)"
    r"(?=\s+(?:(?:cả nước|toàn quốc|(?:vùng|khu vực)[^,.;]{3,40}?)\s+về\s"
    rf"|về\s|(?:(?:bảng\s+)?xếp hạng\s+|chỉ số\s+)*{_INDICES})))"
)
# Words before that make another thing of it: "người đứng đầu", "nhóm 15 tỉnh dẫn đầu".
_OTHER_FIRST = re.compile(
    r"\b(?:người|nhóm|tốp|top|\d+ (?:tỉnh|địa phương|đơn vị|huyện)"
    r"|(?:các|những) (?:tỉnh|địa phương)|do|đoàn|cán bộ|vai trò|trách nhiệm|một trong|huyện|xã"
    r"|ngành)\b(?:, thành|[^,.;:]){0,40}$"
)
RULES: Final = {
    **dict.fromkeys(("đứng", "xếp", "vị", "hạng"), _STANDS),
    **dict.fromkeys(("lên", "xuống", "giữ"), _MOVES),
    **dict.fromkeys(("nhóm", "tốp", "top"), _GROUP),
    "trong": _BEST,
    **dict.fromkeys(("dẫn", "quán", "ngôi"), _FIRST),
    "thứ": _STANDS,
}
_FIRST_WORDS = frozenset({"đứng", "xếp", "giữ", "vị"})
_BOUNDS = (_GROUP, _BEST)

_NOUN = re.compile(r"\s*(?:tỉnh(?:\s*,?\s*(?:và\s+)?thành(?:\s+phố)?)?|địa phương|thành phố)(?!\w)")
_OF_GROUP = re.compile(
    r"\s*(?:$|[^\w\s]|cả nước|toàn quốc|dẫn đầu|đứng đầu|của cả|tốt nhất|cao nhất)"
)
_LAST = re.compile(r"\s*(?:(?:xếp|đứng|nằm|ở)\s+)*(?:cuối|thấp|chót|dưới)")
_SCOPE = re.compile(
    r"\s*(?:(?:của|trong|trên|so với|ở|trên phạm vi)\s+)*(?:tất cả các\s+)?"
    r"(?:(?P<vn>cả nước|toàn quốc"
    r"|(?:63|34)\s+(?:tỉnh|địa phương)(?:[\s,]+thành(?:\s+phố)?)?"
    r"(?:\s+(?:trong\s+)?(?:cả nước|toàn quốc))?"
    r"|(?:tỉnh|địa phương)(?:[\s,]+thành(?:\s+phố)?)\s+(?:trong\s+|trên\s+)?(?:cả nước|toàn quốc))"
    r"|(?P<region>(?:khu vực|vùng)\s+[^,.;()]{3,45}))"
)


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in a ranking; `best` says "among the first N", a bound and no place."""

    start: int
    end: int
    value: int
    best: bool
    scope: str | None


def rank_at(text: str, at: int, word: str, end: int) -> Rank | None:
    """Return the place that the words from `at` on name; `word` is the first of them."""
    pattern = RULES.get(word)
    if pattern is None:
        return None
    found = pattern.match(text, at, end)
    if found is None and word in _FIRST_WORDS:
        return _first(text, at, end)
    if found is None and word == "thứ":
        before = text[max(0, at - 4) : at]
        if before.endswith(" và "):
            found = _ALSO.match(text, at, end)
        elif before in ("mới ", "chỉ "):
            found = _BARE.match(text, at, end)
        return None if found is None else _made(found, text, end, best=False)
    if pattern is _FIRST:
        return _first(text, at, end)
    if found is None or (word == "thứ" and pattern is _STANDS and not _named(found)):
        return None
    return _made(found, text, end, best=pattern in _BOUNDS)


def _first(text: str, at: int, end: int) -> Rank | None:
    """Read a first place that is told without a number."""
    found = _FIRST.match(text, at, end)
    if found is None or _OTHER_FIRST.search(text, max(0, at - 60), at):
        return None
    stop, scope = found.end(), None
    if named := _SCOPE.match(text, stop, end):
        # "vùng ... về ...": the name of the region ends where the subject begins.
        region = (named["region"] or "").split(" về ")[0].strip()
        stop = stop if region and " về " in named.group() else named.end()
        scope = "VN" if named["vn"] else region or None
    return Rank(found.start(), stop, 1, best=False, scope=scope)


def _named(found: re.Match[str]) -> bool:
    """Say whether "thứ" begins the name of a place, "thứ hạng 5", and no list: "thứ hai là"."""
    return found.group().startswith(("thứ hạng", "thứ bậc"))


def _made(found: re.Match[str], text: str, end: int, *, best: bool) -> Rank | None:
    words = found["n"]
    value = int(words) if words.isdigit() else value_of_words(words.split())
    if not value:
        return None
    stop = found.end()
    if best or found["among"]:
        if noun := _NOUN.match(text, stop, end):
            stop = noun.end()
        if best and _LAST.match(text, stop, end):
            return None  # "nhóm 14 địa phương xếp cuối"
        if stop == found.end() and best and not _OF_GROUP.match(text, stop, end):
            return None  # "nhóm 3 nhiệm vụ"
    scope = "VN" if best or found["among"] in ("63", "34") else None
    if named := _SCOPE.match(text, stop, end):
        stop = named.end()
        scope = "VN" if named["vn"] else (named["region"] or "").strip() or scope
    return Rank(found.start(), stop, value, best, scope)
