"""Standings and findings as sentences: what a reader should take from them, and no more."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tinhso.kernel.indicators.models import Measure, Reading
from tinhso.kernel.indicators.queries import Conflict, Finding, TargetStanding
from tinhso.kernel.indicators.rules.findings import HiddenFall
from tinhso.kernel.indicators.rules.targets import Status
from tinhso.web.formatting import format_number
from tinhso.web.indicators.wording import (
    full_words,
    language,
    number_words,
    period_words,
    relation_words,
    shown,
)
from tinhso.web.templatetags.tinhso import text

ONE = 1
WHOLE = 100.0


@dataclass(frozen=True)
class Standing:
    """A target's standing for a screen: `state` of `{% status %}`, its word, and a sentence."""

    state: str
    word: str
    sentence: str


def standing_words(found: TargetStanding) -> Standing:
    """Return where a target stands, in words."""
    standing = found.standing
    state, word = {
        Status.MET: ("ok", _("Đạt")),
        Status.ON_TRACK: ("ok", _("Đúng nhịp")),
        Status.AT_RISK: ("warn", _("Khó kịp")),
        Status.MISSED: ("bad", _("Không đạt") if standing.conclusive else _("Chưa đạt")),
        Status.UNKNOWN: ("none", _("Chưa có số") if standing.value is None else _("Chưa rõ nhịp")),
    }[standing.status]
    parts = [_judged_by(found), _still_needed(found), text(dict(found.target.note))]
    return Standing(state, word, " ".join(part for part in parts if part))


def judged_words(found: TargetStanding) -> str:
    """Return the figure a target was judged by: 6,8 %, or hạng 8; a dash where there is none."""
    value = found.standing.value
    if value is None:
        return "–"
    measure, decimals = found.target.measure, None
    if found.target.reading == Reading.AVERAGE_GROWTH:
        decimals = ONE
    words = full_words(value, found.target.indicator, measure, decimals)
    if found.figure is None or found.target.reading == Reading.AVERAGE_GROWTH:
        return words
    relation = relation_words(found.figure.relation)
    return f"{relation} {words}" if relation else words


def judged_period(found: TargetStanding) -> str:
    """Return the period that figure speaks of: 11/2024, or 2021–2024; empty where none."""
    since, until = found.standing.since, found.standing.until
    if since is None or until is None:
        return ""
    if since == until:
        return period_words(until.code)
    return f"{since.code}–{until.code}"


def _judged_by(found: TargetStanding) -> str:
    standing = found.standing
    if standing.value is None or standing.conclusive or standing.until is None:
        return ""
    if standing.status not in {Status.MET, Status.MISSED}:
        return ""
    if found.target.due_on.year <= standing.until.end.year:
        return ""
    return _("Chưa có số %(due)s trong cùng ranh giới.") % {"due": found.target.due_on.year}


def _still_needed(found: TargetStanding) -> str:
    standing, target = found.standing, found.target
    if standing.needed is None or standing.value is None:
        return ""
    if target.reading == Reading.AVERAGE_GROWTH and standing.until is not None:
        years = target.due_on.year - standing.until.end.year
        rate = full_words(standing.needed, target.indicator, target.measure, ONE)
        if years == 1:
            return _("Muốn đạt, năm ấy phải tăng %(rate)s.") % {"rate": rate}
        return _("Muốn đạt, mỗi năm còn lại phải tăng %(rate)s.") % {"rate": rate}
    if standing.status is Status.MISSED:
        return ""
    if target.measure == Measure.RANK:
        return ""
    change = full_words(abs(standing.needed), target.indicator, target.measure, ONE)
    return _("Muốn đạt, mỗi năm phải thêm %(change)s.") % {"change": change}


@dataclass(frozen=True)
class Bar:
    """The way to a target: value and target between `low` and `high`, in the bar's own numbers."""

    value: float | None
    target: float
    high: float
    label: str
    low: float = 0.0


def bar(found: TargetStanding) -> Bar | None:
    """Return the bar of a target; none where a way can't be drawn (falls, negative targets)."""
    target, value = found.target, found.standing.value
    if target.measure == Measure.CHANGE or target.value <= 0:
        return None
    label = _("%(title)s: %(value)s, mục tiêu %(target)s") % {
        "title": text(target.title),
        "value": judged_words(found),
        "target": full_words(target.value, target.indicator, target.measure),
    }
    promised = float(target.value)
    reached = None if value is None else float(value)
    if target.measure == Measure.RANK:
        if found.figure is None or found.figure.among is None or reached is None:
            return None
        among = found.figure.among
        way = among - reached
        return Bar(way, among - promised, among - 1, label)
    top = max(promised, reached or 0.0)
    whole = target.indicator.unit == "percent" and target.measure == Measure.LEVEL
    return Bar(reached, promised, 100.0 if whole and top <= WHOLE else top * 1.2, label)


def short_finding(found: Finding) -> str:
    """Return what a figure hides in a few words, for a card that shows the figure itself."""
    if not isinstance(found.what, HiddenFall):
        return finding_sentence(found)
    what = found.what
    return _(
        "Tăng %(change)s %% so với %(base_year)s, nhưng thấp hơn %(peak)s của %(peak_year)s."
    ) % {
        "change": format_number(what.change, None, language()),
        "base_year": what.base_year,
        "peak": full_words(what.peak.value, found.indicator, Measure.LEVEL),
        "peak_year": what.peak.year,
    }


def finding_sentence(found: Finding) -> str:
    """Return what a figure hides, in one sentence."""
    indicator = found.indicator
    if isinstance(found.what, HiddenFall):
        what = found.what
        level = Measure.LEVEL
        return _(
            "Tăng %(change)s %% so với %(base_year)s nghĩa là năm %(base_year)s được %(base)s; "
            "nhưng năm %(peak_year)s đã được %(peak)s, nên số %(year)s thấp hơn %(fall)s %%."
        ) % {
            "change": format_number(what.change, None, language()),
            "base_year": what.base_year,
            "base": full_words(what.base, indicator, level, ONE),
            "peak_year": what.peak.year,
            "peak": full_words(what.peak.value, indicator, level),
            "year": what.last.year,
            "fall": format_number(what.fall, ONE, language()),
        }
    return _("Từ %(best)s năm %(best_year)s xuống %(last)s năm %(last_year)s.") % {
        "best": number_words(found.what.best.value, indicator, Measure.RANK),
        "best_year": found.what.best.year,
        "last": number_words(found.what.last.value, indicator, Measure.RANK),
        "last_year": found.what.last.year,
    }


def conflict_sentence(found: Conflict) -> str:
    """Return what two sources say that can't both be true."""
    said = [shown(figure) for figure in found.figures]
    return _("Năm %(period)s: nguồn này ghi %(one)s, nguồn kia ghi %(other)s.") % {
        "period": period_words(found.period),
        "one": said[0].words,
        "other": said[1].words,
    }


def change_sentence(
    before: Decimal, after: Decimal, since: str, measure: str, direction: str
) -> tuple[str, str]:
    """Return the state and words of a move from one period's figure to another's."""
    if measure == Measure.RANK:
        places = before - after
        if places == 0:
            return "none", _("Giữ hạng so với %(since)s") % {"since": since}
        number = format_number(abs(places), 0, language())
        if places > 0:
            return "ok", _("Lên %(n)s bậc so với %(since)s") % {"n": number, "since": since}
        return "warn", _("Xuống %(n)s bậc so với %(since)s") % {"n": number, "since": since}
    share = (after / before - 1) * 100
    number = format_number(abs(share), ONE, language())
    better = share >= 0 if direction != "down" else share <= 0
    words = (
        _("Tăng %(n)s %% so với %(since)s") if share >= 0 else _("Giảm %(n)s %% so với %(since)s")
    )
    return "ok" if better else "warn", words % {"n": number, "since": since}
