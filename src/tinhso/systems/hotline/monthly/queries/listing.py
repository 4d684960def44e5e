"""The rounds behind a number: the same definition, listed."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db.models import Q

from ..models import Counted
from ..rules.windows import Window
from .counting import Rounds
from .measures import MEASURES

PAGE = 50
DIGITS = 10
NONE = "none"
"""The key of what isn't classified, has no unit or no commune."""


@dataclass(frozen=True)
class Narrowed:
    """Which of a measure's rounds; an empty string narrows nothing, `none` asks for none given."""

    field: str = ""
    category: str = ""
    unit: str = ""
    commune: str = ""
    channel: str = ""

    @property
    def given(self) -> dict[str, str]:
        """What is narrowed to, as in addresses."""
        named = {one.name: str(getattr(self, one.name)) for one in fields(self)}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Listed:
    """One page of the rounds, newest first; `found` is how many there are in all."""

    rounds: Sequence[Counted]
    found: int
    page: int
    pages: int


def listed(
    rounds: Rounds,
    window: Window,
    what: str,
    narrowed: Narrowed,
    *,
    of_field: Sequence[str],
    page: int = 1,
) -> Listed:
    """Return a page of what a measure counts.

    `of_field` are the categories of the field asked for; of none: all that fall under a field.
    Raises KeyError for no measure.
    """
    chosen = rounds.filter(MEASURES[what].holds(window)).filter(_only(narrowed, of_field))
    found = chosen.count()
    pages = max(1, -(-found // PAGE))
    page = min(max(1, page), pages)
    shown = chosen.select_related("commune", "unit").order_by("-opened_at", "-case_id", "-nth")
    return Listed(list(shown[(page - 1) * PAGE : page * PAGE]), found, page, pages)


def _only(narrowed: Narrowed, of_field: Sequence[str]) -> Q:
    only = Q()
    if narrowed.field:
        within = Q(category__in=of_field)
        only &= ~within if narrowed.field == NONE else within
    for name in ("category", "channel"):
        value = getattr(narrowed, name)
        if value:
            only &= Q(**{name: "" if value == NONE else value})
    for name in ("unit", "commune"):
        value = getattr(narrowed, name)
        if value == NONE:
            only &= Q(**{f"{name}__isnull": True})
        elif value:
            only &= _of_id(name, value)
    return only


def _of_id(name: str, value: str) -> Q:
    """Return the condition of a key as addresses have it; nothing has a key that is no number."""
    known = value.isascii() and value.isdigit() and len(value) < DIGITS
    return Q(**{f"{name}_id": int(value)}) if known else Q(pk__in=[])
