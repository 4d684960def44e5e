"""Adding, changing, ending and restoring a record."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.kernel.registers import actions
from tinhso.kernel.registers.actions import (
    BadRecordError,
    ChangedMeanwhileError,
    NothingChangedError,
)
from tinhso.kernel.registers.finding import Units
from tinhso.kernel.registers.models import Record
from tinhso.kernel.registers.wording import said
from tinhso.web.registers.access import Access, found, opened
from tinhso.web.registers.forms import EndForm, ReasonForm, RecordForm, initial_of
from tinhso.web.ways import Crumb

Do = Callable[[], Record]


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, name: str) -> HttpResponse:
    """Add a record."""
    now = timezone.now()
    access = opened(request, name, timezone.localdate(now))
    access.require_some_edit()
    units = Units(access.today)
    form = RecordForm(access.register, units, request.POST or None, editing=False)
    if request.method == "POST" and form.is_valid():
        _require_target(access, units, form)
        done = _done(
            form,
            lambda: actions.add(
                access.register,
                form.values,
                reason=form.cleaned_data["why"],
                actor=access.actor,
                now=now,
            ),
        )
        if done is not None:
            messages.success(request, _("Đã thêm “%(title)s” vào sổ.") % {"title": done.title})
            return redirect("registers:record", name, done.code)
    title = _("Thêm mục mới")
    context = {"title": title, "lead": said(access.register.title), "action": _("Thêm vào sổ")}
    return _form(request, access, form, title, context)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """Change a record."""
    now = timezone.now()
    access = opened(request, name, timezone.localdate(now))
    row = found(access, code)
    access.require_edit(row.unit_id)
    units = Units(access.today)
    initial = {**initial_of(access.register, row.data), "version": row.version}
    unit_field = access.register.of_type("unit")
    if unit_field and row.unit and not row.unit.stands_on(access.today):
        initial[unit_field] = ""  # its code may be another unit's today: a person chooses
    form = RecordForm(access.register, units, request.POST or None, initial=initial, editing=True)
    if request.method == "POST" and form.is_valid():
        form.values[access.register.key] = code
        _require_target(access, units, form)
        done = _done(
            form,
            lambda: actions.change(
                access.register,
                code,
                form.values,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["why"],
                actor=access.actor,
                now=now,
            ),
        )
        if done is not None:
            messages.success(request, _("Đã sửa. Bản cũ vẫn còn trong lịch sử."))
            return redirect("registers:record", name, code)
    title = _("Sửa “%(title)s”") % {"title": row.title}
    context = {"title": title, "lead": "", "action": _("Lưu"), "record": row}
    return _form(request, access, form, title, context)


@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """End a record."""
    now = timezone.now()
    access = opened(request, name, timezone.localdate(now))
    row = found(access, code)
    access.require_edit(row.unit_id)
    initial = {"on": access.today, "version": row.version}
    form = EndForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["on"]
        if row.valid_from is not None and day < row.valid_from:
            form.add_error("on", _("Mục này có hiệu lực từ sau ngày đó."))
        else:
            done = _done(
                form,
                lambda: actions.end(
                    access.register,
                    code,
                    on=day,
                    version=form.cleaned_data["version"],
                    reason=form.cleaned_data["why"],
                    actor=access.actor,
                    now=now,
                ),
            )
            if done is not None:
                messages.success(request, _("Đã kết thúc. Có thể khôi phục từ lịch sử."))
                return redirect("registers:record", name, code)
    title = _("Kết thúc “%(title)s”?") % {"title": row.title}
    lead = _("Từ ngày này mục không còn trong sổ hiện hành; lịch sử vẫn giữ nguyên.")
    context = {"title": title, "lead": lead, "action": _("Kết thúc"), "record": row}
    return _form(request, access, form, title, context)


@never_cache
@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, name: str, code: str, number: int) -> HttpResponse:
    """Make a record say again what it said in an earlier version."""
    now = timezone.now()
    access = opened(request, name, timezone.localdate(now))
    row = found(access, code)
    access.require_edit(row.unit_id)
    version = row.versions.filter(version=number).first()
    if version is None or number == row.version:
        raise Http404
    access.require_edit(version.unit_id)
    form = ReasonForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        done = _done(
            form,
            lambda: actions.restore(
                access.register,
                code,
                number,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["why"],
                actor=access.actor,
                now=now,
            ),
        )
        if done is not None:
            messages.success(request, _("Đã khôi phục."))
            return redirect("registers:record", name, code)
    title = _("Khôi phục “%(title)s” như lần %(number)s?") % {
        "title": version.title,
        "number": number,
    }
    lead = _("Việc khôi phục cũng được ghi vào lịch sử và có thể đổi lại.")
    context = {"title": title, "lead": lead, "action": _("Khôi phục"), "record": row}
    return _form(request, access, form, title, context)


def _require_target(access: Access, units: Units, form: RecordForm) -> None:
    """Refuse to put a record where whoever asks may not change records."""
    field = access.register.of_type("unit")
    unit = units.of(form.values.get(field)) if field else None
    access.require_edit(unit.pk if unit else None)


def _done(form: Any, do: Do) -> Record | None:
    """Return what was done, or None with what stood in the way shown on the form."""
    try:
        return do()
    except BadRecordError as error:
        form.complain(error.fields)
    except NothingChangedError:
        form.add_error(None, _("Chưa có gì thay đổi."))
    except ChangedMeanwhileError:
        form.add_error(
            None,
            _("Người khác vừa sửa mục này. Hãy mở lại mục ở thẻ mới, xem rồi sửa lại."),
        )
    return None


def _form(
    request: HttpRequest, access: Access, form: Any, title: str, more: dict[str, Any]
) -> HttpResponse:
    name = access.register.code
    row: models.Model | None = more.get("record")
    back = reverse("registers:table", args=[name])
    crumbs = [
        Crumb(_("Sổ của tỉnh"), reverse("registers:index")),
        Crumb(said(access.register.title), back),
    ]
    if isinstance(row, Record):
        back = reverse("registers:record", args=[name, row.code])
        crumbs.append(Crumb(row.title, back))
    crumbs.append(Crumb(title))
    context = {
        "access": access,
        "register": access.register,
        "form": form,
        "crumbs": crumbs,
        "back": back,
        **more,
    }
    status = 422 if form.is_bound else 200
    return render(request, "registers/form.html", context, status=status)
