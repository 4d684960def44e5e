"""What a deployment remembers about itself, in a table beside its data.

Kept in the database and not in a file, it is restored with the data it tells of.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import psycopg

from tinhso.runtime.keys import Keys, KeysError

MODES = ("demonstration", "production")
# Made from the others, or by running: no part of what was prepared.
DERIVED = {".pyc", ".mo"}


class ModeError(RuntimeError):
    """A demonstration and a production don't share a database."""


class State:
    """Names and values in the table `runtime_state`; `dsn` is the owner's."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        with psycopg.connect(dsn) as connection:
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('runtime_state'))")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS runtime_state (name text PRIMARY KEY, value text)"
            )
            rows = connection.execute("SELECT name, value FROM runtime_state").fetchall()
        self.values: dict[str, str] = dict(rows)

    def remember(self, **values: str) -> None:
        """Keep values under their names."""
        self._write(values)

    def _write(self, values: dict[str, str]) -> None:
        with psycopg.connect(self.dsn) as connection, connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO runtime_state VALUES (%s, %s) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                list(values.items()),
            )
        self.values |= values

    def check_keys(self, keys: Keys, kept_in: Path) -> None:
        """Raise KeysError unless every key this database was written under is among `keys`.

        Remembers those that it is written under from now on.
        """
        checks = keys.checks()
        known = {name: check for name, check in self.values.items() if name.startswith("key:")}
        if foreign := [name for name, check in known.items() if checks.get(name) != check]:
            names = ", ".join(sorted(name.removeprefix("key:") for name in foreign))
            raise KeysError(
                f"This database was written under other keys than those in {kept_in} ({names}). "
                f"Put the secrets.json that belongs to it at {kept_in}."
            )
        if new := {name: checks[name] for name in keys.in_use if name not in known}:
            self._write(new)

    def release_keys(self, keys: Keys) -> list[str]:
        """Let a start do without the keys that nothing here is sealed under; return their ids."""
        left = [n for n in self.values if n.startswith("key:") and n not in keys.in_use]
        with psycopg.connect(self.dsn) as connection:
            connection.execute("DELETE FROM runtime_state WHERE name = ANY(%s)", [left])
        for name in left:
            del self.values[name]
        return sorted(name.removeprefix("key:") for name in left)

    @property
    def mode(self) -> str:
        """Whether this is a demonstration or a production; the latter until it is settled."""
        return self.values.get("mode", "production")

    def settle_mode(self, wanted: str | None) -> str:
        """Return whether this is a demonstration or a production, kept from the first start on.

        Raises ModeError when the database is already the other.
        """
        held = self.values.get("mode")
        if held is None:
            held = wanted or MODES[0]
            self.remember(mode=held)
        if wanted not in (None, held):
            raise ModeError(
                f"This database holds a {held}. For a {wanted} take another: name its folder with "
                "TINHSO_VAR or its server with DATABASE_URL."
            )
        return held


def fingerprint(folders: Sequence[Path]) -> str:
    """Return a hash of all files of the folders: what a database was prepared with."""
    digest = hashlib.sha256()
    for folder in folders:
        digest.update(f"{folder}\0".encode())
        for path in sorted(folder.rglob("*")):
            if path.suffix not in DERIVED and path.is_file():
                content = hashlib.sha256(path.read_bytes()).digest()
                digest.update(f"{path.relative_to(folder)}\0".encode() + content)
    return digest.hexdigest()
