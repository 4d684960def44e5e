"""The folder in which a deployment keeps what isn't in the database."""

import os
from dataclasses import dataclass
from pathlib import Path

from tinhso.runtime.binaries import SYSTEM_HOME

PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Home:
    """Names of the places below one folder."""

    folder: Path

    @property
    def cluster(self) -> Path:
        """The embedded PostgreSQL's folder."""
        return self.folder / "postgres"

    @property
    def evidence(self) -> Path:
        """Photographs and papers, each under its hash."""
        return self.folder / "evidence"

    @property
    def secrets(self) -> Path:
        """The keys; never in a backup."""
        return self.folder / "secrets.json"

    @property
    def static(self) -> Path:
        """Style, script and fonts as they are served."""
        return self.folder / "static"

    @property
    def logs(self) -> Path:
        """What server and worker say."""
        return self.folder / "log"

    @property
    def mark(self) -> str:
        """A name of this very folder that no other has, also not the same path in a chroot."""
        status = self.folder.stat()
        return f"{status.st_dev}:{status.st_ino}"

    def make(self) -> "Home":
        """Make the folder; others may pass through it, for PostgreSQL's account must."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for private in (self.evidence, self.logs):
            private.mkdir(mode=0o700, exist_ok=True)
        return self


def find_home() -> Home:
    """Return where this deployment lives: TINHSO_VAR; for root /var/lib/tinhso; else `var`.

    `var` stands in the checkout, and for an installed package in the person's own data folder.
    """
    if named := os.environ.get("TINHSO_VAR"):
        return Home(Path(named).absolute())
    if os.geteuid() == 0:
        return Home(SYSTEM_HOME)
    checkout = PACKAGE.parent.parent
    if (checkout / "pyproject.toml").exists():
        return Home(checkout / "var")
    return Home(Path.home() / ".local" / "share" / "tinhso")
