"""Starting the province, bringing its files in, and seeing to it."""

import argparse
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from tinhso.cli.deployment import (
    CommandError,
    application,
    deployment,
    environment,
    province,
)
from tinhso.runtime import up as house
from tinhso.runtime.home import PACKAGE, Home, find_home
from tinhso.runtime.state import State

# A form that comes in slowly holds a thread and nothing else: the database pool bounds the work.
WORKERS, THREADS = 2, 64
LATE = timedelta(minutes=1)
"""How long an event may wait to be sealed before `tinhso check` fails."""

PREPARATION = [sys.executable, "-m", "tinhso.config.preparation"]


def web_server(host: str, port: int) -> list[str]:
    """Return the command of the web server."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--no-ws"),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
        "tinhso.config.wsgi:application",
    ]


def up(chosen: argparse.Namespace) -> int:
    """Start everything and stay until interrupted."""
    plan = house.Plan(
        home=find_home(),
        province=province(),
        sources=[PACKAGE, province()],
        prepare=PREPARATION,
        serve=web_server(chosen.host, chosen.port),
        work=[sys.executable, "-m", "tinhso.config.worker"],
        host=chosen.host,
        port=chosen.port,
        mode=chosen.mode,
    )

    def greet(state: State) -> None:
        print(f"\n  Tỉnh Số: {plan.address}\n", flush=True)
        if state.mode == "demonstration":
            print(kept_sign_ins(plan.home, state), flush=True)
        print("  Ctrl-C stops it.", flush=True)

    house.run(plan, say=lambda line: print(line, flush=True), greet=greet)
    return 0


def kept_sign_ins(home: Home, state: State) -> str:
    """Return what `tinhso sign-ins` says, kept beside the secrets that it follows from.

    Asked again when the province was prepared anew: asking costs a second of every start.
    """
    kept, prepared = home.folder / "sign-ins", state.values.get("prepared", "")
    if kept.exists():
        when, _, words = kept.read_text(encoding="utf-8").partition("\n")
        if when == prepared:
            return words
    asked = [sys.executable, "-m", "tinhso.cli", "sign-ins"]
    words = subprocess.run(asked, check=True, text=True, stdout=subprocess.PIPE).stdout.rstrip()
    kept.touch(mode=0o600)
    kept.write_text(f"{prepared}\n{words}", encoding="utf-8")
    return words


def check(_: argparse.Namespace) -> int:
    """Print what is well and what isn't; 1 when something isn't."""
    with application():
        from django.utils import timezone

        from tinhso.kernel.documents.queries import missing_files
        from tinhso.kernel.ledger.queries import latest_head, sealing_lag

        missing = missing_files()
        lag = sealing_lag(timezone.now())
        head = latest_head()
        print(f"ledger: {head.size if head else 0} events sealed, {lag.waiting} waiting")
        if lag.age > LATE:
            print(f"  the oldest has waited {lag.age.total_seconds():.0f} s: does `tinhso up` run?")
        for holder in lag.holders:
            print(f"  held up by {holder.kind} {holder.name} in {holder.database}")
        print(f"evidence: {len(missing)} files missing")
        for name in missing:
            print(f"  {name}")
        return 1 if missing or lag.age > LATE else 0


def gateways(_: argparse.Namespace) -> int:
    """Log in at every gateway that is set, sending nothing; 1 when one can't be reached."""
    with application():
        from tinhso.config.carrying import checks
        from tinhso.kernel.messages import carriers
        from tinhso.kernel.messages.contracts import CHANNELS, Temporary

        failed = False
        for channel in CHANNELS:
            print(f"{channel}: {'carried' if carriers.of(channel) else 'no gateway is set'}")
        for setting, reach in checks().items():
            try:
                reach()
            except Temporary as error:
                failed = True
                print(f"{setting}: {error}")
            else:
                print(f"{setting}: reached")
        return int(failed)


def load(chosen: argparse.Namespace) -> int:
    """Bring tables and province up to date, or enter one document."""
    if chosen.what and not chosen.file:
        raise CommandError("Name the file: tinhso load document FILE")
    if chosen.file:
        return load_document(chosen.file)
    with deployment() as (home, held, database, state):
        done = subprocess.run(
            PREPARATION,
            env={
                **os.environ,
                **environment(home, held, state.mode),
                "DATABASE_URL": database.owner,
            },
            check=False,
        )
        if done.returncode == 0:
            database.grant()
            state.remember(prepared="by hand")  # `up` will see for itself
        return done.returncode


def load_document(path: Path) -> int:
    """Enter one file: text, markdown, HTML, Word or PDF; print what was noticed in reading it."""
    with application():
        from django.utils import timezone

        from tinhso.config.loading import LOADER
        from tinhso.kernel.declarations import DeclarationError
        from tinhso.kernel.documents.loading import load_document as enter

        try:
            document, outcome = enter(path, actor=LOADER, now=timezone.now())
        except DeclarationError as error:
            raise CommandError(str(error)) from None
        print(f"{document.code}: {outcome}")
        for note in document.told:
            print(f"  {note}")
        return 0


def createadmin(chosen: argparse.Namespace) -> int:
    """Open an administrator's account and print the address's code, which works once."""
    with application():
        from django.utils import timezone

        from tinhso.config.loading import LOADER
        from tinhso.kernel.people.actions import create_administrator
        from tinhso.kernel.units.queries import NoSuchUnitError, by_code

        now = timezone.now()
        today = timezone.localdate(now)
        try:
            unit = by_code(chosen.unit, today)
            account, code = create_administrator(
                chosen.username, unit.pk, since=today, actor=LOADER, now=now
            )
        except (NoSuchUnitError, ValueError) as error:
            raise CommandError(str(error)) from None
        print(f"{account.username}: sign in for the first time with the code {code}")
        return 0


def sign_ins(_: argparse.Namespace) -> int:
    """Print the accounts of a demonstration."""
    with application():
        from tinhso.kernel.people.demonstration import sign_ins_text

        print(sign_ins_text(), flush=True)
        return 0
