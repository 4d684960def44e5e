"""Every write of documents, citations and evidence files."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.models import Max

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents import rules
from tinhso.kernel.documents.extraction import VERSION, Extracted, Note
from tinhso.kernel.documents.images import Photo, prepare_photo
from tinhso.kernel.documents.models import Attachment, Citation, Document, new_identity
from tinhso.kernel.ledger.actions import record
from tinhso.kernel.ledger.actors import Actor

ENDINGS = {"text": "txt", "markdown": "md", "html": "html", "docx": "docx", "pdf": "pdf"}


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
    original: "Original | None" = None


@dataclass(frozen=True)
class Original:
    """The file a document was read from, lying in the evidence storage, and how it was read."""

    file: str
    name: str
    size: int
    read_as: str
    reader: str
    notes: tuple[Note, ...]


class CitedError(ValueError):
    """A document can't be withdrawn: something rests on its words."""


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
    last = Document.objects.filter(code=paper.code).aggregate(last=Max("version"))["last"]
    entered = Document.objects.create(
        code=paper.code,
        version=(last or 0) + 1,
        text=text,
        words=sorted(
            rules.words(f"{paper.title.vi} {paper.title.en} {paper.number} {paper.issuer} {text}")
        ),
        recorded_at=now,
        **values,
        **_kept(paper.original),
    )
    record(
        "documents.document.entered",
        f"document:{paper.code}",
        actor=actor,
        now=now,
        data={"version": entered.version, "sha256": entered.sha256},
    )
    return entered, "changed" if current else "created"


def _kept(original: Original | None) -> Mapping[str, object]:
    if original is None:
        return {}
    return {
        "file": original.file,
        "file_name": original.name[-255:],
        "file_size": original.size,
        "read_as": original.read_as,
        "reader": original.reader,
        "notes": [{"code": note.code, "values": dict(note.values)} for note in original.notes],
    }


def store_original(data: bytes, name: str, read: Extracted) -> Original:
    """Write the file that was read durably to the evidence storage; touches no table.

    Called before the transaction of the row that names it, so that a committed row never names a
    file that a crash has lost. A file left without a row does no harm.
    """
    return Original(
        file=storages["evidence"].save(f"original.{ENDINGS[read.kind]}", ContentFile(data)),
        name=name,
        size=len(data),
        read_as=read.kind,
        reader=VERSION,
        notes=read.notes,
    )


@transaction.atomic
def withdraw_document(code: str, version: int, *, actor: Actor, now: datetime) -> None:
    """Take a version that was entered by mistake back; the one before it is current again.

    The row, its text and its file stay. Raises CitedError once something rests on its words, and
    Document.DoesNotExist when it isn't the current version (any more).
    """
    found = Document.objects.select_for_update().get(
        code=code, version=version, superseded_at__isnull=True
    )
    if found.citations.exists():
        raise CitedError(f"{code} version {version} is cited")
    Document.objects.filter(pk=found.pk).update(superseded_at=now, withdrawn_at=now)
    before = (
        Document.objects.filter(code=code, withdrawn_at__isnull=True).order_by("-version").first()
    )
    if before:
        Document.objects.filter(pk=before.pk).update(superseded_at=None)
    record(
        "documents.document.withdrawn",
        f"document:{code}",
        actor=actor,
        now=now,
        data={"version": version, "again": before.version if before else 0},
    )


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
