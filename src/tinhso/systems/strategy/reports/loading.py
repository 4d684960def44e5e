"""The wording of reports is checked when a province is loaded: a report never has a hole in it."""

from datetime import datetime
from pathlib import Path

from tinhso.kernel.declarations import DeclarationError, LoadReport, read_yaml
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.strategy.reports.rules.wording import PLACES
from tinhso.systems.strategy.reports.wording import FILE
from tinhso.web.papers.wording import Wording, mistakes


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Check `strategy/reports.yaml`; raise DeclarationError with every mistake, line and cure."""
    del actor, now  # the file is read when a report is made; nothing of it is kept
    path = folder / FILE
    if not path.exists():
        return LoadReport("reports")
    source = read_yaml(path, Wording)
    problems = [
        source.problem(("sentences", name) if name else ("sentences",), message)
        for name, message in mistakes(source.value, PLACES)
    ]
    if problems:
        raise DeclarationError(problems)
    return LoadReport("reports", unchanged=1)
