"""How many ask the same, for public pages: `{% load alike %}{% asking_together report.pk %}`."""

from uuid import UUID

from django import template

from .. import queries

register = template.Library()


@register.inclusion_tag("hotline/alike/asking_together.html")
def asking_together(case_id: UUID) -> dict[str, int]:
    """Say how many others ask the same as a report; nothing where nobody does. One query.

    Reads the links alone, which the open side may.
    """
    return {"count": queries.together(case_id)}
