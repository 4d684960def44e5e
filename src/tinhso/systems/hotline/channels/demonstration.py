"""Made-up messages of a demonstration, so that the desk is alive: some asked, some for a person."""

from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tinhso.kernel.declarations import LoadReport, load_yaml
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages import queries as letters
from tinhso.kernel.messages.contracts import Arrived

from . import actions


class MadeUp(BaseModel):
    """A message that nobody wrote; `hours` is how long ago it came."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hours: float
    channel: str
    address: str
    text: str


class MessagesFile(BaseModel):
    """A province's made-up messages, in the order in which they came."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    messages: list[MadeUp]


def load_demonstration(
    folder: Path,
    *,
    actor: Actor,  # noqa: ARG001 - nobody wrote them: the post itself receives
    now: datetime,
) -> LoadReport:
    """Let the made-up messages come in and be heard, once; their answers never leave."""
    source = folder / "hotline" / "messages.yaml"
    if not source.exists() or letters.has_demonstration():
        return LoadReport("messages demonstration", unchanged=1)
    made = load_yaml(source, MessagesFile).messages
    for number, one in enumerate(made):
        at = now - timedelta(hours=one.hours)
        arrived = Arrived(one.channel, f"demonstration-{number}", one.address, one.text, sent_at=at)
        post.receive(arrived, now=at, demonstration=True)
        post.handle(actions.hear, now=at)
    actions.give_up_questions(now=now)
    return LoadReport("messages demonstration", created=len(made))
