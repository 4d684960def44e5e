"""The command `tinhso`: what an administrator does from a terminal."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tinhso.runtime import keys, up
from tinhso.runtime.binaries import DatabaseError
from tinhso.runtime.database import Database, opened
from tinhso.runtime.home import PACKAGE, find_home
from tinhso.runtime.roles import RoleError
from tinhso.runtime.state import ModeError, State

WORKERS, THREADS = 2, 4
EXPECTED = (up.UpError, DatabaseError, RoleError, keys.KeysError, ModeError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it did what it says."""
    chosen = parser().parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except EXPECTED as error:
        print(f"tinhso: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def parser() -> argparse.ArgumentParser:
    """Return the grammar of all commands."""
    top = argparse.ArgumentParser(prog="tinhso", description="Tỉnh Số runs a province.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    start = commands.add_parser("up", help="start everything; Ctrl-C stops it")
    start.add_argument("--port", type=int, default=8000)
    start.add_argument("--host", default="127.0.0.1", help="127.0.0.1: this machine alone")
    mode = start.add_mutually_exclusive_group()
    mode.add_argument("--demonstration", dest="mode", action="store_const", const="demonstration")
    mode.add_argument("--production", dest="mode", action="store_const", const="production")
    start.set_defaults(run=run_up)
    return top


def province() -> Path:
    """Return the folder of the province: TINHSO_PROVINCE, else Thái Nguyên's.

    Raises UpError when it holds none.
    """
    folder = Path(os.environ.get("TINHSO_PROVINCE") or PACKAGE / "provinces" / "thai_nguyen")
    if not (folder / "province.yaml").is_file():
        raise up.UpError(
            f"{folder} is no province's folder: it has no province.yaml. "
            "TINHSO_PROVINCE names the folder; provinces/example shows how one is made."
        )
    return folder.resolve()


def web_server(host: str, port: int) -> list[str]:
    """Return the command of the web server."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--no-ws"),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
        "tinhso.config.wsgi:application",
    ]


def run_up(chosen: argparse.Namespace) -> int:
    """Start everything and stay until interrupted."""
    plan = up.Plan(
        home=find_home(),
        province=province(),
        sources=[PACKAGE, province()],
        prepare=[sys.executable, "-m", "tinhso.config.preparation"],
        serve=web_server(chosen.host, chosen.port),
        work=[sys.executable, "-m", "tinhso.config.worker"],
        host=chosen.host,
        port=chosen.port,
        mode=chosen.mode,
    )

    def greet(state: State) -> None:
        print(f"\n  Tỉnh Số: {plan.address}\n", flush=True)
        if sign_ins := state.values.get("sign_ins"):
            print(sign_ins, flush=True)
        print("  Ctrl-C stops it.", flush=True)

    up.run(plan, say=lambda line: print(line, flush=True), greet=greet)
    return 0


@contextmanager
def django_ready(*, as_owner: bool = False) -> Iterator[Database]:
    """Set Django up on the deployment's database, starting it for as long as needed."""
    home = find_home().make()
    held = keys.read_or_make(home.secrets)
    with opened(home, held) as database:
        state = State(database.owner)
        state.check_keys(held, home.secrets)
        mode = state.settle_mode(None)
        os.environ |= {
            **held.environment(),
            "DATABASE_URL": database.owner if as_owner else database.application,
            "TINHSO_PROVINCE": str(province()),
            "TINHSO_VAR": str(home.folder),
            "TINHSO_DEMONSTRATION": "1" if mode == "demonstration" else "0",
            "DJANGO_SETTINGS_MODULE": "tinhso.config.settings",
        }
        import django
        from django.db import connection

        django.setup()
        try:
            yield database
        finally:
            connection.close()
            connection.close_pool()


if __name__ == "__main__":
    sys.exit(main())
