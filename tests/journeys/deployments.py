"""Starting the product as a newcomer would: `tinhso up`, its address and the sign-ins it prints."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
SIGN_IN = re.compile(r"^\s+(?P<name>demo\.\S+)\s+(?P<password>\S+)\s+TOTP (?P<totp>[A-Z2-7]+)")


@dataclass(frozen=True)
class SignIn:
    """What a visitor types to sign in: password, and the base32 secret of the second factor."""

    password: str
    totp_secret: str


@dataclass(frozen=True)
class Deployment:
    """A running product: its address without a slash, and its sign-ins by user name."""

    address: str
    sign_ins: Mapping[str, SignIn]


@contextmanager
def started(
    province: Path | None = None, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Deployment]:
    """Start the product in a folder of its own, for a province's folder or the one that ships.

    `settings` are more words of its environment: gateways, say.
    """
    folder = Path(tempfile.mkdtemp(prefix="tinhso-journey-", dir="/var/tmp"))
    folder.chmod(0o755)  # PostgreSQL's account passes through it
    port = free_port()
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("TINHSO_", "DATABASE_"))
    }
    environment |= {"TINHSO_VAR": str(folder), "PYTHONUNBUFFERED": "1", **settings}
    if province is not None:
        environment["TINHSO_PROVINCE"] = str(province)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "tinhso.cli", "up", "--port", str(port)],
        cwd=ROOT / "src",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
        else:
            pytest.fail("tinhso up ended before it was up:\n" + "".join(said))
        yield Deployment(f"http://127.0.0.1:{port}", read_sign_ins(said))
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def running() -> Deployment | None:
    """Give the deployment of TINHSO_JOURNEY_ADDRESS, which runs from TINHSO_JOURNEY_VAR.

    For whoever writes journeys: starting takes longer than walking. None when it isn't set.
    """
    address = os.environ.get("TINHSO_JOURNEY_ADDRESS")
    if address is None:
        return None
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("TINHSO_", "DATABASE_", "DJANGO_"))
    }
    said = subprocess.run(
        [sys.executable, "-m", "tinhso.cli", "sign-ins"],
        cwd=ROOT / "src",
        env=environment | {"TINHSO_VAR": os.environ["TINHSO_JOURNEY_VAR"]},
        check=True,
        capture_output=True,
        text=True,
    )
    return Deployment(address.rstrip("/"), read_sign_ins(said.stdout.splitlines()))


def read_sign_ins(lines: list[str]) -> dict[str, SignIn]:
    """Return the sign-ins among the lines that `tinhso up` printed."""
    found = filter(None, map(SIGN_IN.match, lines))
    return {one["name"]: SignIn(one["password"], one["totp"]) for one in found}
