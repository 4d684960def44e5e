"""What a system tells the shell about itself: its menu, its doors on the home page, its panels.

A system defines `SYSTEM = System(...)` in its `system.py`; `config` registers it. The shell asks
`registered()` and never imports a system.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from tinhso.kernel.declarations import Text
from tinhso.kernel.indicators import measures
from tinhso.kernel.indicators.measures import Measure

EVERYONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MenuItem:
    """A way into a system; without `roles` everyone sees it, signed in or not."""

    title: Text
    url: str  # the name of an address, such as "hotline:board"
    roles: frozenset[str] = EVERYONE
    order: int = 50
    args: tuple[str, ...] = ()


@dataclass(frozen=True)
class Door:
    """One of the citizen's doors on the home page; the one with `main` is the filled one."""

    title: Text
    text: Text
    action: Text
    url: str
    main: bool = False
    order: int = 50


@dataclass(frozen=True)
class HomePanel:
    """A panel of the home page: a template and the function that fills it.

    `place` is "map" (wide, left) or "fact" (beside it). `context` is given the request and
    returns the template's variables, or None when there is nothing true to show.
    """

    place: str
    template: str
    context: Callable[[HttpRequest], Mapping[str, Any] | None]
    order: int = 50


@dataclass(frozen=True)
class System:
    """The manifest of a system; `depends_on` names the systems whose public.py it may import."""

    name: str
    title: Text
    menu: tuple[MenuItem, ...] = ()
    roles: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    events: Mapping[str, Text] | None = None
    measures: tuple[Measure, ...] = ()
    doors: tuple[Door, ...] = ()
    panels: tuple[HomePanel, ...] = ()


_systems: dict[str, System] = {}


def register(system: System) -> None:
    """Make a system known to the shell, and publish its measures.

    Raises ValueError when two systems, or two measures, claim one name.
    """
    if _systems.get(system.name, system) != system:
        raise ValueError(f"two systems are called “{system.name}”: rename one in its system.py")
    _systems[system.name] = system
    for measure in system.measures:
        measures.register(measure)


def registered() -> tuple[System, ...]:
    """Return the systems in the order in which they were registered."""
    return tuple(_systems.values())


def menu_for(roles: Iterable[str]) -> list[MenuItem]:
    """Return the items that holders of `roles` see, those of their work first."""
    held = frozenset(roles)
    items = [item for system in registered() for item in system.menu]
    seen = [item for item in items if not item.roles or item.roles & held]
    return sorted(seen, key=lambda item: (not item.roles, item.order))
