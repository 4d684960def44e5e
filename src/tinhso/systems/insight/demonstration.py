"""The province's own briefs stand read in a demonstration, so that there is something to review.

After an upgrade of the reader they are read again; what somebody has decided stays.
"""

from datetime import datetime
from pathlib import Path

from tinhso.kernel.declarations import LoadReport
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.insight import actions, reader
from tinhso.systems.insight.queries.claims import to_read_again


def load_demonstration(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Read what nobody has read yet, and what an older reader read here; decide nothing."""
    del folder
    documents = list(to_read_again(reader.version()))
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
