"""The province's own briefs stand read in a demonstration, so that there is something to review."""

from datetime import datetime
from pathlib import Path

from tinhso.kernel.declarations import LoadReport
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.insight import actions, reader
from tinhso.systems.insight.queries.claims import never_read


def load_demonstration(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Read every document that nobody has read yet; decide nothing."""
    del folder
    documents = list(never_read())
    for document in documents:
        actions.read_document(
            document,
            reader.read(document.text),
            reader=reader.version(),
            actor=actor,
            now=now,
            demonstration=True,
        )
    return LoadReport("insight demonstration", created=len(documents))
