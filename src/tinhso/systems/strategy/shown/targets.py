"""One target in words: what is needed, what was observed, what is foreseen and how surely."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tinhso.kernel.indicators.models import Measure, Reading
from tinhso.systems.strategy.queries import TargetView
from tinhso.systems.strategy.rules.forecasts import FEWEST, Forecast, TooFew
from tinhso.systems.strategy.shown import way
from tinhso.web.formatting import format_date, format_number
from tinhso.web.indicators.sentences import ONE
from tinhso.web.indicators.wording import (
    bound_words,
    full_words,
    language,
    period_words,
    plain_number,
)

FEWEST_DRAWN = 2


@dataclass(frozen=True)
class PaceWords:
    """The pace needed against the one observed, each with its unit."""

    needed: str
    observed: str
    share: str


@dataclass(frozen=True)
class ForecastWords:
    """What is foreseen, or why nothing is; `interval` is empty where nothing is drawn."""

    sentence: str
    interval: str
    how: str


def pace_words(found: TargetView) -> PaceWords:
    """Return both paces."""
    each = found.pace
    target = found.standing.target
    average = target.reading == Reading.AVERAGE_GROWTH

    def words(value: Decimal | None) -> str:
        if value is None:
            return ""
        if target.measure == Measure.RANK:
            return _("%(n)s bậc mỗi năm") % {"n": format_number(value, ONE, language())}
        said = full_words(value, target.indicator, target.measure, ONE)
        if not average and value > 0 and not said.startswith("+"):
            said = f"+{said}"
        return _("%(change)s mỗi năm") % {"change": said}

    share = ""
    if each.share is not None:
        share = _("Nhịp đã qua bằng %(share)s %% nhịp cần có.") % {
            "share": format_number(each.share * 100, 0, language())
        }
    return PaceWords(words(each.needed), words(each.observed), share)


def forecast_words(found: TargetView) -> ForecastWords | None:
    """Return what is foreseen for the target's day, in words; None once nothing is to foresee."""
    if found.forecast is None:
        ended = found.standing.target.area.valid_to
        if ended is None or ended > found.standing.target.due_on:
            return None
        sentence = _("Không dự báo: ranh giới khi đặt mục tiêu đã hết từ %(day)s.") % {
            "day": format_date(ended)
        }
        return ForecastWords(sentence, "", "")
    if isinstance(found.forecast, TooFew):
        sentence = _(
            "Không dự báo: cần ít nhất %(fewest)s số cùng ranh giới, mới có %(points)s."
        ) % {"fewest": FEWEST, "points": found.forecast.points}
        return ForecastWords(sentence, "", "")
    return _foreseen(found, found.forecast)


def _foreseen(found: TargetView, foreseen: Forecast) -> ForecastWords:
    target = found.standing.target

    def words(value: float) -> str:
        return full_words(Decimal(str(value)), target.indicator, _measure(found), ONE)

    sentence = _("Nếu cứ như đã qua, %(when)s sẽ khoảng %(value)s.") % {
        "when": period_words(target.due_period),
        "value": words(foreseen.value),
    }
    interval = _("Từ %(low)s đến %(high)s, mong đúng bốn trên năm lần.") % {
        "low": words(foreseen.low),
        "high": words(foreseen.high),
    }
    method = _("xu thế giảm dần") if foreseen.trend else _("đi tiếp theo mức đổi bình quân")
    how = _("Từ %(points)s số, %(since)s đến %(until)s; cách tính: %(method)s.") % {
        "points": foreseen.points,
        "since": format_date(foreseen.since),
        "until": format_date(foreseen.until),
        "method": method,
    }
    if foreseen.widened > 1:
        how += " " + _(
            "Khoảng này đã nới rộng %(times)s lần theo sai số mà chính cách tính ấy đã mắc trên "
            "các số đã qua."
        ) % {"times": format_number(foreseen.widened, ONE, language())}
    else:
        how += " " + _("Sai số trên số đã qua không đòi nới rộng thêm.")
    return ForecastWords(sentence, interval, how)


def speaks_words(found: TargetView) -> str:
    """Return from which day to which the data speak; empty without figures."""
    if not found.series:
        return ""
    first, last = found.series[0], found.series[-1]
    return _("Số liệu nói từ %(since)s đến hết %(until)s, ghi vào đây ngày %(recorded)s.") % {
        "since": format_date(first.starts_on),
        "until": format_date(last.ends_on),
        "recorded": format_date(max(one.recorded_at for one in found.series).date()),
    }


def drawings(found: TargetView) -> list[tuple[str, way.Drawing]]:
    """Return the way to the target as a drawing; none of one point, or of levels to a rate."""
    target, measure = found.standing.target, _measure(found)
    if len(found.series) < FEWEST_DRAWN or found.series[0].measure != measure:
        return []
    scale = target.indicator.scale if measure == Measure.LEVEL else Decimal(1)
    marks = [
        way.Mark(
            one.ends_on,
            float(one.value / scale),
            plain_number(one.value, target.indicator, measure),
            one.kind != "actual",
        )
        for one in found.series
    ]
    aim = way.Aim(target.due_on, float(target.value / scale), bound_words(target))
    width = None
    if isinstance(found.forecast, Forecast):
        seen, one = found.forecast, float(scale)
        width = way.Width(seen.value / one, seen.low / one, seen.high / one)
    return way.drawings(marks, aim, width, downwards=measure == Measure.RANK)


def _measure(found: TargetView) -> str:
    target = found.standing.target
    if target.reading == Reading.AVERAGE_GROWTH:
        return Measure.GROWTH_RATE
    return target.measure
