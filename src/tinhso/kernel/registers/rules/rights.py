"""Who may read a register and who may change which of its records."""

from collections.abc import Iterable
from typing import Protocol

from tinhso.kernel.registers.rules.declared import Register


class Held(Protocol):
    """A post: a role at a unit."""

    @property
    def role(self) -> str:
        """The role's code."""

    @property
    def unit_id(self) -> int:
        """The unit's row."""

    @property
    def unit_code(self) -> str:
        """The unit's code."""


def may_read(register: Register, posts: Iterable[Held]) -> bool:
    """Return whether someone with these posts may read the register; the public has none."""
    return register.read == "public" or any(True for _ in posts)


def may_edit(register: Register, posts: Iterable[Held], unit_id: int | None) -> bool:
    """Return whether someone with these posts may change a record that lies in a unit.

    `unit_id` None is a record of no unit: a right over one's own unit doesn't reach it.
    """
    for post in posts:
        where = register.edit.get(post.role)
        if where == "province":
            return True
        if where == "keeper" and post.unit_code == register.keeper:
            return True
        if where == "own_unit" and unit_id is not None and post.unit_id == unit_id:
            return True
    return False


def may_edit_any(register: Register, posts: Iterable[Held]) -> bool:
    """Return whether these posts may change some record, so that screens offer it."""
    held = tuple(posts)
    return any(may_edit(register, [post], post.unit_id) for post in held)
