"""The embedded PostgreSQL: started, found again after a crash, and stopped.

One folder holds one cluster. Whoever holds the folder's lock runs the server; the kernel frees the
lock however its holder dies, and stops the server too. What a crash leaves (a server without its
parent, backends without their server, a `postmaster.pid` naming a stranger) the next start clears.
The server opens no network port: only a socket in a folder that nobody else can enter.
"""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from tinhso.runtime import processes
from tinhso.runtime.binaries import Account, DatabaseError, account, programs, require_entrance
from tinhso.runtime.locks import HeldError, Lock

OWNER = "tinhso"
DATABASE = "tinhso"
SUPERUSER = "postgres"
# A socket's address has 107 bytes; libpq adds "/.s.PGSQL.5432" to the folder.
LONGEST_SOCKET_FOLDER = 90
PATIENCE = 60.0
IDLE = 10
"""Looks, a second apart, at which a server that is not ready yet does nothing: then it hangs."""

THROWAWAY = "tinhso-throwaway-"


class Server:
    """A PostgreSQL cluster kept in `home`. Its addresses are known before it is started.

    `durable=False` gives up safety against power failure for speed: for tests alone. `binaries`
    names another PostgreSQL's programs (such as /usr/lib/postgresql/15/bin).
    """

    def __init__(self, home: Path, *, durable: bool = True, binaries: Path | None = None) -> None:
        self.home = home.absolute()
        self.binaries = binaries
        self.data = self.home / "data"
        self.log = self.home / "postgres.log"
        self.socket = socket_folder(self.home)
        self.durable = durable
        self.lock = Lock(self.home / "lock")
        self._process: subprocess.Popen[bytes] | None = None

    def dsn(self, dbname: str = DATABASE, *, user: str = OWNER) -> str:
        """Return the address of a database as a `postgresql://` URL."""
        host = quote(str(self.socket), safe="")
        return f"postgresql://{quote(user)}@/{quote(dbname)}?host={host}"

    def runs(self) -> bool:
        """Say whether the server we started still runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> Self:
        """Start the server, making the cluster and its database on the first start.

        Raises HeldError when another live process runs it, DatabaseError when it can't run.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        self.lock.take()
        try:
            who = account(self.data)
            bin_folder = self.binaries or programs()
            require_entrance(self.data, who)
            self.clear_remains()
            if not self.data.exists():
                self._initialise(bin_folder, who)
            self._launch(bin_folder, who)
            self._make_database()
        except psycopg.OperationalError as error:
            self.stop()
            raise DatabaseError(f"PostgreSQL went away while it was started: {error}") from error
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stop the server, letting running statements be rolled back; give up the lock."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(PATIENCE)
        self.abort()

    def hangs(self) -> bool:
        """Say whether the server runs, accepts nobody and is not at work on that.

        PostgreSQL recovers from the death of one of its processes by itself, and says so meanwhile;
        when the recovering process is killed too, it may say so for ever.
        """
        if not self.runs():
            return False
        try:
            psycopg.connect(self.dsn("postgres", user=SUPERUSER), connect_timeout=5).close()
        except psycopg.errors.ConnectionTimeout:
            return True
        except psycopg.OperationalError as error:
            return "the database system is" in str(error) and not self._recovers()
        return False

    def _recovers(self) -> bool:
        """Say whether the process that starts a cluster, and recovers it, is at work."""
        own = processes.working_in(self.data, "postgres")
        return any(" startup" in processes.command(pid) for pid in own)

    def abort(self) -> None:
        """End the server at once, as a crash would; nothing that was committed is lost."""
        if self._process is not None:
            processes.end([self._process.pid], (signal.SIGQUIT, 3), (signal.SIGKILL, 10))
            self._process.wait()
            self._process = None
        self.lock.free()

    def reach(self) -> None:
        """Wait until the server that another process runs here accepts connections.

        Raises DatabaseError when it does not in good time.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(self.dsn()).close()
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise DatabaseError(
                        f"Another process holds {self.lock.path} and its PostgreSQL does not "
                        "answer. Is another `tinhso` command at work? Try again when it has ended."
                    ) from error
                time.sleep(0.1)
            else:
                return

    @contextlib.contextmanager
    def stopping(self) -> Iterator[Self]:
        """Stop the started server at the end."""
        try:
            yield self
        finally:
            self.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def clear_remains(self) -> None:
        """End what a crashed predecessor left running, then remove what it left lying.

        We hold the lock, so no living supervisor owns these processes. PostgreSQL's own check of
        `postmaster.pid` takes any living process with that number for a server.
        """
        if self.data.exists():
            if (server := self._named_in_pid_file()) in processes.working_in(self.data, "postgres"):
                processes.end([server], (signal.SIGINT, PATIENCE / 6))
            remains = processes.working_in(self.data, "postgres")
            if survivors := processes.end(remains, (signal.SIGQUIT, 2), (signal.SIGKILL, 5)):
                raise DatabaseError(
                    f"An earlier PostgreSQL still runs in {self.data} and can't be stopped. "
                    f"End it by hand: kill -9 {' '.join(map(str, survivors))}"
                )
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            for leftover in self.socket.iterdir():
                leftover.unlink()

    def _named_in_pid_file(self) -> int:
        """Return the process that `postmaster.pid` names, or 0."""
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return 0

    def _initialise(self, bin_folder: Path, who: Account) -> None:
        """Make the cluster beside its place and move it there whole."""
        partial = self.home / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        _private_folder(partial, who)
        command = [
            str(bin_folder / "initdb"),
            f"--pgdata={partial}",
            f"--username={SUPERUSER}",
            "--auth=trust",
            "--encoding=UTF8",
            *_locale(bin_folder),
        ]
        if not self.durable:
            command.append("--no-sync")
        result = subprocess.run(
            command,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=processes.dies_with_parent(signal.SIGKILL),
            check=False,
            user=who.user,
            group=who.group,
            extra_groups=who.extra_groups,
        )
        if result.returncode != 0:
            raise DatabaseError(
                f"The database could not be made in {self.home}:\n"
                f"{result.stdout.decode(errors='replace').strip()}"
            )
        partial.rename(self.data)

    def _launch(self, bin_folder: Path, who: Account) -> None:
        """Start the server process and wait until it accepts connections."""
        _private_folder(self.socket, who)
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            "port": "5432",
            "max_connections": "100",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_min_messages": "fatal" if not self.durable else "warning",
            "cluster_name": DATABASE,
            "jit": "off",
        }
        if self.durable:
            options["shared_buffers"] = _buffers()
        else:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [str(bin_folder / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C at the terminal is ours to pass on, in order
                preexec_fn=processes.dies_with_parent(signal.SIGINT),  # noqa: PLW1509 -- no threads
                user=who.user,
                group=who.group,
                extra_groups=who.extra_groups,
            )
        deadline, looked = time.monotonic() + PATIENCE, time.monotonic()
        idle = 0
        while not self._accepts(self._process):
            if self._process.poll() is not None:
                tail = self.log.read_text(errors="replace").strip().splitlines()[-5:]
                raise DatabaseError("PostgreSQL did not start:\n" + "\n".join(tail))
            if time.monotonic() - looked > 1.0:
                looked, idle = time.monotonic(), 0 if self._recovers() else idle + 1
            # A process that was killed while it recovered can leave the rest idle, for ever.
            if time.monotonic() > deadline or idle >= IDLE:
                raise DatabaseError(f"PostgreSQL did not get ready; it says why in {self.log}")
            time.sleep(0.01)

    def _accepts(self, process: "subprocess.Popen[bytes]") -> bool:
        """Say whether the server reports itself ready: the eighth line of `postmaster.pid`."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[0] == str(process.pid) and lines[7].strip() == "ready"

    def _make_database(self) -> None:
        """Make the owner, who is no superuser, and its database, unless they are there."""
        with psycopg.connect(self.dsn("postgres", user=SUPERUSER), autocommit=True) as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]
            ).fetchone():
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE").format(
                        sql.Identifier(OWNER)
                    )
                )
                connection.execute(
                    sql.SQL("GRANT pg_monitor TO {} WITH ADMIN OPTION").format(
                        sql.Identifier(OWNER)
                    )
                )
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(OWNER)
                    )
                )


def start(home: Path) -> Server:
    """Start the durable cluster kept in `home` and return it; see Server.start."""
    return Server(home).start()


class Throwaway(Server):
    """A cluster of its own in a temporary folder, gone when it is discarded."""

    def __init__(self, *, binaries: Path | None = None) -> None:
        home = Path(tempfile.mkdtemp(prefix=THROWAWAY))
        home.chmod(0o755)
        super().__init__(home, durable=False, binaries=binaries)

    def discard(self) -> None:
        """Stop the server and remove its folder."""
        self.stop()
        for folder in (self.socket, self.home):
            shutil.rmtree(folder, ignore_errors=True)

    def __exit__(self, *_: object) -> None:
        self.discard()


def throwaway(*, binaries: Path | None = None) -> Throwaway:
    """Return a new throwaway cluster, not started yet; what killed runs left is swept first."""
    for home in Path(tempfile.gettempdir()).glob(f"{THROWAWAY}*"):
        left = Server(home, durable=False)
        # Without a lock file it was never started: it is being made this moment, or is empty.
        if left.lock.path.exists():
            with contextlib.suppress(HeldError, OSError):
                left.lock.take()
                left.clear_remains()
                shutil.rmtree(home, ignore_errors=True)
                left.stop()
    return Throwaway(binaries=binaries)


def socket_folder(home: Path) -> Path:
    """Return the folder of the server's socket: in `home`, or in /tmp when that is too long."""
    inside = home / "socket"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return Path("/tmp") / f"tinhso-{digest}"  # noqa: S108 -- _private_folder checks its owner


def _buffers() -> str:
    """Return how much a server keeps of its pages: an eighth of memory, from 128 MB to 1 GB."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{max(128, min(1024, memory // 8 // 2**20))}MB"


def _private_folder(folder: Path, who: Account) -> None:
    """Make `folder`, owned by `who` and closed to all others; refuse somebody else's."""
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if status.st_uid not in (who.uid, os.geteuid()):
        raise DatabaseError(f"{folder} belongs to somebody else. Remove it and start again.")
    if not who.is_us:
        os.chown(folder, who.uid, who.gid)
    folder.chmod(0o700)


def _locale(bin_folder: Path) -> list[str]:
    """Return initdb's options for Unicode's letters in the order of their code points.

    Since PostgreSQL 17 that is built in, the same on every machine; before, the C library's.
    """
    shown = subprocess.run(
        [str(bin_folder / "initdb"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    if int(shown.split()[2].partition(".")[0]) < 17:
        return ["--locale=C.UTF-8"]
    return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
