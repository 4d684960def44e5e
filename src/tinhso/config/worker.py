"""The worker: `python -m tinhso.config.worker` seals, follows, keeps the clocks and runs the jobs.

One process with several hands: a thread that seals and follows as soon as something happened, one
for each gateway that messages come and go by, and procrastinate's loop for what is due by the
minute.
"""

import logging
import os
import threading

PAUSE = 0.5
"""Seconds between two looks at the ledger: how long a new event may stay unsealed."""

PAUSE_AFTER_ERROR = 5.0

log = logging.getLogger("tinhso.worker")


def keep_following(stop: threading.Event) -> None:
    """Seal and follow until told to stop; what fails is logged and tried again."""
    from django.db import close_old_connections
    from django.utils import timezone

    from tinhso.config.following import follow

    while not stop.wait(PAUSE):
        try:
            follow(now=timezone.now)
        except Exception:  # whatever it is, the lag shows it, and a restart would not mend it
            log.exception("the ledger could not be sealed or followed; trying again")
            stop.wait(PAUSE_AFTER_ERROR)
        close_old_connections()


def main() -> None:
    """Run until SIGTERM or SIGINT; what was begun is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    import django

    django.setup()
    from procrastinate.contrib.django import app

    from tinhso.config.carrying import loops

    stop = threading.Event()
    threads = [threading.Thread(target=keep_following, args=[stop], name="follower")]
    threads += [threading.Thread(target=loop.run, args=[stop], name=loop.name) for loop in loops()]
    for thread in threads:
        thread.start()
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as jobs:  # type: ignore[attr-defined]
            jobs.run_worker(wait=True, install_signal_handlers=True, delete_jobs="successful")
    finally:
        stop.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main()
