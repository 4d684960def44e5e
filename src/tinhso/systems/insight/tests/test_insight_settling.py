"""What doesn't fit is found, settled by a person with a reason, and can be opened again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.kernel.documents.actions import enter_document
from tinhso.kernel.indicators.models import Observation
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Event
from tinhso.systems.insight import actions, public, words
from tinhso.systems.insight.actions.findings import find_again
from tinhso.systems.insight.actions.settling import NoReasonError, NoSuchChoiceError
from tinhso.systems.insight.models import Claim, Finding, FindingState, Reading
from tinhso.systems.insight.queries import findings as queries
from tinhso.systems.insight.queries.findings import Wanted
from tinhso.systems.insight.rules.checks.explanations import VIETNAMESE
from tinhso.systems.insight.rules.checks.findings import Kind
from tinhso.systems.insight.tests import review_story as story

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)
ELSEWHERE = "tom-luoc-ket-qua-2024"


def conflict() -> Finding:
    """Return the budget's: 18.150 in the report, more than 20.000 in the brief."""
    return Finding.objects.get(
        kind=Kind.SOURCES,
        indicator__code="budget_revenue",
        sides__observation__source=ELSEWHERE,
    )


@pytest.fixture
def reading(loaded: object, analyst: Actor, now: datetime) -> Reading:
    """Read a report that disagrees with what is recorded of the budget of 2024."""
    del loaded
    text = story.TEXT.replace("19.680", "18.150")
    document, _ = enter_document(replace(story.PAPER, text=text), actor=analyst, now=now)
    budget = story.claim("18.150 tỷ đồng", "budget_revenue", "18150e9", "VND", text=text)
    found = story.found(budget)
    return actions.read_document(document, found, reader="t", actor=analyst, now=now)


def recorded() -> Observation | None:
    return Observation.objects.filter(
        indicator__code="budget_revenue",
        measure="level",
        period="2024",
        source=ELSEWHERE,
        superseded_at=None,
    ).first()


def settle(choice: str, now: datetime, reason: str = "Số quyết toán") -> Finding:
    actor = Actor("account:7")
    return actions.settle_finding(
        conflict().pk, choice, seen=conflict().turn, reason=reason, actor=actor, now=now
    )


def test_two_sources_that_disagree_stand_side_by_side(reading: Reading) -> None:
    found = conflict()
    claim, figure = [(side.claim, side.observation) for side in found.sides.all()]
    assert claim[0] == reading.claims.get()
    assert figure[1] is not None
    assert figure[1].source == ELSEWHERE
    sentence = words.finding_sentence(found).replace("\N{NO-BREAK SPACE}", " ")
    assert "18.150 tỷ đồng" in sentence
    assert "trên 20.000 tỷ đồng" in sentence
    with translation.override("en"):
        assert "18,150\N{NO-BREAK SPACE}billion VND" in words.finding_sentence(found)


def test_every_kind_has_its_title_and_its_sentence() -> None:
    for kind in Kind:
        assert words.finding_title(kind)
        assert VIETNAMESE[kind]


def test_where_the_right_one_is_right_the_claim_is_rejected_with_the_reason(
    reading: Reading, now: datetime
) -> None:
    done = settle("right", now)
    assert (done.state, done.choice, done.settled_by) == ("settled", "right", "account:7")
    claim = reading.claims.get()
    assert (claim.state, claim.reason) == ("rejected", "Số quyết toán")
    assert recorded() is not None
    assert Event.objects.filter(kind="insight.finding.settled").count() == 1


def test_where_the_left_one_is_right_the_recorded_figure_is_taken_back(
    reading: Reading, now: datetime
) -> None:
    settle("left", now)
    assert recorded() is None
    assert reading.claims.get().is_open, "right, and yet to be accepted"


def test_opening_it_again_brings_back_what_was_taken(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    del reading
    for choice in ("left", "right"):
        done = settle(choice, now)
        again = actions.reopen_finding(done.pk, seen=done.turn, actor=analyst, now=now + LATER)
        assert (again.state, again.choice, again.reason) == ("open", "", "")
        assert recorded() is not None
        assert Claim.objects.get().is_open


def test_both_may_stand_and_the_finding_does_not_come_back(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    settle("both", now)
    claim = reading.claims.get()
    actions.accept(claim.pk, seen=claim.turn, actor=analyst, now=now + LATER)
    assert conflict().state == FindingState.SETTLED
    assert recorded() is not None


def test_a_correction_mends_what_did_not_fit(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    claim = reading.claims.get()
    actions.reject(claim.pk, seen=claim.turn, actor=analyst, now=now)
    assert conflict().state == FindingState.GONE
    actions.undo(claim.pk, seen=2, actor=analyst, now=now)
    assert conflict().state == FindingState.OPEN


def test_what_still_does_not_fit_is_not_written_again(
    reading: Reading,
    analyst: Actor,
    now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(OF_A_CHECK):
        find_again(reading, actor=analyst, now=now)
    assert Finding.objects.filter(state="open").count() > 1


OF_A_CHECK = 10
"""Claims, the area of their year, figures and what they name (4), targets; findings kept (3)."""


def test_nothing_is_settled_without_a_reason_or_a_known_choice(
    reading: Reading, now: datetime
) -> None:
    del reading
    with pytest.raises(NoReasonError):
        settle("left", now, reason="  ")
    with pytest.raises(NoSuchChoiceError):
        settle("noted", now)
    assert conflict().state == FindingState.OPEN


def test_who_comes_late_overwrites_nothing(reading: Reading, analyst: Actor, now: datetime) -> None:
    del reading
    settle("both", now)
    with pytest.raises(actions.StaleError):
        actions.settle_finding(conflict().pk, "left", seen=1, reason="khác", actor=analyst, now=now)
    assert recorded() is not None


def test_the_public_sees_only_what_rests_on_recorded_figures(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    seen_by_all = queries.findings(Wanted(), reviewing=False)
    assert conflict() not in seen_by_all
    assert conflict() in queries.findings(Wanted(), reviewing=True)
    before = public.open_findings_count()
    claim = reading.claims.get()
    actions.accept(claim.pk, seen=claim.turn, actor=analyst, now=now)
    assert conflict() in seen_by_all.all()
    assert public.open_findings_count() > before
    assert (
        public.findings_address("budget_revenue") == "/insight/findings/?indicator=budget_revenue"
    )
