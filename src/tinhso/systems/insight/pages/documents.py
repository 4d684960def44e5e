"""The documents to review, and the place to drop another report."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.files.base import File
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.kernel.documents.extraction import UnreadableError, limits
from tinhso.kernel.documents.models import Document
from tinhso.kernel.documents.taking import Details, bring, take_in
from tinhso.kernel.documents.wording import said
from tinhso.kernel.ledger.actors import Actor
from tinhso.systems.insight import actions, reader
from tinhso.systems.insight.queries.claims import to_review
from tinhso.systems.insight.queries.findings import open_findings
from tinhso.web.accounts.rights import member_of, requires

A_PAGE = 20


class UploadForm(forms.Form):
    """A report to be read: a file, or words pasted."""

    file = forms.FileField(
        label=gettext_lazy("Thả báo cáo vào đây"),
        help_text=gettext_lazy("Word, PDF có chữ, trang web hoặc văn bản thuần, tới 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt,.md,.html,.htm"}),
        error_messages={
            "required": gettext_lazy("Hãy chọn một tệp."),
            "empty": gettext_lazy("Tệp này trống: hãy chọn tệp khác."),
        },
    )


@dataclass(frozen=True)
class Row:
    """One document on the list."""

    document: Document
    href: str
    state: str
    word: str
    decided: int
    total: int


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("insight.review", whole_province=True)
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents by what waits in them; take another one in and read it at once."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent)
    if form.is_valid():
        try:
            entered = _take_in(form.cleaned_data["file"], actor=member_of(request))
        except UnreadableError as error:
            form.add_error("file", said(error.note))
        else:
            messages.success(request, _("Đã đọc văn bản: hãy duyệt từng số liệu."))
            return redirect("insight:review", code=entered.code)
    page = Paginator(to_review(), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "insight/documents.html",
        {
            "form": form,
            "page": page,
            "rows": [_row(one) for one in page],
            "open": open_findings(reviewing=True).count(),
        },
        status=422 if form.errors else 200,
    )


def _take_in(file: "File[bytes]", *, actor: Actor) -> Document:
    now = timezone.now()
    brought = bring(file.read(limits.FILE + 1), file.name or "")
    document, _done = take_in(brought, Details(), actor=actor, now=now)
    actions.read_document(
        document, reader.read(document.text), reader=reader.version(), actor=actor, now=now
    )
    return document


def _row(document: Document) -> Row:
    counts = {name: getattr(document, name) for name in ("proposed", "accepted", "corrected")}
    decided = counts["accepted"] + counts["corrected"] + getattr(document, "rejected", 0)
    total = decided + counts["proposed"]
    state, word = "none", _("Chưa đọc")
    if getattr(document, "times_read", 0):
        state, word = "ok", _("Đã duyệt xong")
        if counts["proposed"]:
            state, word = "warn", _("Còn %(n)s số liệu") % {"n": counts["proposed"]}
        elif not total:
            state, word = "none", _("Không có số liệu")
    address = reverse("insight:review", args=[document.code])
    return Row(document, address, state, word, decided, total)
