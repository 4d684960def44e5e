"""The shell's template words: `{% load tinhso %}`."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.kernel.declarations import Text
from tinhso.web.drawing import Point, percent, sparkline
from tinhso.web.formatting import format_date, format_day, format_moment, format_number

register = template.Library()


def _language() -> str:
    return get_language() or "vi"


@register.filter
def number(value: Decimal | float | int | None, decimals: int | None = None) -> str:
    """`{{ v|number:1 }}`: 1.030,5, or 1,030.5 in English; nothing known is a dash."""
    if value is None or value == "":
        return "–"
    return format_number(value, decimals, _language())


@register.filter
def date_vi(value: date | datetime | None) -> str:
    """`{{ d|date_vi }}`: 22/11/2026."""
    return format_date(_local(value)) if value else "–"


@register.filter
def day_vi(value: date | datetime | None) -> str:
    """`{{ d|day_vi }}`: thứ Năm 26/11/2026."""
    return format_day(_local(value), _language()) if value else "–"


@register.filter
def datetime_vi(value: datetime | None) -> str:
    """`{{ t|datetime_vi }}`: 16:30 thứ Năm 26/11/2026."""
    if not value:
        return "–"
    return format_moment(value, timezone.get_current_timezone(), _language())


@register.filter
def time_vi(value: datetime | None) -> str:
    """`{{ t|time_vi }}`: 16:30."""
    return f"{timezone.localtime(value):%H:%M}" if value else "–"


def _local(value: date | datetime) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) else value


@register.filter
def text(value: Text | dict[str, str] | str | None) -> str:
    """`{{ title|text }}`: a title of the data in the reader's language."""
    if isinstance(value, Text):
        return value.in_language(_language())
    if isinstance(value, dict):
        return value.get(_language().split("-")[0]) or value.get("vi", "")
    return value or ""


@register.filter
def at(values: dict[str, str], key: str) -> str:
    """`{{ titles|at:code }}`: what stands under a key, empty where nothing does."""
    return values.get(key, "")


@register.simple_tag
def decimal(value: float | Decimal) -> str:
    """`{% decimal v %}`: with a decimal point in every language, for attributes."""
    return str(value)


@register.inclusion_tag("web/components/status.html")
def status(state: str, words: object) -> dict[str, Any]:
    """`{% status "warn" "Sát hạn" %}`: a word with a shape; states ok, warn, bad, none."""
    if state not in SHAPES:
        raise template.TemplateSyntaxError(
            f"status “{state}” isn't known: use {', '.join(sorted(SHAPES))}"
        )
    return {"state": state, "words": words, "shape": SHAPES[state]}


SHAPES = {"ok": "disc", "warn": "diamond", "bad": "triangle", "none": "ring"}


@register.inclusion_tag("web/components/deadline_bar.html")
def deadline_bar(fraction: float, state: str = "ok", label: str = "") -> dict[str, Any]:
    """A term that fills: `fraction` is the part used, over 1 when time has run out."""
    used = format_number(min(9.99, max(0.0, fraction)) * 100, 0, _language())
    spoken = label or _("Đã dùng %(used)s %% thời hạn") % {"used": used}
    return {"width": percent(fraction, 0, 1), "state": state, "label": spoken}


@register.inclusion_tag("web/components/progress.html")
def progress(
    value: float | Decimal | None,
    target: float | Decimal | None = None,
    low: float = 0,
    high: float = 100,
    state: str = "ok",
    label: str = "",
) -> dict[str, Any]:
    """A value on its way between `low` and `high`, the target as a mark on the way."""
    return {
        "width": None if value is None else percent(float(value), low, high),
        "target": None if target is None else percent(float(target), low, high),
        "state": state,
        "label": label or _progress_words(value, target),
    }


def _progress_words(value: float | Decimal | None, target: float | Decimal | None) -> str:
    if value is None:
        return _("Chưa có số liệu")
    if target is None:
        return number(value)
    return _("%(value)s, mục tiêu %(target)s") % {"value": number(value), "target": number(target)}


@register.inclusion_tag("web/components/sparkline.html")
def spark(
    points: Iterable[Point],
    target: float | Decimal | None = None,
    state: str = "ok",
    unit: str = "",
) -> dict[str, Any]:
    """A small history of `Point`s: estimates hollow and dashed, the target a dotted line."""
    series = list(points)
    spoken = "; ".join(
        f"{p.label}: {number(p.value)}{' ' + unit if unit else ''}"
        + (f" ({_('ước')})" if p.estimate else "")
        for p in series
    )
    if target is not None:
        spoken += "; " + _("mục tiêu %(target)s") % {"target": number(target)}
    return {
        "drawing": sparkline(series, None if target is None else float(target)),
        "first": series[0].label if series else "",
        "last": series[-1].label if len(series) > 1 else "",
        "spoken": spoken,
        "state": state,
    }


SELECTED = SafeString(" selected")


def _options(offered: Iterable[tuple[object, object, bool]]) -> SafeString:
    lines = ((value, SELECTED if chosen else "", title) for value, title, chosen in offered)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', lines)


@register.simple_tag
def options(offered: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """`{% options pairs chosen %}`: the options of a select, a hundred in half a millisecond."""
    return _options((value, title, value == chosen) for value, title in offered)


@register.simple_tag
def widget_options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """`{% widget_options widget.optgroups %}`: the same for a form's select, group by group."""
    drawn = []
    for name, held, _index in groups:
        inner = _options((str(one["value"]), one["label"], one["selected"]) for one in held)
        drawn.append(
            format_html('<optgroup label="{}">{}</optgroup>', name, inner) if name else inner
        )
    return SafeString("\n".join(drawn))


@register.inclusion_tag("web/components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """`{% field form.name %}`: label, help, the widget with what was typed, and its errors."""
    widget = bound.field.widget
    kind = _kind(widget)
    named = bound.id_for_label or bound.auto_id
    described = [f"{named}-help"] if bound.help_text else []
    described += [f"{named}-error"] if bound.errors else []
    attrs: dict[str, Any] = {}
    if kind != "choices":
        attrs["class"] = " ".join(filter(None, [widget.attrs.get("class"), "ds-input"]))
        attrs["aria-describedby"] = " ".join(described) or None
    if bound.errors:
        attrs["aria-invalid"] = "true"
    attrs = {name: value for name, value in attrs.items() if value}
    return {
        "field": bound,
        "kind": kind,
        "id": named,
        "described": " ".join(described),
        "control": None if kind == "choices" else bound.as_widget(attrs=attrs),
        "options": list(bound.subwidgets) if kind == "choices" else [],
    }


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.HiddenInput):
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "file" if isinstance(widget, forms.FileInput) else "input"


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What must be mended, at the top of a form, each line leading to its field."""
    lines = [
        {"id": _first_control(form[name]), "label": form[name].label, "message": message}
        for name in form.fields
        for message in form.errors.get(name, [])
    ]
    return {"lines": lines, "general": form.non_field_errors()}


def _first_control(bound: BoundField) -> str:
    if _kind(bound.field.widget) == "choices":
        return f"{bound.auto_id}_0"
    return bound.id_for_label or str(bound.auto_id)


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: object) -> str:
    """`{% with_query page=2 %}`: this page's query with some values changed; None removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"
