"""`tinhso up`: everything a province needs, started in order, kept running, stopped in order."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tinhso.runtime import keys, postgres, processes
from tinhso.runtime.binaries import DatabaseError
from tinhso.runtime.children import GRACE, Child
from tinhso.runtime.database import Database, embedded, external
from tinhso.runtime.home import Home
from tinhso.runtime.locks import HeldError, Lock
from tinhso.runtime.state import State, fingerprint

# In the environment of every process we start: whose it is.
MARK = "TINHSO_HOUSE"
READY_WITHIN = 60.0
DEATHS_BEFORE_READY = 3
BEAT = 0.2
PULSE, MISSED = 5.0, 3


class UpError(RuntimeError):
    """The house can't be started; the message names the cure."""


@dataclass(frozen=True)
class Plan:
    """What to start where: three commands, each with DATABASE_URL and the rest in its environment.

    `prepare` runs to its end as the tables' owner when code or province have changed; `serve`
    answers at host and port; `work` does what nobody waits for. `sources` are the folders whose
    content decides whether there is anything to prepare. `mode` None keeps what the database was
    begun as.
    """

    home: Home
    province: Path
    sources: Sequence[Path]
    prepare: Sequence[str]
    serve: Sequence[str]
    work: Sequence[str]
    host: str = "127.0.0.1"
    port: int = 8000
    mode: str | None = None

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it."""
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 -- compared
        return f"http://{shown}:{self.port}"


def run(plan: Plan, *, say: Callable[[str], None], greet: Callable[[State], None]) -> None:
    """Run the house until it is interrupted (Ctrl-C, SIGTERM, SIGHUP); `greet` when it is up.

    Raises UpError, DatabaseError, RoleError, KeysError or ModeError, each naming its cure.
    """
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.default_int_handler)
    with ExitStack() as stack:
        try:
            _live(plan, stack, say, greet)
        except KeyboardInterrupt:
            say("Stopping ...")
        finally:
            # A second Ctrl-C must not leave half of it running; kill -9 always works.
            for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(signum, signal.SIG_IGN)


def _live(
    plan: Plan, stack: ExitStack, say: Callable[[str], None], greet: Callable[[State], None]
) -> None:
    home = plan.home.make()
    lock = Lock(home.folder / "up.lock")
    try:
        lock.take()
    except HeldError:
        raise UpError(f"Tỉnh Số already runs from {home.folder}. Stop it with Ctrl-C.") from None
    stack.callback(lock.free)
    _end_orphans(home)
    _require_port(plan)
    held = keys.read_or_make(home.secrets)
    database = _open_database(home, held, stack, say)
    state = State(database.owner)
    state.check_keys(held, home.secrets)
    mode = state.settle_mode(plan.mode)
    environment = {
        **os.environ,
        **held.environment(),
        "TINHSO_PROVINCE": str(plan.province),
        "TINHSO_VAR": str(home.folder),
        "TINHSO_DEMONSTRATION": "1" if mode == "demonstration" else "0",
        "PYTHONUNBUFFERED": "1",
        MARK: home.mark,
    }
    _prepare(plan, state, database, environment, say)
    environment["DATABASE_URL"] = database.application
    server = Child("server", plan.serve, environment, home.logs)
    worker = Child("worker", plan.work, environment, home.logs)
    for child in (server, worker):
        stack.callback(child.stop)
    server.start()
    _wait_until_ready(plan, server, say)
    worker.start()
    greet(state)
    _tend([server, worker], database, say)


def _tend(children: list[Child], database: Database, say: Callable[[str], None]) -> None:
    """Keep all of it running, for ever."""
    pulse = Pulse()
    while True:
        time.sleep(BEAT)
        server = database.server
        if server is not None and (not server.runs() or pulse.lost(server, time.monotonic())):
            say("PostgreSQL ended or hangs; starting it again.")
            server.abort()
            if not started_again(server, say):
                continue  # nobody can work without it; the next beat tries once more
            for child in children:  # their connections are dead
                child.stop()
        for child in children:
            if news := child.tend():
                say(news)


def started_again(server: postgres.Server, say: Callable[[str], None]) -> bool:
    """Start the database; where it doesn't come up say why, and return False."""
    try:
        server.start()
    except (DatabaseError, HeldError) as error:
        say(f"{error} Trying again.")
        return False
    return True


class Pulse:
    """Tells a database that hangs from one that was asked at a bad moment."""

    def __init__(self) -> None:
        self._next = 0.0
        self._missed = 0

    def lost(self, server: postgres.Server, now: float) -> bool:
        """Look when it is time to; say whether it has hung at MISSED looks in a row.

        `now` are seconds of any clock that only goes forward.
        """
        if now < self._next:
            return False
        self._missed = self._missed + 1 if server.hangs() else 0
        self._next = now + (1.0 if self._missed else PULSE)
        if self._missed < MISSED:
            return False
        self._missed = 0
        return True


def _end_orphans(home: Home) -> None:
    """End what a predecessor that was killed has left running; we hold the lock, so it is gone."""
    orphans = processes.carrying(MARK, home.mark)
    if survivors := processes.end(orphans, (signal.SIGTERM, GRACE), (signal.SIGKILL, GRACE)):
        raise UpError(
            "Processes of an earlier start can't be ended. "
            f"End them by hand: kill -9 {' '.join(map(str, survivors))}"
        )


def _require_port(plan: Plan) -> None:
    """Raise UpError when the port can't be had."""
    family = socket.AF_INET6 if ":" in plan.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((plan.host, plan.port))
        except OSError as error:
            raise UpError(
                f"Port {plan.port} of {plan.host} can't be used ({error.strerror}). "
                f"Take another: tinhso up --port {plan.port + 1}"
            ) from error


def _open_database(
    home: Home, held: keys.Keys, stack: ExitStack, say: Callable[[str], None]
) -> Database:
    if url := os.environ.get("DATABASE_URL"):
        return external(url, held)
    server = postgres.Server(home.cluster)
    if not server.data.exists():
        say("Making the database ...")
    try:
        server.start()
    except HeldError:
        raise UpError(
            "Another `tinhso` command uses the database. Try again when it has ended."
        ) from None
    stack.callback(server.stop)
    return embedded(server)


def _prepare(
    plan: Plan,
    state: State,
    database: Database,
    environment: Mapping[str, str],
    say: Callable[[str], None],
) -> None:
    """Bring tables, province and demonstration to what the code and the files say.

    Left out when they are still those of the last time, so that a second start is quick.
    """
    wanted = fingerprint(plan.sources)
    if state.values.get("prepared") == wanted and plan.home.static.exists():
        return
    done = subprocess.run(
        plan.prepare,
        env={**environment, "DATABASE_URL": database.owner},
        start_new_session=True,  # Ctrl-C at the terminal reaches it through us
        preexec_fn=processes.dies_with_parent(signal.SIGTERM),
        check=False,
    )
    if done.returncode != 0:
        raise UpError("The province could not be prepared; what stands above says why.")
    say("Granting the application its rights ...")
    database.grant()
    state.remember(prepared=wanted)


def _wait_until_ready(plan: Plan, server: Child, say: Callable[[str], None]) -> None:
    """Return when the address answers; raise UpError with the server's own words when it won't."""
    deadline = time.monotonic() + READY_WITHIN
    host = plan.address.removeprefix("http://").rpartition(":")[0]
    while True:
        connection = http.client.HTTPConnection(host, plan.port, timeout=READY_WITHIN)
        try:
            connection.request("HEAD", "/", headers={"Host": f"127.0.0.1:{plan.port}"})
            status = connection.getresponse().status
        except OSError:
            status = None
        finally:
            connection.close()
        if status is not None and status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
            return
        if status is not None:
            raise UpError(f"The server answers with error {status}:\n{server.tail()}")
        if news := server.tend():
            say(news)
        if server.deaths >= DEATHS_BEFORE_READY or time.monotonic() > deadline:
            raise UpError(f"The server does not answer. Its last words:\n{server.tail()}")
        time.sleep(0.05)
