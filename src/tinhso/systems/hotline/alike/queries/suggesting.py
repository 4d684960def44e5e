"""Categories that a report's words suggest; a person confirms."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from tinhso.kernel.declarations import Text
from tinhso.kernel.registers import queries as registers

from ...queries import CATEGORIES
from ..rules.topics import SURE, Seed, Topics, seeded

SHOWN = 3


@dataclass(frozen=True)
class Suggestion:
    """A category that the words suggest, with its share of all; `is_sure` says whether to trust."""

    code: str
    title: Text
    share: float
    is_sure: bool = True


def suggest(text: str, *, now: datetime) -> list[Suggestion]:
    """Return the three likeliest categories, the likeliest first; none when no word is known."""
    titles, model = _known(now)
    found = list(model.shares(text).items())[:SHOWN]
    return [
        Suggestion(code, titles[code], share, is_sure=found[0][1] >= SURE) for code, share in found
    ]


def shares(text: str, *, now: datetime) -> dict[str, float]:
    """Return the share of every category that a text's words suggest."""
    return _known(now)[1].shares(text)


def _known(now: datetime) -> tuple[dict[str, Text], Topics]:
    held = registers.records(CATEGORIES, at=now)
    titles = {one.code: Text(vi=one.title, en=one.values["title_en"]) for one in held}
    seeds = tuple(
        Seed(one.code, (one.title, *str(one.values.get("keywords") or "").split(",")))
        for one in held
    )
    return titles, _model(seeds)


@lru_cache(maxsize=4)
def _model(seeds: tuple[Seed, ...]) -> Topics:
    return seeded(seeds)
