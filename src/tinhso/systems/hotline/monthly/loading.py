"""The month's rules and words are checked when a province is loaded: a paper never has a hole."""

from datetime import datetime
from pathlib import Path

from tinhso.kernel.declarations import DeclarationError, LoadReport, read_yaml
from tinhso.kernel.ledger.actors import Actor
from tinhso.web.papers.wording import mistakes

from .declared import FILE
from .rules.declared import MonthFile
from .rules.wording import PLACES


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Check `hotline/monthly.yaml`; raise DeclarationError with every mistake, line and cure."""
    del actor, now  # the file is read when a month is made; nothing of it is kept
    path = folder / FILE
    if not path.exists():
        return LoadReport("hotline months")
    source = read_yaml(path, MonthFile)
    problems = [
        source.problem(("sentences", name) if name else ("sentences",), message)
        for name, message in mistakes(source.value, PLACES)
    ]
    if problems:
        raise DeclarationError(problems)
    return LoadReport("hotline months", unchanged=1)
