"""What can be reported: the province's categories, and what is asked about each."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.kernel.registers import queries as registers
from tinhso.kernel.registers.models import Record
from tinhso.kernel.registers.queries import Held
from tinhso.systems.hotline.queries import CATEGORIES

from ..rules.drawing import Value
from ..rules.questions import Question, options

QUESTIONS = "hotline_questions"
UNCLASSIFIED = "unclassified"
"""The service of whoever isn't sure: the operator chooses the category."""


@dataclass(frozen=True)
class Service:
    """A category as a service. `asks` tells whether there is a service definition."""

    code: str
    name: str
    description: str
    keywords: str
    group: str
    asks: bool

    def shown(self) -> dict[str, Value]:
        """Return the service as the standard lists it."""
        return {
            "service_code": self.code,
            "service_name": self.name,
            "description": self.description,
            "metadata": self.asks,
            # The number is given at once, so that no token is needed.
            "type": "realtime",
            "keywords": self.keywords,
            "group": self.group,
        }


def services(language: str, *, now: datetime) -> list[Service]:
    """Return what can be reported, in the register's order, and last what nobody is sure of."""
    asking = {held.values["category"] for held in registers.records(QUESTIONS, at=now)}
    groups = registers.register(CATEGORIES).fields["field"].choices
    found = []
    for held in registers.records(CATEGORIES, at=now):
        title = _title(held, language)
        group = groups[held.values["field"]].in_language(language)
        keywords = str(held.values.get("keywords") or "")
        found.append(
            Service(
                code=held.code,
                name=title,
                description=f"{group}: {title}",
                keywords=keywords,
                group=group,
                asks=held.code in asking,
            )
        )
    return [*found, _unsure()]


def name_of(code: str, language: str, *, now: datetime) -> str | None:
    """Return what the service of a code is called, None where there is no such."""
    if code == UNCLASSIFIED:
        return _unsure().name
    named = (
        _title(held, language)
        for held in registers.records(CATEGORIES, at=now)
        if held.code == code
    )
    return next(named, None)


def questions_of(code: str, language: str, *, now: datetime) -> list[Question]:
    """Return what is asked about a service, in order."""
    asked = [
        _question(held, language)
        for held in registers.records(QUESTIONS, at=now)
        if held.values["category"] == code
    ]
    return sorted(asked, key=lambda question: (question.order, question.code))


def changed_at() -> datetime | None:
    """Return when a service or a question was last changed, None before there is one."""
    held = Record.objects.filter(register__in=(CATEGORIES, QUESTIONS))
    return held.order_by("-changed_at").values_list("changed_at", flat=True).first()


def _unsure() -> Service:
    return Service(
        code=UNCLASSIFIED,
        name=_("Việc khác, nhờ tổng đài phân loại"),
        description=_("Khi bạn chưa chắc thuộc loại nào."),
        keywords="",
        group=_("Khác"),
        asks=False,
    )


def _title(held: Held, language: str) -> str:
    return str(held.values["title_en"]) if language == "en" else held.title


def _question(held: Held, language: str) -> Question:
    values = held.values
    tells = values["datatype"] == "none"
    english = language == "en"
    return Question(
        code=held.code,
        datatype="string" if tells else str(values["datatype"]),
        required=bool(values.get("required")) and not tells,
        order=int(values["order"]),
        description=_title(held, language),
        datatype_description=str((values.get("help_en") if english else values.get("help")) or ""),
        variable=not tells,
        options=options(str(values.get("choices") or ""), language),
    )
