"""What may be chosen in a form, and the words for what was chosen."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone

from tinhso.kernel.cases.procedures import Compiled
from tinhso.kernel.cases.rules.forms import Form, Property
from tinhso.kernel.cases.words import here, yes_or_no
from tinhso.kernel.declarations import JSON
from tinhso.kernel.registers import queries as registers
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import AREAS, Kind


def choices(question: Property, *, now: datetime) -> list[tuple[str, str]]:
    """Return what a question offers, as (value, words) in order; none where all may be said."""
    if question.one_of:
        return [(choice.const, here(choice.text)) for choice in question.one_of]
    if question.choices_from:
        held = registers.records(question.choices_from, at=now)
        return [(record.code, record.title) for record in held]
    day = timezone.localdate(now)
    if question.widget == "commune":
        return [(unit.code, unit.title) for unit in units.communes(day)]
    if question.widget == "unit":
        bodies = units.at(day).exclude(kind__in=set(AREAS) - {Kind.COMMUNE})
        return [(unit.code, unit.body_title) for unit in bodies]
    return []


def words_of(form: Form, name: str, value: JSON, *, now: datetime) -> str:
    """Return an answer in words: the title of what was chosen, a date as dates are written."""
    question = form.properties.get(name)
    if question is None or value is None:
        return "" if value is None else str(value)
    if isinstance(value, bool):
        return yes_or_no(value)
    if question.format == "date":
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    offered = dict(choices(question, now=now))
    return offered.get(str(value), str(value))


def answered(
    form: Form, answers: Mapping[str, JSON], *, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Return what was filled in as (question, answer) in the form's order, without photos."""
    return tuple(
        (here(question.text), words_of(form, name, answers[name], now=now))
        for name, question in form.properties.items()
        if name in answers and question.widget != "photos"
    )


def categories(procedures: Iterable[Compiled], *, now: datetime) -> dict[str, str]:
    """Return the categories that procedures know, code to title, in order; one query a register."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for procedure in procedures:
        for form in (procedure.form, procedure.fields):
            question = form.properties.get("category")
            if question is None or (question.choices_from or "") in seen:
                continue
            if question.choices_from:
                seen.add(question.choices_from)
            found |= dict(choices(question, now=now))
    return found
