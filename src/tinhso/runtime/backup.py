"""A deployment's database and evidence in one folder, and back again. Keys are never in it.

Both stand at one point: evidence is written before the row that names it commits and never
changes, so files copied after the database's snapshot hold all that the snapshot names.
"""

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

import psycopg

from tinhso.runtime.binaries import programs

DUMP = "database.dump"
EVIDENCE = "evidence"
MANIFEST = "manifest.json"
DEBIAN = Path("/usr/lib/postgresql")
CHUNK = 2**20


class BackupError(RuntimeError):
    """The backup can't be made or isn't whole; the message names the cure."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: each file's path and SHA-256, and what it was made of."""

    made_at: str
    version: str
    postgres: int
    files: dict[str, str]


def back_up(
    owner_dsn: str,
    evidence: Path,
    target: Path,
    *,
    referenced: Callable[[], Iterable[str]],
    now: datetime,
) -> Manifest:
    """Write a backup into the new folder `target`, which appears whole or not at all.

    `referenced` is asked after the database's snapshot for the names of the evidence that rows
    name. Raises BackupError when the folder exists, or an evidence file is missing or altered.
    """
    if target.exists():
        raise BackupError(f"{target} exists. Name a folder that doesn't: a backup is never mixed.")
    partial = target.with_name(f"{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700, parents=True)
    major = _major(owner_dsn)
    _run(
        tool("pg_dump", major),
        *("--format=custom", "--no-owner", "--no-privileges"),
        f"--file={partial / DUMP}",
        owner_dsn,
    )
    files = {DUMP: digest(partial / DUMP)}
    for name in sorted(set(referenced())):
        copied = _copy_evidence(evidence / name, partial / EVIDENCE / name)
        files[f"{EVIDENCE}/{name}"] = copied
    manifest = Manifest(now.isoformat(), metadata.version("tinhso"), major, files)
    (partial / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    partial.rename(target)
    return manifest


def read(source: Path) -> Manifest:
    """Return a backup's manifest when every file it names is there unaltered; else BackupError."""
    try:
        manifest = Manifest(**json.loads((source / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BackupError(f"{source} is no whole backup: its {MANIFEST} can't be read.") from error
    for name, expected in manifest.files.items():
        path = source / name
        if not path.is_file() or digest(path) != expected:
            raise BackupError(f"{path} is missing or not what was backed up. Use another backup.")
    return manifest


def restore(source: Path, owner_dsn: str, evidence: Path) -> Manifest:
    """Bring a backup into an empty database and its evidence folder.

    Raises BackupError when the backup isn't whole or the database isn't empty. What can't be
    brought in whole isn't brought in at all.
    """
    manifest = read(source)
    with psycopg.connect(owner_dsn) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone()
    if row is None or row[0]:
        raise BackupError(
            "The database holds tables already. A backup goes into a new one: name a new folder "
            "with TINHSO_VAR, or an empty database with DATABASE_URL."
        )
    for name in manifest.files:
        if name.startswith(f"{EVIDENCE}/"):
            _copy_evidence(source / name, evidence / name.removeprefix(f"{EVIDENCE}/"))
    _run(
        tool("pg_restore", _major(owner_dsn)),
        *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
        f"--dbname={owner_dsn}",
        str(source / DUMP),
    )
    return manifest


def tool(name: str, major: int) -> Path:
    """Return `pg_dump` or `pg_restore` of a server's own major version.

    Raises BackupError naming Debian's package where there is none.
    """
    for folder in (programs(), DEBIAN / str(major) / "bin"):
        path = folder / name
        if path.exists() and _version(path) == major:
            return path
    raise BackupError(
        f"The server is PostgreSQL {major}, and its {name} is not on this machine. "
        f"Install it: apt install postgresql-client-{major}"
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_evidence(source: Path, target: Path) -> str:
    """Copy one file named by its hash and return the hash; BackupError when they differ."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        shutil.copyfile(source, target)
    except FileNotFoundError:
        raise BackupError(f"The evidence {source} is missing: rows name it.") from None
    target.chmod(0o600)
    held = digest(target)
    if held != source.stem:
        raise BackupError(f"The evidence {source} is altered: its bytes have the hash {held}.")
    return held


def _major(dsn: str) -> int:
    with psycopg.connect(dsn) as connection:
        return connection.info.server_version // 10_000


def _version(path: Path) -> int:
    shown = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r" (\d+)", shown)
    return int(found[1]) if found else 0


def _run(program: Path, *arguments: str) -> None:
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BackupError(f"{program.name} failed: {done.stderr.strip()}")
