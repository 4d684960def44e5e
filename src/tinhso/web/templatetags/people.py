"""Words about people for templates: the titles of roles, fields and kinds of events."""

from django import template
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.ledger import kinds
from tinhso.kernel.people.roles import roles_of

register = template.Library()
FIELDS = {
    "name": _("họ và tên"),
    "phone": _("điện thoại"),
    "email": _("thư điện tử"),
    "address": _("địa chỉ"),
}


@register.filter
def role_title(code: str) -> str:
    """Return a role's title in the reader's language; one no longer declared is its code."""
    role = roles_of(settings.TINHSO_PROVINCE).roles.get(code)
    return role.title.in_language(get_language() or "") if role else code


@register.filter
def field_title(name: str) -> str:
    """Return the words for a field of a person."""
    return str(FIELDS.get(name, name))


@register.filter
def kind_title(kind: str) -> str:
    """Return the words for a kind of event."""
    return kinds.title(kind)
