"""Who acts, when it is a person who signed in: the account and the posts held today."""

from dataclasses import dataclass

from tinhso.kernel.ledger.actors import Actor


@dataclass(frozen=True)
class Post:
    """One appointment in force: a role at a unit."""

    role: str
    unit_id: int
    unit_code: str


@dataclass(frozen=True)
class StandIn:
    """A post of somebody who is away, in which a colleague of the unit works today."""

    account_id: int
    username: str
    post: Post


@dataclass(frozen=True)
class Member(Actor):
    """A signed-in account as an actor; `ref` is "account:<id>".

    `memberships` holds the posts in force at the moment of the request, none for a citizen;
    `stands_in` the posts of absent colleagues in which this member works on cases today.
    `second_factor` says whether the account has a passkey or TOTP.
    """

    account_id: int
    username: str = ""
    memberships: tuple[Post, ...] = ()
    second_factor: bool = False
    demonstration: bool = False
    stands_in: tuple[StandIn, ...] = ()

    @property
    def is_staff(self) -> bool:
        """Return whether any post is held today."""
        return bool(self.memberships)

    @property
    def roles(self) -> frozenset[str]:
        """Return the codes of the roles held, at whatever unit; `citizen` is implicit."""
        return frozenset({"citizen", *(post.role for post in self.memberships)})

    def has_role(self, *roles: str) -> bool:
        """Return whether any of `roles` is held at any unit."""
        return not self.roles.isdisjoint(roles)

    def unit_ids(self, *roles: str) -> frozenset[int]:
        """Return the units at which one of `roles` is held; with no roles, every unit of a post."""
        return frozenset(
            post.unit_id for post in self.memberships if not roles or post.role in roles
        )


def ref_of(account_id: int) -> str:
    """Return the actor reference of an account."""
    return f"account:{account_id}"
