"""Figures in words: number, unit, relation, period and source, in the reader's language."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.kernel.indicators.models import Indicator, Measure, Observation, Target
from tinhso.kernel.indicators.rules.periods import Period
from tinhso.web.documents.pages import sentence_address
from tinhso.web.formatting import format_number
from tinhso.web.templatetags.tinhso import text

OPENED = (Measure.RANK, Measure.GROWTH_RATE)
NO_BREAK = "\N{NO-BREAK SPACE}"
SURE = {"H": "ok", "M": "none", "L": "warn"}


def language() -> str:
    """Return the code of the reader's language."""
    return get_language() or "vi"


def period_words(code: str) -> str:
    """Return a period as the reader writes it: 11/2024, quý I/2024."""
    period = Period.parse(code)
    return period.in_english() if language().startswith("en") else period.in_vietnamese()


def relation_words(relation: str) -> str:
    """Return the word that goes before a figure found: gần, trên, khoảng; none for an equal one."""
    return {
        "<": _("gần"),
        ">": _("trên"),
        "~": _("khoảng"),
        "<=": _("nhiều nhất"),
        ">=": _("ít nhất"),
    }.get(relation, "")


def unit_words(indicator: Indicator, measure: str) -> str:
    """Return the unit in which a measure of the indicator is written."""
    if measure == Measure.RANK:
        return ""
    if measure in {Measure.GROWTH_RATE, Measure.CHANGE_FROM_BASE, Measure.SHARE_OF_PLAN}:
        return "%"
    if measure == Measure.RATIO_TO_BASE:
        return _("lần")
    if measure == Measure.CHANGE and indicator.unit == "percent":
        return _("điểm %%") % {}
    return text(indicator.scale_name)


def plain_number(
    value: Decimal, indicator: Indicator, measure: str, decimals: int | None = None
) -> str:
    """Return a value in the unit shown, with the digits it was published with unless told."""
    scaled = value / indicator.scale if measure == Measure.LEVEL else value
    return format_number(scaled, decimals, language())


def number_words(
    value: Decimal, indicator: Indicator, measure: str, decimals: int | None = None
) -> str:
    """Return a value as a phrase without its unit: 162,5, or hạng 8, or +12,7."""
    number = plain_number(value, indicator, measure, decimals)
    if measure == Measure.RANK:
        return _("hạng %(number)s") % {"number": number}
    if measure in {Measure.CHANGE_FROM_BASE, Measure.CHANGE} and value > 0:
        return f"+{number}"
    return number


def full_words(
    value: Decimal, indicator: Indicator, measure: str, decimals: int | None = None
) -> str:
    """Return number and unit: 162,5 nghìn tỷ đồng."""
    unit = unit_words(indicator, measure)
    return with_unit(number_words(value, indicator, measure, decimals), unit)


def with_unit(number: str, unit: str) -> str:
    """Return number and unit held together: 8 % in Vietnamese, 8% in English."""
    if not unit:
        return number
    blank = "" if unit == "%" and language().startswith("en") else NO_BREAK
    return f"{number}{blank}{unit}"


def bound_words(target: Target) -> str:
    """Return a target's figure with its sign: ≥ 8 %, ≤ hạng 15."""
    if target.measure == Measure.CHANGE and target.value < 0:
        fall = full_words(-target.value, target.indicator, Measure.CHANGE).removeprefix("+")
        return _("giảm ít nhất %(fall)s") % {"fall": fall}
    sign = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ "}.get(target.relation, "")
    return sign + full_words(target.value, target.indicator, target.measure)


def indicator_address(indicator: Indicator, measure: str = Measure.LEVEL) -> str:
    """Return the address of an indicator's page, opened at a measure."""
    address = reverse("indicators:indicator", args=[indicator.code])
    return f"{address}?measure={measure}" if measure in OPENED else address


@dataclass(frozen=True)
class ShownFigure:
    """A figure with all that its manners ask for: unit, period, how sure, and its sentence."""

    number: str
    unit: str
    relation: str
    among: str
    period: str
    base: str
    kind: str
    estimate: bool
    confidence: str
    confidence_state: str
    source: str
    source_href: str
    method: str
    note: str
    area: str
    chosen: bool = True

    @property
    def words(self) -> str:
        """The figure as a short phrase: "trên 20.000 tỷ đồng"."""
        parts = [self.relation, self.number]
        return with_unit(" ".join(part for part in parts if part), self.unit)


def shown(figure: Observation, *, chosen: bool = True) -> ShownFigure:
    """Return a recorded figure ready for a page."""
    citation = figure.citation
    return ShownFigure(
        number=number_words(figure.value, figure.indicator, figure.measure),
        unit=unit_words(figure.indicator, figure.measure),
        relation=relation_words(figure.relation),
        among=_among(figure),
        period=period_words(figure.period),
        base=period_words(figure.base_period) if figure.base_period else "",
        kind={"estimate": _("ước"), "forecast": _("dự kiến")}.get(figure.kind, ""),
        estimate=figure.kind != "actual",
        confidence=str(figure.get_confidence_display()),
        confidence_state=SURE[figure.confidence],
        source=text(citation.document.title) if citation else figure.source,
        source_href=sentence_address(citation),
        method=figure.method,
        note=text(dict(figure.note)),
        area=area_words(figure),
        chosen=chosen,
    )


def _among(figure: Observation) -> str:
    if figure.among is None:
        return ""
    if figure.measure == Measure.RANK:
        return _("trên %(n)s tỉnh, thành") % {"n": figure.among}
    return _("trên tổng số %(n)s") % {"n": figure.among}


def area_words(figure: Observation) -> str:
    """Return the area with the days of its boundaries, where they have changed."""
    area = figure.area
    if area.valid_to:
        return _("%(name)s, ranh giới trước %(day)s") % {
            "name": area.title,
            "day": f"{area.valid_to:%d/%m/%Y}",
        }
    return area.title
