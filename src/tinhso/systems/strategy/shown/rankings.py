"""Indices in words: ranks with their field and method, breaks, components and how they pull."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tinhso.kernel.indicators.models import Measure, Observation
from tinhso.systems.strategy.queries.rankings import Index, IndexYear, Part
from tinhso.systems.strategy.rules.rankings import Break
from tinhso.web.documents.pages import sentence_address
from tinhso.web.formatting import format_number
from tinhso.web.indicators.wording import indicator_address, language, plain_number
from tinhso.web.templatetags.tinhso import text

Methods = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class YearRow:
    """One year of an index; `broken` is why it doesn't compare with the row before it in time."""

    year: int
    rank: str
    among: str
    rank_href: str
    score: str
    score_href: str
    ahead: float | None
    broken: str


@dataclass(frozen=True)
class PartRow:
    """One component: its score, and whether it pulls up or down."""

    title: str
    href: str
    score: str
    most: str
    part: float | None
    state: str
    word: str


@dataclass(frozen=True)
class IndexCard:
    """An index with its last rank, its years (the newest first) and its components."""

    code: str
    title: str
    href: str
    rank: str
    among: str
    year: str
    move_state: str
    move: str
    method: str
    years: list[YearRow]
    parts: list[PartRow]
    known_parts: bool


def index_card(found: Index) -> IndexCard:
    """Return the card of an index."""
    ranked = [one for one in found.years if one.rank]
    last = ranked[-1] if ranked else None
    state, move = _move(ranked)
    parts = [_part(one) for one in found.parts]
    return IndexCard(
        code=found.indicator.code,
        title=text(found.indicator.title),
        href=indicator_address(found.indicator, Measure.RANK),
        rank=_number(last.rank, Measure.RANK) if last and last.rank else "",
        among=str(last.rank.among) if last and last.rank else "",
        year=str(last.year) if last else "",
        move_state=state,
        move=move,
        method=_method(last.version, found.methods) if last else "",
        years=[_year(one, found.methods) for one in reversed(found.years)],
        parts=parts,
        known_parts=any(one.score for one in parts),
    )


def _move(ranked: list[IndexYear]) -> tuple[str, str]:
    """Return how the last rank moved; nothing across a break, whose reason is said instead."""
    if len(ranked) < 2:
        return "none", _("Mới có một năm")
    before, last = ranked[-2], ranked[-1]
    if last.broken is not None:
        return "none", _("Không so được với %(year)s") % {"year": before.year}
    assert before.rank is not None  # noqa: S101  # chosen for its rank
    assert last.rank is not None  # noqa: S101  # as above
    places = int(before.rank.value - last.rank.value)
    words = {"n": abs(places), "year": before.year}
    if places > 0:
        return "ok", _("Lên %(n)s bậc so với %(year)s") % words
    if places < 0:
        return "warn", _("Xuống %(n)s bậc so với %(year)s") % words
    return "none", _("Giữ hạng so với %(year)s") % words


def _year(found: IndexYear, methods: Methods) -> YearRow:
    rank, score = found.rank, found.score
    ahead = None
    if rank is not None and rank.among and rank.among > 1:
        ahead = float((rank.among - rank.value) / (rank.among - 1) * 100)
    return YearRow(
        year=found.year,
        rank=_number(rank, Measure.RANK) if rank else "",
        among=str(rank.among) if rank else "",
        rank_href=sentence_address(rank.citation) if rank else "",
        score=_number(score, Measure.LEVEL) if score else "",
        score_href=sentence_address(score.citation) if score else "",
        ahead=ahead,
        broken=break_words(found.broken, methods) if found.broken else "",
    )


def _method(version: str, methods: Methods) -> str:
    return text(dict(methods[version])).rstrip(".") if version in methods else version


def break_words(found: Break, methods: Methods) -> str:
    """Return why two years don't compare."""
    parts = []
    if found.method:
        parts.append(
            _("phương pháp đổi: %(before)s, rồi %(after)s")
            % {
                "before": _method(found.version_before, methods),
                "after": _method(found.after.version, methods),
            }
        )
    if found.field:
        parts.append(
            _("số đơn vị xếp hạng từ %(before)s còn %(after)s")
            % {"before": found.before.among, "after": found.after.among}
        )
    return _("Không so thẳng với %(year)s: %(why)s.") % {
        "year": found.before.year,
        "why": "; ".join(parts),
    }


def _part(found: Part) -> PartRow:
    state, word = "none", _("chưa tìm thấy điểm")
    if found.score is not None:
        word = _("chưa biết kéo lên hay xuống")
    if found.pull is not None:
        points = format_number(abs(found.pull.pull) * 100, 1, language())
        down = found.pull.pull < 0
        state = "warn" if down else "ok"
        word = (_("kéo xuống %(n)s điểm %%") if down else _("kéo lên %(n)s điểm %%")) % {
            "n": points
        }
    return PartRow(
        title=text(found.indicator.title),
        href=indicator_address(found.indicator),
        score=_number(found.score, Measure.LEVEL) if found.score else "",
        most=format_number(found.most, None, language()) if found.most else "",
        part=float(found.pull.part * Decimal(100)) if found.pull else None,
        state=state,
        word=word,
    )


def _number(one: Observation, measure: str) -> str:
    return plain_number(one.value, one.indicator, measure)
