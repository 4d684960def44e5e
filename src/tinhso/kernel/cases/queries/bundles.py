"""Procedures in force, compiled once a process and kept by the hash of their bundle."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from tinhso.kernel.cases.errors import NoSuchProcedure
from tinhso.kernel.cases.models import Bundle, Case
from tinhso.kernel.cases.procedures import Compiled, parse
from tinhso.kernel.declarations import fingerprint

# Asked at every filing: building it anew by Django costs several times what PostgreSQL takes.
IN_FORCE = """
SELECT id FROM cases_bundle WHERE name = %s AND valid_from <= %s
ORDER BY valid_from DESC, loaded_at DESC, id DESC LIMIT 1
"""


@lru_cache(maxsize=256)
def compiled(bundle_id: int) -> Compiled:
    """Return a bundle ready to run; one query the first time in a process, none later.

    Raises Bundle.DoesNotExist, or ValueError where the content isn't what its hash says.
    """
    bundle = Bundle.objects.get(pk=bundle_id)
    if fingerprint(bundle.content) != bundle.hash:
        raise ValueError(f"the bundle {bundle.hash[:12]} was altered: restore it from a backup")
    return Compiled.of(parse(bundle.content["files"]), bundle_id=bundle.pk, hash_=bundle.hash)


def procedure_of(case_id: UUID) -> Compiled:
    """Return the procedure that a case runs under; raises Case.DoesNotExist."""
    return compiled(Case.objects.values_list("bundle_id", flat=True).get(pk=case_id))


def in_force(name: str, *, now: datetime) -> Compiled:
    """Return the procedure that a case filed at `now` runs under; raises NoSuchProcedure."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, [name, timezone.localdate(now)])
        found = cursor.fetchone()
    if found is None:
        raise NoSuchProcedure(f"no procedure “{name}” is in force: load the province")
    return compiled(found[0])


def versions(name: str) -> QuerySet[Bundle]:
    """Return the bundles of a procedure, the latest first."""
    return Bundle.objects.filter(name=name).order_by("-valid_from", "-loaded_at", "-pk")


def all_in_force(*, now: datetime) -> list[Compiled]:
    """Return every procedure in force, by name."""
    found = (
        Bundle.objects.filter(valid_from__lte=timezone.localdate(now))
        .order_by("name", "-valid_from", "-loaded_at", "-pk")
        .distinct("name")
        .values_list("pk", flat=True)
    )
    return [compiled(pk) for pk in found]
