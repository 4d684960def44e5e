"""The administrator's list of applications that hold a key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.web.accounts.rights import member_of, requires

from . import actions, queries
from .forms import ClientForm
from .models import Client
from .rest.filing import CLIENT_LIMIT, OPEN_LIMIT


@never_cache
@requires("settings.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def clients(request: HttpRequest) -> HttpResponse:
    """List the applications; give a new one its key, shown this once."""
    form = ClientForm(request.POST or None)
    admitted, key = None, ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        admitted, key = actions.admit(
            given["name"], given["owner"], actor=member_of(request), now=timezone.now()
        )
        form = ClientForm()
    refused = request.method == "POST" and admitted is None
    context = {
        "form": form,
        "clients": queries.clients(),
        "admitted": admitted,
        "key": key,
        "open_limit": OPEN_LIMIT,
        "client_limit": CLIENT_LIMIT,
    }
    return render(request, "open311/clients.html", context, status=422 if refused else 200)


@requires("settings.manage")
@require_POST
def close(request: HttpRequest, client_id: int) -> HttpResponse:
    """End an application's key."""
    try:
        actions.close(client_id, actor=member_of(request), now=timezone.now())
    except Client.DoesNotExist:
        raise Http404 from None
    return redirect("hotline_open311:clients")
