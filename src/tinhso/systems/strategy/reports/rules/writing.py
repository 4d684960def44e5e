"""How figures of indicators are said in both languages, with the province's sentences. Pure."""

import re
from decimal import Decimal

from tinhso.kernel.indicators.rules.periods import Period
from tinhso.systems.strategy.reports.rules.facts import Figure, IndicatorFacts
from tinhso.web.formatting import format_number
from tinhso.web.papers import writing
from tinhso.web.papers.content import Both
from tinhso.web.papers.writing import NO_BREAK, same

MONTH = re.compile(r"\d{4}-\d{2}")
PERCENT_MEASURES = frozenset({"growth_rate", "change_from_base", "share_of_plan"})
RELATIONS = {
    "<": "nearly",
    ">": "over",
    "~": "around",
    "<=": "no_more_than",
    ">=": "no_less_than",
}
BOUNDS = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than", "~": "about"}
KINDS = {"estimate": "estimated", "forecast": "forecast"}


def within(title: Both) -> Both:
    """Return a title as it stands within a sentence: its first letter lowered, names left alone."""
    return Both(_lowered(title.vi), _lowered(title.en))


def _lowered(words: str) -> str:
    first, _, rest = words.partition(" ")
    name = rest[:1].isupper() and rest.split(" ", 1)[0][1:].islower()
    return words if name or not first[1:].islower() else words[:1].lower() + words[1:]


class Writer(writing.Writer):
    """Says figures of indicators too, with their units."""

    def number(
        self, value: Decimal, indicator: IndicatorFacts, measure: str, decimals: int | None = None
    ) -> Both:
        """Return a value in the unit shown, with the digits it was published with unless told."""
        scaled = value / indicator.scale if measure == "level" else value
        return Both(format_number(scaled, decimals, "vi"), format_number(scaled, decimals, "en"))

    def unit(self, indicator: IndicatorFacts, measure: str) -> Both:
        """Return the unit in which a measure is written; empty for ranks."""
        if measure == "rank":
            return same("")
        if measure in PERCENT_MEASURES:
            return same("%")
        if measure == "ratio_to_base":
            return self.words("times")
        if measure == "change" and indicator.unit == "percent":
            return self.words("points_of_percent")
        return indicator.unit_name

    def amount(
        self, value: Decimal, indicator: IndicatorFacts, measure: str, decimals: int | None = None
    ) -> Both:
        """Return number and unit, held together: 162,5 nghìn tỷ đồng, or hạng 8."""
        number = self.number(value, indicator, measure, decimals)
        if measure == "rank":
            return self.words("rank", n=number)
        unit = self.unit(indicator, measure)
        close = "" if unit.en == "%" else NO_BREAK
        return Both(f"{number.vi}{NO_BREAK}{unit.vi}", f"{number.en}{close}{unit.en}")

    def figure(self, one: Figure, indicator: IndicatorFacts) -> Both:
        """Return a figure as a phrase: trên 20.000 tỷ đồng (ước)."""
        said = self.amount(one.value, indicator, one.measure)
        if one.relation in RELATIONS:
            said = self.words(RELATIONS[one.relation], figure=said)
        return self.words(KINDS[one.kind], figure=said) if one.kind in KINDS else said

    def plain(self, one: Figure, indicator: IndicatorFacts) -> Both:
        """Return a figure without unit, for a table or drawing: trên 20.000."""
        number = self.number(one.value, indicator, one.measure)
        if one.relation in RELATIONS:
            return self.words(RELATIONS[one.relation], figure=number)
        return number

    def bound(self, value: Decimal, relation: str, indicator: IndicatorFacts, measure: str) -> Both:
        """Return a target's figure with its sign: từ 8 % trở lên."""
        if measure == "change" and value < 0:
            return self.words("fall_by", figure=self.amount(-value, indicator, measure))
        said = self.amount(value, indicator, measure)
        return self.words(BOUNDS[relation], figure=said) if relation in BOUNDS else said

    def when(self, code: str) -> Both:
        """Return a period within a sentence: năm 2024, tháng 11/2024, quý I/2024."""
        period = self.period(code)
        key = "in_year" if code.isdigit() else "in_month" if MONTH.fullmatch(code) else "in_period"
        return self.words(key, period=period)

    def period(self, code: str) -> Both:
        """Return a period as it stands in a table: 2024, 11/2024, 2021–2024."""
        period = Period.parse(code)
        return Both(period.in_vietnamese(), period.in_english())
