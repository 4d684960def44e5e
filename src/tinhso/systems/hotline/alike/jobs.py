"""What is done by the clock: learning from the day's confirmed categories, at night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.kernel.ledger.actors import CLOCK

from . import actions


@app.periodic(cron="30 2 * * *")
@app.task(name="hotline_alike.learn", queueing_lock="hotline_alike.learn")
def learn(timestamp: int) -> None:  # noqa: ARG001  procrastinate names it
    """Learn categories anew."""
    actions.learn(actor=CLOCK, now=timezone.now())
