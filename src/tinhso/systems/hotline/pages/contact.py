"""Reading how to reach a reporter: with a purpose, and recorded."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tinhso.kernel.cases.queries import case_view
from tinhso.kernel.people.actions import read_person
from tinhso.web.accounts.rights import member_of, requires

from ..forms import ContactForm


@never_cache
@require_POST
@requires("people.read")
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """Show name and number of a case's reporter to whoever works on it and says why."""
    now, member = timezone.now(), member_of(request)
    view = case_view(number, member, now=now)
    if view is None:
        raise Http404
    if not (member.is_staff and view.reads):
        raise PermissionDenied
    form = ContactForm(request.POST)
    if view.case.reporter_id is None or not form.is_valid():
        return redirect("cases:case", number=view.case.number)
    person = read_person(
        view.case.reporter_id,
        ("name", "phone", "email"),
        purpose=form.cleaned_data["purpose"],
        actor=member,
        now=now,
    )
    return render(request, "hotline/contact.html", {"person": person, "view": view})
