"""A flood day: how long officers wait for their pages while a province reports.

Usage: python bench/flood.py [--minutes 5] [--an-hour 5000] [--clients 500] [--cases 20000]

Starts a province of its own in production as `tinhso up` does, with a provider of SMS beside it,
fills it with cases (`reports.py`) and followers of notices, and lets officers work (`desks.py`):
first on a quiet day, then while so many clients, each with a connection kept open from an address
of its own, send reports by the page, Open311 and SMS at random moments. In the middle an operator
warns everybody who follows. Fails when a report that was acknowledged is not there at the end, or
is there twice, or an officer's page was refused.

Figures and what stands behind them: README.md.
"""

import argparse
import asyncio
import contextlib
import hashlib
import hmac
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg

import effort
from browsing import Browser
from desks import Desks, sit
from intake import free_port, wait_for
from tinhso.cli.deployment import django_on, environment
from tinhso.runtime import keys
from tinhso.runtime.home import Home
from tinhso.runtime.postgres import SUPERUSER, Server
from visitors import addresses, words

AIM_MS = 300
OPERATORS, OFFICERS = 6, 10
FOLLOWERS = 500
QUIET = 0.25  # the share of the time in which nobody reports
WAYS = {"page": 70, "open311": 15, "sms": 15}
SHARED = "between the provider and the house"
NAME = "phường Tích Lương"
HEAVY, LIGHT = "so-xay-dung", "05443"


@dataclass
class Crowd:
    """What citizens were promised, and how long each waited in seconds."""

    marks: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    ways: Counter[str] = field(default_factory=Counter)


@dataclass
class Provider:
    """Who takes SMS: when each letter of a notice came."""

    url: str = ""
    letters: list[tuple[float, str]] = field(default_factory=list)


def main() -> int:
    """Run the bench and print its figures, the ratio last; 1 when something was lost."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    arguments.add_argument("--minutes", type=float, default=5)
    arguments.add_argument("--an-hour", type=float, default=5000)
    arguments.add_argument("--clients", type=int, default=500)
    arguments.add_argument("--cases", type=int, default=20_000)
    asked = arguments.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="tinhso-bench-", dir="/var/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        provider = stack.enter_context(provider_of_sms())
        port = stack.enter_context(house(folder, provider))
        home = Home(folder)
        settings = environment(home, keys.read_or_make(home.secrets), "production")
        server = Server(home.cluster)
        stack.enter_context(django_on(server.dsn(user=SUPERUSER), settings))
        cookies, place = furnish(server, asked.cases)
        return asyncio.run(measure(asked, folder, port, cookies, place, provider))


async def measure(
    asked: argparse.Namespace,
    folder: Path,
    port: int,
    cookies: list[str],
    place: str,
    provider: Provider,
) -> int:
    """Let a quiet time and a flood pass; print what came of them."""
    sources = addresses()
    officers = [Browser(port, next(sources), {"sessionid": cookie}) for cookie in cookies]
    clients = [Browser(port, next(sources)) for _ in range(asked.clients)]
    for one in clients:
        await one.open()
    warm, quiet, flood, crowd = Desks(), Desks(), Desks(), Crowd()
    await work(warm, officers, 10.0)
    calm, seconds = 60 * asked.minutes * QUIET, 60 * asked.minutes * (1 - QUIET)
    used = [effort.spent(folder)]
    await work(quiet, officers, calm)
    used.append(effort.spent(folder))
    async with asyncio.TaskGroup() as group:
        group.create_task(work(flood, officers, seconds))
        group.create_task(pour(crowd, clients, asked.an_hour / 3600, seconds, place))
        warned = group.create_task(warn(seconds / 2))
    used.append(effort.spent(folder))
    tail_quiet, tail = told("quiet", quiet), told("flood", flood)
    print(f"quiet: {effort.described(used[0], used[1], calm)}")
    print(f"flood: {effort.described(used[1], used[2], seconds)}")
    waits = sorted(crowd.waits)
    print(f"{len(waits):,} reports {dict(crowd.ways)}: {percentiles(waits)} until acknowledged")
    await asyncio.to_thread(spread, provider, warned.result())
    lost = await asyncio.to_thread(compared, crowd, Server(Home(folder).cluster))
    load = os.getloadavg()
    print(f"load of this machine {load[0]:.1f} over a minute, {load[2]:.1f} over 15")
    for problem, times in Counter(quiet.wrong + flood.wrong).most_common(5):
        print(f"refused {times} times: {problem}")
    print(f"p95 of officers' pages {tail:.0f} ms (aim: under {AIM_MS})")
    print(f"ratio {tail / tail_quiet:.2f} (p95 of officers' pages in the flood / on a quiet day)")
    return 1 if lost or quiet.wrong or flood.wrong else 0


async def work(desks: Desks, officers: list[Browser], seconds: float) -> None:
    """Let all officers work for so long."""
    until = time.perf_counter() + seconds
    async with asyncio.TaskGroup() as group:
        for place, one in enumerate(officers):
            group.create_task(sit(desks, one, random.Random(place), until))


async def pour(
    crowd: Crowd,
    clients: list[Browser],
    a_second: float,
    seconds: float,
    place: str,
) -> None:
    """Let reports come at random moments, each by a client that isn't busy."""
    chance, until = random.Random(2026), time.perf_counter() + seconds
    idle = list(clients)
    async with asyncio.TaskGroup() as group:
        while time.perf_counter() < until:
            await asyncio.sleep(chance.expovariate(a_second))
            if not idle:
                raise RuntimeError("every client is still waiting for an answer")
            one = idle.pop(chance.randrange(len(idle)))
            group.create_task(report(crowd, one, chance, place)).add_done_callback(
                lambda _, one=one: idle.append(one)  # type: ignore[misc]  # a default binds it
            )


async def report(crowd: Crowd, client: Browser, chance: random.Random, place: str) -> None:
    """Send one report as a citizen, an application or a provider does."""
    (way,) = chance.choices(list(WAYS), list(WAYS.values()))
    mark = f"zq{uuid.uuid4().hex[:16]}"
    text = f"{words(chance)} Nước ngập ở {NAME}, {mark}."
    if way == "page":
        form = await client.get("/reports/new/")
        fields = {"csrfmiddlewaretoken": form.token, "key": mark, "text": text, "place": place}
        started = time.perf_counter()
        page = await client.post("/reports/new/", fields)
        taken = page.status == 302
    elif way == "open311":
        fields = {"service_code": "flooding", "description": text, "address_id": place}
        started = time.perf_counter()
        page = await client.post("/open311/v2/requests.json", fields, {"Idempotency-Key": mark})
        taken = page.status in (200, 201)
    else:
        phone = f"09{chance.randrange(10**8):08d}"
        body = json.dumps({"id": mark, "from": phone, "text": text}).encode()
        signed = hmac.new(SHARED.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Signature": f"sha256={signed}"}
        started = time.perf_counter()
        page = await client.hand_in("/channels/sms/", body, headers)
        taken = page.status == 200
    crowd.waits.append(time.perf_counter() - started)
    if not taken:
        raise RuntimeError(f"{way} was not taken: {page.status} {page.body[:300]!r}")
    crowd.marks.append(mark)
    crowd.ways[way] += 1
    if way == "page":
        await client.get(page.location)


async def warn(after: float) -> tuple[str, float]:
    """Warn everybody who follows; return the notice's words and when it was given."""
    await asyncio.sleep(after)
    return await asyncio.to_thread(_warn)


def _warn() -> tuple[str, float]:
    from django.utils import timezone

    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.systems.hotline.notices import actions as notices

    now = timezone.now()
    title = "Nuoc dang len o cau Gia Bay"
    draft = notices.Draft("flood", title, "Khong di qua cau.", now + timedelta(hours=3))
    notices.give(draft, key=uuid.uuid4(), actor=LOADER, now=now)
    return title, time.perf_counter()


def spread(provider: Provider, warned: tuple[str, float]) -> None:
    """Wait until the notice reached everybody, and print how long that took."""
    title, given = warned
    until = time.perf_counter() + 120
    while True:
        came = sorted(at - given for at, text in list(provider.letters) if title in text)
        if len(came) >= FOLLOWERS or time.perf_counter() > until:
            break
        time.sleep(0.5)
    middle = came[len(came) // 2] if came else 0
    last = came[-1] if came else 0
    print(
        f"a notice reached {len(came):,} of {FOLLOWERS:,} phones: "
        f"half within {middle:.1f} s, the last after {last:.1f} s"
    )


def told(name: str, desks: Desks) -> float:
    """Print what officers waited for; return the 95th percentile of their pages, in ms."""
    for what, waits in sorted(desks.waits.items()):
        print(f"{name}, {what}: {len(waits):,} times, {percentiles(sorted(waits))}")
    pages = sorted(wait for waits in desks.waits.values() for wait in waits)
    print(f"{name}, all officers' pages: {percentiles(pages)}")
    return 1000 * share(pages, 95)


def percentiles(ordered: list[float]) -> str:
    """Return the median and the tail of ordered seconds as words."""
    return f"p50 {1000 * share(ordered, 50):.0f} ms, p95 {1000 * share(ordered, 95):.0f} ms"


def share(ordered: list[float], percent: int) -> float:
    """Return the value that so many of a hundred lie under; 0 of none."""
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0


def compared(crowd: Crowd, server: Server) -> int:
    """Print and return how many reports are not there, or there twice, once all were heard."""
    until = time.perf_counter() + 120
    with psycopg.connect(server.dsn(user=SUPERUSER), autocommit=True) as bare:
        while True:
            rows = bare.execute(
                "SELECT substring(form->>'text' from 'zq[0-9a-f]{16}'), count(*)"
                " FROM cases_case WHERE form->>'text' LIKE '%zq%' GROUP BY 1"
            ).fetchall()
            there = {mark: times for mark, times in rows if mark}
            lost = set(crowd.marks) - set(there)
            if not lost or time.perf_counter() > until:
                break
            time.sleep(1)
    twice: int = sum(times > 1 for times in there.values())
    print(f"{len(crowd.marks):,} acknowledged, {len(lost)} lost, {twice} twice")
    return len(lost) + twice


@contextlib.contextmanager
def house(folder: Path, provider: Provider) -> Iterator[int]:
    """Run a province in production with its provider of SMS; give its port."""
    port = free_port()
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "TINHSO_"))}
    clean |= {
        "TINHSO_VAR": str(folder),
        "TINHSO_SMS_HTTP": provider.url,
        "TINHSO_SMS_SECRET": SHARED,
    }
    with (folder / "up.log").open("wb") as log:
        up = subprocess.Popen(
            [sys.executable, "-m", "tinhso.cli", "up", "--production", "--port", str(port)],
            env=clean,
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(port, "/reports/new/", up, folder / "up.log")
        yield port
    finally:
        up.send_signal(signal.SIGINT)
        up.wait()


def furnish(server: Server, cases: int) -> tuple[list[str], str]:
    """Fill the house with cases, officers and followers; return officers' sessions, a commune."""
    from django.utils import timezone

    from reports import fill
    from scene import DESK, people_and_ground
    from tinhso.kernel.messages.contracts import SMS
    from tinhso.kernel.units import queries as units
    from tinhso.systems.hotline.notices import sealed
    from tinhso.systems.hotline.notices.models import Subscription, new_id

    ground, _ = people_and_ground(HEAVY, LIGHT)
    with psycopg.connect(server.dsn(user=SUPERUSER), autocommit=True) as bare:
        fill(bare, ground, 0, cases)
    now = timezone.now()
    for serial in range(FOLLOWERS):
        row, address = new_id(), f"+8498{serial:07d}"
        Subscription.objects.create(
            id=row,
            channel=SMS,
            address_index=sealed.index(SMS, address),
            sealed=sealed.seal(row, address),
            asked_at=now,
            confirmed_at=now,
        )
    day = timezone.localdate(now)
    desk, unit = units.by_code(DESK, day).pk, units.by_code(HEAVY, day).pk
    who = [(f"operator-{n}", desk, "operator") for n in range(OPERATORS)]
    who += [(f"officer-{n}", unit, "officer") for n in range(OFFICERS)]
    place = next(one.code for one in units.communes(day) if "Tích Lương" in one.name_vi)
    return [session(*one) for one in who], place


def session(name: str, unit: int, role: str) -> str:
    """Open an account with a post, signed in; return its session."""
    from allauth.mfa.models import Authenticator
    from django.test import Client
    from django.utils import timezone

    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.kernel.people import actions as people

    now = timezone.now()
    account = people.open_account(name, actor=LOADER, now=now)
    since = timezone.localdate(now)
    people.appoint(account.pk, unit, role, since=since, reason="-", actor=LOADER, now=now)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": ""})
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


@contextlib.contextmanager
def provider_of_sms() -> Iterator[Provider]:
    """Start a provider that takes every message at once."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            held = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            provider.letters.append((time.perf_counter(), held["text"]))
            answer = json.dumps({"id": held["reference"]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}/send"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
