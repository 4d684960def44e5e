"""The worker: `python -m tinhso.config.worker` seals, follows, keeps the clocks and runs the jobs.

One process with two hands: a thread that seals and follows as soon as something happened, and
procrastinate's loop for what is due by the minute.
"""

import logging
import os
import threading

PAUSE = 0.5
"""Seconds between two looks at the ledger: how long a new event may stay unsealed."""

log = logging.getLogger("tinhso.worker")


def keep_following(stop: threading.Event) -> None:
    """Seal and follow until told to stop; a database that went away is tried again."""
    from django.db import OperationalError, close_old_connections
    from django.utils import timezone

    from tinhso.config.following import follow

    while not stop.wait(PAUSE):
        try:
            follow(now=timezone.now)
        except OperationalError as error:
            log.warning("the ledger could not be sealed, trying again: %s", error)
            close_old_connections()


def main() -> None:
    """Run until SIGTERM or SIGINT; what was begun is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    import django

    django.setup()
    from procrastinate.contrib.django import app

    stop = threading.Event()
    follower = threading.Thread(target=keep_following, args=[stop], name="follower")
    follower.start()
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as jobs:  # type: ignore[attr-defined]
            jobs.run_worker(wait=True, install_signal_handlers=True, delete_jobs="successful")
    finally:
        stop.set()
        follower.join()


if __name__ == "__main__":
    main()
