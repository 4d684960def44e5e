"""What doesn't fit, side by side, and the decision of a person about it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.documents.models import Document
from tinhso.kernel.documents.rules import Span, sentence_around
from tinhso.kernel.indicators.models import Observation, Target
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.queries import reach, usernames
from tinhso.systems.insight import actions, words
from tinhso.systems.insight.actions import StaleError
from tinhso.systems.insight.actions.settling import NoReasonError, NoSuchChoiceError
from tinhso.systems.insight.models import Choice, Claim, Finding, FindingState, Side
from tinhso.systems.insight.queries import findings as queries
from tinhso.systems.insight.queries.findings import Wanted
from tinhso.systems.insight.rules.choices import choices
from tinhso.web.accounts.rights import member_of, requires
from tinhso.web.cases.holding import actor_of
from tinhso.web.documents.pages import sentence_address
from tinhso.web.indicators.wording import bound_words, indicator_address, shown
from tinhso.web.templatetags.tinhso import text
from tinhso.web.ways import Chip

A_PAGE = 20


@dataclass(frozen=True)
class Sentence:
    """One side: its words in their sentence, what it says, and where it stands."""

    title: str
    says: str
    before: str
    quote: str
    after: str
    source: str
    href: str
    status: str
    dropped: bool


@dataclass(frozen=True)
class Option:
    """One way to settle."""

    value: str
    title: str


@dataclass(frozen=True)
class Tried:
    """What somebody sent that could not be done, and why: nothing typed is lost."""

    reason: str
    choice: str
    problem: str


@dataclass(frozen=True)
class Shown:
    """A finding ready to be shown."""

    finding: Finding
    title: str
    state: str
    sentence: str
    sides: list[Sentence]
    options: list[Option]
    indicator_href: str
    settled: str
    tried: Tried | None

    @property
    def anchor(self) -> str:
        """The place of the finding on its page."""
        return f"f{self.finding.pk}"


@never_cache
@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Show what doesn't fit: to everyone what is recorded, to reviewers what is proposed too."""
    return _page(request)


@require_POST
@requires("insight.review", whole_province=True)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a finding with a choice and a reason, or open it again."""
    seen = request.POST.get("seen", "")
    about: dict[str, Any] = {
        "seen": int(seen) if seen.isdecimal() and len(seen) < len("1000000000") else 0,
        "actor": member_of(request),
        "now": timezone.now(),
    }
    reason = request.POST.get("reason", "").strip()[:500]
    choice = request.POST.get("choice", "")[:10]
    problem, status = "", 422
    try:
        if "reopen" in request.POST:
            actions.reopen_finding(pk, **about)
        else:
            actions.settle_finding(pk, choice, reason=reason, **about)
    except Finding.DoesNotExist:
        raise Http404 from None
    except StaleError as stale:
        problem, status = _stale(stale), 409
    except NoReasonError:
        problem = _("Hãy ghi lý do: người sau cần biết vì sao.")
    except NoSuchChoiceError:
        problem = _("Hãy chọn một cách xử lý.")
    else:
        back = request.POST.get("back", "")[:300]
        address = reverse("insight:findings") + (f"?{back}" if back else "")
        return redirect(f"{address}#f{pk}")
    return _page(request, troubled=pk, problem=problem, reason=reason, choice=choice, status=status)


def _page(
    request: HttpRequest,
    *,
    troubled: int | None = None,
    problem: str = "",
    reason: str = "",
    choice: str = "",
    status: int = 200,
) -> HttpResponse:
    reviewing = may_review(request)
    wanted = _wanted(request)
    if troubled is not None:
        rows = queries.findings(Wanted(state=""), reviewing=reviewing).filter(pk=troubled)
    else:
        rows = queries.findings(wanted, reviewing=reviewing)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    found = list(page)
    names = usernames({one.settled_by for one in found if one.settled_by})
    return render(
        request,
        "insight/findings.html",
        {
            "page": page,
            "findings": [
                _shown(
                    one,
                    names,
                    reviewing,
                    Tried(reason, choice, problem if one.pk == troubled else ""),
                )
                for one in found
            ],
            "reviewing": reviewing,
            "wanted": wanted,
            "states": _state_chips(wanted),
            "kinds": _kind_chips(wanted, queries.kinds_counted(reviewing=reviewing)),
            "filtered": wanted.document or wanted.indicator,
        },
        status=status,
    )


def may_review(request: HttpRequest) -> bool:
    """Whether whoever looks may decide."""
    actor = actor_of(request)
    return isinstance(actor, Member) and reach(actor, "insight.review").whole_province


def _wanted(request: HttpRequest) -> Wanted:
    state = request.GET.get("state", FindingState.OPEN)
    return Wanted(
        state=state if state in FindingState.values else FindingState.OPEN,
        kind=request.GET.get("kind", "")[:40],
        document=request.GET.get("document", "")[:80],
        indicator=request.GET.get("indicator", "")[:80],
    )


def _state_chips(wanted: Wanted) -> list[Chip]:
    here = reverse("insight:findings")
    return [
        Chip(str(one.label), f"{here}?state={one.value}", wanted.state == one.value)
        for one in (FindingState.OPEN, FindingState.SETTLED)
    ]


def _kind_chips(wanted: Wanted, counted: dict[str, int]) -> list[Chip]:
    here = reverse("insight:findings")
    every = Chip(_("Mọi loại"), here, not wanted.kind, sum(counted.values()))
    return [
        every,
        *(
            Chip(words.finding_title(kind), f"{here}?kind={kind}", wanted.kind == kind, count)
            for kind, count in sorted(counted.items())
        ),
    ]


def _shown(finding: Finding, names: dict[str, str], reviewing: bool, tried: Tried) -> Shown:
    sides = list(finding.sides.all())
    allowed = choices([queries.kind_of(one) for one in sides])
    labels = dict(Choice.choices)
    settled = ""
    if finding.settled_at:
        settled = _("%(choice)s. %(who)s, %(when)s") % {
            "choice": finding.get_choice_display(),
            "who": names.get(finding.settled_by, finding.settled_by),
            "when": words.moment_words(finding.settled_at),
        }
    return Shown(
        finding=finding,
        title=words.finding_title(finding.kind),
        state=words.SEVERITIES[finding.severity],
        sentence=words.finding_sentence(finding),
        sides=[_sentence(one, reviewing=reviewing) for one in sides],
        options=[Option(one, str(labels[one])) for one in allowed],
        indicator_href=indicator_address(finding.indicator) if finding.indicator else "",
        settled=settled,
        tried=tried if tried.problem else None,
    )


def _sentence(side: Side, *, reviewing: bool) -> Sentence:
    if side.claim:
        return _of_claim(side.claim, dropped=side.dropped, reviewing=reviewing)
    if side.observation:
        return _of_figure(side.observation, dropped=side.dropped)
    assert side.target is not None  # noqa: S101 - a side is one of the three
    return _of_target(side.target)


def _of_claim(claim: Claim, *, dropped: bool, reviewing: bool) -> Sentence:
    document = claim.reading.document
    around = Span(claim.sentence_start, claim.sentence_end)
    before, quote, after = _cut(document.text, Span(claim.start, claim.end), around)
    entered = claim.observation or claim.target
    address = sentence_address(entered.citation if entered else None)
    if reviewing:
        page = reverse("insight:review", args=[document.code])
        address = f"{page}?claim={claim.pk}#m{claim.pk}"
    return Sentence(
        title=_("Câu đọc được"),
        says=words.claim_words(claim),
        before=before,
        quote=quote,
        after=after,
        source=text(document.title),
        href=address,
        status=str(claim.get_state_display()),
        dropped=dropped,
    )


def _of_figure(figure: Observation, *, dropped: bool) -> Sentence:
    said = shown(figure)
    before, quote, after = _cited(figure)
    return Sentence(
        title=_("Số đã có"),
        says=f"{text(figure.indicator.title)}, {said.period}: {said.words}",
        before=before,
        quote=quote,
        after=after,
        source=said.source,
        href=said.source_href,
        status=said.kind or _("Thực hiện"),
        dropped=dropped,
    )


def _of_target(target: Target) -> Sentence:
    before, quote, after = _cited(target)
    citation = target.citation
    return Sentence(
        title=_("Mục tiêu"),
        says=f"{text(target.title)}: {bound_words(target)}",
        before=before,
        quote=quote,
        after=after,
        source=text(citation.document.title) if citation else "",
        href=sentence_address(citation),
        status="",
        dropped=False,
    )


def _cited(row: Observation | Target) -> tuple[str, str, str]:
    citation = row.citation
    if citation is None:
        return "", "", ""
    document: Document = citation.document
    span = Span(citation.start, citation.end)
    return _cut(document.text, span, sentence_around(document.text, span))


def _cut(whole: str, quote: Span, around: Span) -> tuple[str, str, str]:
    """Return what stands before the words in their sentence, the words, and what stands after."""
    return (
        whole[around.start : quote.start],
        whole[quote.start : quote.end],
        whole[quote.end : max(around.end, quote.end)],
    )


def _stale(stale: StaleError) -> str:
    finding = stale.row
    assert isinstance(finding, Finding)  # noqa: S101 - findings only are settled here
    who = usernames([finding.settled_by]).get(finding.settled_by, "")
    return words.stale_finding_words(finding, who)
