"""Whose rows are sealed: each room registers its tables, so that no key is rotated past one."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from django.db.models import Model

from tinhso.kernel.ledger.actors import Actor


class Rotate(Protocol):
    """Seals a table's rows under the active key; returns how many, 0 when none is left."""

    def __call__(self, *, actor: Actor, now: datetime) -> int:
        """Work in batches, each a transaction and an event."""
        ...


_tables: dict[type[Model], Rotate] = {}


def register(tables: Mapping[type[Model], Rotate]) -> None:
    """Make sealed tables known, in `apps.ready`: {Call: actions.rotate_keys}."""
    _tables.update(tables)


def table_of(model: type[Model]) -> str:
    """Return a model's name in the database."""
    return model._meta.db_table  # noqa: SLF001  documented by Django


def tables() -> Mapping[type[Model], Rotate]:
    """Return every sealed table with what seals it anew."""
    return MappingProxyType(_tables)
