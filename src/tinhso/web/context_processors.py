"""What every page's frame needs to know."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from tinhso.web.manifest import MenuItem, menu_for
from tinhso.web.province import this_province


@dataclass(frozen=True)
class Link:
    """A menu item whose address is known."""

    title: str
    href: str
    current: bool


def roles_of(request: HttpRequest) -> frozenset[str]:
    """Return the roles that the visitor holds in any unit today."""
    actor = getattr(request, "actor", None)
    return frozenset(membership.role for membership in getattr(actor, "memberships", ()))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return province, menu, language and whether this is a demonstration."""
    language = get_language() or settings.LANGUAGE_CODE
    links = [link for item in menu_for(roles_of(request)) if (link := _link(item))]
    return {
        "province": this_province(),
        "menu": _mark_current(links, request.path),
        "language": language,
        "other_language": "vi" if language.startswith("en") else "en",
        "demonstration": settings.TINHSO_DEMONSTRATION,
    }


def _link(item: MenuItem) -> Link | None:
    try:
        href = reverse(item.url, args=item.args)
    except NoReverseMatch:  # a system whose addresses aren't wired has no door in the menu
        return None
    return Link(item.title.in_language(get_language() or ""), href, current=False)


def _mark_current(links: list[Link], path: str) -> list[Link]:
    """Mark the deepest item above the page, so that /work/statistics isn't /work as well."""
    above = [link.href for link in links if path.startswith(link.href) and link.href != "/"]
    deepest = max(above, key=len, default=None)
    return [Link(link.title, link.href, link.href == deepest) for link in links]
