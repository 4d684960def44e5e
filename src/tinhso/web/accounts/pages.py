"""Enrolment, one's own account, and entering a demonstration."""

from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.kernel.ledger.actors import ANONYMOUS
from tinhso.kernel.people import actions, demonstration, queries, throttle
from tinhso.kernel.people.models import Account
from tinhso.kernel.people.values import FIELDS
from tinhso.web.accounts.beginning import FIRST_PAGE
from tinhso.web.accounts.forms import EnrolForm
from tinhso.web.accounts.rights import member_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
ENROLMENTS_PER_VISITOR = 20
ENROLMENT_WINDOW = timedelta(minutes=10)


@sensitive_post_parameters("code", "password1", "password2")
@never_cache
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Set the first password with the one-time code of a slip, then go on to the second factor."""
    now = timezone.now()
    form = EnrolForm(request.POST or None)
    if request.method == "POST":
        key = f"enrol:{throttle.client(request)}"
        if not throttle.allow(key, ENROLMENTS_PER_VISITOR, ENROLMENT_WINDOW, now):
            form.add_error(None, _("Thử quá nhiều lần. Hãy chờ 10 phút rồi thử lại."))
            return render(request, "accounts/enrol.html", {"form": form}, status=429)
        if form.is_valid() and (account := _redeem(form)):
            login(request, account, backend=BACKEND)
            # The password was chosen a moment ago: it isn't asked for again for the next step.
            record_authentication(request, account, method="password", reauthenticated=True)
            return redirect("mfa_index")
    return render(request, "accounts/enrol.html", {"form": form})


def _redeem(form: EnrolForm) -> Account | None:
    try:
        return actions.redeem_enrolment(
            form.cleaned_data["code"], form.cleaned_data["password1"], now=timezone.now()
        )
    except actions.EnrolmentError as error:
        form.add_error("code", str(error))
    except ValidationError as error:
        form.add_error("password1", error)
    return None


@require_GET
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say who can help with a forgotten password or a lost telephone."""
    return render(request, "accounts/forgotten.html")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's own account: posts, sign-in, what is known of one, and who read it."""
    now = timezone.now()
    member = member_of(request)
    account = Account.objects.get(pk=member.account_id)
    person = account.person_id
    known = None
    if request.method == "POST" and person:
        known = actions.read_person(
            person,
            FIELDS,
            purpose="people.own_data",
            actor=member,
            now=now,
        )
    return render(
        request,
        "accounts/mine.html",
        {
            "account": account,
            "posts": queries.posts_of(account.pk),
            "today": timezone.localdate(now),
            "known": known,
            "person": person,
            "readings": queries.named_readings(queries.readings_of(person)) if person else [],
        },
    )


@require_POST
def enter_demonstration(request: HttpRequest, role: str) -> HttpResponse:
    """Sign a visitor in as a marked demonstration account; a citizen is signed out instead."""
    if not settings.TINHSO_DEMONSTRATION:
        raise Http404
    logout(request)
    if role == "citizen":
        return redirect("/")
    if role not in FIRST_PAGE:
        raise Http404
    try:
        account = actions.sign_in_as_demonstration(
            demonstration.username_of(role), actor=ANONYMOUS, now=timezone.now()
        )
    except Account.DoesNotExist:
        raise Http404 from None
    login(request, account, backend=BACKEND)
    return redirect(FIRST_PAGE[role])
