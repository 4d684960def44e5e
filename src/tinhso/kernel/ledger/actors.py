"""Who acted: the one name that every write carries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted, as events name them: `account:12`, `anonymous`, `system:clock`.

    `ref` identifies without telling: it holds no name, number or address of a person.
    """

    ref: str


ANONYMOUS = Actor("anonymous")
CLOCK = Actor("system:clock")
LOADER = Actor("system:loader")
