"""What the channels do by the clock."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="*/5 * * * *")
@app.task(name="hotline.give_up_questions", queueing_lock="hotline.give_up_questions")
def give_up_questions(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Hand reports whose question nobody answered in time to a person."""
    actions.give_up_questions(now=timezone.now())


@app.periodic(cron="51 2 * * *")
@app.task(name="hotline.forget_addresses", queueing_lock="hotline.forget_addresses")
def forget_addresses(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Forget where those are reached whose case ended long ago."""
    actions.forget(now=timezone.now(), after=timedelta(days=settings.TINHSO_MESSAGE_DAYS))
