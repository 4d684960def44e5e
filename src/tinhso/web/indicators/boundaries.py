"""Boundaries to choose from, and a series in them with what it was computed from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.indicators.models import Indicator
from tinhso.kernel.indicators.queries import InBoundaries, Part
from tinhso.kernel.units.models import Unit
from tinhso.web.documents.pages import sentence_address
from tinhso.web.formatting import format_number
from tinhso.web.indicators.wording import area_words, full_words, language, period_words, shown
from tinhso.web.ways import Chip

ONE_DIGIT = 1
PERCENT = Decimal(100)


@dataclass(frozen=True)
class ShownPart:
    """A part of a computed figure: whose, how much, and the sentence that says so."""

    area: str
    words: str
    href: str


@dataclass(frozen=True)
class ShownInBoundaries:
    """A period's figure in chosen boundaries, or why there is none; `parts` went into it."""

    period: str
    words: str
    why: str
    own: bool
    estimate: bool
    parts: tuple[ShownPart, ...]


def boundary_day(asked: str, days: Sequence[date]) -> date | None:
    """Return a day on which the boundaries asked for stood; None for those of each source."""
    offered = {day.isoformat(): day for day in days}
    if asked.startswith("before-") and asked.removeprefix("before-") in offered:
        return offered[asked.removeprefix("before-")] - timedelta(days=1)
    if asked.startswith("since-") and asked.removeprefix("since-") in offered:
        return offered[asked.removeprefix("since-")]
    return None


def boundary_choices(
    found: Indicator, measure: str, days: Sequence[date], on: date | None, area: Unit | None
) -> list[Chip]:
    """Return the boundaries that a series may be seen in; none where they never changed."""
    if not days:
        return []
    here = f"&area={area.pk}" if area else ""
    address = reverse("indicators:indicator", args=[found.code])
    start = f"{address}?measure={measure}{here}"
    choices = [Chip(_("Như nguồn công bố"), start, on is None)]
    for day in days:
        words = {"day": f"{day:%d/%m/%Y}"}
        before, since = f"{start}&boundaries=before-{day}", f"{start}&boundaries=since-{day}"
        choices += [
            Chip(_("Ranh giới trước %(day)s") % words, before, on == day - timedelta(days=1)),
            Chip(_("Ranh giới từ %(day)s") % words, since, on == day),
        ]
    return choices


def shown_in_boundaries(found: Indicator, measure: str, one: InBoundaries) -> ShownInBoundaries:
    """Return a period's figure in chosen boundaries, in words."""
    if one.value is None:
        words = ""
    elif one.own:
        words = shown(one.parts[0].figure).words
    else:
        words = full_words(one.value, found, measure, max(found.decimals, ONE_DIGIT))
    return ShownInBoundaries(
        period=period_words(one.period),
        words=words,
        why=_why(one),
        own=one.own,
        estimate=one.estimate,
        parts=tuple(_part(each) for each in one.parts),
    )


def _part(one: Part) -> ShownPart:
    words = shown(one.figure).words
    if one.share is not None and one.share != 1:
        share = format_number(one.share * PERCENT, None, language())
        words = _("%(share)s %% của %(words)s") % {"share": share, "words": words}
    if one.weight is not None:
        weight = {"words": words, "weight": shown(one.weight).words}
        words = _("%(words)s, tính theo %(weight)s") % weight
    return ShownPart(area_words(one.figure), words, sentence_address(one.figure.citation))


def _why(one: InBoundaries) -> str:
    names = ", ".join(unit.title for unit in one.units)
    if one.reason == "missing":
        return _("Không tính được: thiếu số của %(units)s") % {"units": names}
    if one.reason == "undeclared_share":
        return _("Không tính được: chưa rõ phần chia của %(units)s") % {"units": names}
    if one.reason == "never":
        return _("Không quy đổi được: hạng và chỉ số không cộng được")
    return ""
