"""The marks of a reading on its text: claims with their state, spam and typing errors."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from tinhso.kernel.documents.rules import Span
from tinhso.systems.insight.models import Claim, Reading
from tinhso.web.documents.marking import Mark, Passage, part_with, parts, passages


@dataclass(frozen=True)
class ClaimMark(Mark):
    """The words of a claim."""

    claim: Claim | None = None


@dataclass(frozen=True)
class Shown:
    """The part of a text that one page shows, and the numbers of all its parts."""

    passages: list[Passage]
    part: int
    parts: list[int]


def shown(
    reading: Reading, claims: Sequence[Claim], *, current: Claim | None, asked: str = ""
) -> Shown:
    """Return the part of a reading's text that was asked for, else the one with the current claim.

    Where claims lie over each other the shortest is seen on top, and none loses its place.
    """
    text = reading.document.text
    found = parts(text)
    index = part_with(current.start, found) if current else 0
    if asked.isdecimal() and 0 < int(asked) <= len(found):
        index = int(asked) - 1
    within = found[index]
    marks = [*_oddities(reading), *_claims(reading, claims, within)]
    numbers = list(range(1, len(found) + 1))
    return Shown(passages(text, marks, within), index + 1, numbers)


def _oddities(reading: Reading) -> list[Mark]:
    return [Mark(one["start"], one["end"], one["kind"]) for one in reading.oddities]


def _claims(reading: Reading, claims: Sequence[Claim], within: Span) -> list[ClaimMark]:
    address = reverse("insight:review", args=[reading.document.code])
    here = [one for one in claims if within.start <= one.start < within.end]
    return [
        ClaimMark(
            one.start,
            one.end,
            "claim",
            id=f"m{one.pk}",
            href=f"{address}?claim={one.pk}",
            claim=one,
        )
        for one in sorted(here, key=lambda one: one.start - one.end)
    ]
