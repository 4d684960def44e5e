"""The cases behind a number: for everyone as published, for staff as they work on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from tinhso.systems.hotline.open_side import on_the_open_side
from tinhso.systems.hotline.queries import catalogue
from tinhso.web.ways import Crumb

from .. import making, queries
from ..declared import this_cut
from ..models import Counted
from ..queries import NONE, Narrowed, Rounds
from ..rules.windows import Month, Window
from .ways import case_place, crumbs, instant, language, month_crumb, number, rules_of_month

ENDED = {"redirected": _lazy("Đã hướng dẫn gửi nơi khác"), "declined": _lazy("Không thể xử lý")}
DIMENSIONS = ("field", "category", "unit", "commune", "channel")


@dataclass(frozen=True)
class Stretch:
    """Whose rounds, and of which time."""

    rounds: Rounds
    window: Window


@dataclass(frozen=True)
class Row:
    """One round as it is listed: `state` and `words` say how it stood when the window closed."""

    number: str
    href: str
    title: str
    commune: str
    unit: str
    one: Counted
    state: str
    words: str
    ended: str


@require_safe
@on_the_open_side
def cases(request: HttpRequest, month: Month) -> HttpResponse:
    """List what a measure of a month counts: of an edition, or live up to an instant."""
    cut = this_cut(rules_of_month())
    asked = number(request.GET.get("edition", ""))
    if asked is not None:
        edition = queries.edition_of(month.code, asked)
        if edition is None:
            raise Http404(_("Không có ấn bản này."))
        window = Window(edition.since, edition.until)
        since = instant(request.GET.get("since", ""))  # of a hot spot: its days alone
        if since is not None and window.since < since < window.until:
            window = Window(since, window.until)
        rounds: Rounds = queries.kept(edition)
    else:
        now = timezone.now()
        window = cut.so_far(month, min(now, instant(request.GET.get("at", "")) or now))
        rounds = queries.live()
    return _listed(request, Stretch(rounds, window), [month_crumb(month)])


@require_safe
@on_the_open_side
def between(request: HttpRequest) -> HttpResponse:
    """List what a measure counts in any stretch of time, such as a hot spot's."""
    since, until = (instant(request.GET.get(name, "")) for name in ("since", "until"))
    now = timezone.now()
    if since is None or until is None or not since <= min(until, now):
        raise Http404(_("Khoảng thời gian không đọc được."))
    return _listed(request, Stretch(queries.live(), Window(since, min(until, now))), [])


def _listed(request: HttpRequest, stretch: Stretch, way: Sequence[Crumb]) -> HttpResponse:
    measure = queries.MEASURES.get(request.GET.get("what", "received"))
    if measure is None:
        raise Http404(_("Không có số liệu này."))
    narrowed = Narrowed(**{name: request.GET.get(name, "")[:64] for name in DIMENSIONS})
    known = catalogue(now=stretch.window.until)
    found = queries.listed(
        stretch.rounds,
        stretch.window,
        measure.name,
        narrowed,
        of_field=[one.code for one in known if narrowed.field in {one.field, NONE}],
        page=number(request.GET.get("page", "")) or 1,
    )
    titles = making.Titles(known, _named(narrowed))
    place = case_place(request)
    return render(
        request,
        "monthly/cases.html",
        {
            "title": measure.title,
            "window": stretch.window,
            "found": found,
            "earlier": found.page - 1,
            "later": found.page + 1 if found.page < found.pages else 0,
            "rows": [
                _row(one, stretch.window, titles, reverse(place, args=[one.number]))
                for one in found.rounds
            ],
            "names": [titles.of(name, key).of(language()) for name, key in narrowed.given.items()],
            "crumbs": crumbs(*way, Crumb(measure.title)),
        },
    )


def _named(narrowed: Narrowed) -> set[int]:
    return {int(key) for key in (narrowed.unit, narrowed.commune) if number(key)}


def _row(one: Counted, window: Window, titles: making.Titles, href: str) -> Row:
    state, words = _stood(one, window)
    return Row(
        number=one.number,
        href=href,
        title=titles.of("category", one.category or NONE).of(language()),
        commune=one.commune.title if one.commune else "",
        unit=one.unit.body_title if one.unit else "",
        one=one,
        state=state,
        words=words,
        ended=str(ENDED.get(one.ended, "")),
    )


def _stood(one: Counted, window: Window) -> tuple[str, str]:
    """Return how a round stood when the window closed, as a shape and in words."""
    if one.closed_at is None or one.closed_at >= window.until:
        if one.due_at < window.until:
            return "bad", _("Chưa xong, quá hạn")
        return "none", _("Chưa xong")
    if one.closed_at > one.due_at:
        return "warn", _("Xong, trễ hạn")
    return "ok", _("Xong đúng hạn")
