"""A month is made when it is over: looked at each hour, so that a late hour makes it too."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import making


@app.periodic(cron="10 * * * *")
@app.task(name="hotline.make_month", queueing_lock="hotline.make_month")
def make_month(timestamp: int) -> None:  # noqa: ARG001  procrastinate names it
    """Make the last month that is over, unless it has been made."""
    making.make_last_month(now=timezone.now())
