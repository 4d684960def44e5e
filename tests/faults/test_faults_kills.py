"""Kill -9 at random moments, while citizens file by every way in and are answered.

Nothing acknowledged is lost, nothing is doubled. TINHSO_KILLS says how many (60); SEED draws the
same victims and reports again. What is drawn stands in `filing.py`, who they talk to in
`outside.py`.
"""

import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from tests.faults.filing import Citizens
from tests.faults.outside import Outside, outside
from tests.faults.ways import House, Report, slow_hooks
from tests.ports import free_port
from tinhso.gateways.tests.mailhouse import MISSING
from tinhso.runtime import processes
from tinhso.runtime.home import Home
from tinhso.runtime.postgres import Server
from tinhso.runtime.up import MARK

KILLS = int(os.environ.get("TINHSO_KILLS", "60"))
MEAN_PAUSE = 0.5
CITIZENS = 8
LEAST_REPORTS = 100
SLOW_HOOKS = 100
WITHIN = 60.0
SETTLED = 180.0
MOST_STILL = 3
MARK_OF = re.compile(r"zq\d+x\d+x[0-9a-f]{8}")
ATTACHED: LiteralString = "SELECT id, file, thumbnail FROM documents_attachment"
BARE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("DATABASE_", "TINHSO_", "DJANGO_"))
}
pytestmark = [
    pytest.mark.faults,
    pytest.mark.enable_socket,
    pytest.mark.timeout(600 + 6 * KILLS),
    pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)}: not here"),
]
# After their death everybody waits; the next one dies once reports are acknowledged again. A house
# that starts anew takes as long as fifty others: more kills don't mean more of these.
RARE = min(1.0, 200 / KILLS)
PILLARS = {"postgres": 4 * RARE, "server": 3 * RARE, "supervisor": 3 * RARE}
# What dies how often, in a hundred. A backend takes all of PostgreSQL's other backends with it.
VICTIMS = {"backend": 55.0, "server process": 25.0, "worker": 10.0} | PILLARS


def provider_is_down(killed: int) -> bool:
    """Return whether the provider of SMS takes nothing at this point of the run."""
    return KILLS // 3 <= killed < KILLS // 2


class Town:
    """The real product, with a supervisor that is started again whenever it was killed."""

    def __init__(self, folder: Path, port: int, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.data = folder / "postgres" / "data"
        self.port = port
        self.environment = {**BARE, **settings, "TINHSO_VAR": str(folder)}
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

    def gave_up(self) -> bool:
        """Start the supervisor again where it ended by itself; return whether it had."""
        if self.process.poll() is None:
            return False
        self.process = self._start()
        return True

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
        found = self.ask(
            "SELECT code FROM units_unit WHERE kind = 'commune' AND valid_to IS NULL"
            " AND name_vi LIKE '%Tích Lương'"
        )
        return str(found[0][0])

    def ask(self, question: LiteralString) -> list[tuple[Any, ...]]:
        with psycopg.connect(Server(self.folder / "postgres").dsn()) as connection:
            return connection.execute(question).fetchall()

    def do(self, order: LiteralString) -> None:
        with psycopg.connect(Server(self.folder / "postgres").dsn()) as connection:
            connection.execute(order)

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
def seed() -> int:
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    print(f"\nseed: SEED={seed}")
    return seed


@pytest.fixture
def world(seed: int) -> Iterator[Outside]:
    with outside(seed) as world:
        yield world


@pytest.fixture
def town(house: Path, world: Outside) -> Iterator[Town]:
    town = Town(house, free_port(), world.settings)
    try:
        town.until_up()
        yield town
    finally:
        town.stop()


def test_nothing_acknowledged_is_lost_or_doubled_whoever_is_killed(
    town: Town, world: Outside, seed: int
) -> None:
    chance = random.Random(seed)
    kills = dict.fromkeys(VICTIMS, 0)
    stood_still = 0
    house = House(town.port, world.mails.smtp, town.a_commune())
    provider = world.provider
    with Citizens(house, many=CITIZENS, seed=seed, got=provider.delivered) as citizens:
        # Zalo's first renewal can't be made twice (it is theirs): it is over before anybody dies.
        with slow_hooks(town.port, SLOW_HOOKS):
            assert citizens.await_a_promise(WITHIN)
            assert await_that(lambda: world.zalo.sent or citizens.refused, WITHIN)
        while (killed := sum(kills.values())) < KILLS:
            (provider.down.set if provider_is_down(killed) else provider.down.clear)()
            time.sleep(chance.expovariate(1 / MEAN_PAUSE))
            (victim,) = chance.choices(list(VICTIMS), list(VICTIMS.values()))
            died = town.kill(victim, chance)
            kills[victim] += died
            # Hit while it started, it may have given up: a service manager would see that too.
            waits = (died and victim in PILLARS) or town.gave_up()
            if waits and not citizens.await_a_promise(WITHIN):
                # Whoever tends the house starts it again; nothing promised may be lost by it.
                stood_still += 1
                print("it stood still; its last words:\n" + town.last_words())
                assert stood_still <= MOST_STILL * (1 + KILLS // 200)
                town.kill("supervisor", chance)
            assert not citizens.refused, citizens.refused
            if killed % 100 == 0 and died:
                print(f"{killed} killed, {len(citizens.promised)} acknowledged", flush=True)
        # However slow the machine is, enough is filed to tell by.
        while len(kept_promises(citizens.promised)) < LEAST_REPORTS:
            assert citizens.await_a_promise(WITHIN)
            assert not citizens.refused, citizens.refused
    assert not citizens.refused, citizens.refused
    promises = kept_promises(citizens.promised)
    print(f"killed {kills}; acknowledged {dict(Counter(r.way for r in promises))}")
    print(
        f"sent again {dict(citizens.repeated)}; the provider refused {provider.turned_away} times"
    )
    print(f"stood still {stood_still} times")
    assert provider.turned_away
    begun = time.monotonic()
    settle(town, world, promises)
    citizens.confirm_letters()
    print(f"all told within {time.monotonic() - begun:.0f} s")

    every_report_is_there_once(town, promises)
    every_message_has_one_outcome(town, promises)
    every_letter_came(town, world, promises, citizens.confirmed)
    town.tinhso("ledger", "seal")
    assert "The log is whole" in town.tinhso("ledger", "verify")
    assert "0 files missing" in town.tinhso("check")


def kept_promises(promised: list[tuple[Report, str]]) -> dict[Report, str]:
    """Return the number that each report was promised; a repeat is promised the same."""
    numbers: dict[Report, str] = {}
    for report, number in promised:
        assert numbers.setdefault(report, number) == number
    return numbers


def settle(town: Town, world: Outside, promises: dict[Report, str]) -> None:
    """Wait until every reporter was told; the waits and leases of those who died are cut short."""

    def all_told() -> bool:
        town.do("UPDATE post_message SET due_at = now() WHERE status = 'queued' AND due_at > now()")
        town.do("UPDATE post_incoming SET due_at = now() WHERE status = 'waiting'")
        return not untold(world, promises)

    if not await_that(all_told, SETTLED, every=3.0):
        waiting = town.ask(
            "SELECT channel, status, error, count(*) FROM post_message GROUP BY 1,2,3"
        )
        heard = town.ask(
            "SELECT channel, status, outcome, count(*) FROM post_incoming GROUP BY 1,2,3"
        )
        raise AssertionError((untold(world, promises)[:10], waiting, heard, town.last_words()))


def untold(world: Outside, promises: dict[Report, str]) -> list[Report]:
    """Return the reports whose reporter has no letter yet."""
    letters = world.letters()
    return [r for r in promises if r.reached_by and not letters.get(r.name)]


def mark_of(text: str) -> str:
    """Return the word by which a report is known again."""
    found = MARK_OF.search(text)
    assert found, text
    return found[0]


def every_report_is_there_once(town: Town, promises: dict[Report, str]) -> None:
    """Compare the cases with what was promised: words, number, photographs, nothing besides."""
    rows = town.ask("SELECT number, form->>'text', form->'photos' FROM cases_case")
    found = {}
    for number, text, photos in rows:
        mark = mark_of(text)
        assert mark not in found, f"filed twice: {mark}"
        found[mark] = (number, photos or [])
    marks = {report.mark for report in promises}
    assert marks <= set(found), f"lost: {marks - set(found)}"
    assert set(found) <= marks, f"never acknowledged: {set(found) - marks}"
    attached = {str(row[0]): row[1:] for row in town.ask(ATTACHED)}
    for report, number in promises.items():
        there, photos = found[report.mark]
        assert number in ("", there), report.mark
        assert len(photos) == len(report.photos), report.mark
        for name in (name for photo in photos for name in attached[photo]):
            path = town.folder / "evidence" / name
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem


def every_message_has_one_outcome(town: Town, promises: dict[Report, str]) -> None:
    """Each message that was taken is stored once and became a report of its own."""
    rows = town.ask("SELECT channel, status, outcome, about FROM post_incoming")
    assert {row[1:3] for row in rows} == {("handled", "filed")}
    assert len({about for *_, about in rows}) == len(rows)
    came = Counter(report.way for report in promises if report.way in {"sms", "zalo", "email"})
    assert Counter(row[0] for row in rows) == came


def every_letter_came(
    town: Town, world: Outside, promises: dict[Report, str], confirmed: set[str]
) -> None:
    """Each letter came to who it is for, a repeat as a repeat; receipts are kept."""
    rows = town.ask("SELECT number, form->>'text' FROM cases_case")
    numbers = {mark_of(text): number for number, text in rows}
    letters = world.letters()
    for report in promises:
        if not report.reached_by:
            continue
        got = letters[report.name]
        assert len({letter.reference for letter in got}) == 1, got
        assert numbers[report.mark] in got[0].body, got
    assert len(letters) == sum(bool(report.reached_by) for report in promises)
    # Of a repeat the provider's last answer may bear another id: one of its receipts counts.
    sent = town.ask("SELECT provider_ref, status FROM post_message WHERE channel = 'sms'")
    assert {status for ref, status in sent if ref in confirmed} == {"delivered"}


def await_that(true: Callable[[], object], within: float, *, every: float = 0.1) -> bool:
    """Return whether something becomes true within these seconds."""
    until = time.monotonic() + within
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(every)
    return True


def parent(pid: int) -> int:
    try:
        return processes.parent(pid)
    except OSError:
        return 0
