"""The home page, and the two pages its foot leads to."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tinhso.web.manifest import Door, HomePanel, registered

DEMONSTRATION_ROLES = (
    ("citizen", _("Người dân")),
    ("operator", _("Tổng đài viên")),
    ("officer", _("Cán bộ xử lý")),
    ("analyst", _("Chuyên viên tổng hợp")),
    ("leader", _("Lãnh đạo")),
    ("administrator", _("Quản trị")),
)


@dataclass(frozen=True)
class OpenDoor:
    """A door whose address is known."""

    door: Door
    href: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the doors and panels that the registered systems offer."""
    return render(
        request,
        "web/home/home.html",
        {
            "doors": open_doors(),
            "maps": filled_panels(request, "map"),
            "facts": filled_panels(request, "fact"),
            "demonstration_roles": DEMONSTRATION_ROLES,
        },
    )


def open_doors() -> list[OpenDoor]:
    """Return the systems' doors, the main one first; a door that leads nowhere isn't shown."""
    doors = sorted(
        (door for system in registered() for door in system.doors),
        key=lambda door: (not door.main, door.order),
    )
    return [OpenDoor(door, href) for door in doors if (href := _address(door.url))]


def filled_panels(request: HttpRequest, place: str) -> list[dict[str, Any]]:
    """Return template and variables of the panels at `place` that have something to show."""
    panels: list[HomePanel] = sorted(
        (p for system in registered() for p in system.panels if p.place == place),
        key=lambda panel: panel.order,
    )
    filled = ((panel.template, panel.context(request)) for panel in panels)
    return [{"template": name, "values": values} for name, values in filled if values is not None]


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the software is and under which licence."""
    return render(request, "web/words/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how far these pages can be used by everyone, and where to complain."""
    return render(request, "web/words/accessibility.html")
