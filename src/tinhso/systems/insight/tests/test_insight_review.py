"""A reviewer decides claim by claim; what is accepted leads back to its words, or is undone."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from tinhso.kernel.documents.actions import enter_document
from tinhso.kernel.indicators.models import Observation, Target
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Event
from tinhso.systems.insight import actions
from tinhso.systems.insight.models import Claim, Reading, State
from tinhso.systems.insight.queries import claims as queries
from tinhso.systems.insight.rules.entering import Fields
from tinhso.systems.insight.tests import review_story as story

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)


def at(reading: Reading, quote: str) -> Claim:
    return reading.claims.get(quote=quote)


def held(indicator: str, source: str = "bao-cao-nhanh") -> list[Observation]:
    return list(
        Observation.objects.filter(
            indicator__code=indicator, source=source, superseded_at__isnull=True
        )
    )


def test_a_document_read_stands_with_its_claims_proposed(reading: Reading) -> None:
    found = queries.claims_of(reading)
    assert [one.quote for one in found] == [one.quote for one in story.READING.claims]
    assert {one.state for one in found} == {State.PROPOSED}
    assert queries.progress_of(found).total == 6
    assert reading.oddities == [{"kind": "typo", "start": 0, "end": 3, "quote": "Báo"}]
    assert not held("budget_revenue")


def test_an_accepted_claim_becomes_a_figure_that_leads_to_its_very_words(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    claim = at(reading, "19.680 tỷ đồng")
    accepted = actions.accept(claim.pk, seen=1, actor=analyst, now=now)
    (figure,) = held("budget_revenue")
    assert (figure.value, figure.period, figure.kind) == (Decimal("19680e9"), "2024", "actual")
    assert figure.citation is not None
    assert figure.citation.quote == "19.680 tỷ đồng"
    assert figure.citation.document == reading.document
    assert figure.area.valid_to is not None, "2024 speaks of the province before the merger"
    assert (accepted.state, accepted.decided_by, accepted.turn) == ("accepted", "account:1", 2)
    assert Event.objects.filter(kind="insight.claim.accepted").count() == 1


def test_undoing_takes_the_figure_back(reading: Reading, analyst: Actor, now: datetime) -> None:
    claim = at(reading, "19.680 tỷ đồng")
    actions.accept(claim.pk, seen=1, actor=analyst, now=now)
    undone = actions.undo(claim.pk, seen=2, actor=analyst, now=now + LATER)
    assert (undone.state, undone.observation) == ("proposed", None)
    assert not held("budget_revenue")
    again = actions.accept(claim.pk, seen=3, actor=analyst, now=now + 2 * LATER)
    assert again.state == "accepted"
    assert len(held("budget_revenue")) == 1


def test_a_promise_becomes_a_target(reading: Reading, analyst: Actor, now: datetime) -> None:
    claim = at(reading, "45 tỷ USD")
    accepted = actions.accept(claim.pk, seen=1, actor=analyst, now=now)
    assert accepted.target is not None
    assert (accepted.target.value, accepted.target.due_period) == (Decimal("45e9"), "2030")
    actions.undo(claim.pk, seen=2, actor=analyst, now=now + LATER)
    assert not Target.objects.filter(code=accepted.target.code, superseded_at=None).exists()


def test_a_rank_says_among_how_many(reading: Reading, analyst: Actor, now: datetime) -> None:
    actions.accept(at(reading, "xếp thứ 5").pk, seen=1, actor=analyst, now=now)
    (figure,) = held("papi")
    assert (figure.measure, figure.value, figure.among) == ("rank", Decimal(5), 63)


def test_an_unknown_subject_is_never_guessed_but_asked(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    claim = at(reading, "12 hợp tác xã")
    with pytest.raises(actions.LackingError) as refused:
        actions.accept(claim.pk, seen=1, actor=analyst, now=now)
    assert {one.why for one in refused.value.lacks} == {"no_indicator", "no_period"}
    assert at(reading, "12 hợp tác xã").turn == 1


def corrected(claim: Claim, **changes: object) -> Fields:
    return replace(queries.fields_of(claim), **changes)  # type: ignore[arg-type]


def test_a_correction_is_entered_and_what_was_read_is_kept(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    claim = at(reading, "71,5 triệu đồng")
    fields = corrected(claim, value=Decimal("71600000"), relation=">")
    done = actions.correct(claim.pk, fields, seen=1, actor=analyst, now=now)
    (figure,) = held("income_per_capita")
    assert (figure.value, figure.relation) == (Decimal(71600000), ">")
    assert (done.state, done.as_read["value"]) == ("corrected", "71500000")
    undone = actions.undo(claim.pk, seen=2, actor=analyst, now=now + LATER)
    assert undone.value == Decimal(71500000)


def test_an_accepted_claim_may_still_be_corrected(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    claim = at(reading, "71,5 triệu đồng")
    actions.accept(claim.pk, seen=1, actor=analyst, now=now)
    fields = corrected(claim, period="2023")
    actions.correct(claim.pk, fields, seen=2, actor=analyst, now=now + LATER)
    assert [one.period for one in held("income_per_capita")] == ["2023"]


def test_a_unit_that_does_not_fit_is_refused(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    claim = at(reading, "71,5 triệu đồng")
    with pytest.raises(actions.LackingError) as refused:
        actions.correct(claim.pk, corrected(claim, unit="USD"), seen=1, actor=analyst, now=now)
    assert [(one.field, one.expected) for one in refused.value.lacks] == [("unit", "VND")]


def test_two_reviewers_never_overwrite_each_other(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    claim = at(reading, "19.680 tỷ đồng")
    actions.accept(claim.pk, seen=1, actor=analyst, now=now)
    other = Actor("account:2")
    with pytest.raises(actions.StaleError) as stale:
        actions.reject(claim.pk, seen=1, actor=other, now=now)
    assert isinstance(stale.value.row, Claim)
    assert stale.value.row.decided_by == "account:1"
    assert len(held("budget_revenue")) == 1


def test_the_same_figure_said_already_is_taken_and_stays_when_undone(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    del reading
    text = "Thu ngân sách năm 2024 đạt 19.680 tỷ đồng. Thu năm 2024 là 19.680 tỷ VND."
    document, _ = enter_document(replace(story.PAPER, text=text), actor=analyst, now=now)
    one = story.claim("19.680 tỷ đồng", "budget_revenue", "19680e9", "VND", text=text)
    two = story.claim("19.680 tỷ VND", "budget_revenue", "19680e9", "VND", text=text)
    found = story.found(one, two)
    again = actions.read_document(document, found, reader="t", actor=analyst, now=now + LATER)
    first, second = again.claims.all()
    actions.accept(first.pk, seen=first.turn, actor=analyst, now=now)
    actions.accept(second.pk, seen=second.turn, actor=analyst, now=now)
    assert len(held("budget_revenue")) == 1
    actions.undo(first.pk, seen=2, actor=analyst, now=now + LATER)
    assert len(held("budget_revenue")) == 1
    actions.undo(second.pk, seen=2, actor=analyst, now=now + LATER)
    assert not held("budget_revenue")


def test_one_document_cannot_say_two_things_of_one_period(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    first, second = at(reading, "19.680 tỷ đồng"), at(reading, "162,5 nghìn tỷ đồng")
    actions.accept(first.pk, seen=1, actor=analyst, now=now)
    fields = corrected(second, indicator="budget_revenue")
    with pytest.raises(actions.AlreadySaidError) as refused:
        actions.correct(second.pk, fields, seen=1, actor=analyst, now=now)
    assert refused.value.other == first


def test_reading_again_with_the_same_reader_changes_nothing(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    again = actions.read_document(
        reading.document, story.READING, reader="test-1", actor=analyst, now=now + LATER
    )
    assert again == reading
    assert Event.objects.filter(kind="insight.document.read").count() == 1


def test_a_newer_reader_keeps_what_was_decided(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    budget = at(reading, "19.680 tỷ đồng")
    drones = at(reading, "12 hợp tác xã")
    actions.accept(budget.pk, seen=1, actor=analyst, now=now)
    actions.reject(drones.pk, seen=1, reason="không phải số liệu", actor=analyst, now=now)
    found = story.found(story.GRDP, story.BUDGET, story.PAPI)
    newer = actions.read_document(
        reading.document, found, reader="test-2", actor=analyst, now=now + LATER
    )
    states = {one.quote: one.state for one in newer.claims.all()}
    assert states == {
        "162,5 nghìn tỷ đồng": "proposed",
        "19.680 tỷ đồng": "accepted",
        "12 hợp tác xã": "rejected",
        "xếp thứ 5": "proposed",
    }
    assert at(newer, "19.680 tỷ đồng").pk == budget.pk


def test_a_newer_text_keeps_decisions_on_words_that_still_stand(
    reading: Reading, analyst: Actor, now: datetime
) -> None:
    actions.accept(at(reading, "19.680 tỷ đồng").pk, seen=1, actor=analyst, now=now)
    actions.accept(at(reading, "71,5 triệu đồng").pk, seen=1, actor=analyst, now=now)
    text = "Lời mở đầu mới.\n" + story.TEXT.replace("71,5 triệu", "72,5 triệu")
    document, _ = enter_document(replace(story.PAPER, text=text), actor=analyst, now=now + LATER)
    moved = story.claim("19.680 tỷ đồng", "budget_revenue", "19680000000000", "VND", text=text)
    newer = actions.read_document(
        document, story.found(moved), reader="test-1", actor=analyst, now=now + LATER
    )
    (claim,) = newer.claims.all()
    assert (claim.state, claim.quote) == ("accepted", "19.680 tỷ đồng")
    assert document.text[claim.start : claim.end] == claim.quote
    assert Claim.objects.get(quote="71,5 triệu đồng").reading == reading
