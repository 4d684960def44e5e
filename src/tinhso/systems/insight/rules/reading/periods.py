"""Which period Vietnamese words name: năm 2024 · quý I/2023 · 9 tháng đầu năm · đến nay.

A mention is read as it stands (`Period`), and made whole later: "9 tháng đầu năm" takes its year
from what stands around it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tinhso.systems.insight.rules.reading.numbers import value_of_words

Form = Literal[
    "year", "half", "quarter", "months", "month", "span", "now", "same", "former", "prices", "this"
]  # fmt: skip
Y = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|giêng|mười[ ]một|mười[ ]hai|một|hai|ba|tư|bốn|năm(?!\s+\d)|sáu|bảy|tám|chín|mười|chạp)"
_COUNT = r"(?:1[0-2]|0?[1-9]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười[ ]một|mười[ ]hai|mười)"
_OF_YEAR = rf"(?:\s*(?:của\s+)?(?:năm\s+|/\s*|-\s*|\s)(?P<{{0}}>{Y})(?!\d)|\s+(?P<{{1}}>năm[ ](?:trước|ngoái|nay|liền[ ]trước)))"


def _year(name: str) -> str:
    return _OF_YEAR.format(f"{name}_year", f"{name}_rel")


_MENTION = re.compile(
    rf"""
    (?P<same>cùng[ ]kỳ(?:[ ]của)?(?:[ ](?:năm[ ])?(?:(?P<same_year>{Y})|trước|ngoái))?)
  | (?<![\w/.,])(?:ngày\s+)?\d{{1,2}}\s?[/.-]\s?(?P<day_month>\d{{1,2}})\s?[/.-]\s?(?P<day_year>{Y})(?![\w/])
  | ngày\s+\d{{1,2}}(?:\s+tháng\s+|\s?/\s?)(?P<date_month>\d{{1,2}})(?:\s*(?:năm\s+|/\s*)(?P<date_year>{Y}))?(?![\w/])
  | (?<=đến[ ])\d{{1,2}}/(?P<upto_month>\d{{1,2}})(?![\d/])
  | (?P<months>\b(?P<months_n>{_COUNT})\s+tháng
       (?:\s+(?:đầu|cuối))?(?:\s+(?:của\s+)?năm|\s*/)?\s*(?:(?P<months_year>{Y})(?!\d)|(?P<months_rel>(?<=năm[ ])(?:nay|trước|ngoái)))?)
  | (?P<month>\b(?:tháng\s+|t(?=\d+/\d))(?P<month_n>{_MONTH})(?!\w|\s+tháng)(?:{_year("month")})?)
  | (?P<quarter>\bquý\s+(?P<quarter_n>iv|i{{1,3}}|[1-4]|một|hai|ba|tư|bốn)(?!\w)(?:{_year("quarter")})?)
  | (?P<half>\bnửa\s+(?P<half_n>đầu|cuối)\s+năm(?:\s+(?P<half_year>{Y}))?)
  | (?P<span>(?<![\w/])(?:(?:giai[ ]đoạn|nhiệm[ ]kỳ|thời[ ]kỳ|năm[ ]học|(?:trong[ ])?các[ ]năm|năm|từ(?:[ ]năm)?)\s+)*
       (?P<span_from>{Y})\s?(?:-|/|đến(?:\s+năm)?|tới)\s?(?P<span_to>{Y}|\d\d(?![\d.,%]))(?![\w/]))
  | (?P<year>\b(?:đầu\s+|cuối\s+|giữa\s+|hết\s+|cả\s+)*năm\s+(?P<year_n>{Y})(?!\w))
  | (?P<bare>(?<=đến[ ]|vào[ ]|tới[ ]|với[ ]|hết[ ])(?P<bare_n>{Y})(?!\w|[.,/]\d|\s?(?:%|tỷ|triệu|nghìn|xã|hộ|người|dự|doanh|ha|tấn)))
  | (?P<paren>(?<=\()(?P<paren_n>{Y})(?=\)|:))
  | (?P<this>\b(?:trong|cả)\s+(?P<this_what>năm|tháng|quý|kỳ)(?!\s+(?:\w+\s+)?\d|\s+(?:trước|qua|ngoái|học|này|nay|thứ|[iv]+|một|hai|ba|tư|bốn)\b|\w))
  | (?P<former>\b(?:(?:cuối|đầu|cả)\s+)?(?P<former_what>năm|tháng|quý)\s+(?P<former_how>trước(?:\s+đó)?|ngoái|liền\s+trước|này|nay))(?!\w)
  | (?P<now>\b(?:hiện\s+nay|hiện\s+tại|(?:tính\s+|cho\s+)?(?:đến|tới)\s+(?:thời\s+điểm\s+(?:này|hiện\s+(?:tại|nay))|nay)|(?<!thực[ ])(?<!thể[ ])(?<!phát[ ])(?<!xuất[ ])(?<!biểu[ ])(?<!cải[ ])hiện(?!\w|\s+(?:đại|trạng|thực|vật|hành|có\s+thể)))(?!\w))
    """,
    re.VERBOSE,
)
_HINT = re.compile(r"\bnăm\b|tháng|quý|kỳ|giai |hiện|nay|(?:19|20)\d\d")
_PRICES = re.compile(r"giá\s+(?:so sánh|cố định|gốc|ss|hiện hành)\s*(?:của\s*)?$")
_MONTHS = {"giêng": 1, "chạp": 12}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NO_PERIOD = re.compile(
    r"(?:trong vòng|thời hạn|thời gian|sau|quá|kéo dài|từ|mỗi|hơn|dưới|trên|gần|định kỳ|hạn|\d -|liên tục)\s*$"
)
_NO_PERIOD_BEHIND = re.compile(r"\s*(?:kể|trở|liên|tuổi|một lần|/lần)")


@dataclass(frozen=True, slots=True)
class Period:
    """A period as the words name it.

    Attributes:
        start: where the words begin.
        end: where they end.
        form: what kind of period it is; `now` has no name, `same` and `former` point at another.
        year: its year, or None where the words leave it out.
        number: the month, quarter, half, or how many first months; a span's last year.
        back: years to go back from the year around it ("năm trước").
        until: the words say "đến" or "hết": up to then.
    """

    start: int
    end: int
    form: Form
    year: int | None = None
    number: int = 0
    back: int = 0
    until: bool = False
    what: str = ""

    def named(self, year: int | None = None) -> str | None:
        """Return the period's name, such as `2023-M9`; `year` stands in where words have none."""
        own = self.year if self.year is not None else year
        if own is None or self.form in ("now", "same", "former", "prices", "this"):
            return None
        own -= self.back if self.year is None else 0
        match self.form:
            case "year":
                return str(own)
            case "half":
                return f"{own}-H{self.number}"
            case "quarter":
                return f"{own}-Q{self.number}"
            case "month":
                return f"{own}-{self.number:02d}"
            case "span":
                return f"{own}/{self.number}"
        return f"{own}-M{self.number}"


def mentions(text: str, start: int, end: int) -> list[Period]:
    """Return the periods that folded `text` names between two offsets, in order."""
    if not _HINT.search(text, start, end):
        return []
    return [
        made
        for found in _MENTION.finditer(text, start, end)
        if (made := _made(found, text, start)) is not None
    ]


def _made(found: re.Match[str], text: str, start: int) -> Period | None:
    named = {name: words for name, words in found.groupdict().items() if words is not None}
    begin, end = found.span()
    if text[end - 1] == " ":
        end -= 1
    until = text[max(start, begin - 9) : begin].rstrip().endswith(("đến", "hết", "tới", "đến hết"))

    def period(form: Form, year: str | None, number: int = 0, back: int = 0) -> Period:
        return Period(
            begin,
            end,
            form,
            int(year) if year else None,
            number,
            back,
            until,
            named.get("former_what", ""),
        )

    if "same" in named:
        return period("same", named.get("same_year"), 0, 1)
    for kind in ("day", "date", "upto"):
        if f"{kind}_month" in named:
            month = int(named[f"{kind}_month"])
            return period("month", named.get(f"{kind}_year"), month) if 1 <= month <= 12 else None
    if "months" in named:
        return _months(found, named, text, start, period)
    if "month" in named:
        month = _number(named["month_n"])
        return period("month", named.get("month_year"), month, _back(named.get("month_rel")))
    if "quarter" in named:
        quarter = _QUARTERS.get(named["quarter_n"]) or _number(named["quarter_n"])
        return period(
            "quarter", named.get("quarter_year"), quarter, _back(named.get("quarter_rel"))
        )
    if "half" in named:
        return period("half", named.get("half_year"), 1 if named["half_n"] == "đầu" else 2)
    if "span" in named:
        return _span(named, period)
    if "year" in named:
        return period("prices" if _PRICES.search(text, start, begin) else "year", named["year_n"])
    if "this" in named:
        made = period("this", None)
        return replace(made, what=named["this_what"])
    if "former" in named:
        back = 0 if named["former_how"] in ("này", "nay") else 1
        if named["former_what"] == "năm":
            return period("year", None, 0, back)
        return period("former", None, 0, back) if back else None
    if "now" in named:
        return period("now", None)
    return period("year", named.get("bare_n") or named.get("paren_n"))


def _months(found, named, text, start, period):  # type: ignore[no-untyped-def]
    count = _number(named["months_n"])
    words = found.group()
    year = named.get("months_year")
    if "năm" not in words.split()[2:] and not year:
        # "9 tháng" alone is a period unless the words around make it a length of time.
        if _NO_PERIOD.search(text, start, found.start()) or _NO_PERIOD_BEHIND.match(
            text, found.end()
        ):
            return None
    back = _back(named.get("months_rel"))
    if "cuối" in words:
        return period("half", year, 2, back) if count == 6 else period("quarter", year, 4, back)
    if count == 12:
        return period("year", year, 0, back)
    if count == 6:
        return period("half", year, 1, back)
    if count == 3:
        return period("quarter", year, 1, back)
    return period("months", year, count, back)


def _span(named, period):  # type: ignore[no-untyped-def]
    last = named["span_to"]
    if len(last) == 2:
        last = named["span_from"][:2] + last
    if int(last) <= int(named["span_from"]) or int(last) - int(named["span_from"]) > 60:
        return None
    return period("span", named["span_from"], int(last))


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    return _MONTHS.get(words) or value_of_words(words.split()) or 0


def _back(words: str | None) -> int:
    return 1 if words and words.split()[-1] in ("trước", "ngoái") else 0


def year_before(name: str) -> str | None:
    """Return the same period a year earlier: 2023-Q1 is 2022-Q1; a span has none."""
    if "/" in name:
        return None
    return f"{int(name[:4]) - 1}{name[4:]}"


def one_before(name: str, what: str) -> str | None:
    """Return the month or quarter before; `what` is "tháng" or "quý"."""
    found = re.fullmatch(r"(\d{4})-(Q?)(\d+)", name)
    if not found or (what == "quý") != bool(found[2]):
        return None
    year, number = int(found[1]), int(found[3])
    if number > 1:
        return f"{year}-{found[2]}{number - 1:0{len(found[3])}d}"
    return f"{year - 1}-" + ("Q4" if found[2] else "12")


def years(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the years that words name, in order."""
    for period in mentions(text, start, end):
        if period.year is not None:
            yield period.year
