"""What cases do by the clock: escalate, lapse, resume. Looked at each minute by the worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.kernel.cases import actions


@app.periodic(cron="* * * * *")
@app.task(name="cases.tick", queueing_lock="cases.tick")
def tick(timestamp: int) -> None:  # noqa: ARG001  procrastinate names it
    """Let time move the cases whose moment has come."""
    actions.tick(now=timezone.now())
