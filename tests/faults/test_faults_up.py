"""`tinhso up` as its neighbours see it: started twice, interrupted, killed part by part."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from tests.ports import free_port
from tinhso.runtime import processes
from tinhso.runtime.home import Home
from tinhso.runtime.postgres import Server
from tinhso.runtime.up import MARK

pytestmark = pytest.mark.faults

STAND_IN = Path(__file__).with_name("stand_in.py")
WITHIN = 90.0
FORBIDDEN: tuple[LiteralString, ...] = (
    "UPDATE ledger_event SET id = 2",
    "DELETE FROM ledger_event",
    "TRUNCATE ledger_event",
    "ALTER TABLE ledger_event ADD COLUMN x int",
)
BARE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("DATABASE_", "TINHSO_", "DJANGO_"))
}


class House:
    """A running stand-in house."""

    def __init__(self, folder: Path, port: int, *mode: str) -> None:
        self.folder = folder
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, str(STAND_IN), str(folder), str(port), *mode],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env=BARE,
        )

    def until_up(self) -> "House":
        assert self.process.stdout is not None
        said = []
        for line in self.process.stdout:
            said.append(line)
            if line == "up\n":
                return self
        pytest.fail("it ended instead of coming up:\n" + "".join(said))

    def last_words(self) -> str:
        """Wait for its end and return what it said."""
        return self.process.communicate(timeout=WITHIN)[0]

    def part(self, words: str) -> int:
        """Return the process among its own whose command holds the words."""
        for pid in self.parts():
            if words in processes.command(pid):
                return pid
        pytest.fail(f"nothing runs {words}")

    def parts(self) -> list[int]:
        return processes.carrying(MARK, Home(self.folder).mark)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)
        try:
            connection.request("HEAD", "/")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """Kill the supervisor alone, as the kernel does when memory runs out."""
        with self.process:
            self.process.kill()

    def interrupt(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.last_words()


@pytest.fixture
def port() -> int:
    return free_port()


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)


def test_ctrl_c_stops_all_of_it(house: Path, port: int) -> None:
    running = House(house, port).until_up()
    assert running.parts()
    running.interrupt()
    assert running.process.returncode == 0
    assert running.parts() == []
    assert processes.working_in(house / "postgres" / "data", "postgres") == []


def test_a_second_start_prepares_nothing_until_the_province_changes(house: Path, port: int) -> None:
    House(house, port).until_up().interrupt()
    House(house, port).until_up().interrupt()
    assert (house / "prepared").read_text() == "1"
    (house / "province" / "province.yaml").write_text("code: '19'")
    House(house, port).until_up().interrupt()
    assert (house / "prepared").read_text() == "11"


def test_after_the_supervisor_is_killed_the_next_start_comes_up(house: Path, port: int) -> None:
    first = House(house, port).until_up()
    stuck = first.part("http.server")
    os.kill(stuck, signal.SIGSTOP)  # it keeps the port and can't heed its parent's death
    first.kill()
    second = House(house, port).until_up()
    assert second.answers()
    assert not processes.alive(stuck)
    second.interrupt()


@pytest.mark.parametrize("words", ["http.server", "time.sleep"])
def test_a_killed_part_is_started_again(house: Path, port: int, words: str) -> None:
    running = House(house, port).until_up()
    until(lambda: any("sleep" in processes.command(pid) for pid in running.parts()))
    killed = running.part(words)
    os.kill(killed, signal.SIGKILL)
    until(lambda: any(words in processes.command(pid) for pid in running.parts() if pid != killed))
    until(running.answers)
    running.interrupt()


def test_a_killed_database_is_started_again_with_what_leans_on_it(house: Path, port: int) -> None:
    running = House(house, port).until_up()
    data = house / "postgres" / "data"
    server = int((data / "postmaster.pid").read_text().split()[0])
    old = running.part("http.server")
    os.kill(server, signal.SIGKILL)
    until(
        lambda: any(
            "http.server" in processes.command(pid) for pid in running.parts() if pid != old
        )
    )
    until(running.answers)
    assert int((data / "postmaster.pid").read_text().split()[0]) != server
    running.interrupt()


def test_a_second_house_in_one_folder_says_so(house: Path, port: int) -> None:
    running = House(house, port).until_up()
    assert "already runs" in House(house, port).last_words()
    running.interrupt()


def test_a_taken_port_is_named_with_the_cure(house: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert f"tinhso up --port {port + 1}" in House(house, port).last_words()
    assert not (house / "postgres").exists()


def test_the_application_may_not_change_the_ledger(house: Path, port: int) -> None:
    running = House(house, port).until_up()
    server = Server(house / "postgres")
    with psycopg.connect(server.dsn(user="tinhso_app"), autocommit=True) as connection:
        for forbidden in FORBIDDEN:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)
    running.interrupt()


def test_other_keys_than_the_database_was_written_under_are_refused(house: Path, port: int) -> None:
    House(house, port).until_up().interrupt()
    (house / "secrets.json").unlink()
    assert "written under other keys" in House(house, port).last_words()


def test_a_demonstration_does_not_become_a_production(house: Path, port: int) -> None:
    House(house, port, "demonstration").until_up().interrupt()
    assert "holds a demonstration" in House(house, port, "production").last_words()


def test_the_secrets_are_for_us_alone(house: Path, port: int) -> None:
    House(house, port).until_up().interrupt()
    secrets = house / "secrets.json"
    assert secrets.stat().st_mode & 0o777 == 0o600
    held = json.loads(secrets.read_text())
    assert all(word not in (house / "log" / "server.log").read_text() for word in held.values())
