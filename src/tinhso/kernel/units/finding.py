"""Finding a unit by what people type: old names and new, with diacritics or without."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from tinhso.kernel.units import queries
from tinhso.kernel.units.models import AREAS, Unit
from tinhso.kernel.units.names import agrees, fold, words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be meant.

    `named` is the unit whose name was typed: the same one, or one that it has replaced. `share`
    is how much of that older one it took over; None where that was divided without a declared
    share. `exact` says that the name itself was typed, not a part of it.
    """

    unit: Unit
    named: Unit
    share: Decimal | None
    exact: bool

    @property
    def is_divided(self) -> bool:
        """Whether the unit that was named went to several, so that a person must choose."""
        return self.share != 1


@dataclass(frozen=True, slots=True)
class Found:
    """What a text may mean, the likeliest first."""

    candidates: tuple[Candidate, ...]

    @property
    def only(self) -> Unit | None:
        """The unit meant, where there is no doubt; None where a person must be asked."""
        exact = [one for one in self.candidates if one.exact]
        if len({one.unit.pk for one in exact}) == 1 and not exact[0].is_divided:
            return exact[0].unit
        return None


def find(text: str, at: date, *, areas_only: bool = False, limit: int = 8) -> Found:
    """Return the units standing on `at` that `text` may mean.

    Names of units that no longer stand lead to what they became; those that were divided lead to
    every part. After a comma may follow what it lies in ("Tân Linh, Đại Từ"), which narrows the
    choice where it fits. Diacritics count where they were typed: "Văn Lăng" isn't "Văn Lang".
    """
    name, *around = [part for part in text.split(",") if part.strip()] or [""]
    named = _narrow(_matching(name, areas_only), [fold(words(part)) for part in around])
    ranked = sorted(named, key=lambda unit: _rank(unit, name, at))
    exact_ones = {unit for unit in ranked if _is_exact(unit, name)}
    found: dict[int, Candidate] = {}
    likely = ranked[: 4 * limit]
    became = queries.successors_of(likely, at)
    for unit in likely:
        for one in became[unit.pk]:
            found.setdefault(one.unit.pk, Candidate(one.unit, unit, one.share, unit in exact_ones))
        if len(found) >= limit:
            break
    return Found(tuple(found.values())[:limit])


def _matching(name: str, areas_only: bool) -> list[Unit]:
    spellings = {fold(name), fold(words(name))} - {""}
    if not spellings:
        return []
    condition = Q()
    for spelling in spellings:
        every_word = Q()
        for word in spelling.split():
            every_word &= Q(folded__contains=word)
        condition |= every_word
    found = Unit.objects.filter(condition).select_related("parent__parent__parent")
    return list(found.filter(kind__in=AREAS) if areas_only else found)


def _narrow(units: list[Unit], around: list[str]) -> list[Unit]:
    for name in around:
        units = [unit for unit in units if _lies_in(unit, name)] or units
    return units


def _lies_in(unit: Unit, name: str) -> bool:
    above = unit.parent
    while above is not None:
        if f" {name} " in above.folded:
            return True
        above = above.parent
    return False


def _is_exact(unit: Unit, name: str) -> bool:
    return any(agrees(name, one) for one in (unit.name_vi, unit.short_vi, unit.code, *unit.aliases))


def _rank(unit: Unit, name: str, at: date) -> tuple[bool, bool, bool, bool, str]:
    typed = fold(name)
    beginnings = (fold(unit.short_vi), *(part.strip() for part in unit.folded.split("|")))
    return (
        not _is_exact(unit, name),
        not any(one.startswith(typed) for one in beginnings),
        not unit.stands_on(at),
        unit.kind not in AREAS,
        unit.sort_key,
    )
