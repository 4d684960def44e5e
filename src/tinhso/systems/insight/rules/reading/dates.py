"""The words that name periods: năm 2024 · quý I/2023 · 9 tháng đầu năm · giai đoạn 2021-2025.

Each rule belongs to the words that can begin it, so that nothing is tried elsewhere.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tinhso.systems.insight.rules.reading.numbers import value_of_words
from tinhso.systems.insight.rules.reading.periods import Form, Period

_Y = r"(?:19|20)\d\d"
_COUNT = r"(?:1[0-2]|0?[1-9]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười một|mười hai|mười)"
_MONTH = (
    r"(?:1[0-2]|0?[1-9](?!\d)|giêng|mười một|mười hai|một|hai|ba|tư|bốn|năm(?!\s+\d)|sáu|bảy|tám"
    r"|chín|mười|chạp)"
)
_ITS_YEAR = (
    rf"(?:\s*(?:của\s+)?(?:năm\s+|/\s*|-\s*|\.|\s)(?P<year>{_Y})(?!\d)"
    r"|\s+năm (?P<rel>trước|ngoái|nay|liền trước))?"
)
_SPAN_LEAD = r"(?:(?:giai đoạn|nhiệm kỳ|thời kỳ|năm học|các năm|năm|từ(?: năm)?)\s+)*"

_PRICES = re.compile(r"giá\s+(?:so sánh|cố định|gốc|ss|hiện hành)\s*(?:của\s*)?$")
_LENGTH = re.compile(
    r"(?:trong vòng|thời hạn|thời gian|sau|quá|kéo dài|từ|mỗi|hơn|dưới|trên|gần|định kỳ|hạn|\d -"
    r"|liên tục)\s*$"
)
_LENGTH_BEHIND = re.compile(r"\s*(?:kể|trở|liên|tuổi|một lần|/lần)")
_OTHER_HIEN = ("thực ", "thể ", "phát ", "xuất ", "biểu ", "cải ")
_UNTIL = ("đến", "hết", "tới")
_AMOUNT = re.compile(r"\s?(?:%|tỷ|triệu|nghìn|xã|hộ|người|dự|doanh|ha\b|tấn|[.,/]\d|\w)")
_MONTHS = {"giêng": 1, "chạp": 12}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

Made = Period | None
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Made]]


def period_at(text: str, at: int, word: str, end: int) -> Period | None:
    """Return the period that the words from `at` on name; `word` is the first of them.

    Args:
        text: folded.
        at: where a word begins.
        word: that word.
        end: where the sentence ends.
    """
    for pattern, make in RULES.get("#" if word[0].isdigit() else word, ()):
        found = pattern.match(text, at, end)
        if found and (made := make(found)):
            until = text[max(0, at - 5) : at].rstrip().endswith(_UNTIL) or word == "hết"
            return replace(made, until=True) if until else made
    return None


def _period(found: re.Match[str], form: Form, number: int = 0, back: int = 0) -> Period:
    named = found.groupdict()
    year = named.get("year")
    back = back or (1 if named.get("rel") in ("trước", "ngoái", "liền trước") else 0)
    return Period(
        found.start(), found.end(), form, int(year) if year else None, number, back,
    )  # fmt: skip


def _same(found: re.Match[str]) -> Made:
    return _period(found, "same", back=1)


def _month(found: re.Match[str]) -> Made:
    number = _number(found["n"])
    return _period(found, "month", number) if 1 <= number <= 12 else None


def _upto(found: re.Match[str]) -> Made:
    before = found.string[max(0, found.start() - 4) : found.start()]
    return _month(found) if before == "đến " else None


def _day(found: re.Match[str]) -> Made:
    """Read "từ 28-5 đến 25-8"."""
    before = found.string[max(0, found.start() - 6) : found.start()]
    return (
        _month(found) if before.endswith(("từ ", "đến ", "ngày ", "sáng ", "chiều ", "(")) else None
    )


def _months(found: re.Match[str]) -> Made:
    """Read "9 tháng đầu năm", and "9 tháng" unless the words around make it a length of time."""
    text = found.string
    if not found["of_year"] and not found["year"]:
        if _LENGTH.search(text, max(0, found.start() - 14), found.start()):
            return None
        if _LENGTH_BEHIND.match(text, found.end()):
            return None
    count = _number(found["n"])
    if found["part"] == "cuối":
        return _period(found, "half", 2) if count == 6 else _period(found, "quarter", 4)
    match count:
        case 12:
            return _period(found, "year")
        case 6:
            return _period(found, "half", 1)
        case 3:
            return _period(found, "quarter", 1)
    return _period(found, "months", count)


def _quarter(found: re.Match[str]) -> Made:
    return _period(found, "quarter", _QUARTERS.get(found["n"]) or _number(found["n"]))


def _half(found: re.Match[str]) -> Made:
    return _period(found, "half", 1 if found["n"] == "đầu" else 2)


def _span(found: re.Match[str]) -> Made:
    first, last = found["year"], found["last"]
    last = first[:2] + last if len(last) == 2 else last
    if not 0 < int(last) - int(first) <= 60:
        return None
    return _period(found, "span", int(last))


def _year(found: re.Match[str]) -> Made:
    prices = _PRICES.search(found.string, max(0, found.start() - 20), found.start())
    edge = found.groupdict().get("edge") or ""
    return replace(_period(found, "prices" if prices else "year"), what=edge)


def _bare_year(found: re.Match[str]) -> Made:
    """Read a year without "năm": "đến 2025", "(2024)"."""
    text, start, end = found.string, found.start(), found.end()
    if text[max(0, start - 4) : start] in ("đến ", "vào ", "tới ", "với ", "hết "):
        return (
            None if _AMOUNT.match(text, end) and not text[end : end + 2].isspace() else _year(found)
        )
    return _year(found) if text[start - 1 : start] == "(" and text[end : end + 1] in ")" else None


def _this(found: re.Match[str]) -> Made:
    return replace(_period(found, "this"), what=found["what"])


def _former(found: re.Match[str]) -> Made:
    back = 0 if found["how"] in ("này", "nay") else 1
    if found["what"] == "năm":
        return _period(found, "year", back=back)
    return replace(_period(found, "former", back=1), what=found["what"]) if back else None


def _edge(found: re.Match[str]) -> Made:
    """Read "so với đầu năm", the December before; elsewhere the words are no period."""
    before = found.string[max(0, found.start() - 8) : found.start()]
    if not before.rstrip().endswith(("so với", "so", "với")):
        return None
    return Period(found.start(), found.end(), "former", back=1, what="tháng 12")


def _since(found: re.Match[str]) -> Made:
    """Read "từ đầu năm đến nay": the report's own period."""
    return _period(found, "since")


def _now(found: re.Match[str]) -> Made:
    text, start = found.string, found.start()
    if found.string[max(0, found.start() - 9) : found.start()].endswith("từ trước "):
        return None  # "cao nhất từ trước đến nay"
    if found.group() == "hiện" and text[max(0, start - 5) : start].endswith(_OTHER_HIEN):
        return None
    return _period(found, "now")


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    return _MONTHS.get(words) or value_of_words(words.split()) or 0


def _rule(pattern: str, make: Callable[[re.Match[str]], Made]) -> Rule:
    return re.compile(pattern), make


_SAME = _rule(
    r"(?:cùng (?:kỳ|tháng|quý|thời điểm)|ck)(?: của)?"
    rf"(?: (?:năm )?(?:(?P<year>{_Y})|trước|ngoái))?(?!\w)",
    _same,
)
_DAY = _rule(
    rf"(?:ngày\s+)?\d{{1,2}}\s?[/.-]\s?(?P<n>\d{{1,2}})\s?[/.-]\s?(?P<year>{_Y})(?![\w/])", _month
)
_DATE = _rule(
    r"ngày\s+\d{1,2}(?:\s+tháng\s+|\s?[/.-]\s?)(?P<n>\d{1,2})"
    rf"(?:\s*(?:năm\s+|/\s*)(?P<year>{_Y}))?(?![\w/])",
    _month,
)
_UPTO = _rule(r"\d{1,2}/(?P<n>\d{1,2})(?![\d/])", _upto)
_DAYS = _rule(r"\d{1,2}[-/](?P<n>\d{1,2})(?=\s*(?:[;:)]|,(?!\d)|\.(?:\s|$)|đến|tới|$))", _day)
_MONTHS_RULE = _rule(
    rf"(?P<n>{_COUNT})\s+tháng(?:\s+(?P<part>đầu|cuối))?"
    rf"(?P<of_year>(?:\s+của)?\s+năm|\s*/)?"
    rf"(?:\s*(?P<year>{_Y})(?!\d)|(?<=năm) (?P<rel>nay|trước|ngoái))?"
    r"(?!\w)",
    _months,
)
_MONTH_RULE = _rule(rf"tháng\s+(?P<n>{_MONTH})(?!\w|\s+tháng){_ITS_YEAR}", _month)
_SHORT_MONTH = _rule(rf"t(?P<n>\d{{1,2}})/(?P<year>{_Y})(?!\w)", _month)
_QUARTER = _rule(rf"quý\s+(?P<n>iv|i{{1,3}}|[1-4]|một|hai|ba|tư|bốn)(?!\w){_ITS_YEAR}", _quarter)
_HALF = _rule(rf"nửa\s+(?P<n>đầu|cuối)\s+năm(?:\s+(?P<year>{_Y}))?(?!\w)", _half)
_SPAN = _rule(
    rf"{_SPAN_LEAD}(?P<year>{_Y})\s?(?:-|/|đến(?:\s+năm)?|tới)\s?"
    rf"(?P<last>{_Y}|\d\d(?![\d.,%]))(?![\w/])",
    _span,
)
_YEAR = _rule(
    rf"(?:(?P<edge>đầu|cuối|giữa|hết|cả)\s+)*(?:các\s+)?năm\s+(?P<year>{_Y})(?!\w)", _year
)
_EDGE = _rule(r"(?:thời điểm )?(?:đầu năm(?: nay)?|cuối năm (?:trước|ngoái))(?!\w|\s+\d)", _edge)
_SINCE = _rule(
    r"(?:từ đầu năm(?: \d{4})? (?:đến|tới) (?:thời điểm này|nay|hết tháng này)"
    r"|(?:tính )?(?:đến|tới) nay,? từ đầu năm)(?!\w)",
    _since,
)
_BARE = _rule(rf"(?P<year>{_Y})(?!\w)", _bare_year)
_THIS = _rule(
    r"(?:trong|cả)\s+(?P<what>năm|tháng|quý|kỳ)"
    r"(?!\s+(?:(?!(?:có|đạt|đón|thu|tăng|giảm|ước|đã|thêm)\s)\w+\s+)?\d"
    r"|\s+(?:trước|qua|ngoái|học|này|nay|thứ|[iv]+|một|hai|ba|tư|bốn)\b|\w)",
    _this,
)
_FORMER = _rule(
    r"(?:(?:cuối|đầu|cả)\s+)?(?P<what>năm|tháng|quý)\s+"
    r"(?P<how>trước(?:\s+đó)?|ngoái|liền\s+trước|này|nay)(?!\w)",
    _former,
)
_NOW = _rule(
    r"(?:hiện nay|hiện tại|(?:tính |cho )?(?:đến|tới) (?:thời điểm (?:này|hiện (?:tại|nay))|nay)"
    r"|hiện(?!\s+(?:đại|trạng|thực|vật|hành|có\s+thể|tượng)))(?!\w)",
    _now,
)

RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "#": (_DAY, _UPTO, _DAYS, _MONTHS_RULE, _SPAN, _BARE),
    "cùng": (_SAME,),
    "ck": (_SAME,),
    "ngày": (_DAY, _DATE),
    "tháng": (_MONTH_RULE, _FORMER),
    "quý": (_QUARTER, _FORMER),
    "nửa": (_HALF,),
    "năm": (_SPAN, _MONTHS_RULE, _YEAR, _FORMER),
    **dict.fromkeys(("giai", "nhiệm"), (_SPAN,)),
    "từ": (_SINCE, _SPAN),
    "thời": (_EDGE, _SPAN),
    "các": (_SPAN, _YEAR),
    **dict.fromkeys(("giữa", "hết"), (_YEAR, _FORMER)),
    **dict.fromkeys(("đầu", "cuối"), (_EDGE, _YEAR, _FORMER)),
    "cả": (_YEAR, _FORMER, _THIS),
    "trong": (_THIS,),
    **dict.fromkeys(("hiện", "cho"), (_NOW,)),
    **dict.fromkeys(("tính", "đến", "tới"), (_SINCE, _NOW)),
    **dict.fromkeys(("hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười"), (_MONTHS_RULE,)),
    **{f"t{month}": (_SHORT_MONTH,) for month in range(1, 13)},
}
