"""Claims and findings in words: what a reviewer reads on cards, in refusals and in findings."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.indicators.models import Indicator, Measure
from tinhso.kernel.indicators.rules.periods import Period, UnknownPeriodError
from tinhso.systems.insight.models import Claim, Finding, State
from tinhso.systems.insight.rules.checks.explanations import ENGLISH, VIETNAMESE
from tinhso.systems.insight.rules.checks.findings import Kind
from tinhso.systems.insight.rules.entering import Fields, Lack
from tinhso.systems.insight.rules.scales import Scale, scale_for, scale_named, scales_of
from tinhso.web.formatting import format_moment, format_number
from tinhso.web.indicators.wording import language, period_words, relation_words, with_unit
from tinhso.web.templatetags.tinhso import text

STATES = {
    State.PROPOSED: "none",
    State.ACCEPTED: "ok",
    State.CORRECTED: "ok",
    State.REJECTED: "bad",
}
SEVERITIES = {"error": "bad", "warning": "warn", "note": "none"}


def is_english() -> bool:
    """Whether the reader chose English."""
    return language().startswith("en")


def scale_words(scale: Scale) -> str:
    """Return the words of a unit in the reader's language."""
    return scale.en if is_english() else scale.vi


def amount(
    value: Decimal, unit: str, relation: str = "=", indicator: Indicator | None = None
) -> str:
    """Return a value in words: "trên 20.000 tỷ đồng", "hạng 5".

    It is written in the unit in which its indicator is shown everywhere, else in the most readable.
    """
    scale = scale_of(value, unit, indicator)
    number = format_number(value / scale.factor, None, language())
    parts = [relation_words(relation)]
    if unit == "rank":
        parts.append(_("hạng %(number)s") % {"number": number})
    elif unit == "count" and scale.factor == 1:
        parts.append(number)
    else:
        parts.append(with_unit(number, scale_words(scale)))
    return " ".join(part for part in parts if part)


def scale_of(value: Decimal, unit: str, indicator: Indicator | None) -> Scale:
    """Return the scale of an indicator's own unit, else the most readable one."""
    if indicator is not None and indicator.unit == unit:
        named = scale_named(f"{unit}*{indicator.scale:f}")
        if named:
            return named
    return scale_for(value, unit)


def figure_words(claim: Claim) -> str:
    """Return the number of a claim as its card shows it large."""
    words = amount(claim.value, claim.unit, claim.relation, claim.indicator)
    rises = {Measure.GROWTH_RATE, Measure.CHANGE_FROM_BASE, Measure.CHANGE}
    return f"+{words}" if claim.measure in rises and claim.value > 0 else words


def period_or_code(code: str) -> str:
    """Return a period in words, and what is no period as it stands."""
    try:
        Period.parse(code)
    except UnknownPeriodError:
        return code
    return period_words(code)


def claim_words(claim: Claim) -> str:
    """Return a claim in one line: "Thu ngân sách, 2024: 19.680 tỷ đồng"."""
    name = text(claim.indicator.title) if claim.indicator else f"“{claim.subject}”"
    period = f", {period_or_code(claim.period)}" if claim.period else ""
    return f"{name}{period}: {figure_words(claim)}"


def no_indicator() -> str:
    """Return what to do where no indicator is chosen."""
    return _("Hãy chọn chỉ tiêu, hoặc bác nếu danh mục chưa có.")


def lack_words(lack: Lack, fields: Fields) -> str:
    """Return what is missing and what to do."""
    unit = scale_words(scales_of(lack.expected)[0]) if lack.expected else ""
    return {
        "no_indicator": no_indicator(),
        "other_unit": _("Chỉ tiêu này tính bằng %(unit)s: hãy chọn đơn vị ấy, hoặc chỉ tiêu khác.")
        % {"unit": unit},
        "no_period": _("Câu không nói kỳ nào: hãy ghi kỳ, như 2024, 11/2024 hoặc quý I/2024."),
        "unknown_period": _("Chưa rõ kỳ: hãy ghi như 2024, 11/2024, quý I/2024 hoặc 2020-2025."),
        "not_yet": _("Kỳ này chưa đến: hãy chọn Mục tiêu hoặc Dự kiến."),
        "no_base": _("Hãy ghi kỳ gốc mà con số so với."),
        "no_among": _("Hãy ghi xếp hạng trong bao nhiêu đơn vị."),
        "rank_is_whole": _("Thứ hạng là số nguyên từ 1."),
        "rank_beyond": _("Thứ hạng lớn hơn số đơn vị được xếp."),
        "no_place": _("Không rõ “%(place)s” là đơn vị nào ở kỳ ấy: hãy ghi tên đầy đủ.")
        % {"place": fields.place},
    }[lack.why]


def already_said_words(other: Claim) -> str:
    """Return why a claim can't be entered beside another one of the same document."""
    return _(
        "Văn bản này đã có câu khác được nhận cho cùng chỉ tiêu và kỳ: %(other)s. Hãy sửa, hoặc bác"
        " một trong hai."
    ) % {"other": claim_words(other)}


def stale_words(claim: Claim, who: str) -> str:
    """Return what somebody else decided meanwhile."""
    did = {
        State.PROPOSED: _("đã đưa số liệu này về chờ duyệt"),
        State.ACCEPTED: _("đã nhận số liệu này"),
        State.CORRECTED: _("đã sửa và nhận số liệu này"),
        State.REJECTED: _("đã bác số liệu này"),
    }[State(claim.state)]
    return _("%(who)s %(did)s lúc %(when)s: %(claim)s. Quyết định của bạn chưa được ghi.") % {
        "who": who or _("Người khác"),
        "did": did,
        "when": moment_words(claim.decided_at),
        "claim": claim_words(claim),
    }


def stale_finding_words(finding: Finding, who: str) -> str:
    """Return what somebody else decided about a finding meanwhile."""
    return _(
        "%(who)s vừa xử lý điểm này lúc %(when)s: %(choice)s. Quyết định của bạn chưa ghi."
    ) % {
        "who": who or _("Người khác"),
        "when": moment_words(finding.settled_at),
        "choice": finding.get_choice_display() or finding.get_state_display(),
    }


def moment_words(moment: datetime | None) -> str:
    """Return a moment: "16:30 thứ Năm 26/11/2026"."""
    if moment is None:
        return "–"
    return format_moment(moment, timezone.get_current_timezone(), language())


def finding_sentence(finding: Finding) -> str:
    """Return what doesn't fit in one plain sentence, with its arithmetic."""
    sentences = ENGLISH if is_english() else VIETNAMESE
    named = {name: _named(name, value, finding.indicator) for name, value in finding.data.items()}
    return sentences[Kind(finding.kind)] % named


def finding_title(kind: str) -> str:
    """Return what sort of thing doesn't fit."""
    return {
        Kind.PARTS: _("Tổng không bằng các phần"),
        Kind.SHARE: _("Tỷ lệ tính lại khác"),
        Kind.STRUCTURE: _("Cơ cấu quá toàn bộ"),
        Kind.SELF_CONTRADICTION: _("Văn bản tự mâu thuẫn"),
        Kind.SOURCES: _("Hai nguồn nói khác nhau"),
        Kind.TARGETS_DIFFER: _("Hai mục tiêu khác nhau"),
        Kind.GROWTH: _("Mức tăng không khớp số đã có"),
        Kind.OUT_OF_LINE: _("Lệch khỏi chuỗi"),
        Kind.UNIT_SLIP: _("Có thể nhầm đơn vị"),
        Kind.TARGET_MISSED: _("Mục tiêu đã lỡ"),
        Kind.TARGET_MET: _("Mục tiêu đã đạt"),
        Kind.RANK_OF_UNKNOWN: _("Hạng không rõ trong bao nhiêu"),
        Kind.RANK_BEYOND: _("Hạng lớn hơn số được xếp"),
    }[Kind(kind)]


def _named(name: str, value: Any, indicator: Indicator | None) -> str:
    if isinstance(value, Mapping):
        return amount(Decimal(value["value"]), value["unit"], value["relation"], indicator)
    if "period" in name or name == "due":
        return period_or_code(str(value))
    return format_number(value, None, language()) if isinstance(value, int) else str(value)


def indicator_words(indicator: Indicator) -> str:
    """Return an indicator with its unit, as lists of choices show it."""
    return f"{text(indicator.title)} ({text(indicator.scale_name)})"
