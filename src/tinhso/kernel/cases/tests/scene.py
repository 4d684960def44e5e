"""The fictional province with its procedures, and people of every role in it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import LazySettings
from django.utils import timezone

from tinhso.kernel.calendar import loading as calendar
from tinhso.kernel.cases import actions
from tinhso.kernel.cases import loading as cases
from tinhso.kernel.cases.models import Step
from tinhso.kernel.cases.queries import units as known_units
from tinhso.kernel.declarations import JSON
from tinhso.kernel.ledger.actors import ANONYMOUS, LOADER
from tinhso.kernel.people.actors import Member, Post
from tinhso.kernel.people.models import Account
from tinhso.kernel.units import loading as units
from tinhso.kernel.units import queries

EXAMPLE = Path(__file__).parents[3] / "provinces" / "example"
LOADED = datetime(2026, 1, 2, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 9, 12, tzinfo=timezone.get_default_timezone())
HALL = "culture.hall_loan"


def load_example(settings: LazySettings) -> Path:
    """Load the example province and make it this deployment's."""
    settings.TINHSO_PROVINCE = EXAMPLE
    known_units.id_of.cache_clear()
    known_units.province_name.cache_clear()
    units.load(EXAMPLE, actor=LOADER, now=LOADED)
    calendar.load(EXAMPLE, actor=LOADER, now=LOADED)
    cases.load(EXAMPLE, actor=LOADER, now=LOADED)
    return EXAMPLE


def appoint(*posts: str, on: datetime = TUESDAY) -> Member:
    """Return a member: appoint("officer", "99001", "head", "99007")."""
    account = Account.objects.create(
        username=f"someone{Account.objects.count()}", created_at=LOADED
    )
    held = tuple(
        Post(role, queries.by_code(code, on.date()).pk, code)
        for role, code in zip(posts[::2], posts[1::2], strict=True)
    )
    return Member(f"account:{account.pk}", account.pk, memberships=held)


@dataclass
class Clock:
    """A clock that a test sets; `later` moves it."""

    now: datetime = TUESDAY

    def later(self, **by: float) -> datetime:
        """Move on and return the moment."""
        self.now += timedelta(**by)
        return self.now


WEDDING: dict[str, JSON] = {
    "purpose": "Đám cưới con gái",
    "place": "99001",
    "day": "2026-12-05",
    "guests": 150,
}


def ask(clock: Clock, key: str = "k", **more: JSON) -> actions.Filed:
    return actions.file(HALL, WEDDING | more, key=key, actor=ANONYMOUS, now=clock.now)


def open_step(filed: actions.Filed, name: str) -> Step:
    return Step.objects.get(case_id=filed.case_id, name=name, closed_at=None)
