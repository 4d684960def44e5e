"""Every read of documents, citations and evidence files."""

import uuid
from collections.abc import Iterator
from typing import IO, Protocol

from django.core.files.storage import storages
from django.db.models import QuerySet

from tinhso.kernel.documents import rules
from tinhso.kernel.documents.models import Attachment, Citation, Document


def current_documents() -> QuerySet[Document]:
    """Return the current version of every document, newest first, without its text."""
    return (
        Document.objects.filter(superseded_at__isnull=True)
        .defer("text", "words")
        .order_by("kind", "-issued_on", "code")
    )


def search_documents(query: str) -> QuerySet[Document]:
    """Return the current documents that hold every word of the query.

    A word typed with diacritics must stand there with them; one typed without finds both.
    """
    found = current_documents()
    words = rules.sought(query)
    return found.filter(words__contains=list(words)) if words else found


def document(code: str) -> Document | None:
    """Return the current version of a document."""
    return Document.objects.filter(code=code, superseded_at__isnull=True).first()


def version(code: str, number: int) -> Document | None:
    """Return a version of a document, current or not."""
    return Document.objects.filter(code=code, version=number).first()


def latest(code: str) -> Document | None:
    """Return the newest version of a document, withdrawn or not."""
    return Document.objects.filter(code=code).order_by("-version").first()


def versions(code: str) -> QuerySet[Document]:
    """Return the versions of a document, newest first, without their texts."""
    return Document.objects.filter(code=code).defer("text", "words").order_by("-version")


def same_text(text: str) -> Document | None:
    """Return a current document that holds exactly this (normalised) text."""
    found = current_documents().filter(sha256=rules.digest(text))
    return found.order_by("pk").first()


def free_code(title: str) -> str:
    """Return a code made of a title that no document has or had."""
    code = rules.code_of(title)
    taken = set(Document.objects.filter(code__startswith=code[:70]).values_list("code", flat=True))
    number = 1
    free = code
    while free in taken:
        number += 1
        free = f"{code[: 79 - len(str(number))].rstrip('-')}-{number}"
    return free


def citations_of(found: Document) -> QuerySet[Citation]:
    """Return the citations of a version in the order of its text."""
    return Citation.objects.filter(document=found).order_by("start", "end")


def follow(found: Citation, newer: Document) -> Citation | None:
    """Return a citation's words in a newer version: the row that cites them, else one unsaved.

    None where they don't stand there any more, or can't be told from others (`rules.follow`).
    """
    span = rules.follow(found.document.text, rules.Span(found.start, found.end), newer.text)
    if span is None:
        return None
    known = Citation.objects.filter(document=newer, start=span.start, end=span.end).first()
    return known or Citation(document=newer, start=span.start, end=span.end, quote=found.quote)


def citation(citation_id: int, code: str) -> Citation | None:
    """Return a citation of any version of the document `code`, with that version."""
    return (
        Citation.objects.select_related("document")
        .filter(pk=citation_id, document__code=code)
        .first()
    )


def attachment(attachment_id: uuid.UUID) -> Attachment | None:
    """Return the row of a photograph. Whether the reader may see it is the caller's to decide."""
    return Attachment.objects.filter(pk=attachment_id).first()


def open_original(found: Document) -> IO[bytes]:
    """Open the file a document was read from; raise FileNotFoundError where it is gone."""
    if not found.file:
        raise FileNotFoundError(f"{found.code} was not read from a file that is kept")
    return storages["evidence"].open(found.file)


class Stored(Protocol):
    """Whatever names the two files of a photograph in the evidence storage."""

    @property
    def file(self) -> str:
        """The picture."""

    @property
    def thumbnail(self) -> str:
        """The small picture."""


def open_file(found: Stored, *, thumbnail: bool = False) -> IO[bytes]:
    """Open a photograph's bytes; raise FileNotFoundError where they are gone."""
    return storages["evidence"].open(found.thumbnail if thumbnail else found.file)


def referenced_files() -> Iterator[str]:
    """Yield the name of every evidence file that a row refers to."""
    for row in Attachment.objects.values_list("file", "thumbnail").iterator():
        yield from row
    yield from Document.objects.exclude(file="").values_list("file", flat=True).iterator()


def missing_files() -> tuple[str, ...]:
    """Return the names of files that rows refer to and the disk doesn't hold: none is health."""
    storage = storages["evidence"]
    return tuple(name for name in referenced_files() if not storage.exists(name))
