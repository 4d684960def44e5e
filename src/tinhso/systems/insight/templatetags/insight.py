"""`{% load insight %}`: claims, and the targets that they moved, in words."""

from django import template

from tinhso.kernel.indicators.models import Target
from tinhso.kernel.indicators.queries import TargetStanding
from tinhso.systems.insight import words
from tinhso.systems.insight.models import Claim
from tinhso.web.indicators.sentences import Standing, judged_words, standing_words
from tinhso.web.indicators.wording import bound_words, indicator_address

register = template.Library()


@register.simple_tag
def claim_line(claim: Claim) -> str:
    """`{% claim_line claim %}`: Thu ngân sách, 2024: 19.680 tỷ đồng."""
    return words.claim_words(claim)


@register.simple_tag
def standing(found: TargetStanding) -> Standing:
    """`{% standing one.after as after %}`: state, word and sentence of a target."""
    return standing_words(found)


@register.simple_tag
def judged(found: TargetStanding) -> str:
    """`{% judged one.after %}`: the figure a target was judged by."""
    return judged_words(found)


@register.simple_tag
def bound(target: Target) -> str:
    """`{% bound target %}`: ≥ 8 %."""
    return bound_words(target)


@register.simple_tag
def indicator_href(target: Target) -> str:
    """`{% indicator_href target %}`: the address of a target's series."""
    return indicator_address(target.indicator, target.measure)
