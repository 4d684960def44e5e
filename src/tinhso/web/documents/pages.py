"""The library of documents, and one document with the words that figures rest on marked."""

import re

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.documents import queries
from tinhso.kernel.documents.models import Citation, Document
from tinhso.kernel.documents.rules import Span, sentence_around
from tinhso.kernel.documents.wording import kind_said, said
from tinhso.kernel.people.actors import Member
from tinhso.web.accounts.rights import may
from tinhso.web.documents.marking import Mark, Passage, part_with, parts, passages
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Crumb

ANCHOR = "trich-dan"
ENTER = "documents.enter"
A_PAGE = 20
PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


def sentence_address(citation: Citation | None) -> str:
    """Return the address at which the cited sentence stands marked; empty without a citation."""
    if citation is None:
        return ""
    address = reverse("documents:document", args=[citation.document.code])
    return f"{address}?c={citation.pk}#{ANCHOR}"


def words_address(document: Document, start: int, end: int) -> str:
    """Return the address at which any words of a version stand marked."""
    address = reverse("documents:document", args=[document.code])
    return f"{address}?v={document.version}&at={start}-{end}#{ANCHOR}"


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """List the documents, or those that hold every word asked for."""
    asked = request.GET.get("q", "").strip()[:200]
    found = queries.search_documents(asked) if asked else queries.current_documents()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"asked": asked, "page": page, "may_enter": may(request, ENTER)}
    return render(request, "documents/library.html", context)


@require_safe
def document(request: HttpRequest, code: str) -> HttpResponse:
    """Show a document: its current version, that of `?c=` (a citation), or that of `?v=`.

    The words cited, or those that `?at=start-end` names, are marked in their sentence. A long text
    is shown in parts.
    """
    enters = may(request, ENTER)
    asked = request.GET.get("c", "")
    citation = queries.citation(int(asked), code) if asked.isdecimal() and len(asked) < 19 else None
    current = queries.document(code)
    shown = citation.document if citation else _version(request, code, enters=enters) or current
    if shown is None:
        raise Http404
    words = Span(citation.start, citation.end) if citation else _named(request, shown)
    followed = None
    if citation and current and current.pk != shown.pk:
        followed = queries.follow(citation, current)
    cut = parts(shown.text)
    part = _part(request, len(cut), part_with(words.start, cut) if words else 0)
    actor = getattr(request, "actor", None)
    return render(
        request,
        "documents/document.html",
        {
            "document": shown,
            "current": current,
            "passages": _without_title(
                shown, passages(shown.text, _marks(shown, words), cut[part])
            ),
            "parts": range(1, len(cut) + 1),
            "part": part + 1,
            "citation": citation,
            "marked": words is not None,
            "followed_href": _address(followed) if followed else "",
            "unknown_citation": bool(asked) and citation is None,
            "anchor": ANCHOR,
            "may_enter": enters,
            "gets_original": bool(shown.file) and isinstance(actor, Member) and actor.is_staff,
            "just_entered": enters and "entered" in request.GET and shown.superseded_at is None,
            "read_from": kind_said(shown.read_as),
            "notes": [said(note) for note in shown.told],
            "versions": [
                one for one in queries.versions(code) if enters or one.withdrawn_at is None
            ],
            "crumbs": [
                Crumb(_("Văn bản và nguồn"), reverse("documents:library")),
                Crumb(shown.number or text(shown.title)),
            ],
        },
    )


def _without_title(shown: Document, found: list[Passage]) -> list[Passage]:
    """Leave the first line out where it only says the title again, and nothing is marked in it."""
    if not found:
        return found
    pieces = found[0].lines[0].pieces
    again = len(pieces) == 1 and pieces[0].mark is None and pieces[0].text == shown.name.vi
    return found[1:] if again else found


def _version(request: HttpRequest, code: str, *, enters: bool) -> Document | None:
    """Return the version that is asked for; one that was withdrawn only to who may enter."""
    number = request.GET.get("v", "")
    if not (number.isdecimal() and len(number) < 9):
        return queries.latest(code) if enters and not queries.document(code) else None
    found = queries.version(code, int(number))
    if found is None or (found.withdrawn_at and not enters):
        raise Http404
    return found


def _named(request: HttpRequest, shown: Document) -> Span | None:
    place = PLACE.fullmatch(request.GET.get("at", ""))
    if place is None:
        return None
    start, end = int(place[1]), int(place[2])
    return Span(start, end) if start < end <= len(shown.text) else None


def _address(citation: Citation) -> str:
    if citation.pk:
        return sentence_address(citation)
    return words_address(citation.document, citation.start, citation.end)


def _part(request: HttpRequest, count: int, otherwise: int) -> int:
    asked = request.GET.get("p", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 9 else otherwise + 1
    return min(max(number, 1), count) - 1


def _marks(shown: Document, words: Span | None) -> list[Mark]:
    """Return what is marked: every citation quietly, and the words asked for in their sentence."""
    cited = [
        Mark(
            one.start,
            one.end,
            "cited",
            id=f"c{one.pk}",
            href=f"?c={one.pk}#{ANCHOR}",
            title=_("Có số liệu dẫn câu chữ này"),
        )
        for one in queries.citations_of(shown)
    ]
    if words is None:
        return cited
    around = sentence_around(shown.text, words)
    return [
        Mark(around.start, around.end, "sentence"),
        *cited,
        Mark(words.start, words.end, "quote", id=ANCHOR),
    ]
