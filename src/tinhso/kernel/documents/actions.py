"""Every write of documents, citations and evidence files."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents import rules
from tinhso.kernel.documents.images import Photo, prepare_photo
from tinhso.kernel.documents.models import Attachment, Citation, Document, new_identity
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor


@dataclass(frozen=True)
class Paper:
    """A document as it is brought: see `models.Document` for the fields."""

    code: str
    title: Text
    kind: str
    text: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    language: str = "vi"
    source: str = ""
    status: str = "for_information"


@dataclass(frozen=True)
class StoredPhoto:
    """A photograph that lies on the disk: names in the evidence storage, and what it is."""

    file: str
    thumbnail: str
    media_type: str
    width: int
    height: int
    size: int


@transaction.atomic
def enter_document(paper: Paper, *, actor: Actor, now: datetime) -> tuple[Document, str]:
    """Enter a document; return it and "created", "changed" or "unchanged".

    A document of the same code with other content becomes its next version; the old one stays,
    since citations stand on its words. The text is normalised first. Raises ValueError when no
    words are left.
    """
    text = rules.normalise(paper.text)
    if not text:
        raise ValueError(f"document {paper.code} holds no words")
    values: Mapping[str, object] = {
        "title": paper.title.model_dump(),
        "kind": paper.kind,
        "number": paper.number,
        "issuer": paper.issuer,
        "issued_on": paper.issued_on,
        "language": paper.language,
        "source": paper.source,
        "status": paper.status,
        "sha256": rules.digest(text),
    }
    current = (
        Document.objects.select_for_update()
        .filter(code=paper.code, superseded_at__isnull=True)
        .first()
    )
    if current and all(getattr(current, name) == value for name, value in values.items()):
        return current, "unchanged"
    if current:
        Document.objects.filter(pk=current.pk).update(superseded_at=now)
    entered = Document.objects.create(
        code=paper.code,
        version=current.version + 1 if current else 1,
        text=text,
        words=sorted(
            rules.words(f"{paper.title.vi} {paper.title.en} {paper.number} {paper.issuer} {text}")
        ),
        recorded_at=now,
        **values,
    )
    record(
        "documents.document.entered",
        f"document:{paper.code}",
        actor=actor,
        now=now,
        data={"version": entered.version, "sha256": entered.sha256},
    )
    return entered, "changed" if current else "created"


@transaction.atomic
def cite(
    document: Document, start: int, end: int, quote: str, *, actor: Actor, now: datetime
) -> Citation:
    """Return the citation of `text[start:end]`, made on first use.

    Raises rules.QuoteError unless the quote is exactly the text at that place.
    """
    if not 0 <= start < end <= len(document.text) or document.text[start:end] != quote:
        raise rules.QuoteError(
            f"{document.code} [{start}:{end}] reads “{document.text[start:end]}”, not “{quote}”"
        )
    known = Citation.objects.filter(document=document, start=start, end=end).first()
    if known:
        return known
    citation = Citation.objects.create(document=document, start=start, end=end, quote=quote)
    record(
        "documents.document.cited",
        f"document:{document.code}",
        actor=actor,
        now=now,
        data={"version": document.version, "start": start, "end": end},
    )
    return citation


def cite_words(document: Document, quote: str, *, actor: Actor, now: datetime) -> Citation:
    """Return the citation of words that the document holds exactly once; raise QuoteError."""
    span = rules.find_quote(document.text, quote)
    words = document.text[span.start : span.end]
    return cite(document, span.start, span.end, words, actor=actor, now=now)


def store_photo(photo: Photo) -> StoredPhoto:
    """Write both pictures durably to the evidence storage; touches no table.

    Called before the transaction of the row that names them, so that a committed row never names
    a file that a crash has lost. A file left without a row does no harm.
    """
    storage = storages["evidence"]
    return StoredPhoto(
        file=storage.save("photo.jpg", ContentFile(photo.data)),
        thumbnail=storage.save("thumbnail.jpg", ContentFile(photo.thumbnail)),
        media_type=photo.media_type,
        width=photo.width,
        height=photo.height,
        size=len(photo.data),
    )


@transaction.atomic
def attach(
    stored: StoredPhoto, *, actor: Actor, now: datetime, demonstration: bool = False
) -> Attachment:
    """Make the row of a photograph that is already stored, in the caller's transaction if any."""
    attachment = Attachment.objects.create(
        id=new_identity(),
        file=stored.file,
        thumbnail=stored.thumbnail,
        media_type=stored.media_type,
        width=stored.width,
        height=stored.height,
        size=stored.size,
        recorded_at=now,
        demonstration=demonstration,
    )
    record(
        "documents.attachment.stored",
        f"attachment:{attachment.id}",
        actor=actor,
        now=now,
        data={"size": stored.size},
        commitments={"file": stored.file},
    )
    return attachment


def add_photo(
    data: bytes, *, actor: Actor, now: datetime, demonstration: bool = False
) -> Attachment:
    """Check, make anew, store and enter a photograph. Raises images.PhotoError."""
    stored = store_photo(prepare_photo(data))
    return attach(stored, actor=actor, now=now, demonstration=demonstration)


def forget_attachment(attachment_id: uuid.UUID, *, actor: Actor, now: datetime) -> bool:
    """Remove a photograph, row and files, where the law asks it; return whether it was there.

    Files that another row names too stay. The rooms that refer to the row let go of it first.
    """
    with transaction.atomic():
        # One forgetting at a time: two rows of one file must not each see the other.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('documents.forget'))")
        found = Attachment.objects.filter(pk=attachment_id).first()
        if found is None:
            return False
        files = {found.file, found.thumbnail}
        Attachment.objects.filter(pk=attachment_id).delete()
        others = Attachment.objects.filter(file__in=files) | Attachment.objects.filter(
            thumbnail__in=files
        )
        kept = {name for row in others for name in (row.file, row.thumbnail)}
        record(
            "documents.attachment.forgotten", f"attachment:{attachment_id}", actor=actor, now=now
        )
    for name in files - kept:
        storages["evidence"].delete(name)
    return True
