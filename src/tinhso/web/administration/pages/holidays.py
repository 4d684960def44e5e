"""Days off and days worked: each change is a new version of the calendar."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.kernel.calendar import actions, queries
from tinhso.kernel.calendar.declared import DeclaredDay
from tinhso.kernel.declarations import Text
from tinhso.web.accounts.rights import member_of, requires
from tinhso.web.administration.forms import HolidayForm

YEARS_AROUND = 1


@requires("settings.manage")
@require_http_methods(["GET", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """List a year's special days and change one."""
    now = timezone.now()
    this_year = timezone.localdate(now).year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else this_year
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        day = DeclaredDay(
            kind=data["kind"],
            title=Text(vi=data["title"], en=data["title"]),
            basis="adopted",
            source=data["source"],
        )
        try:
            changed = actions.change_holidays(
                {data["day"]: day}, reason=data["source"], actor=member_of(request), now=now
            )
        except (ValueError, LookupError):
            form.add_error("day", _("Lịch chưa có năm này. Hãy nạp lịch của tỉnh trước."))
        else:
            messages.success(
                request,
                _("Đã đổi lịch. Hạn đã hứa giữ nguyên.") if changed else _("Lịch vốn đã như vậy."),
            )
            return redirect(f"{request.path}?year={data['day'].year}")
    days = [
        {**one, "day": date.fromisoformat(one["day"])}
        for one in queries.special_days(year, now=now)
    ]
    return render(
        request,
        "administration/holidays.html",
        {
            "form": form,
            "days": days,
            "year": year,
            "years": range(this_year - YEARS_AROUND, this_year + YEARS_AROUND + 1),
            "versions": queries.versions()[:10],
        },
    )
