"""What the hotline does by the clock: faces are proposed in pictures before a person reviews."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions, queries
from .faces import finder

ROUNDS = 10
"""At most so many rounds a minute: the worker has other things to do."""


@app.periodic(cron="* * * * *")
@app.task(name="hotline.propose_faces", queueing_lock="hotline.propose_faces")
def propose_faces(timestamp: int) -> None:  # noqa: ARG001  procrastinate names it
    """Look for faces in what waits for review; nothing is loaded while nothing waits."""
    if not queries.never_looked_at(limit=1):
        return
    find = finder()
    for _round in range(ROUNDS):
        if not actions.propose(find, now=timezone.now(), limit=4):
            return
