"""What a procedure's folder stands in: the province's roles, desks and working time, from files."""

from pathlib import Path

from tinhso.kernel.calendar.declared import CalendarFile, declared_content
from tinhso.kernel.calendar.rules import WorkingCalendar, calendar_of
from tinhso.kernel.cases.procedures.checking import Known
from tinhso.kernel.declarations import load_yaml
from tinhso.kernel.people.roles import Roles


def province_of(path: Path) -> Path:
    """Return the province's folder of a procedure: `<province>/procedures/<name>`."""
    folder = (path if path.is_dir() else path.parent).resolve()
    return folder.parent.parent


def known_around(path: Path) -> Known:
    """Return what can be known without a database: roles and desks where their files are there.

    Raises DeclarationError where one of them is wrong.
    """
    province = province_of(path)
    roles, calendar = province / "people" / "roles.yaml", province / "calendar.yaml"
    return Known(
        roles=frozenset(load_yaml(roles, Roles).roles) if roles.is_file() else None,
        desks=frozenset(load_yaml(calendar, CalendarFile).desks) if calendar.is_file() else None,
    )


def calendar_around(path: Path) -> WorkingCalendar:
    """Return the province's working time as its file declares it; raises DeclarationError."""
    file = load_yaml(province_of(path) / "calendar.yaml", CalendarFile)
    return calendar_of("as declared", {"declared": declared_content(file), "changes": {}})
