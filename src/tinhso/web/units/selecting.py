"""Which units a reader of the directory wants: a day and a group, from the address."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.units.models import Kind, Unit
from tinhso.kernel.units.queries import at

GROUPS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "communes": (_("Xã, phường"), (Kind.COMMUNE,)),
    "agencies": (
        _("Cơ quan của tỉnh"),
        (Kind.COMMITTEE, Kind.DEPARTMENT, Kind.AGENCY, Kind.CENTRE),
    ),
    "above": (
        _("Cấp trên, Đảng, cơ quan dân cử"),
        (Kind.GOVERNMENT, Kind.MINISTRY, Kind.ASSEMBLY, Kind.PARTY_BODY),
    ),
    "wider": (_("Tỉnh, huyện"), (Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT)),
}


@dataclass(frozen=True)
class Selection:
    """A day and a group of units."""

    day: date
    group: str
    is_today: bool

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Read `?at=2025-06-30&group=communes`; what can't be read is today, and communes."""
        today = timezone.localdate()
        try:
            day = date.fromisoformat(request.GET.get("at", ""))
        except ValueError:
            day = today
        group = request.GET.get("group", "")
        return cls(day, group if group in GROUPS else "communes", day == today)

    @property
    def units(self) -> QuerySet[Unit]:
        """The units selected, in Vietnamese order."""
        kinds = GROUPS[self.group][1]
        return at(self.day).filter(kind__in=kinds).select_related("parent")

    def query(self, **changes: str | None) -> str:
        """Return this selection as an address's query, with changes; today is left out."""
        words = QueryDict(mutable=True)
        values = {
            "at": None if self.is_today else self.day.isoformat(),
            "group": None if self.group == "communes" else self.group,
            **changes,
        }
        words.update({name: value for name, value in values.items() if value})
        return f"?{words.urlencode()}" if words else "?"
