"""Documents as they were read, the words in them that figures rest on, and evidence files."""

import uuid

import uuid6
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents.extraction.contracts import Note


def new_identity() -> uuid.UUID:
    """Return a UUIDv7: made by us, in the order of time, before the row is inserted."""
    return uuid.UUID(int=uuid6.uuid7().int)


class Kind(models.TextChoices):
    """What sort of paper a document is."""

    RESOLUTION = "resolution", _("Nghị quyết")
    DECISION = "decision", _("Quyết định")
    PLAN = "plan", _("Kế hoạch")
    REPORT = "report", _("Báo cáo")
    ARTICLE = "article", _("Bài báo")
    BRIEF = "brief", _("Bản tóm lược")
    PAPER = "paper", _("Văn bản")


class Status(models.TextChoices):
    """What a reader may take the document for."""

    IN_FORCE = "in_force", _("Đang hiệu lực")
    EXPIRED = "expired", _("Hết hiệu lực")
    FOR_INFORMATION = "for_information", _("Để tham khảo")


class Document(models.Model):
    """One version of a text. A changed text is a new version: offsets into the old one stay true.

    `text` is NFC with line feeds only; offsets in it count code points. `words` are the words of
    title, number and text, as written and without diacritics, for search. A version that was
    withdrawn (entered by mistake, cited by nothing) is superseded too, by the one before it.
    `file` names the original in the evidence storage; `read_as` is its kind, `reader` the version
    of `extraction` that read it, `notes` what it noticed: [{"code": ..., "values": {...}}].
    """

    code = models.SlugField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    title = models.JSONField()
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=5, default="vi")
    text = models.TextField()
    words = ArrayField(models.CharField(max_length=60), default=list)
    sha256 = models.CharField(max_length=64)
    source = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.FOR_INFORMATION)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The file it was read from, and how: empty for a text that was typed.
    file = models.CharField(max_length=80, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    read_as = models.CharField(max_length=10, blank=True)
    reader = models.CharField(max_length=10, blank=True)
    notes = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="documents_document_version"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(superseded_at__isnull=True),
                name="documents_document_one_current",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(superseded_at__isnull=False),
                name="documents_document_withdrawn_is_not_current",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="documents_document_has_text"),
        ]
        indexes = [GinIndex(fields=["words"], name="documents_document_words")]

    def __str__(self) -> str:
        return self.number or self.name.vi

    @property
    def name(self) -> Text:
        """The title in both languages."""
        return Text.model_validate(self.title)

    @property
    def told(self) -> tuple[Note, ...]:
        """What was noticed when its file was read."""
        return tuple(Note(note["code"], note["values"]) for note in self.notes)


class Citation(models.Model):
    """The words of a document on which something rests: `quote` is `text[start:end]`."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="citations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "start", "end"], name="documents_citation_once"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="documents_citation_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}[{self.start}:{self.end}] {self.quote}"


class Attachment(models.Model):
    """A photograph of evidence, re-encoded by us; its bytes lie in the evidence storage.

    `file` and `thumbnail` are names in that storage. Who may see it is decided by the room that
    refers to it.
    """

    id = models.UUIDField(primary_key=True, default=new_identity, editable=False)
    file = models.CharField(max_length=80)
    thumbnail = models.CharField(max_length=80)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    demonstration = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["file"], name="documents_attachment_file")]

    def __str__(self) -> str:
        return f"{self.id} ({self.media_type}, {self.width}×{self.height})"
