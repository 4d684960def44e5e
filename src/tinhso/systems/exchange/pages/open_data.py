"""The data page: what there is, what each column holds, where to get it and how to cite it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.systems.exchange.publishing import publishing
from tinhso.web.offers import FORMS, File, Offer, offered
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Crumb

PLAIN = ("csv", "xlsx", "json", "geojson")


@dataclass(frozen=True)
class Download:
    """One button."""

    title: str
    href: str


@dataclass(frozen=True)
class Shown:
    """A dataset as the page shows it: files to open, and those for statisticians' tools."""

    offer: Offer
    href: str
    downloads: list[Download]
    machine: list[Download]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List every dataset."""
    return render(
        request,
        "exchange/page.html",
        {"datasets": [_shown(one) for one in offered()], "publishing": publishing()},
    )


@require_safe
def dataset(request: HttpRequest, code: str) -> HttpResponse:
    """Show one dataset with its columns and how to cite it."""
    found = next((one for one in offered() if one.code == code), None)
    if found is None:
        raise Http404(_("Không có bộ dữ liệu này."))
    terms = publishing()
    site = urlsplit(request.build_absolute_uri("/")).netloc
    return render(
        request,
        "exchange/dataset.html",
        {
            "dataset": _shown(found),
            "publishing": terms,
            "crumbs": [
                Crumb(_("Dữ liệu mở"), reverse("exchange:page")),
                Crumb(text(found.title)),
            ],
            "citation": _("%(publisher)s (%(year)s). %(title)s. %(address)s, lấy ngày %(day)s.")
            % {
                "publisher": text(terms.publisher),
                "year": (found.changed or timezone.now()).year,
                "title": text(found.title),
                "address": f"{site}{reverse('exchange:dataset', args=[found.code])}",
                "day": f"{timezone.localdate():%d/%m/%Y}",
            },
        },
    )


def _shown(offer: Offer) -> Shown:
    return Shown(
        offer=offer,
        href=reverse("exchange:dataset", args=[offer.code]),
        downloads=[_download(one) for one in offer.files if one.form in PLAIN],
        machine=[_download(one) for one in offer.files if one.form not in PLAIN],
    )


def _download(file: File) -> Download:
    return Download(FORMS[file.form], file.href)
