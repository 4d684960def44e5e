"""What the people room does by the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.kernel.people import throttle


@app.periodic(cron="17 * * * *")
@app.task(name="people.forget_counters", queueing_lock="people.forget_counters")
def forget_counters(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Delete the counters of throttles whose windows are over."""
    throttle.forget_expired(timezone.now())
