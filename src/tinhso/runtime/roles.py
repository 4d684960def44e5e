"""Two logins: the owner migrates, the application reads and writes. And a role without a login.

The application doesn't own its tables, so that PostgreSQL itself refuses it to alter or empty the
ledger: there it may only read and append. While it answers the open pages it lays its rights aside
and takes on the open role, which may read what is public and nothing else.
"""

from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql

# Tables that are never changed once written. A salt is deleted when a person's data is.
APPEND_ONLY = ("ledger_event", "ledger_leaf", "ledger_node", "ledger_head", "ledger_epoch")
DELETABLE = ("ledger_salt",)
# All that the open role may read: redacted rows, which of them belong together, and the names of
# units that stand beside them.
OPEN = (
    "hotline_publishedreport",
    "hotline_publishedphoto",
    "hotline_alike_link",
    "hotline_category",
    "hotline_monthly_round",
    "hotline_monthly_edition",
    "hotline_monthly_keptround",
    "units_unit",
    "units_succession",
)
LONGEST_NAME = 63
FIRST_WITH_SET = 160000


class RoleError(RuntimeError):
    """The application's role can't be made or used; the message names the cure."""


def application_role(database: str) -> str:
    """Return the name of the role the application logs in as."""
    return _named(database, "_app")


def open_role(database: str) -> str:
    """Return the name of the role that the application takes on for the open pages."""
    return _named(database, "_public")


def _named(database: str, ending: str) -> str:
    return database.encode()[: LONGEST_NAME - len(ending)].decode(errors="ignore") + ending


def grant(owner_dsn: str, *, role: str | None = None, password: str | None = None) -> str:
    """Make the application's role and give it its rights on every table; return its name.

    Makes the open role as well, and lets the application take it on. Run as the tables' owner
    after each migration. Raises RoleError when the owner may not make roles and there is none.
    """
    with psycopg.connect(owner_dsn) as connection:
        database = connection.info.dbname
        role = role or application_role(database)
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('tinhso roles'))")
        _make(connection, role, password)
        name = sql.Identifier(role)
        for statement in (
            "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        ):
            connection.execute(
                sql.SQL(statement).format(database=sql.Identifier(database), role=name)
            )
        for table in (*APPEND_ONLY, *DELETABLE):
            if connection.execute("SELECT to_regclass(%s)", [table]).fetchone() == (None,):
                continue
            refused = "UPDATE" if table in DELETABLE else "UPDATE, DELETE"
            connection.execute(
                sql.SQL("REVOKE {refused} ON {table} FROM {role}").format(
                    refused=sql.SQL(refused), table=sql.Identifier(table), role=name
                )
            )
        _open(connection, open_role(database), role)
        try:
            with connection.transaction():
                # To see which transaction of another login or database holds the ledger up.
                connection.execute(sql.SQL("GRANT pg_monitor TO {}").format(name))
        except psycopg.errors.InsufficientPrivilege:
            pass
    return role


Connection = psycopg.Connection[tuple[object, ...]]


def _exists(connection: Connection, role: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return found.fetchone() is not None


def _open(connection: Connection, role: str, application: str) -> None:
    """Make the role without a login that reads what is public, whatever it could read before."""
    names = {"role": sql.Identifier(role)}
    try:
        with connection.transaction():
            if not _exists(connection, role):
                connection.execute(sql.SQL("CREATE ROLE {role} NOLOGIN").format(**names))
            # The owner's commands read what is public as everyone does.
            for member in {application, connection.info.user}:
                if not _may_take_on(connection, member, role):
                    change = sql.SQL("GRANT {role} TO {member}")
                    connection.execute(change.format(member=sql.Identifier(member), **names))
    except psycopg.errors.InsufficientPrivilege as error:
        raise RoleError(
            f"The login {connection.info.user!r} of DATABASE_URL may not make the role {role!r} "
            f"under which the open pages read. As a superuser: CREATE ROLE {role!s} NOLOGIN; "
            f"GRANT {role!s} TO {application!s}, {connection.info.user!s};"
        ) from error
    # The application asks the database itself for the role's name.
    connection.execute(
        sql.SQL(
            "CREATE OR REPLACE FUNCTION open_role() RETURNS text LANGUAGE sql IMMUTABLE "
            "PARALLEL SAFE AS {said}"
        ).format(said=sql.Literal(sql.SQL("SELECT {}").format(role).as_string(connection)))
    )
    connection.execute(
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}").format(**names)
    )
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {role}").format(**names))
    for table in OPEN:
        if connection.execute("SELECT to_regclass(%s)", [table]).fetchone() == (None,):
            continue
        connection.execute(
            sql.SQL("GRANT SELECT ON {table} TO {role}").format(
                table=sql.Identifier(table), **names
            )
        )


def _may_take_on(connection: Connection, member: str, role: str) -> bool:
    # Since PostgreSQL 16 who made a role is its member, but may not take it on.
    right = "SET" if connection.info.server_version >= FIRST_WITH_SET else "MEMBER"
    asked = connection.execute("SELECT pg_has_role(%s, %s, %s)", [member, role, right])
    return asked.fetchone() == (True,)


def _make(connection: Connection, role: str, password: str | None) -> None:
    """Make the login if it isn't there, and set its password if one is given."""
    exists = _exists(connection, role)
    if exists and password is None:
        return
    change = sql.SQL("{verb} ROLE {role} LOGIN {password}").format(
        verb=sql.SQL("ALTER" if exists else "CREATE"),
        role=sql.Identifier(role),
        password=sql.SQL("PASSWORD {}").format(sql.Literal(password)) if password else sql.SQL(""),
    )
    try:
        connection.execute(change)
    except psycopg.errors.InsufficientPrivilege as error:
        owner = connection.info.user
        raise RoleError(
            f"The login {owner!r} of DATABASE_URL may not make the application's login {role!r}. "
            f'As a superuser: ALTER ROLE "{owner}" CREATEROLE; or make {role!r} yourself '
            "and give its address in DATABASE_APP_URL."
        ) from error


def allow_switching(owner_dsn: str, role: str) -> None:
    """Let the owner `SET ROLE` to the application's role, which it made."""
    with psycopg.connect(owner_dsn) as connection:
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))


def drop(owner_dsn: str, role: str) -> None:
    """Take the role's rights in this database away and the role itself."""
    with psycopg.connect(owner_dsn) as connection:
        for statement in ("DROP OWNED BY {}", "DROP ROLE {}"):
            connection.execute(sql.SQL(statement).format(sql.Identifier(role)))


def dsn_with(
    dsn: str, *, dbname: str | None = None, user: str | None = None, password: str | None = None
) -> str:
    """Return a `postgresql://` address with another database, login or password."""
    parts = urlsplit(dsn)
    login, _, host = parts.netloc.rpartition("@")
    if user is not None:
        login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    query = [(k, v) for k, v in parse_qsl(parts.query) if k not in {"user", "password"} or not user]
    return urlunsplit(
        parts._replace(
            netloc=f"{login}@{host}" if login else host,
            path=f"/{quote(dbname, safe='')}" if dbname is not None else parts.path,
            query=urlencode(query),
        )
    )
