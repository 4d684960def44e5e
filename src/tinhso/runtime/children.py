"""A program that is kept running: its own process group, its log, restarted when it dies."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tinhso.runtime import processes

LONGEST_LOG = 10 * 2**20
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
STEADY = 60.0  # seconds after which a death is no longer counted with those before
GRACE = 10.0


class Child:
    """One program under supervision."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], logs: Path
    ) -> None:
        self.name = name
        self.command = list(command)
        self.environment = dict(environment)
        self.log = logs / f"{name}.log"
        self.deaths = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._not_before = 0.0

    def start(self) -> None:
        """Start the program; its output goes to its log."""
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.old"))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=processes.dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 -- no threads
            )
        self._started = time.monotonic()

    def tend(self) -> str | None:
        """Restart the program when it has died and its pause is over.

        Returns a sentence about a death noticed now, else None.
        """
        now = time.monotonic()
        if self._process is None:
            if now >= self._not_before:
                self.start()
            return None
        code = self._process.poll()
        if code is None:
            return None
        self._end_group()
        self._process = None
        self.deaths = self.deaths + 1 if now - self._started < STEADY else 1
        pause = min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        self._not_before = now + pause
        return f"{self.name} ended ({_manner(code)}); started again in {pause:g} s. See {self.log}"

    def stop(self) -> None:
        """Ask the program and its own children to end, insisting after a while."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        self._end_group()
        self._process.wait()
        self._process = None

    def tail(self, lines: int = 15) -> str:
        """Return the last lines of the log."""
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        return ""

    def _end_group(self) -> None:
        """Kill what the program leaves of its process group."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


def _manner(code: int) -> str:
    """Say how a process ended."""
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
