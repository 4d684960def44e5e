"""What the messages room does by the clock."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.kernel.messages import actions


@app.periodic(cron="41 2 * * *")
@app.task(name="post.empty", queueing_lock="post.empty")
def empty(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Forget addresses and words of messages whose time of keeping is over."""
    actions.empty(now=timezone.now(), after=timedelta(days=settings.TINHSO_MESSAGE_DAYS))
