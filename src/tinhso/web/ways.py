"""The ways on a page: what the components `breadcrumb.html` and `chips.html` are given."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Crumb:
    """A step of the way to this page; the last has no address."""

    title: str | Promise
    href: str = ""


@dataclass(frozen=True)
class Chip:
    """A way to see the page otherwise: how much is there, or `more` than that."""

    title: str | Promise
    href: str
    current: bool
    count: int | None = None
    more: bool = False
