"""The deployment a command works on: its folder, keys, database and province."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tinhso.runtime import keys
from tinhso.runtime.database import Database, opened
from tinhso.runtime.home import PACKAGE, Home, find_home
from tinhso.runtime.state import State

if TYPE_CHECKING:
    from django.db.backends.postgresql.base import DatabaseWrapper


class CommandError(RuntimeError):
    """A command can't do what was asked; the message names the cure."""


def province() -> Path:
    """Return the folder of the province: TINHSO_PROVINCE, else Thái Nguyên's.

    Raises CommandError when it holds none.
    """
    folder = Path(os.environ.get("TINHSO_PROVINCE") or PACKAGE / "provinces" / "thai_nguyen")
    if not (folder / "province.yaml").is_file():
        raise CommandError(
            f"{folder} is no province's folder: it has no province.yaml. "
            "TINHSO_PROVINCE names the folder; provinces/example shows how one is made."
        )
    return folder.resolve()


def environment(home: Home, held: keys.Keys, mode: str) -> Mapping[str, str]:
    """Return what the settings read, without the database's address."""
    return {
        **held.environment(),
        "TINHSO_PROVINCE": str(province()),
        "TINHSO_VAR": str(home.folder),
        "TINHSO_DEMONSTRATION": "1" if mode == "demonstration" else "0",
        "DJANGO_SETTINGS_MODULE": "tinhso.config.settings",
    }


@contextmanager
def deployment() -> Iterator[tuple[Home, keys.Keys, Database, State]]:
    """Give the deployment with its database, started for as long as needed if it doesn't run."""
    home = find_home().make()
    held = keys.read_or_make(home.secrets)
    with opened(home, held) as database:
        state = State(database.owner)
        state.check_keys(held, home.secrets)
        yield home, held, database, state


@contextmanager
def django_on(url: str, settings: Mapping[str, str]) -> Iterator[None]:
    """Set Django up on the database at `url`."""
    os.environ |= {**settings, "DATABASE_URL": url}
    import django
    from django.db import connection

    django.setup()
    try:
        yield
    finally:
        connection.close()
        cast("DatabaseWrapper", connection).close_pool()  # before its server may be stopped


@contextmanager
def application() -> Iterator[None]:
    """Set Django up as the application has it; CommandError before the first `tinhso up`."""
    with deployment() as (home, held, database, state):
        if "prepared" not in state.values:
            raise CommandError("There is nothing here yet. Start it once: tinhso up")
        with django_on(database.application, environment(home, held, state.mode)):
            yield
