"""What a house's processes use of the processors, by what they are: independent of what else runs.

Read from /proc; a process that ended in between takes its share with it.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from tinhso.runtime import processes
from tinhso.runtime.home import Home
from tinhso.runtime.up import MARK

TICKS = os.sysconf("SC_CLK_TCK")


def spent(folder: Path) -> Mapping[str, float]:
    """Return the seconds of processor time that each part of a house has used so far."""
    found = {"postgres": 0.0, "server": 0.0, "worker": 0.0}
    for pid in processes.working_in(folder / "postgres" / "data", "postgres"):
        found["postgres"] += _seconds(pid)
    for pid in processes.carrying(MARK, Home(folder).mark):
        try:
            command = processes.command(pid)
        except OSError:
            continue
        part = "worker" if "tinhso.config.worker" in command else "server"
        found[part] += _seconds(pid)
    return found


def described(before: Mapping[str, float], after: Mapping[str, float], seconds: float) -> str:
    """Return the share of one processor that each part used in between."""
    shares = {part: (after[part] - before[part]) / seconds for part in after}
    words = ", ".join(f"{part} {100 * share:.0f} %" for part, share in shares.items())
    return f"{words} of one processor ({100 * sum(shares.values()):.0f} % together)"


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS
