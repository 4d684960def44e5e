"""Every read of documents, citations and evidence files."""

import uuid
from collections.abc import Iterator
from typing import IO

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


def open_file(found: Attachment, *, thumbnail: bool = False) -> IO[bytes]:
    """Open a photograph's bytes; raise FileNotFoundError where they are gone."""
    return storages["evidence"].open(found.thumbnail if thumbnail else found.file)


def referenced_files() -> Iterator[str]:
    """Yield the name of every evidence file that a row refers to."""
    for row in Attachment.objects.values_list("file", "thumbnail").iterator():
        yield from row


def missing_files() -> tuple[str, ...]:
    """Return the names of files that rows refer to and the disk doesn't hold: none is health."""
    storage = storages["evidence"]
    return tuple(name for name in referenced_files() if not storage.exists(name))
