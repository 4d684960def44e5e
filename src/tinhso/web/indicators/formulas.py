"""A formula as people write it, and what it gives with everything it was made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tinhso.kernel.indicators.measures import Measure as Published
from tinhso.kernel.indicators.measures import registered
from tinhso.kernel.indicators.models import Indicator, Measure
from tinhso.kernel.indicators.queries import Computed, Known
from tinhso.kernel.indicators.rules.formulas import How, Input, Joined, Number, Part, parse
from tinhso.kernel.indicators.rules.periods import Period
from tinhso.web.documents.pages import sentence_address
from tinhso.web.formatting import format_number
from tinhso.web.indicators.wording import (
    full_words,
    indicator_address,
    language,
    period_words,
    relation_words,
)
from tinhso.web.templatetags.tinhso import text

SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}
MORE_DIGITS = 1


@dataclass(frozen=True)
class Piece:
    """A name, number or sign of a formula; a name leads to its page."""

    words: str
    href: str = ""


@dataclass(frozen=True)
class Made:
    """One input of a computed figure in words; `href` is the sentence or page behind it."""

    name: str
    words: str
    href: str


@dataclass(frozen=True)
class ShownComputed:
    """What a formula gives for a period, ready for a page; `why` says why nothing."""

    period: str
    words: str
    estimate: bool
    why: str
    made_of: tuple[Made, ...]
    reported: str


def pieces(formula: str, indicators: Mapping[str, Indicator]) -> list[Piece]:
    """Return a formula in the reader's words: “Xuất khẩu ÷ Dân số”."""
    return list(_pieces(parse(formula), indicators))


def _pieces(part: Part, indicators: Mapping[str, Indicator]) -> Iterator[Piece]:
    match part:
        case Number(value):
            yield Piece(format_number(value, None, language()))
        case Input() as name:
            indicator = indicators.get(name.name)
            yield Piece(_named(name, indicator), _page_of(name, indicator))
        case Joined(sign, left, right):
            yield from _bracketed(left, BINDS[sign], indicators)
            yield Piece(SIGNS[sign])
            # What follows a minus or stands under a line is held together.
            yield from _bracketed(right, BINDS[sign] + (sign in "-/"), indicators)


def _bracketed(part: Part, binds: int, indicators: Mapping[str, Indicator]) -> Iterator[Piece]:
    if isinstance(part, Joined) and BINDS[part.sign] < binds:
        yield Piece("(")
        yield from _pieces(part, indicators)
        yield Piece(")")
    else:
        yield from _pieces(part, indicators)


def _named(name: Input, indicator: Indicator | None) -> str:
    if name.how == How.MEASURE:
        measure = registered().get(name.name)
        return text(measure.title) if measure else name.name
    title = text(indicator.title) if indicator else name.name
    if name.how == How.AMONG:
        return _("tổng số mà nguồn nêu")
    if name.how == How.LATEST:
        return _("%(title)s gần nhất") % {"title": title}
    return title


def _page_of(name: Input, indicator: Indicator | None) -> str:
    if name.how == How.MEASURE:
        measure = registered().get(name.name)
        return _address(measure) if measure else ""
    return indicator_address(indicator) if indicator else ""


def _address(measure: Published) -> str:
    try:
        return reverse(measure.page) if measure.page else ""
    except NoReverseMatch:
        return ""


def shown_computed(found: Indicator, one: Computed, reported: Mapping[str, str]) -> ShownComputed:
    """Return a computed figure in words; `reported` is what sources give, by period."""
    return ShownComputed(
        period=period_words(one.period.code),
        words="" if one.value is None else level_words(one.value, found),
        estimate=one.estimate,
        why=_why(one),
        made_of=tuple(_made(each, one.period) for each in one.inputs if each.value is not None),
        reported=reported.get(one.period.code, ""),
    )


def level_words(value: Decimal, found: Indicator) -> str:
    """Return a computed level with one digit more than the indicator is shown with."""
    return full_words(value, found, Measure.LEVEL, found.decimals + MORE_DIGITS)


def _why(one: Computed) -> str:
    if one.reason == "by_zero":
        return _("Không tính được: phải chia cho 0")
    if one.reason == "missing":
        names = ", ".join(_named(each.name, each.indicator) for each in one.missing)
        return _("Không tính được: thiếu %(names)s") % {"names": names}
    return ""


def _made(one: Known, period: Period) -> Made:
    name = _named(one.name, one.indicator)
    value = one.value if one.value is not None else Decimal(0)
    if one.indicator is None or one.name.how == How.AMONG:
        words = format_number(value, None, language())
    elif one.computed is not None:
        words = level_words(value, one.indicator)
    else:
        words = full_words(value, one.indicator, Measure.LEVEL)
    if one.figure is not None:
        relation = relation_words(one.figure.relation) if one.name.how != How.AMONG else ""
        words = f"{relation} {words}" if relation else words
        if one.name.how == How.LATEST:
            words = f"{words} ({period_words(one.figure.period)})"
        return Made(name, words, sentence_address(one.figure.citation))
    measure = registered().get(one.name.name) if one.name.how == How.MEASURE else None
    if measure is not None and measure.cases is not None:
        return Made(name, words, measure.cases((period.start, period.end)))
    return Made(name, words, _page_of(one.name, one.indicator))
