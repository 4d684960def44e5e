"""`make test`: linters, types, boundaries, then the tests on PostgreSQL 18 and on Debian's 15.

As root what is missing is installed from Debian (Chromium for the journeys, PostgreSQL 15 for the
second pass, Exim and Dovecot for mail); without root it is left out, and that is said.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from ctypes.util import find_library
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
DEBIAN_POSTGRES = Path("/usr/lib/postgresql/15/bin/postgres")
EXIM, DOVECOT = Path("/usr/sbin/exim4"), Path("/usr/lib/dovecot/imap")
# Beside the rooms' own: what roles may do and what migrations make differs between versions.
OF_THE_DATABASE = [
    "tests/test_application_role.py",
    "tests/test_migrations.py",
    "tests/test_open_side.py",
]
CODE = ["src", "tests", "bench", "conftest.py", "hatch_build.py", "docs"]


def run(*command: str, env: dict[str, str] | None = None, said_after: bool = False) -> bool:
    """Run a command from the root of the checkout; say whether it succeeded.

    With `said_after` its words come when it has ended, so that they don't mix with another's.
    """
    title = f"\n== {' '.join(command)}"
    if not said_after:
        print(title, flush=True)
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        check=False,
        stdout=subprocess.PIPE if said_after else None,
        stderr=subprocess.STDOUT if said_after else None,
        text=True,
    )
    if said_after:
        print(f"{title}\n{done.stdout}", flush=True)
    return done.returncode == 0


def tool(name: str) -> str:
    """Return the path of a development tool in the project's environment."""
    return str(BIN / name)


def lint() -> bool:
    """Format, style, types and boundaries."""
    checks = [
        (tool("ruff"), "format", "--check", *CODE),
        (tool("ruff"), "check", *CODE),
        (tool("lint-imports"), "--no-cache"),
        (tool("mypy"), "src", "tests", "bench"),
    ]
    placeholders = {
        "DATABASE_URL": "postgresql:///none",
        "TINHSO_SECRET_KEY": "mypy",
        "TINHSO_LEDGER_KEY": "mypy",
        "TINHSO_KEYRING": "mypy",
    }
    results = [run(*check, env=placeholders) for check in checks]
    return all(results)


def install_from_debian() -> None:
    """Install what the tests start where we may; elsewhere they say what they leave out."""
    wanted = []
    if not shutil.which("chromium"):
        wanted.append("chromium")
    if not DEBIAN_POSTGRES.exists():
        wanted.append("postgresql-15")
    if find_library("atomic") is None:  # the browser's driver is linked with it
        wanted.append("libatomic1")
    if not EXIM.exists():
        wanted.append("exim4-daemon-light")
    if not DOVECOT.exists():
        wanted.append("dovecot-imapd")
    if not wanted or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    # In runlevel 1 Debian starts no service: the tests start their own, from folders of their own.
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    run("apt-get", "update", "-qq", env=quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted]
    print(f"\n== {' '.join(command)}", flush=True)
    subprocess.run(command, env={**os.environ, **quiet}, check=False, stdout=subprocess.DEVNULL)


def on_every_processor() -> bool:
    """Run the tests of rooms and systems, as many at a time as there are processors."""
    processes = str(os.cpu_count() or 1)
    return run(tool("pytest"), "-n", processes, "-m", "not journey and not faults")


def on_debian_postgres() -> bool:
    """Run once more what the database could change, on Debian's PostgreSQL 15."""
    if not DEBIAN_POSTGRES.exists():
        print("left out: the second pass on PostgreSQL 15 (Debian's postgresql-15 is not here)")
        return True
    return run(
        tool("pytest"),
        "src",
        *OF_THE_DATABASE,
        "--on-database",
        "-m",
        "not journey and not faults",
        env={"POSTGRES_BINARIES": str(DEBIAN_POSTGRES.parent)},
        said_after=True,
    )


def faults() -> bool:
    """Kill real processes."""
    return run(tool("pytest"), "-m", "faults", said_after=True)


def main() -> int:
    """Run everything; the exit code tells whether all of it passed."""
    passed = lint()
    if sys.argv[1:] == ["--lint"]:
        return not passed
    install_from_debian()
    if not shutil.which("chromium"):
        print("left out: browser journeys (Chromium is not here; as root it is installed)")
    if not (EXIM.exists() and DOVECOT.exists()):
        print("left out: mail over real servers (Debian's Exim and Dovecot are not here)")
    passed = on_every_processor() and passed
    # Browsers mostly wait: the rest runs beside them.
    with ThreadPoolExecutor(max_workers=1) as beside:
        others = beside.submit(lambda: [on_debian_postgres(), faults()])
        passed = run(tool("pytest"), "-m", "journey") and passed
        return not (all(others.result()) and passed)


if __name__ == "__main__":
    sys.exit(main())
