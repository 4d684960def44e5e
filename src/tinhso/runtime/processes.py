"""Child processes that don't outlive us, and the finding of those that did. Linux only."""

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1
AT_ONCE = ((signal.SIGKILL, 10.0),)
_libc = ctypes.CDLL(None, use_errno=True)


def dies_with_parent(signum: signal.Signals) -> Callable[[], None]:
    """Return a `preexec_fn` after which the kernel sends `signum` to the child when we die.

    It runs after `Popen(user=...)` has changed the account: that change clears the setting.
    """
    parent = os.getpid()

    def set_signal() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
        if os.getppid() != parent:  # it died between fork and prctl
            os._exit(1)

    return set_signal


def pids() -> Iterator[int]:
    """Yield the number of every live process that we can see."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            yield int(entry.name)


def working_in(folder: Path, program: str) -> list[int]:
    """Return the processes running a binary called `program` whose working folder is `folder`."""
    found = []
    for pid in pids():
        with contextlib.suppress(OSError):
            process = Path(f"/proc/{pid}")
            runs = process.joinpath("exe").readlink().name.removesuffix(" (deleted)")
            if runs == program and process.joinpath("cwd").samefile(folder):
                found.append(pid)
    return found


def carrying(variable: str, value: str) -> list[int]:
    """Return the processes with `variable=value` in their environment, without us and ours."""
    wanted = f"{variable}={value}".encode()
    lineage = ancestors(os.getpid())
    found = []
    for pid in pids():
        with contextlib.suppress(OSError):
            if (
                pid not in lineage
                and wanted in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
                and not is_zombie(pid)
            ):
                found.append(pid)
    return found


def ancestors(pid: int) -> set[int]:
    """Return `pid` and every process above it."""
    found = set()
    while pid > 0 and pid not in found:
        found.add(pid)
        try:
            pid = parent(pid)
        except OSError:
            break
    return found


def parent(pid: int) -> int:
    """Return the number of a process's parent; OSError when it is gone."""
    return int(_stat_fields(pid)[1])


def command(pid: int) -> str:
    """Return a process's command line, or the title it gave itself; "" when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    except (OSError, UnicodeDecodeError):
        return ""


def is_zombie(pid: int) -> bool:
    """Say whether the process has ended and only waits to be reaped."""
    return _stat_fields(pid)[0] == "Z"


def _stat_fields(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the program's name: state, parent, group, ..."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def alive(pid: int) -> bool:
    """Say whether the process still runs."""
    try:
        return not is_zombie(pid)
    except OSError:
        return False


def end(numbers: list[int], *signals: tuple[signal.Signals, float]) -> list[int]:
    """Send each (signal, seconds to wait) in turn to those still alive; return the survivors."""
    for signum, patience in signals:
        for pid in numbers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signum)
        deadline = time.monotonic() + patience
        while (numbers := [pid for pid in numbers if alive(pid)]) and time.monotonic() < deadline:
            time.sleep(0.01)
        if not numbers:
            break
    return numbers
