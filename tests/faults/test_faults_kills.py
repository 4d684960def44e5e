"""Two hundred kill -9 at random moments, while citizens file: nothing acknowledged is lost."""

import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from tests.faults.filing import Citizens
from tinhso.runtime import processes
from tinhso.runtime.home import Home
from tinhso.runtime.postgres import Server
from tinhso.runtime.up import MARK

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket, pytest.mark.timeout(900)]

KILLS = 200
MEAN_PAUSE = 0.5
CITIZENS = 8
LEAST_REPORTS = 100
WITHIN = 60.0
MOST_STILL = 3
BARE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("DATABASE_", "TINHSO_", "DJANGO_"))
}
# What dies how often, in a hundred. A backend takes all of PostgreSQL's other backends with it.
VICTIMS = {
    "backend": 55,
    "server process": 25,
    "worker": 10,
    "postgres": 4,
    "server": 3,
    "supervisor": 3,
}
# After their death everybody waits; the next one dies once reports are acknowledged again.
PILLARS = {"postgres", "server", "supervisor"}


class Town:
    """The real product, with a supervisor that is started again whenever it was killed."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.data = folder / "postgres" / "data"
        self.port = port
        self.environment = {**BARE, "TINHSO_VAR": str(folder)}
        self.said = (folder / "said").open("ab")
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tinhso.cli", "up", "--production"]
        return subprocess.Popen(
            [*command, "--port", str(self.port)],
            env=self.environment,
            stdout=self.said,
            stderr=self.said,
            start_new_session=True,
        )

    def until_up(self) -> None:
        while b"Ctrl-C" not in (self.folder / "said").read_bytes():
            assert self.process.poll() is None, (self.folder / "said").read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        self.said.close()

    def kill(self, victim: str, chance: random.Random) -> bool:
        """Kill one process of a kind; return whether there was one."""
        if victim == "supervisor":
            self.process.kill()
            self.process.wait()
            self.process = self._start()
            return True
        found = self._processes(victim)
        if not found:
            return False
        try:
            os.kill(chance.choice(sorted(found)), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def _processes(self, victim: str) -> list[int]:
        if victim in ("backend", "postgres"):
            try:
                first = int((self.data / "postmaster.pid").read_text().split()[0])
            except (OSError, ValueError, IndexError):
                return []
            own = processes.working_in(self.data, "postgres")
            return [pid for pid in own if (pid == first) == (victim == "postgres")]
        own = processes.carrying(MARK, Home(self.folder).mark)
        if victim == "worker":
            return [pid for pid in own if "tinhso.config.worker" in processes.command(pid)]
        servers = [pid for pid in own if "-m granian" in processes.command(pid)]
        return [pid for pid in servers if (parent(pid) in servers) == (victim == "server process")]

    def last_words(self) -> str:
        """Return the end of what the supervisor and the server said."""
        said = [self.folder / "said", self.folder / "log" / "server.log"]
        return "\n".join(
            "\n".join(path.read_text(errors="replace").splitlines()[-8:])
            for path in said
            if path.exists()
        )

    def a_commune(self) -> str:
        """Return the code of a commune of today."""
        found = self.ask("SELECT code FROM units_unit WHERE kind = 'commune' AND valid_to IS NULL")
        return str(found[0][0])

    def ask(self, question: LiteralString) -> list[tuple[str, ...]]:
        with psycopg.connect(Server(self.folder / "postgres").dsn()) as connection:
            return connection.execute(question).fetchall()

    def tinhso(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tinhso.cli", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def town(house: Path) -> Iterator[Town]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    town = Town(house, port)
    try:
        town.until_up()
        yield town
    finally:
        town.stop()


def test_no_acknowledged_report_and_no_photo_is_lost_in_200_kills(town: Town) -> None:
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    print(f"\nseed: SEED={seed}")
    chance = random.Random(seed)
    kills = dict.fromkeys(VICTIMS, 0)
    stood_still = 0
    with Citizens(town.port, place=town.a_commune(), many=CITIZENS, seed=seed) as citizens:
        while sum(kills.values()) < KILLS:
            time.sleep(chance.expovariate(1 / MEAN_PAUSE))
            (victim,) = chance.choices(list(VICTIMS), list(VICTIMS.values()))
            kills[victim] += (killed := town.kill(victim, chance))
            if killed and victim in PILLARS and not citizens.await_a_promise(WITHIN):
                # Whoever tends the house starts it again; nothing promised may be lost by it.
                stood_still += 1
                print("it stood still; its last words:\n" + town.last_words())
                assert stood_still <= MOST_STILL
                town.kill("supervisor", chance)
            assert not citizens.refused, citizens.refused
    print(f"killed {kills}; acknowledged {len(citizens.promised)}; stood still {stood_still} times")
    assert not citizens.refused, citizens.refused
    assert len(citizens.promised) >= LEAST_REPORTS

    numbers = [promised.number for promised in citizens.promised]
    assert len(set(numbers)) == len(numbers)
    kept = {number for (number,) in town.ask("SELECT number FROM cases_case")}
    assert set(numbers) <= kept, f"lost: {set(numbers) - kept}"
    assert kept <= set(numbers), f"filed twice: {kept - set(numbers)}"
    photos = town.ask("SELECT file, thumbnail FROM documents_attachment")
    assert len(photos) >= sum(promised.with_photo for promised in citizens.promised)
    for name in (name for row in photos for name in row):
        path = town.folder / "evidence" / name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
    town.tinhso("ledger", "seal")
    assert "The log is whole" in town.tinhso("ledger", "verify")
    assert "0 files missing" in town.tinhso("check")


def parent(pid: int) -> int:
    try:
        return processes.parent(pid)
    except OSError:
        return 0
