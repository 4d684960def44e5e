"""Loading a province's procedures: every folder of `procedures/`, checked, as immutable bundles."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from tinhso.kernel.calendar import queries as calendars
from tinhso.kernel.cases.actions import load_bundle
from tinhso.kernel.cases.procedures import Known
from tinhso.kernel.declarations import DeclarationError, LoadReport, Problem
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.roles import roles_of
from tinhso.kernel.units import queries as units


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Enter every procedure of a province; what is unchanged stays. Raises DeclarationError.

    Units, people and the calendar are loaded before: procedures name their codes.
    """
    known = known_here(folder, now=now)
    created = unchanged = 0
    found: list[Problem] = []
    for procedure in sorted(path.parent for path in folder.glob("procedures/*/procedure.yaml")):
        try:
            _, is_new = load_bundle(procedure, actor=actor, now=now, known=known)
        except DeclarationError as error:
            found += error.problems
            continue
        created, unchanged = created + is_new, unchanged + (not is_new)
    if found:
        raise DeclarationError(found)
    return LoadReport("cases", created=created, unchanged=unchanged)


def known_here(folder: Path, *, now: datetime) -> Known:
    """Return what the province's procedures may name: roles, units of today, desks."""
    return Known(
        roles=frozenset(roles_of(folder).roles),
        units=frozenset(units.at(timezone.localdate(now)).values_list("code", flat=True)),
        desks=frozenset(calendars.current(now=now).desks),
    )
