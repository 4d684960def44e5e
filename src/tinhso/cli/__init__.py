"""The command `tinhso`: what an administrator does from a terminal."""

import sys
from collections.abc import Sequence

from tinhso.cli.deployment import CommandError
from tinhso.cli.grammar import parser
from tinhso.runtime.backup import BackupError
from tinhso.runtime.binaries import DatabaseError
from tinhso.runtime.keys import KeysError
from tinhso.runtime.roles import RoleError
from tinhso.runtime.state import ModeError
from tinhso.runtime.up import UpError

# Each says in its words what to do; anything else is a defect, and its traceback is wanted.
EXPECTED = (
    BackupError,
    CommandError,
    DatabaseError,
    KeysError,
    ModeError,
    RoleError,
    UpError,
)


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
