"""What notices do by the clock: they forget the addresses that nobody confirmed."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="37 3 * * *")
@app.task(name="hotline.forget_unconfirmed", queueing_lock="hotline.forget_unconfirmed")
def forget_unconfirmed(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Forget the addresses that nobody confirmed."""
    while actions.sweep(now=timezone.now()):
        pass
