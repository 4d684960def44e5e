"""Statements as the checks of insight take them, made short for tests."""

import re
from decimal import Decimal
from typing import Any

from tinhso.systems.insight.rules.checks import Finding, Ref, Statement, Thing
from tinhso.systems.insight.rules.checks.explanations import VIETNAMESE


def recorded(
    indicator: str, value: str, unit: str, period: str, *, number: int = 1, **more: Any
) -> Statement:
    """Return a figure that is recorded; a level unless `measure` says otherwise."""
    return Statement(
        Ref(Thing.OBSERVATION, number),
        indicator,
        more.pop("measure", "level"),
        Decimal(value),
        unit,
        period=period,
        **more,
    )


def claimed(
    text: str, quote: str, indicator: str | None, value: str, unit: str, **more: Any
) -> Statement:
    """Return the claim at the first place where `quote` stands (or after `past` characters).

    Its id is where it starts, so that two claims never have one.
    """
    start = text.index(quote, more.pop("past", 0))
    breaks = [0, *(found.end() for found in re.finditer(r"[.!?]\s+", text)), len(text)]
    return Statement(
        Ref(Thing.CLAIM, start),
        indicator,
        more.pop("measure", "level"),
        Decimal(value),
        unit,
        quote=quote,
        start=start,
        end=start + len(quote),
        sentence_start=max(place for place in breaks if place <= start),
        sentence_end=min(place for place in breaks if place > start),
        **more,
    )


def explained(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings, having made sure that each has the numbers its sentence names."""
    for one in findings:
        assert VIETNAMESE[one.kind] % one.data
    return findings
