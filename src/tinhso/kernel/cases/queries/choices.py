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


class Offered:
    """What questions offer at one moment: each register and list of units is read once."""

    def __init__(self, *, now: datetime) -> None:
        self._now = now
        self._read: dict[tuple[str | None, str | None], list[tuple[str, str]]] = {}

    def choices(self, question: Property) -> list[tuple[str, str]]:
        """Return what a question offers, as (value, words) in order; none where all may be said."""
        if question.one_of:
            return [(choice.const, here(choice.text)) for choice in question.one_of]
        source = (question.choices_from, question.widget)
        if source not in self._read:
            self._read[source] = self._choices(question)
        return self._read[source]

    def words_of(self, form: Form, name: str, value: JSON) -> str:
        """Return an answer in words: the title of what was chosen, a date as dates are written."""
        question = form.properties.get(name)
        if question is None or value is None:
            return "" if value is None else str(value)
        if isinstance(value, bool):
            return yes_or_no(value)
        if question.format == "date":
            return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
        return dict(self.choices(question)).get(str(value), str(value))

    def answered(self, form: Form, answers: Mapping[str, JSON]) -> tuple[tuple[str, str], ...]:
        """Return what was filled in as (question, answer) in the form's order, without photos."""
        return tuple(
            (here(question.text), self.words_of(form, name, answers[name]))
            for name, question in form.properties.items()
            if name in answers and question.widget != "photos"
        )

    def _choices(self, question: Property) -> list[tuple[str, str]]:
        if question.choices_from:
            held = registers.records(question.choices_from, at=self._now)
            return [(record.code, record.title) for record in held]
        day = timezone.localdate(self._now)
        if question.widget == "commune":
            return [(unit.code, unit.title) for unit in units.communes(day)]
        if question.widget == "unit":
            bodies = units.at(day).exclude(kind__in=set(AREAS) - {Kind.COMMUNE})
            return [(unit.code, unit.body_title) for unit in bodies]
        return []


def choices(question: Property, *, now: datetime) -> list[tuple[str, str]]:
    """Return what one question offers, as `Offered.choices` does."""
    return Offered(now=now).choices(question)


def words_of(form: Form, name: str, value: JSON, *, now: datetime) -> str:
    """Return one answer in words, as `Offered.words_of` does."""
    return Offered(now=now).words_of(form, name, value)


def categories(procedures: Iterable[Compiled], *, now: datetime) -> dict[str, str]:
    """Return the categories that procedures know, code to title, in order; one query a register."""
    offered = Offered(now=now)
    return {
        code: title
        for procedure in procedures
        for form in (procedure.form, procedure.fields)
        if "category" in form.properties
        for code, title in offered.choices(form.properties["category"])
    }
