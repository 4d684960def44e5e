"""What templates of notices ask for: the kind's title in the reader's language, its weight."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from ..kinds import Kind
from ..models import Notice

register = template.Library()


@register.filter
def kind_title(kind: str, kinds: Mapping[str, Kind]) -> str:
    """Return a kind's title; its code where the province no longer declares it."""
    found = kinds.get(kind)
    return found.title.in_language(get_language() or "vi") if found else kind


@register.filter
def warns(one: Notice, kinds: Mapping[str, Kind]) -> bool:
    """Return whether a notice warns of danger."""
    found = kinds.get(one.kind)
    return bool(found and found.is_warning)
