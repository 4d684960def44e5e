"""Loading the province's calendar."""

from datetime import datetime
from pathlib import Path

from tinhso.kernel.calendar.actions import publish
from tinhso.kernel.calendar.declared import CalendarFile
from tinhso.kernel.declarations import DeclarationError, LoadReport, read_yaml
from tinhso.kernel.ledger.actors import Actor


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Put `calendar.yaml` of a province's folder in force, where it says something new.

    Raises DeclarationError.
    """
    source = read_yaml(folder / "calendar.yaml", CalendarFile)
    try:
        version = publish(source.value, actor=actor, now=now)
    except ValueError as error:
        raise DeclarationError([source.problem(("desks",), str(error))]) from None
    return LoadReport("calendar", created=1 if version else 0, unchanged=0 if version else 1)
