"""Documents that are brought in, brought anew, withdrawn; and the files they were read from."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.documents import actions, queries
from tinhso.kernel.documents.extraction import UnreadableError, limits
from tinhso.kernel.documents.models import Document
from tinhso.kernel.documents.taking import (
    Brought,
    bring,
    bring_again,
    set_aside,
    take_in,
    take_instead,
)
from tinhso.kernel.documents.wording import said
from tinhso.kernel.people.actors import Member
from tinhso.web.accounts.rights import member_of, requires
from tinhso.web.documents.forms import DocumentForm, FileForm
from tinhso.web.documents.pages import ENTER
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Crumb


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ENTER, whole_province=True)
def add(request: HttpRequest) -> HttpResponse:
    """Take a new document in."""
    form = DocumentForm(*_what_was_sent(request))
    known = None
    brought = _brought(form)
    if brought and form.is_valid():
        found, outcome = take_in(
            brought, form.details(), actor=member_of(request), now=timezone.now()
        )
        if outcome == "created":
            return redirect(reverse("documents:document", args=[found.code]) + "?entered")
        known = found
    words = {
        "title": _("Đưa văn bản vào kho"),
        "lead": _("Văn bản trong kho thì ai cũng đọc được, số liệu trên bảng dẫn tới từng câu."),
        "action": _("Đọc và đưa vào kho"),
        "back": reverse("documents:library"),
    }
    crumbs = [Crumb(_("Văn bản và nguồn"), reverse("documents:library")), Crumb(words["title"])]
    return _form(request, form, {**words, "crumbs": crumbs, "known": known})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ENTER, whole_province=True)
def replace(request: HttpRequest, code: str) -> HttpResponse:
    """Take a new version of a document in."""
    current = queries.document(code)
    if current is None:
        raise Http404
    form = FileForm(*_what_was_sent(request))
    known = None
    brought = _brought(form)
    if brought and form.is_valid():
        found, outcome = take_instead(
            brought, current, actor=member_of(request), now=timezone.now()
        )
        if outcome != "unchanged":
            return redirect(reverse("documents:document", args=[code]) + "?entered")
        known = found
    here = reverse("documents:document", args=[code])
    words = {
        "title": _("Đưa bản mới của văn bản"),
        "lead": _("Bản cũ được giữ: số liệu đã dẫn vẫn mở ra đúng câu chữ của bản ấy."),
        "action": _("Đọc và thay bản hiện tại"),
        "kicker": current.number or text(current.title),
        "back": here,
    }
    crumbs = [
        Crumb(_("Văn bản và nguồn"), reverse("documents:library")),
        Crumb(current.number or text(current.title), here),
        Crumb(words["title"]),
    ]
    return _form(request, form, {**words, "crumbs": crumbs, "known": known})


@require_POST
@requires(ENTER, whole_province=True)
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take a version that was entered by mistake back."""
    version = request.POST.get("version", "")
    if not (version.isdecimal() and len(version) < 9):
        raise Http404
    try:
        actions.withdraw_document(code, int(version), actor=member_of(request), now=timezone.now())
    except Document.DoesNotExist:
        raise Http404 from None
    except actions.CitedError:
        messages.error(request, _("Chưa rút được: đã có số liệu dẫn câu chữ của văn bản này."))
        return redirect("documents:document", code)
    messages.success(request, _("Đã rút bản thứ %(version)s.") % {"version": version})
    return redirect("documents:document", code)


@cache_control(private=True, max_age=3600)
@require_safe
def original(request: HttpRequest, code: str, version: int) -> HttpResponseBase:
    """Give the file a version was read from to members of staff."""
    actor = getattr(request, "actor", None)
    found = queries.version(code, version)
    if not (isinstance(actor, Member) and actor.is_staff) or found is None:
        raise Http404
    try:
        file = queries.open_original(found)
    except FileNotFoundError:
        raise Http404 from None
    # Never shown in the browser: somebody else's page must not run under our address.
    return FileResponse(
        file,
        as_attachment=True,
        filename=found.file_name,
        content_type="application/octet-stream",
    )


def _what_was_sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _brought(form: FileForm) -> Brought | None:
    """Return the file that was sent, now or before, once it can be read.

    Where something else is wrong with the form it stays chosen.
    """
    if not form.is_bound:
        return None
    form.is_valid()
    sent, (file, name) = form.cleaned_data.get("file"), form.kept_file
    try:
        if sent:
            brought = bring(sent.read(limits.FILE + 1), str(sent.name))
        elif file:
            brought = bring_again(file, name)
        else:
            return None
    except UnreadableError as error:
        form.add_error("file", said(error.note))
        return None
    except FileNotFoundError:
        form.add_error("file", _("Tệp đã gửi không còn: hãy chọn lại."))
        return None
    if form.errors:
        form.keep(set_aside(brought), brought.name)
    return brought


def _form(request: HttpRequest, form: FileForm, words: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "documents/bring.html", {**words, "form": form}, status=status)
