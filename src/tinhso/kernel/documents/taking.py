"""A file that somebody brings becomes a document: read, kept, entered under a code of its own."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.storage import storages

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents import queries, rules
from tinhso.kernel.documents.actions import Paper, enter_document, store_original
from tinhso.kernel.documents.extraction import Extracted, extract
from tinhso.kernel.documents.models import Document
from tinhso.kernel.ledger.actors import Actor


@dataclass(frozen=True)
class Details:
    """What whoever brings a file says of it; an empty title is its first line."""

    title: str = ""
    kind: str = "report"
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Brought:
    """A file that could be read: its bytes, its name, and what was read."""

    data: bytes
    name: str
    read: Extracted


def bring(data: bytes, name: str) -> Brought:
    """Read a file; nothing is entered yet. Raises UnreadableError, which says what to do."""
    return Brought(data, name, extract(data, name))


def set_aside(brought: Brought) -> str:
    """Keep a file that isn't entered yet in the evidence storage and return its name there."""
    return store_original(brought.data, brought.name, brought.read).file


def bring_again(file: str, name: str) -> Brought:
    """Read a file that was set aside; raise FileNotFoundError."""
    with storages["evidence"].open(file) as opened:
        return bring(opened.read(), name)


def take_in(
    brought: Brought, details: Details, *, actor: Actor, now: datetime
) -> tuple[Document, str]:
    """Keep a file and enter it; return the document and what became of it.

    "created", or "known" with the current document that holds the very same text already. Another
    document of the same title keeps its code: this one gets its own.
    """
    known = queries.same_text(brought.read.text)
    if known:
        return known, "known"
    title = details.title or rules.title_of(brought.read.text) or brought.name
    paper = Paper(
        code=queries.free_code(title),
        title=Text(vi=title, en=title),
        kind=details.kind,
        text=brought.read.text,
        number=details.number,
        issuer=details.issuer,
        issued_on=details.issued_on,
        source=details.source or brought.name,
        original=store_original(brought.data, brought.name, brought.read),
    )
    return enter_document(paper, actor=actor, now=now)


def take_instead(
    brought: Brought, current: Document, *, actor: Actor, now: datetime
) -> tuple[Document, str]:
    """Enter a file as the next version of a document; "changed", or "unchanged" by the same text.

    What is said of the document stays; citations of the older version stay with it.
    """
    paper = Paper(
        code=current.code,
        title=current.name,
        kind=current.kind,
        text=brought.read.text,
        number=current.number,
        issuer=current.issuer,
        issued_on=current.issued_on,
        language=current.language,
        source=current.source,
        status=current.status,
        original=store_original(brought.data, brought.name, brought.read),
    )
    return enter_document(paper, actor=actor, now=now)
