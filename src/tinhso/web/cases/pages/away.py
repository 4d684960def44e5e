"""While I am away: who acts for me, or for a colleague of whom I am the head."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.people import actions
from tinhso.kernel.people import queries as people
from tinhso.kernel.people.actions.substitutions import NAMES_SUBSTITUTES
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.models import Membership, Substitution
from tinhso.web.cases.access import staff_only
from tinhso.web.cases.holding import actor_of

A_DAY, A_YEAR = timedelta(days=1), timedelta(days=366)


class AwayForm(forms.Form):
    """Who is away from where, from which day to which, and who acts for them."""

    absent = forms.ChoiceField(label=gettext_lazy("Ai vắng mặt?"))
    substitute = forms.ChoiceField(label=gettext_lazy("Ai làm thay?"))
    since = forms.DateField(
        label=gettext_lazy("Từ ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=gettext_lazy("Đến hết ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_last(self) -> date:
        """Return the last day; a year ahead at most, so that every absence comes to an end."""
        last: date = self.cleaned_data["last"]
        if last > timezone.localdate() + A_YEAR:
            raise forms.ValidationError(_("Cử người làm thay nhiều nhất một năm."))
        return last

    def offer(self, **choices: list[tuple[str, str]]) -> None:
        """Let each of these questions be answered with one of its choices."""
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered


@dataclass(frozen=True)
class Row:
    """A substitution as it is listed: its last day, and whether the visitor may end it."""

    found: Substitution
    last: object
    runs: bool
    may_end: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def away(request: HttpRequest) -> HttpResponse:
    """Show who acts for whom at the visitor's units; name a substitute."""
    now, actor = timezone.now(), actor_of(request)
    if not isinstance(actor, Member):
        raise Http404
    today = timezone.localdate(now)
    posts = list(
        people.members_of(actor.unit_ids(), on=today).order_by("unit_id", "account__username")
    )
    form = _form(request, actor, posts)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        unit, absent = (int(part) for part in said["absent"].split("-"))
        _unit, other = (int(part) for part in said["substitute"].split("-"))

        def do() -> None:
            if unit != _unit:
                raise actions.SubstitutionError(_("Hai người phải cùng một đơn vị."))
            actions.substitute(
                absent,
                other,
                unit,
                since=said["since"],
                until=said["last"] + A_DAY,
                actor=actor,
                now=now,
            )

        if _tried(form, do):
            messages.success(request, _("Đã cử người làm thay. Hết ngày là tự chấm dứt."))
            return redirect("cases:away")
    listed = people.substitutions(actor.unit_ids(), on=today)
    heads = people.reach(actor, NAMES_SUBSTITUTES)
    rows = [
        Row(
            found=one,
            last=one.until - A_DAY,
            runs=one.since <= today,
            may_end=actor.account_id in (one.absent_id, one.substitute_id)
            or heads.covers(one.unit_id),
        )
        for one in listed
    ]
    context = {"form": form, "rows": rows, "me": actor.account_id}
    return render(request, "cases/away.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@staff_only
def end_away(request: HttpRequest, substitution: int) -> HttpResponse:
    """End a substitution today."""
    try:
        actions.end_substitution(substitution, actor=actor_of(request), now=timezone.now())
        messages.success(request, _("Đã chấm dứt việc làm thay."))
    except Substitution.DoesNotExist:
        raise Http404 from None
    except actions.SubstitutionError as error:
        messages.error(request, str(error))
    return redirect("cases:away")


def _form(request: HttpRequest, actor: Member, posts: list[Membership]) -> AwayForm:
    sent = request.POST if request.method == "POST" else None
    form = AwayForm(sent, initial={"since": timezone.localdate()})
    heads = people.reach(actor, NAMES_SUBSTITUTES)
    several = len({post.unit_id for post in posts}) > 1
    named: dict[str, str] = {}
    may_be_away: dict[str, str] = {}
    for post in posts:
        key = f"{post.unit_id}-{post.account_id}"
        me = post.account_id == actor.account_id
        name = _("Tôi (%s)") % post.account.username if me else post.account.username
        named[key] = f"{name} · {post.unit.body_title}" if several else name
        if me or heads.covers(post.unit_id):
            may_be_away[key] = named[key]
    mine = [key for key in may_be_away if key.endswith(f"-{actor.account_id}")]
    others = [(key, name) for key, name in named.items() if key not in mine or heads]
    form.offer(
        absent=sorted(may_be_away.items(), key=lambda item: item[0] not in mine),
        substitute=[("", _("Chọn…")), *others],
    )
    return form


def _tried(form: AwayForm, do: Callable[[], None]) -> bool:
    try:
        do()
    except actions.SubstitutionError as error:
        form.add_error(None, str(error))
        return False
    return True
