"""The library of documents, and one document with a cited sentence marked."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.documents import queries
from tinhso.kernel.documents.models import Citation
from tinhso.kernel.documents.rules import Span
from tinhso.web.documents.marking import passages
from tinhso.web.templatetags.tinhso import text

ANCHOR = "trich-dan"
A_PAGE = 20


@dataclass(frozen=True)
class Crumb:
    """A step of the way to this page; the last has no address."""

    title: str
    href: str = ""


def sentence_address(citation: Citation | None) -> str:
    """Return the address at which the cited sentence stands marked; empty without a citation."""
    if citation is None:
        return ""
    address = reverse("documents:document", args=[citation.document.code])
    return f"{address}?c={citation.pk}#{ANCHOR}"


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """List the documents, or those that hold every word asked for."""
    asked = request.GET.get("q", "").strip()[:200]
    found = queries.search_documents(asked) if asked else queries.current_documents()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/library.html", {"asked": asked, "page": page})


@require_safe
def document(request: HttpRequest, code: str) -> HttpResponse:
    """Show a document; with `?c=` the version that was cited, its sentence marked."""
    current = queries.document(code)
    if current is None:
        raise Http404
    asked = request.GET.get("c", "")
    citation = queries.citation(int(asked), code) if asked.isdecimal() and len(asked) < 19 else None
    shown = citation.document if citation else current
    quote = Span(citation.start, citation.end) if citation else None
    return render(
        request,
        "documents/document.html",
        {
            "document": shown,
            "current": current,
            "passages": passages(shown.text, quote),
            "citation": citation,
            "unknown_citation": bool(asked) and citation is None,
            "anchor": ANCHOR,
            "crumbs": [
                Crumb(_("Văn bản và nguồn"), reverse("documents:library")),
                Crumb(shown.number or text(shown.title)),
            ],
        },
    )
