"""What whoever brings a document fills in."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.documents.models import Kind
from tinhso.kernel.documents.taking import Details

KEPT_FOR = 24 * 3600
"""Seconds for which a file that was sent with a mistake elsewhere needn't be chosen again."""
SALT = "tinhso.documents.kept"
ENDINGS = ".docx,.pdf,.html,.htm,.md,.txt"


class FileForm(forms.Form):
    """A file; one that was sent before, with a mistake in another field, stays chosen."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=_("Word (.docx), PDF có chữ, trang HTML hoặc văn bản thuần; nhiều nhất 10 MB."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={
            "required": _("Hãy chọn tệp văn bản."),
            "empty": _("Tệp này trống: hãy chọn tệp khác."),
        },
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.kept_name

    @property
    def kept_file(self) -> tuple[str, str]:
        """The file that was sent before: its name in the storage and its own; "" if none."""
        try:
            found = signing.loads(self.data.get("kept", ""), salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            return "", ""
        return found["file"], found["name"]

    @property
    def kept_name(self) -> str:
        """The name of the file that needn't be chosen again."""
        return self.kept_file[1]

    def keep(self, file: str, name: str) -> None:
        """Let the form say which stored file it goes on with."""
        kept = signing.dumps({"file": file, "name": name}, salt=SALT)
        self.data = {**{name: self.data[name] for name in self.data}, "kept": kept}
        self.fields["file"].required = False

    @property
    def said(self) -> list[forms.BoundField]:
        """The fields that say what the document is."""
        return [bound for bound in self if bound.name not in ("file", "kept")]


class DocumentForm(FileForm):
    """A new document."""

    title = forms.CharField(
        label=_("Tên văn bản"),
        required=False,
        max_length=300,
        help_text=_("Để trống thì lấy dòng đầu của văn bản."),
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind, initial=Kind.REPORT)
    number = forms.CharField(label=_("Số, ký hiệu"), required=False, max_length=60)
    issuer = forms.CharField(label=_("Nơi viết, nơi ban hành"), required=False, max_length=200)
    issued_on = forms.DateField(
        label=_("Ngày ban hành"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Ngày viết như 22/11/2026.")},
    )
    source = forms.CharField(
        label=_("Nguồn"),
        required=False,
        max_length=500,
        help_text=_("Lấy từ đâu: địa chỉ trang, cơ quan gửi. Để trống thì ghi tên tệp."),
    )

    def details(self) -> Details:
        """Return what was said of the document."""
        cleaned = self.cleaned_data
        return Details(
            title=cleaned["title"],
            kind=cleaned["kind"],
            number=cleaned["number"],
            issuer=cleaned["issuer"],
            issued_on=cleaned["issued_on"],
            source=cleaned["source"],
        )
