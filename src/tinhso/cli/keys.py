"""The keys of personal data: one more, everything sealed under it, those before it gone."""

import argparse

from tinhso.cli.deployment import CommandError, deployment, django_on, environment
from tinhso.kernel.people.keys import KeyringError, parse_keyring, with_new_key, without
from tinhso.runtime.home import find_home
from tinhso.runtime.keys import change_keyring, read_or_make
from tinhso.runtime.locks import HeldError, Lock


def add(_: argparse.Namespace) -> int:
    """Add a key under which the next start seals; refused while Tỉnh Số runs under another."""
    home = find_home()
    if not home.secrets.exists():
        raise CommandError("There is nothing here yet. Start it once: tinhso up")
    lock = Lock(home.folder / "up.lock")
    try:
        lock.take()
    except HeldError:
        raise CommandError("Tỉnh Số runs here and seals under its key. Stop it first.") from None
    held = read_or_make(home.secrets)
    keyring = with_new_key(held.keyring)
    change_keyring(home.secrets, held, keyring)
    lock.free()
    print(f"From the next start on, personal data is sealed under {parse_keyring(keyring).active}.")
    print(f"Keep a copy of {home.secrets}, start, then: tinhso keys rotate")
    return 0


def rotate(_: argparse.Namespace) -> int:
    """Seal everything under the active key, also while Tỉnh Số runs; may be begun again."""
    with deployment() as (home, held, database, state):
        if "prepared" not in state.values:
            raise CommandError("There is nothing here yet. Start it once: tinhso up")
        with django_on(database.application, environment(home, held, state.mode)):
            from django.utils import timezone

            from tinhso.config.loading import LOADER
            from tinhso.kernel.people.actions import rotate_keys
            from tinhso.kernel.people.sealing import SealBrokenError

            try:
                done = rotate_keys(actor=LOADER, now=timezone.now())
            except (KeyringError, SealBrokenError) as error:
                raise CommandError(f"{error}. Mend that row, then begin again.") from None
        released = state.release_keys(held)
        if not done and not released:
            active = parse_keyring(held.keyring).active
            raise CommandError(
                f"Nothing to do: everything is sealed under {active}. Another key: tinhso keys add"
            )
        for table, rows in sorted(done.items()):
            print(f"{rows:>9} rows of {table}")
        for key in released:
            print(f"Nothing is sealed under {key} any more. It may leave: tinhso keys drop")
        return 0


def drop(_: argparse.Namespace) -> int:
    """Take the keys out of the keyring that nothing here is sealed under."""
    with deployment() as (home, held, _database, state):
        ring = parse_keyring(held.keyring)
        unused = [i for i in ring.ids if i != ring.active and f"key:{i}" not in state.values]
        if not unused:
            raise CommandError("No key may leave the keyring. First: tinhso keys rotate")
        change_keyring(home.secrets, held, without(held.keyring, unused))
    for key in unused:
        print(f"{key} has left {home.secrets}. Backups from its time need your copy of it.")
    return 0
