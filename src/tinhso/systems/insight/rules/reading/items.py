"""A sentence as a row of items: terms, figures, periods, and the closed words between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tinhso.systems.insight.rules.reading import words
from tinhso.systems.insight.rules.reading.lexicon import TOKENS, Lexicon
from tinhso.systems.insight.rules.reading.numbers import WORDS, value_of, value_of_words
from tinhso.systems.insight.rules.reading.periods import Period, mentions
from tinhso.systems.insight.rules.reading.ranks import Rank, ranks
from tinhso.systems.insight.rules.reading.units import PER, per_of, scale_of, unit_of


@dataclass(slots=True)
class Figure:
    """A number with its unit as the sentence has it.

    Attributes:
        value: in `unit`.
        unit: a base unit; None for a count of the things named behind it; `percentage_point`
            where the text says so.
        scaled: a scale word stands in it (nghìn, triệu, tỷ).
        rank: set for a place in a ranking.
        upper: the end of a range, such as 8,5 in "8 - 8,5%".
    """

    value: Decimal
    unit: str | None
    scaled: bool = False
    rank: Rank | None = None
    upper: Decimal | None = None
    total: Decimal | None = None


@dataclass(slots=True)
class Item:
    """One item: `what` it is, where it stands, and what it says."""

    what: str
    start: int
    end: int
    says: object = None
    slip: bool = False


_REFERENCE = re.compile(r"\d+(?:/\d{4})?\s?[/-]\s?(?:[a-zđ]{2,}[\w.-]*(?:/[\w-]+)*)|\d{7,}|\d+h\d*")
_PLACE = re.compile(
    r"(?:(?:[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hị xã|[Qq]uận|[Tt]ỉnh)\s+(?P<one>[A-ZĐ][a-zà-ỹ]\w*(?:\s+[A-ZĐÀ-Ỹ][a-zà-ỹ]\w*){0,3})"
    r"|(?:[Xx]ã|[Pp]hường|[Tt]hị trấn)\s+(?P<two>[A-ZĐ][a-zà-ỹ]\w*(?:\s+[A-ZĐÀ-Ỹ][a-zà-ỹ]\w*){1,3}))"
)
_STOPS = frozenset(",;:()…+[]")
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


def scan(text: str, original: str, start: int, end: int, lexicon: Lexicon) -> list[Item]:
    """Return the items of the sentence that stands between two offsets of folded `text`."""
    special = _special(text, original, start, end)
    tokens: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in TOKENS.finditer(text, start, end):
        tokens.append(found.group())
        starts.append(found.start())
        ends.append(found.end())
    items: list[Item] = []
    free = start  # everything before is read
    turn = 0
    at = 0
    count = len(tokens)
    while at < count:
        begin = starts[at]
        if begin < free:
            at += 1
            continue
        while turn < len(special) and special[turn].start < begin:
            turn += 1
        if turn < len(special) and special[turn].start == begin:
            item = special[turn]
            items.append(item)
            free = item.end
            turn += 1
            at += 1
            continue
        limit = special[turn].start if turn < len(special) else end
        token = tokens[at]
        node = lexicon.trie.get(token)
        best = 0
        meaning = None
        step = at
        while node is not None:
            step += 1
            if "" in node:
                best, meaning = step, node[""]
            if step >= count or starts[step] >= limit:
                break
            node = node.get(tokens[step])
        if meaning is not None:
            items.append(Item(meaning[0], begin, ends[best - 1], meaning[1]))
            at = best
            continue
        if token[0].isdigit():
            at, item = _figure(text, original, tokens, starts, ends, at, limit, items)
            if item is not None:
                items.append(item)
            continue
        if token == "/" and at + 1 < count and tokens[at + 1] in PER:
            at += 2
            continue
        if token in WORDS and (made := _in_words(tokens, starts, ends, at, items)):
            items.append(made)
            free = made.end
            continue
        if (
            token in _STOPS
            or token == "."
            or (token == "-" and text[begin - 1 : begin] in (" ", ""))
        ):
            items.append(Item("stop", begin, ends[at], token))
        elif token in lexicon.slips and items and items[-1].what == "figure":
            items.append(Item("term", begin, ends[at], lexicon.slips[token], slip=True))
        elif token[0].isalpha():
            items.append(Item("word", begin, ends[at], token))
        at += 1
    return items


def _special(text: str, original: str, start: int, end: int) -> list[Item]:
    """Return what is found by its own grammar: periods, ranks, references, places."""
    found: list[Item] = [
        Item("neutral" if period.form == "prices" else "period", period.start, period.end, period)
        for period in mentions(text, start, end)
    ]
    for rank in ranks(text, start, end):
        figure = Figure(Decimal(rank.value), "rank", rank=rank)
        found.append(Item("figure", rank.start, rank.end, figure))
    for reference in _REFERENCE.finditer(text, start, end):
        found.append(Item("reference", reference.start(), reference.end()))
    for place in _PLACE.finditer(original, start, end):
        province = place.group()[0] in "Tt" and text.startswith("tỉnh", place.start())
        name = place["one"] or place["two"]
        found.append(Item("neutral" if province else "place", place.start(), place.end(), name))
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[Item] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _figure(
    text: str,
    original: str,
    tokens: Sequence[str],
    starts: Sequence[int],
    ends: Sequence[int],
    at: int,
    limit: int,
    items: list[Item],
) -> tuple[int, Item | None]:
    """Read the number at a token; None where it is a name, a heading, a time or a year."""
    token = tokens[at]
    value = value_of(token)
    begin = starts[at]
    after = at + 1
    if value is None or token == "4.0" or _is_name(tokens, starts, at):
        return after, None
    following = tokens[after] if after < len(tokens) else ""
    upper = total = None
    if following in ("/", "-") and after + 1 < len(tokens) and tokens[after + 1][0].isdigit():
        other = value_of(tokens[after + 1])
        if following == "/":
            total, after = other, after + 2
        elif other is not None and other > value:
            upper, after = other, after + 2
    factor, after_scale = scale_of(tokens, after)
    scaled = after_scale > after
    unit, unit_factor, after_unit = unit_of(tokens, after_scale)
    if unit == "percent" and upper is None and tokens[after_unit : after_unit + 1] == ["-"]:
        # "8% - 8,5%": the second number with its own unit ends the range.
        second = (
            value_of(tokens[after_unit + 1])
            if after_unit + 1 < len(tokens) and tokens[after_unit + 1][0].isdigit()
            else None
        )
        if (
            second is not None
            and second > value
            and tokens[after_unit + 2 : after_unit + 3] == ["%"]
        ):
            upper, after_unit = second, after_unit + 3
    if (
        unit is not None
        and after_unit < len(tokens)
        and not _is_unit(unit, tokens, after_unit, scaled)
    ):
        unit, unit_factor, after_unit = None, Decimal(1), after_scale
    if (
        unit is None
        and not scaled
        and token.isdigit()
        and len(token) == 4
        and token[:2] in ("19", "20")
    ):
        year = Period(begin, ends[at], "year", int(token))
        return at + 1, Item("period", begin, ends[at], year)
    if unit is None and not scaled and len(token) > 2 and token[0] == "0" and token.isdigit():
        return at + 1, None
    last = per_of(tokens, after_unit)
    value = value * factor * unit_factor
    if upper is not None:
        upper = upper * factor * unit_factor
    if (
        unit is None
        and not scaled
        and any(" ".join(tokens[last : last + size]) in words.UNCOUNTED for size in (1, 2, 3))
    ):
        return last, None
    figure = Figure(value, unit, scaled, None, upper, total)
    return last, Item("figure", begin, ends[last - 1], figure)


def _is_unit(unit: str, tokens: Sequence[str], after: int, scaled: bool) -> bool:
    """Say whether a word that can be a unit is one here: "32 điểm du lịch" are places."""
    following = tokens[after]
    if unit == "points":
        return not following[0].isalpha() or following in _AFTER_POINTS
    if unit == "times":
        return following not in ("kiểm", "tổ", "họp", "lượt")
    if unit == "rank":
        return True
    if unit == "m":
        return not scaled or following != "vuông"
    return True


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
        "xếp,",
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


def _is_name(tokens: Sequence[str], starts: Sequence[int], at: int) -> bool:
    """Say whether a number belongs to a name: Nghị quyết số 52, quốc lộ 3, 3. Kết quả."""
    before = tokens[at - 1] if at else ""
    two = f"{tokens[at - 2]} {before}" if at > 1 else ""
    if before in words.NAMED or two in words.NAMED_TWO:
        return True
    if before == "số":
        return two not in ("tổng số", "trong số", "con số", "là số", "dân số")
    if at == 0 and len(tokens) > 1 and tokens[1] in (".", ")"):
        return True
    return before == "lần" and tokens[at - 2 : at - 1] == ["lần"]


def _in_words(
    tokens: Sequence[str], starts: Sequence[int], ends: Sequence[int], at: int, items: list[Item]
) -> Item | None:
    """Read a number in words where it counts something: "hai huyện", "thêm một xã"."""
    last = at
    while last < len(tokens) and tokens[last] in WORDS:
        last += 1
    if last >= len(tokens) or tokens[last] not in _COUNTABLE:
        return None
    before = tokens[at - 1] if at else ""
    if before in ("thứ", "khóa", "lần", "những", "trong", "từng", "là"):
        return None
    if tokens[at:last] == ["một"] and before not in ("thêm", "có", "được"):
        return None
    value = value_of_words(list(tokens[at:last]))
    if not value or tokens[at:last] == ["không"]:
        return None
    return Item("figure", starts[at], ends[last - 1], Figure(Decimal(value), None))
