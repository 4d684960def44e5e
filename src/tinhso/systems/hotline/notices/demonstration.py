"""Made-up notices of a demonstration: they say so themselves, and are sent to nobody."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from tinhso.kernel.declarations import LoadReport, load_yaml
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.units.queries import communes

from . import actions, queries

FILE = Path("hotline") / "notices_demonstration.yaml"


class MadeUp(BaseModel):
    """A notice that nobody gave: `given` hours ago, for `stands` hours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    title: str
    text: str
    communes: Sequence[str]
    given: float
    stands: float


class MadeUpFile(BaseModel):
    """A province's made-up notices."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    notices: Sequence[MadeUp]


def load_demonstration(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Give the made-up notices, once."""
    source = folder / FILE
    if not source.exists():
        return LoadReport("notices demonstration")
    created = unchanged = 0
    for one in load_yaml(source, MadeUpFile).notices:
        key, at = uuid5(NAMESPACE_URL, f"tinhso:notice:{one.title}"), timedelta(hours=one.given)
        if queries.notice(key):
            unchanged += 1
            continue
        here = communes(timezone.localdate(now)).filter(code__in=one.communes)
        draft = actions.Draft(
            kind=one.kind,
            title=one.title,
            text=one.text,
            expires_at=now - at + timedelta(hours=one.stands),
            communes=list(here),
            demonstration=True,
        )
        actions.give(draft, key=key, actor=actor, now=now - at)
        created += 1
    return LoadReport("notices demonstration", created=created, unchanged=unchanged)
