"""How many reports a second are taken in for good, beside what PostgreSQL and a peer can.

Usage: python bench/intake.py [--clients 64] [--seconds 20] [--rounds 3] [--no-peer]

Starts a province of its own in production as `tinhso up` does (a durable PostgreSQL, two workers,
the worker that seals the ledger) and lets visitors file at its public address: a
page fetched for its token, then a form posted, text without a photo. In each round the product,
the limit (`rows.py`) and django-helpdesk (`peer.py`) run one after the other on the same server.
Fails when a report was acknowledged that is not in the database, or is there without having been.

Figures and what stands behind them: README.md.
"""

import argparse
import contextlib
import functools
import os
import random
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.request import urlopen

import psycopg

import peer
import rows
from tinhso.cli.running import THREADS, WORKERS
from tinhso.runtime.home import Home
from tinhso.runtime.postgres import DATABASE, SUPERUSER, Server
from visitors import Intake, Site, addresses, visit, words

WARM_UP = 3.0
PATIENCE = 300.0
TARGET_LIMIT, TARGET_PEER, TARGET_P99 = 0.25, 5, 300
COMMUNE = re.compile(rb'"(\d{5})"')
KEY = re.compile(rb'name="key" value="([0-9a-f]{32})"')
QUEUE = re.compile(rb'<option value="(\d+)"')


def main() -> int:
    """Run the bench and print its figures, the ratio last; 1 when a report was lost."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    arguments.add_argument("--clients", type=int, default=64)
    arguments.add_argument("--seconds", type=float, default=20)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--no-peer", dest="peer", action="store_false")
    asked = arguments.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="tinhso-bench-", dir="/var/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        server = Server(Home(folder).cluster)
        sites = {"product": stack.enter_context(product(folder))}
        if asked.peer:
            sites["peer"] = stack.enter_context(helpdesk(folder, server))
        return measure(sites, server, asked)


def measure(sites: Mapping[str, Site], server: Server, asked: argparse.Namespace) -> int:
    """Run the rounds and print what came of them."""
    dsn = server.dsn(user=SUPERUSER)
    sources = addresses()
    found: dict[str, list[Intake]] = {name: [] for name in sites}
    limits: list[float] = []
    for name, site in sites.items():
        found[name].append(visit(site, sources, clients=asked.clients, seconds=WARM_UP))
    number = found["product"][0].names[0]
    for turn in range(1, asked.rounds + 1):
        for name, site in sites.items():
            intake = visit(site, sources, clients=asked.clients, seconds=asked.seconds)
            found[name].append(intake)
            print(f"round {turn}, {described(name, intake)}", flush=True)
        limits.append(rows.rate(dsn, number, seconds=asked.seconds / 2))
        print(f"round {turn}, limit: {limits[-1]:,.0f} filings/s as bare rows", flush=True)
    lost = compared(found, server)
    intakes = {name: joined(several[1:]) for name, several in found.items()}
    for name, intake in intakes.items():
        print(described(name, intake))
    limit = sum(limits) / len(limits)
    rate = intakes["product"].rate
    print(f"p99 {intakes['product'].percentile(99):.0f} ms (aim: under {TARGET_P99})")
    if "peer" in intakes:
        times = rate / intakes["peer"].rate
        print(f"{times:.1f} times django-helpdesk (aim: {TARGET_PEER})")
    print(f"ratio {rate / limit:.2f} (reports/s / bare rows of the same; aim: {TARGET_LIMIT})")
    return 1 if lost else 0


def described(name: str, intake: Intake) -> str:
    """Return one line about what was taken in."""
    return (
        f"{name}: {intake.rate:,.0f} reports/s, p50 {intake.percentile(50):.0f} ms, "
        f"p99 {intake.percentile(99):.0f} ms"
    )


def joined(intakes: list[Intake]) -> Intake:
    """Return several rounds as one."""
    return Intake(
        [name for one in intakes for name in one.names],
        [wait for one in intakes for wait in one.waits],
        sum(one.seconds for one in intakes),
    )


def compared(found: Mapping[str, list[Intake]], server: Server) -> int:
    """Print and return how many reports are acknowledged and not kept, or kept and not so."""
    kept = {
        "product": (DATABASE, "SELECT number FROM cases_case"),
        "peer": (peer.DATABASE, "SELECT id::text FROM helpdesk_ticket"),
    }
    wrong = 0
    for name, intakes in found.items():
        database, query = kept[name]
        with psycopg.connect(server.dsn(database, user=SUPERUSER)) as connection:
            in_database = {row[0] for row in connection.execute(query)}
        acknowledged = joined(intakes).names
        difference = (
            len(set(acknowledged) ^ in_database) + len(acknowledged) - len(set(acknowledged))
        )
        print(f"{name}: {len(acknowledged):,} acknowledged, {len(in_database):,} in the database")
        wrong += difference
    return wrong


@contextlib.contextmanager
def product(folder: Path) -> Iterator[Site]:
    """Run a province in production, the way anybody starts one."""
    port = free_port()
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "TINHSO_"))
    }
    with (folder / "up.log").open("wb") as log:
        up = subprocess.Popen(
            [sys.executable, "-m", "tinhso.cli", "up", "--production", "--port", str(port)],
            env=environment | {"TINHSO_VAR": str(folder)},
            stdout=log,
            stderr=log,
        )
    with ended(up):
        wait_for(port, "/reports/new/", up, folder / "up.log")
        with urlopen(f"http://127.0.0.1:{port}/places/communes.geojson") as answer:
            communes = [code.decode() for code in COMMUNE.findall(answer.read())]
        assert len(communes) > 50, "the province has no communes"
        form = functools.partial(report_form, communes)
        yield Site(port, "/reports/new/", form, re.compile(rb"\b([A-Z]+-\d\d-[0-9A-Z]{6})\b"))


def report_form(communes: Sequence[str], page: bytes) -> Callable[[], dict[str, str]]:
    """Return a maker of filled-in reports, each under a key of its own."""
    assert KEY.search(page), "the form has no key"
    chance = random.Random(secrets.randbits(64))

    def filled() -> dict[str, str]:
        return {
            "key": uuid.uuid4().hex,
            "latitude": "",
            "longitude": "",
            "text": words(chance),
            "place": chance.choice(communes),
            "address": "",
            "name": "",
            "phone": "",
        }

    return filled


@contextlib.contextmanager
def helpdesk(folder: Path, server: Server) -> Iterator[Site]:
    """Run django-helpdesk on another database of the product's server."""
    with psycopg.connect(server.dsn("postgres", user=SUPERUSER), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {peer.DATABASE}")
    port = free_port()
    project = folder / "peer"
    process = peer.start(
        project,
        host=str(server.socket),
        user=SUPERUSER,
        port=port,
        workers=WORKERS,
        threads=THREADS,
    )
    with ended(process):
        wait_for(port, peer.FORM, process, project / "server.log")
        yield Site(port, peer.FORM, ticket_form, re.compile(rb"ticket=[a-z]+-(\d+)&"))


def ticket_form(page: bytes) -> Callable[[], dict[str, str]]:
    """Return a maker of filled-in tickets."""
    queues = [number.decode() for number in QUEUE.findall(page)]
    chance = random.Random(secrets.randbits(64))

    def filled() -> dict[str, str]:
        text = words(chance)
        return {
            "queue": queues[0],
            "title": text[:80],
            "body": text,
            "priority": "3",
            "due_date": "",
            "submitter_email": f"reporter{chance.randrange(10**6)}@example.org",
        }

    return filled


@contextlib.contextmanager
def ended(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """End a process, and what it has started, as Ctrl-C does."""
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, path: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return when a page is served; raise RuntimeError with the server's last words if not."""
    end = time.monotonic() + PATIENCE
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode()
    while time.monotonic() < end and process.poll() is None:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), 10) as connection,
        ):
            connection.sendall(request)
            if connection.recv(64).startswith(b"HTTP/1.1 200"):
                return
            break
        time.sleep(0.2)
    raise RuntimeError(f"{path} is not served:\n{log.read_text()[-2000:]}")


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
