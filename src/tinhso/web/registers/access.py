"""Who stands before a register: what they may see and do there."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from tinhso.kernel.ledger.actors import ANONYMOUS, Actor
from tinhso.kernel.people.actors import Member, Post
from tinhso.kernel.registers import queries
from tinhso.kernel.registers.models import Record
from tinhso.kernel.registers.rules.declared import Register
from tinhso.kernel.registers.rules.rights import may_edit, may_edit_any, may_read


@dataclass(frozen=True)
class Access:
    """A register and the one who asks for it."""

    register: Register
    actor: Actor
    posts: tuple[Post, ...]
    today: date

    @property
    def edits(self) -> bool:
        """Whether they may change some record here."""
        return may_edit_any(self.register, self.posts)

    @property
    def is_staff(self) -> bool:
        """Whether they hold a post: they see who changed what."""
        return bool(self.posts)

    def may_edit(self, unit_id: int | None) -> bool:
        """Whether they may change a record that lies in a unit."""
        return may_edit(self.register, self.posts, unit_id)

    def require_edit(self, unit_id: int | None) -> None:
        """Raise PermissionDenied unless they may change a record that lies in a unit."""
        if not self.may_edit(unit_id):
            raise PermissionDenied

    def require_some_edit(self) -> None:
        """Raise PermissionDenied unless they may change some record here."""
        if not self.edits:
            raise PermissionDenied


def posts_of(request: HttpRequest) -> tuple[Post, ...]:
    """Return the posts of whoever asks; a visitor has none."""
    actor = getattr(request, "actor", ANONYMOUS)
    return actor.memberships if isinstance(actor, Member) else ()


def opened(request: HttpRequest, name: str, today: date) -> Access:
    """Return the register that is asked for; Http404 if there is none, else PermissionDenied."""
    try:
        register = queries.register(name)
    except queries.NoSuchRegisterError as error:
        raise Http404 from error
    posts = posts_of(request)
    if not may_read(register, posts):
        raise PermissionDenied
    return Access(register, getattr(request, "actor", ANONYMOUS), posts, today)


def found(access: Access, code: str) -> Record:
    """Return a record of the register, or Http404."""
    try:
        return queries.record(access.register.code, code)
    except queries.NoSuchRecordError as error:
        raise Http404 from error
