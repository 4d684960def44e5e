"""`python -m tinhso.config.preparation`: tables, static files, province, demonstration, seal.

Run by `tinhso up` as the tables' owner whenever code or files have changed. Each step may be run
again.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone


def main() -> int:
    """Prepare the database of DATABASE_URL for the province of TINHSO_PROVINCE."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    django.setup()
    from tinhso.config import loading
    from tinhso.config.following import follow
    from tinhso.kernel.declarations import DeclarationError

    with step("Tables"):
        call_command("migrate", verbosity=0, interactive=False)
    with step("Static files"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    folder = settings.TINHSO_PROVINCE
    try:
        show(loading.load_province(folder, now=timezone.now()))
        if settings.TINHSO_DEMONSTRATION:
            print("Demonstration data (the first time it takes a while) ...", flush=True)
            show(loading.load_demonstration(folder, now=timezone.now()))
    except DeclarationError as error:
        print(error, file=sys.stderr)
        return 1
    with step("Sealing the ledger"):
        follow(now=timezone.now)
    return 0


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    print(f"{name} ...", end=" ", flush=True)
    start = time.monotonic()
    yield
    print(f"{time.monotonic() - start:.1f} s", flush=True)


def show(reports: "Iterable[object]") -> None:
    """Print each report as it comes."""
    start = time.monotonic()
    for report in reports:
        print(f"  {report}  {time.monotonic() - start:.1f} s", flush=True)
        start = time.monotonic()


if __name__ == "__main__":
    sys.exit(main())
