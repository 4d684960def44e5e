"""The hotline's template words: `{% load hotline %}`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import get_language

from tinhso.kernel.declarations import Text
from tinhso.web.templatetags.tinhso import deadline_bar
from tinhso.web.templatetags.tinhso import status as status_tag

from ..models import PublishedPhoto, PublishedReport
from ..queries import state, status_words
from ..rules.boxes import Box, read

register = template.Library()


@register.filter
def category_title(report: PublishedReport, categories: Mapping[str, Text]) -> str:
    """Return the title of a report's category; before it is classified, that it has none."""
    title = categories.get(report.category)
    words = title or Text(vi="Chưa xếp lĩnh vực", en="Field not yet set")
    return words.in_language(get_language() or "vi")


@register.filter
def stars(given: int | None) -> str:
    """Return a rating as it is drawn: five stars, the given ones filled."""
    return "★" * given + "☆" * (5 - given) if given else ""


@register.filter
def boxes(value: str | Sequence[Box]) -> list[Box]:
    """Return the boxes of a field as they are drawn; none for what can't be read."""
    try:
        return read(value) if isinstance(value, str) else list(value or ())
    except ValueError:
        return []


@register.filter
def pair(photos: Sequence[PublishedPhoto]) -> list[PublishedPhoto]:
    """Return the first picture from before and the first from after, as far as there are any."""
    firsts = (
        next((photo for photo in photos if photo.moment == moment), None)
        for moment in ("before", "after")
    )
    return [photo for photo in firsts if photo]


@register.inclusion_tag("web/components/status.html")
def report_status(report: PublishedReport, now: datetime) -> dict[str, Any]:
    """Draw where a report stands, as a word with a shape."""
    return status_tag(state(report, now=now), status_words(report, now=now))


@register.inclusion_tag("web/components/deadline_bar.html")
def report_deadline(report: PublishedReport, now: datetime) -> dict[str, Any]:
    """Draw how much of the term is used, in plain hours from filing to the due date."""
    whole = (report.due_at - report.filed_at).total_seconds()
    used = (now - report.filed_at).total_seconds() / whole if whole else 1.0
    return deadline_bar(used, state(report, now=now))
