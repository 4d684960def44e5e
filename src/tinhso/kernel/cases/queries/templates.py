"""Sentences to begin an answer with: rows of a register that an action of a procedure names.

A row with a unit is that unit's own; one without is everybody's. What stands in braces is filled
from the case ({number}, {category}, {place}, {unit}); what stands in square brackets is the
writer's to fill.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.cases.models import Case
from tinhso.kernel.registers import queries as registers

_FILLED = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class Template:
    """One sentence to begin with, filled from the case it is offered for."""

    code: str
    title: str
    text: str


def templates(
    source: str | None, known: Mapping[str, str], *, unit_ids: Collection[int], now: datetime
) -> tuple[Template, ...]:
    """Return what a source such as “answer of answer_templates” offers to these units, filled.

    The units' own come first. One query; none where there is no source.
    """
    if not source:
        return ()
    use, _, register = source.partition(" of ")
    rows = [
        row
        for row in registers.records(register, at=now)
        if row.values.get("use") == use and (row.unit_id is None or row.unit_id in unit_ids)
    ]
    rows.sort(key=lambda row: row.unit_id is None)
    return tuple(
        Template(row.code, row.title, filled(str(row.values["text"]), known)) for row in rows
    )


def known_of(case: Case, category: str) -> dict[str, str]:
    """Return what a template may be filled with from a case; `category` is its title."""
    return {
        "number": case.number,
        "category": category,
        "place": case.place.title if case.place else "",
        "unit": case.unit.body_title if case.unit else "",
    }


def filled(text: str, known: Mapping[str, str]) -> str:
    """Return a text with what is known in place of its braces; unknown ones stay as they are."""
    return _FILLED.sub(lambda found: known.get(found[1]) or found[0], text)
