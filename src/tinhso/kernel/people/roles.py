"""Roles as the province declares them in people/roles.yaml: what each may do, and where.

    roles:
      officer:
        title: {vi: Công chức xử lý, en: Officer}
        on_merger: carried
        may:
          cases.read: [own_unit, predecessor]

An ability is a dotted word that a room asks about; a relation says on whose things. Conditions of
single procedures stand in the procedures; what stands here holds for everything a role touches.
"""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tinhso.kernel.declarations import Text, fingerprint, load_yaml

CITIZEN = "citizen"

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Ability = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)+$")]


class Relation(StrEnum):
    """Whose things a role may touch, seen from the unit of the post."""

    OWN = "own"
    OWN_UNIT = "own_unit"
    PREDECESSOR = "predecessor"
    PROVINCE = "province"


class OnMerger(StrEnum):
    """What becomes of a post on the day its unit gives way to another."""

    CARRIED = "carried"
    ENDS = "ends"


class UnknownRoleError(LookupError):
    """A role that the province does not declare."""


class Role(BaseModel):
    """One role: its words and what it may do."""

    model_config = ConfigDict(frozen=True)

    title: Text
    summary: Text
    on_merger: OnMerger = OnMerger.CARRIED
    may: dict[Ability, tuple[Relation, ...]] = Field(default_factory=dict)


class Roles(BaseModel):
    """Every role of a province by its code."""

    model_config = ConfigDict(frozen=True)

    roles: dict[Code, Role]

    def get(self, code: str) -> Role:
        """Return a role; raise UnknownRoleError naming those that exist."""
        try:
            return self.roles[code]
        except KeyError:
            known = ", ".join(self.roles)
            raise UnknownRoleError(f"no role {code!r}; people/roles.yaml has {known}") from None

    @property
    def appointable(self) -> tuple[str, ...]:
        """Return the codes one can be appointed to: all but the citizen's."""
        return tuple(code for code in self.roles if code != CITIZEN)

    def relations(self, code: str, ability: str) -> frozenset[Relation]:
        """Return on what relations a role holds an ability; empty if it does not, or is unknown."""
        role = self.roles.get(code)
        return frozenset(role.may.get(ability, ())) if role else frozenset()

    @property
    def hash(self) -> str:
        """Return the fingerprint of the whole content."""
        return fingerprint(self.model_dump(mode="json"))


@lru_cache(maxsize=8)
def roles_of(province: Path) -> Roles:
    """Return the roles of a province's folder, read once a process.

    Raises:
        DeclarationError: the file is missing or wrong, with line and cure.
    """
    return load_yaml(province / "people" / "roles.yaml", Roles)
