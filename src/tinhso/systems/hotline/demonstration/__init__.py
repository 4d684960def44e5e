"""Made-up reports of a demonstration: a year of them taken over, and a few filed for real."""

from datetime import datetime
from pathlib import Path

from tinhso.kernel.cases.actions.history import take_over
from tinhso.kernel.declarations import LoadReport, load_yaml
from tinhso.kernel.ledger.actors import Actor

from .. import actions, queries
from .living import file_living
from .year import DemonstrationFile, Year

BATCH = 1000


def load_demonstration(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Take over the made-up year once, and file a few reports that go their way before one's eyes.

    Most of the year's words count as confirmed by a reviewer. Nothing is made twice.
    """
    source = folder / "hotline" / "demonstration.yaml"
    if not source.exists() or queries.has_demonstration():
        return LoadReport("hotline demonstration", unchanged=1)
    file = load_yaml(source, DemonstrationFile)
    made = Year(file, now).cases()
    taken = take_over(
        queries.PROCEDURE, [case for case, _ in made], actor=actor, now=now, demonstration=True
    )
    wordings = {pk: wording for pk, (_, wording) in zip(taken, made, strict=True) if wording}
    for start in range(0, len(taken), BATCH):
        actions.project(taken[start : start + BATCH], now=now)
    actions.publish_taken_over(wordings, actor=actor, now=now)
    living = file_living(file, actor=actor, now=now)
    return LoadReport("hotline demonstration", created=len(taken) + living)
