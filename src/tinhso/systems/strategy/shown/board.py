"""The board's parts in words, ready for templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.indicators.models import Measure, Observation
from tinhso.kernel.indicators.queries import Conflict, Finding, TargetStanding
from tinhso.kernel.indicators.rules.targets import Status
from tinhso.systems.strategy.models import Milestone
from tinhso.systems.strategy.queries import Moved, Ranking, Turned
from tinhso.web.documents.pages import sentence_address
from tinhso.web.drawing import Point
from tinhso.web.formatting import format_date
from tinhso.web.indicators.sentences import (
    ONE,
    Bar,
    bar,
    change_sentence,
    conflict_sentence,
    finding_sentence,
    judged_period,
    judged_words,
    short_finding,
    standing_words,
)
from tinhso.web.indicators.wording import (
    ShownFigure,
    bound_words,
    full_words,
    indicator_address,
    number_words,
    period_words,
    plain_number,
    shown,
)
from tinhso.web.templatetags.tinhso import text


@dataclass(frozen=True)
class MovedCard:
    """One of the three that moved."""

    title: str
    href: str
    figure: ShownFigure
    points: list[Point]
    state: str
    word: str
    sentence: str


@dataclass(frozen=True)
class TargetRow:
    """One line of the table of targets."""

    title: str
    href: str
    bound: str
    bound_href: str
    due: str
    judged: str
    judged_href: str
    judged_period: str
    bar: Bar | None
    state: str
    word: str
    sentence: str


@dataclass(frozen=True)
class RankingRow:
    """One index: rank and field, what it was before, the score where it is known."""

    title: str
    href: str
    rank: str
    among: str
    period: str
    before: str
    score: str
    method: str
    source_href: str


@dataclass(frozen=True)
class MilestoneRow:
    """One thing to be so by a day."""

    title: str
    due: str
    state: str
    word: str
    note: str
    promise_href: str
    proof_href: str


@dataclass(frozen=True)
class Look:
    """Something to look at: an indicator and a sentence about it."""

    title: str
    href: str
    sentence: str
    state: str = "warn"
    word: str = ""


@dataclass(frozen=True)
class Share:
    """How many targets stand so: a part of the bar, and the way to them."""

    status: str
    state: str
    word: str
    count: int
    x: str
    width: str
    current: bool


def shares(statuses: Sequence[Status], chosen: str) -> list[Share]:
    """Return the parts of the whole, those met first; places are percentages of the bar."""
    words = {
        Status.MET: ("ok", _("đạt")),
        Status.ON_TRACK: ("ok", _("đúng nhịp")),
        Status.AT_RISK: ("warn", _("khó kịp")),
        Status.MISSED: ("bad", _("không hoặc chưa đạt")),
        Status.UNKNOWN: ("none", _("chưa đủ số liệu")),
    }
    found: list[Share] = []
    before = 0
    for status, (state, word) in words.items():
        count = sum(1 for one in statuses if one is status)
        if count:
            found.append(
                Share(
                    status.value,
                    state,
                    word,
                    count,
                    f"{before / len(statuses):.2%}",
                    f"{count / len(statuses):.2%}",
                    chosen == status.value,
                )
            )
        before += count
    return found


def moved_card(moved: Moved, hidden: dict[int, Finding]) -> MovedCard:
    """Return the card; what a figure hides goes before the bare change."""
    last, before = moved.series[-1], moved.series[-2]
    state, sentence = change_sentence(
        before.value,
        last.value,
        period_words(before.period),
        moved.measure,
        moved.indicator.direction,
    )
    word = {"ok": _("Tốt lên"), "warn": _("Kém đi")}.get(state, _("Không đổi"))
    finding = hidden.get(moved.indicator.pk)
    if finding:
        state, word, sentence = "warn", _("Cần xem"), short_finding(finding)
    return MovedCard(
        title=text(moved.indicator.title),
        href=indicator_address(moved.indicator, moved.measure),
        figure=shown(last),
        points=[
            Point(
                period_words(one.period),
                # A smaller rank is better: drawn upwards.
                -float(one.value) if moved.measure == Measure.RANK else float(one.value),
                one.kind != "actual",
            )
            for one in moved.series
        ],
        state=state,
        word=word,
        sentence=sentence,
    )


def target_row(found: TargetStanding) -> TargetRow:
    """Return the line of a target."""
    standing = standing_words(found)
    target = found.target
    return TargetRow(
        title=text(target.title),
        href=reverse("strategy:target", args=[target.code]),
        bound=bound_words(target),
        bound_href=sentence_address(target.citation),
        due=period_words(target.due_period),
        judged=judged_words(found),
        judged_href=indicator_address(target.indicator, target.measure),
        judged_period=judged_period(found),
        bar=bar(found),
        state=standing.state,
        word=standing.word,
        sentence=standing.sentence,
    )


def ranking_row(found: Ranking) -> RankingRow:
    """Return the line of an index."""
    last, before, score = found.last, found.before, found.score
    return RankingRow(
        title=text(found.indicator.title),
        href=indicator_address(found.indicator, Measure.RANK),
        rank=plain_number(last.value, found.indicator, Measure.RANK),
        among=str(last.among),
        period=period_words(last.period),
        before=_("%(rank)s (%(period)s)")
        % {
            "rank": number_words(before.value, found.indicator, Measure.RANK),
            "period": period_words(before.period),
        }
        if before
        else "",
        score=plain_number(score.value, found.indicator, Measure.LEVEL) if score else "",
        method=last.method,
        source_href=sentence_address(last.citation),
    )


def milestone_row(found: Milestone, *, on: date) -> MilestoneRow:
    """Return the line of a milestone: met only where words say so."""
    if found.met_in:
        state, word = "ok", _("Đạt %(when)s") % {"when": period_words(found.met_in)}
    elif found.due_on is None:
        state, word = "none", _("Chưa định hạn")
    elif found.due_on < on:
        state, word = "warn", _("Quá hạn, chưa có căn cứ")
    else:
        state, word = "none", _("Chưa đến hạn")
    return MilestoneRow(
        title=text(found.title),
        due=_("hạn %(day)s") % {"day": format_date(found.due_on)} if found.due_on else "",
        state=state,
        word=word,
        note=text(dict(found.note)),
        promise_href=sentence_address(found.citation),
        proof_href=sentence_address(found.met_citation),
    )


def turned_look(found: Turned) -> Look:
    """Return a figure that turned: which way it went, and which way it goes now."""
    indicator, measure = found.indicator, found.measure
    series, turn = found.series, found.turn
    start, peak, last = series[turn.start], series[turn.peak], series[-1]

    def said(one: Observation) -> dict[str, str]:
        decimals = None if measure == Measure.RANK else ONE
        words = full_words(one.value, indicator, measure, decimals)
        return {"words": words, "period": period_words(one.period)}

    fell = _(
        "Giảm từ %(start)s (%(since)s) xuống %(peak)s (%(turn)s), nay tăng lên %(last)s (%(now)s)."
    )
    rose = _(
        "Tăng từ %(start)s (%(since)s) lên %(peak)s (%(turn)s), nay giảm còn %(last)s (%(now)s)."
    )
    if measure == Measure.RANK:
        fell = _(
            "Lên từ %(start)s (%(since)s) đến %(peak)s (%(turn)s), nay xuống %(last)s (%(now)s)."
        )
        rose = _(
            "Xuống từ %(start)s (%(since)s) đến %(peak)s (%(turn)s), nay lên %(last)s (%(now)s)."
        )
    sentence = (fell if turn.rises else rose) % {
        "start": said(start)["words"],
        "since": said(start)["period"],
        "peak": said(peak)["words"],
        "turn": said(peak)["period"],
        "last": said(last)["words"],
        "now": said(last)["period"],
    }
    title = text(indicator.title)
    if measure == Measure.GROWTH_RATE:
        title = _("%(title)s, tốc độ tăng") % {"title": title}
    state, word = {
        True: ("ok", _("Đổi chiều, tốt lên")),
        False: ("warn", _("Đổi chiều, kém đi")),
        None: ("none", _("Đổi chiều")),
    }[found.better]
    return Look(title, indicator_address(indicator, measure), sentence, state, word)


def finding_look(found: Finding) -> Look:
    """Return what a figure hides, with the way to its series."""
    measure = Measure.RANK if found.claim.measure == Measure.RANK else Measure.LEVEL
    return Look(
        text(found.indicator.title),
        indicator_address(found.indicator, measure),
        finding_sentence(found),
    )


def conflict_look(found: Conflict) -> Look:
    """Return what two sources disagree on, with the way to its series."""
    return Look(
        text(found.indicator.title),
        indicator_address(found.indicator, found.measure),
        conflict_sentence(found),
    )
