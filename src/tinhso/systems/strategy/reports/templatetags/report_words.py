"""Words of a report's content in the reader's language."""

from django import template
from django.utils.translation import get_language

from tinhso.web.papers.content import Both

register = template.Library()


@register.filter
def both(words: Both) -> str:
    """Return words in the reader's language."""
    return words.of(get_language() or "vi")
