"""The database of a deployment: the embedded one, or that of DATABASE_URL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from tinhso.runtime import postgres, roles
from tinhso.runtime.binaries import DatabaseError
from tinhso.runtime.home import Home
from tinhso.runtime.keys import Keys
from tinhso.runtime.locks import HeldError


@dataclass(frozen=True)
class Database:
    """Two addresses of one database; `server` when it is ours and we run it."""

    owner: str
    application: str
    password: str | None
    server: postgres.Server | None = None

    def grant(self) -> None:
        """Give the application its rights, and see that it can use them.

        Raises RoleError naming the cure.
        """
        named = psycopg.conninfo.conninfo_to_dict(self.application).get("user")
        roles.grant(self.owner, role=str(named) if named else None, password=self.password)
        try:
            psycopg.connect(self.application, connect_timeout=10).close()
        except psycopg.OperationalError as error:
            raise roles.RoleError(
                f"The application's login can't reach the database: {error}. "
                "Let the server accept its password (pg_hba.conf: scram-sha-256), "
                "or give a working address in DATABASE_APP_URL."
            ) from error


@contextmanager
def opened(home: Home, keys: Keys) -> Iterator[Database]:
    """Give the database, running the embedded one for as long as needed unless it already runs.

    Raises DatabaseError when there is none to be had.
    """
    if url := os.environ.get("DATABASE_URL"):
        yield external(url, keys)
        return
    server = postgres.Server(home.cluster)
    try:
        server.start()
    except HeldError:
        server.reach()  # `tinhso up` or another command runs it
        yield embedded(server)
        return
    with server.stopping():
        yield embedded(server)


def embedded(server: postgres.Server) -> Database:
    """Return the addresses of our own server: no passwords, for nobody else enters its socket."""
    name = roles.application_role(postgres.DATABASE)
    return Database(server.dsn(), server.dsn(user=name), None, server)


def external(url: str, keys: Keys) -> Database:
    """Return the addresses of a server that others run. Raises DatabaseError when it is away."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            name = roles.application_role(connection.info.dbname)
    except psycopg.OperationalError as error:
        raise DatabaseError(
            f"DATABASE_URL names a server that can't be reached: {str(error).strip()}"
        ) from error
    if given := os.environ.get("DATABASE_APP_URL"):
        return Database(url, given, None)
    password = keys.database_password
    return Database(url, roles.dsn_with(url, user=name, password=password), password)
