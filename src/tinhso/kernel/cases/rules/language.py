"""The procedure language: what `procedure.yaml` may say, typed.

Read aloud it is a sentence: a step is *by* an operator at the hotline, *within* five minutes of
desk time; the action "classify" leads *to* the step with the unit and *needs* a category. What one
file alone can't tell (does the step exist, is the role known) is `checking`'s.
"""

import re
from datetime import date
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from tinhso.kernel.calendar.rules import Limit
from tinhso.kernel.declarations import Text

NAME = re.compile(r"[a-z][a-z0-9_]{0,58}")
PROCEDURE_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
OWNERS = re.compile(
    r"(?P<roles>[a-z][a-z0-9_]*(?: or [a-z][a-z0-9_]*)*) at (?P<where>[A-Za-z0-9_.:\-]+)"
)
WITHIN = re.compile(r"(?P<limit>[^,]+?)(?:, then (?P<then>[a-z][a-z0-9_]*))?")
TEMPLATES = re.compile(r"[a-z][a-z0-9_]* of [a-z][a-z0-9_]*")
REPORTER = "reporter"
PROMISE = "promise"
ANYONE = "anyone"


def _limit(text: str) -> str:
    return str(Limit.parse(text))


def _owners(text: str) -> str:
    if text != REPORTER and not OWNERS.fullmatch(text):
        raise ValueError(
            "say “reporter”, or a role and where, such as “operator at 1022”,"
            " “officer or head at case.unit” or “officer at fields.second_unit”"
        )
    return text


def _within(text: str) -> str:
    found = WITHIN.fullmatch(text)
    if found is None:
        raise ValueError("say “promise”, “3 working days” or “5 working days, then lapsed”")
    if found["limit"] != PROMISE:
        Limit.parse(found["limit"])
    return text


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError("a name has small letters a-z, digits and _ only, such as “with_unit”")
    return text


def _procedure_name(text: str) -> str:
    if not PROCEDURE_NAME.fullmatch(text):
        raise ValueError("a procedure is called “area.matter”, such as “hotline.report”")
    return text


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _templates(text: str) -> str:
    if not TEMPLATES.fullmatch(text):
        raise ValueError("say the use and the register: “answer of answer_templates”")
    return text


LimitWords: TypeAlias = Annotated[str, AfterValidator(_limit)]
OwnerWords: TypeAlias = Annotated[str, AfterValidator(_owners)]
Templates: TypeAlias = Annotated[str, AfterValidator(_templates)]
Name: TypeAlias = Annotated[str, AfterValidator(_name)]


class Declared(BaseModel):
    """What every part of the language shares: it is frozen once read."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)


class Owner(Declared):
    """Whose turn it is: holders of one of `roles` at `where`, or the reporter (`where` None)."""

    roles: tuple[str, ...]
    where: str | None

    @classmethod
    def parse(cls, words: str) -> Self:
        """Return the owner written as `operator at 1022`; the words were checked when read."""
        found = OWNERS.fullmatch(words)
        if found is None:
            return cls(roles=(REPORTER,), where=None)
        return cls(roles=tuple(found["roles"].split(" or ")), where=found["where"])


class Pausable(Declared):
    """A wait that stops the step's clock, and the citizen's too where it waits for the citizen.

    `templates` names the sentences offered to ask with, as in an action.
    """

    title: Text
    at_most: LimitWords
    stops: Literal["step", "promise"] = "step"
    templates: Templates | None = None


class Action(Declared):
    """What may be done in a step, and where it leads.

    `needs` and `may` name fields of the form of fields; `when` is a condition (CEL) under which
    the action is offered. `stays` leaves the step itself open (another unit is called in).
    `counts: hop` counts a passing on. `says` is the sentence on the line of time afterwards.
    `templates` names the sentences offered for its first paragraph, or else for the reason: a use
    and the register that holds them.
    """

    title: Text
    to: tuple[Name, ...] = Field(min_length=1)
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    reason: Literal["required", "optional", "none"] = "none"
    when: str | None = None
    counts: Literal["hop"] | None = None
    stays: bool = False
    says: Text | None = None
    templates: Templates | None = None

    @model_validator(mode="before")
    @classmethod
    def _accept_one_step(cls, data: object) -> object:
        if isinstance(data, dict):
            return data | {key: _one_or_many(data[key]) for key in ("to",) if key in data}
        return data


class Step(Declared):
    """A piece of the way: who owns it, how long it may take, what can be done.

    `after` names steps that must all be closed before this one opens. A `final` step ends the
    case, closing what else is open; `ask: rating` then asks the reporter how it went.
    """

    title: Text
    by: OwnerWords | None = None
    within: Annotated[str, AfterValidator(_within)] | None = None
    desk: str = "office"
    pauses: dict[Name, Pausable] = {}
    after: tuple[Name, ...] = ()
    actions: dict[Name, Action] = {}
    final: bool = False
    ask: Literal["rating"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _accept_one_step(cls, data: object) -> object:
        if isinstance(data, dict) and "after" in data:
            return data | {"after": _one_or_many(data["after"])}
        return data

    @property
    def owner(self) -> Owner | None:
        """Whose turn it is; None at the end."""
        return Owner.parse(self.by) if self.by else None

    @property
    def limit(self) -> str | None:
        """The limit's words, `promise`, or None where nothing presses."""
        found = WITHIN.fullmatch(self.within) if self.within else None
        return found["limit"] if found else None

    @property
    def then(self) -> str | None:
        """The step that time itself leads to when the limit is over."""
        found = WITHIN.fullmatch(self.within) if self.within else None
        return found["then"] if found else None


class EscalationRule(Declared):
    """So long after a step's due moment, somebody higher sees it and may act.

    `of` names the steps it holds for; without it, all that staff own.
    """

    late: LimitWords
    to: OwnerWords
    of: tuple[Name, ...] = ()


class Procedure(Declared):
    """A whole procedure. `limit` names the table of the citizen's clock.

    `when_reclassified: sooner` lets a changed category or priority move the due moment nearer
    only; `either` lets it also move away, with the reason kept and both dates shown.
    `number` is what the cases' public numbers begin with.
    """

    procedure: Annotated[str, AfterValidator(_procedure_name)]
    title: Text
    summary: Text
    number: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    valid_from: date
    filed_by: Annotated[str, Field(pattern=r"^[a-z_]+( or [a-z_]+)*$")]
    form: str
    fields: str | None = None
    limit: str
    when_reclassified: Literal["sooner", "either"] = "sooner"
    steps: dict[Name, Step] = Field(min_length=1)
    escalate: tuple[EscalationRule, ...] = ()

    @property
    def first(self) -> str:
        """The step that filing opens: the first one written."""
        return next(iter(self.steps))

    @property
    def filers(self) -> frozenset[str]:
        """The roles that may file; holds `anyone` where nobody needs to sign in."""
        return frozenset(self.filed_by.split(" or "))
