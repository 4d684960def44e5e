"""Reads the number at a token, with its scale and unit; or says that it is a name or a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tinhso.systems.insight.rules.reading import words
from tinhso.systems.insight.rules.reading.items import Figure, Item
from tinhso.systems.insight.rules.reading.numbers import WORDS, value_of, value_of_words
from tinhso.systems.insight.rules.reading.periods import Period
from tinhso.systems.insight.rules.reading.units import per_of, scale_of, unit_of

_AFTER_POINTS = frozenset(
    [
        "so",
        "và",
        "tăng",
        "giảm",
        "đứng",
        "xếp",
        "trên",
        "cao",
        "thấp",
        "năm",
        "thuộc",
        "cho",
        "bằng",
        "nằm",
        "ở",
        "hạng",
        "tổng",
        "với",
        "được",
        "đạt",
        "của",
    ]
)
_AFTER_TIMES = frozenset({"kiểm", "tổ", "họp", "lượt"})
_COUNTABLE = frozenset(
    [
        "xã",
        "huyện",
        "hộ",
        "khu",
        "cụm",
        "dự",
        "doanh",
        "sản",
        "thành",
        "thị",
        "siêu",
        "chợ",
        "trung",
        "hợp",
        "trường",
        "đơn",
        "lao",
        "vụ",
        "người",
        "lượt",
        "trạm",
        "làng",
        "đề",
        "công",
    ]
)
_NO_COUNT = frozenset({"thứ", "khóa", "lần", "những", "trong", "từng", "là"})
_COUNTED_SO = frozenset({"tổng số", "trong số", "con số", "là số", "dân số"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a sentence and where they stand in the text."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def item(self, what: str, first: int, last: int, says: object) -> Item:
        """Return the item that the tokens from `first` up to `last` (exclusive) make."""
        return Item(what, self.starts[first], self.ends[last - 1], says)


def figure_at(tokens: Tokens, at: int) -> tuple[int, Item | None]:
    """Return where the number at a token ends, and its item.

    None instead of an item where it is a name (Nghị quyết số 52), the number of a heading, or a
    count of things that are no figures (8 nhiệm vụ); a year is an item of its own.
    """
    listed = tokens.words
    token = listed[at]
    value = value_of(token)
    if value is None or token == "4.0" or _is_name(tokens, at):  # noqa: S105 -- no secret
        return at + 1, None
    upper, after = _range(listed, at, value)
    factor, after_scale = scale_of(listed, after)
    unit, unit_factor, after_unit = unit_of(listed, after_scale)
    if unit == "percent" and upper is None:
        upper, after_unit = _second_percent(listed, after_unit, value)
    if unit is not None and after_unit < len(listed) and not _is_unit(unit, listed[after_unit]):
        unit, unit_factor, after_unit = None, Decimal(1), after_scale
    if unit == "years" and at and listed[at - 1] in ("từ", "dưới"):
        return after_unit, None  # "người dân từ 15 tuổi trở lên", "trẻ em dưới 5 tuổi"
    bare = unit is None and after_scale == after
    if bare and _is_year(token):
        period = Period(tokens.starts[at], tokens.ends[at], "year", int(token))
        return at + 1, tokens.item("period", at, at + 1, period)
    last = per_of(listed, after_unit)
    if bare and (_is_code(token) or _is_uncounted(listed, last)):
        return last, None
    by = factor * unit_factor
    top = None if upper is None else upper * by
    figure = Figure(value * by, unit, None, top, negative=_is_negative(tokens, at))
    return last, tokens.item("figure", at, last, figure)


def words_at(tokens: Tokens, at: int) -> tuple[int, Item | None]:
    """Return the number in words at a token, where it counts something: "thêm hai huyện"."""
    listed = tokens.words
    last = at
    while last < len(listed) and listed[last] in WORDS:
        last += 1
    before = listed[at - 1] if at else ""
    if last >= len(listed) or listed[last] not in _COUNTABLE or before in _NO_COUNT:
        return at, None
    if listed[at:last] == ["một"] and before not in ("thêm", "có", "được"):
        return at, None
    value = value_of_words(list(listed[at:last]))
    if not value:
        return at, None
    return last, tokens.item("figure", at, last, Figure(Decimal(value), None))


def _range(listed: Sequence[str], at: int, value: Decimal) -> tuple[Decimal | None, int]:
    """Return the upper end of "8-8,5", and what follows; of "118/126" nothing but what follows."""
    after = at + 1
    if after + 1 < len(listed) and listed[after] in ("/", "-") and listed[after + 1][0].isdigit():
        other = value_of(listed[after + 1])
        if listed[after] == "/":
            return None, after + 2
        if other is not None and other > value:
            return other, after + 2
    return None, after


def _second_percent(
    listed: Sequence[str], after: int, value: Decimal
) -> tuple[Decimal | None, int]:
    """Return the second number of "8% - 8,5%", and where it ends."""
    if listed[after : after + 1] == ["-"] and listed[after + 2 : after + 3] == ["%"]:
        second = value_of(listed[after + 1])
        if second is not None and second > value:
            return second, after + 3
    return None, after


def _is_unit(unit: str, following: str) -> bool:
    """Say whether a word that can be a unit is one here: "32 điểm du lịch" are places."""
    if unit == "points":
        return not following[0].isalpha() or following in _AFTER_POINTS
    if unit == "times":
        return following not in _AFTER_TIMES
    return True


def _is_negative(tokens: Tokens, at: int) -> bool:
    """Say whether a minus stands before a number, as in "(-7,55%)", and no dash."""
    if not at or tokens.words[at - 1] != "-" or tokens.ends[at - 1] != tokens.starts[at]:
        return False
    return at < 2 or tokens.words[at - 2] == "(" or tokens.ends[at - 2] < tokens.starts[at - 1]


def _is_year(token: str) -> bool:
    return token.isdigit() and len(token) == 4 and token[:2] in ("19", "20")


def _is_code(token: str) -> bool:
    return token.isdigit() and len(token) > 2 and token[0] == "0"


def _is_uncounted(listed: Sequence[str], at: int) -> bool:
    return any(" ".join(listed[at : at + size]) in words.UNCOUNTED for size in (1, 2, 3))


def _is_name(tokens: Tokens, at: int) -> bool:
    """Say whether a number belongs to a name: Nghị quyết số 52, quốc lộ 3, Covid-19, 3. Kết quả."""
    listed = tokens.words
    before = listed[at - 1] if at else ""
    two = f"{listed[at - 2]} {before}" if at > 1 else ""
    if before in words.NAMED or two in words.NAMED_TWO:
        return True
    if before == "-" and at > 1 and listed[at - 2].isalpha():
        return tokens.ends[at - 2] + 1 == tokens.starts[at]
    if before == "số":
        return two not in _COUNTED_SO
    return at == 0 and len(listed) > 1 and listed[1] in (".", ")")
