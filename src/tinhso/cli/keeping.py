"""Backup and restore."""

import argparse
from datetime import UTC, datetime

from tinhso.cli import proving
from tinhso.cli.deployment import CommandError, deployment, django_on, environment
from tinhso.runtime import backup as backups
from tinhso.runtime import keys
from tinhso.runtime.database import opened
from tinhso.runtime.home import find_home
from tinhso.runtime.locks import HeldError, Lock
from tinhso.runtime.state import State


def backup(chosen: argparse.Namespace) -> int:
    """Write a backup."""
    with deployment() as (home, held, database, state):
        with django_on(database.owner, environment(home, held, state.mode)):
            from tinhso.kernel.documents.queries import referenced_files

            made = backups.back_up(
                database.owner,
                home.evidence,
                chosen.folder.absolute(),
                referenced=referenced_files,
                now=datetime.now(UTC),
            )
        print(f"{chosen.folder}: the database and {len(made.files) - 1} evidence files.")
        print(f"The keys are not in it. Keep a copy of {home.secrets} elsewhere.")
    return 0


def restore(chosen: argparse.Namespace) -> int:
    """Bring a backup into an empty deployment and continue its ledger in a new epoch."""
    home = find_home().make()
    lock = Lock(home.folder / "up.lock")
    try:
        lock.take()
    except HeldError:
        raise CommandError("Tỉnh Số runs here. Stop it, or name another TINHSO_VAR.") from None
    if not home.secrets.exists():
        raise CommandError(
            f"Put the secrets.json of the deployment that was backed up at {home.secrets} first: "
            "a backup never holds keys."
        )
    held = keys.read_or_make(home.secrets)
    with opened(home, held) as database:
        made = backups.restore(chosen.folder.absolute(), database.owner, home.evidence)
        state = State(database.owner)
        state.check_keys(held, home.secrets)
        database.grant()
        with django_on(database.owner, environment(home, held, state.mode)):
            from django.utils import timezone

            from tinhso.config.loading import LOADER
            from tinhso.kernel.ledger.keys import signer
            from tinhso.kernel.ledger.sealing import begin_epoch

            begin_epoch(actor=LOADER, now=timezone.now(), signer=signer())
            print(f"Restored what was backed up at {made.made_at}.")
            return proving.verify_log()
