"""Reports of one thing: one answer reaches all who asked, and each keeps what is its own."""

from datetime import datetime, timedelta

import pytest

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.errors import Invalid, Refused
from tinhso.kernel.cases.models import Case, Evidence, Step
from tinhso.kernel.cases.tests.scene import appoint
from tinhso.kernel.documents.actions import attach, store_photo
from tinhso.kernel.documents.images import prepare_photo
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.people.actors import Member
from tinhso.systems.hotline.actions import Wording, publish
from tinhso.systems.hotline.alike import actions, queries
from tinhso.systems.hotline.alike.models import Link
from tinhso.systems.hotline.tests.story import Report, picture, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
WORDS = "Đã vá xong ổ gà sáng nay, mời ông bà xem lại."


@pytest.fixture
def operator() -> Member:
    return appoint("operator", "tong-dai-1022")


@pytest.fixture
def officer() -> Member:
    return appoint("officer", "99001")


def case_of(report: Report) -> Case:
    return Case.objects.select_related("unit").get(pk=report.filed.case_id)


def open_steps(report: Report) -> list[str]:
    steps = Step.objects.filter(case_id=report.filed.case_id, closed_at=None)
    return sorted(steps.values_list("name", flat=True))


def linked(follower: Report, lead: Report, operator: Member) -> None:
    actions.link(follower.filed.number, lead.filed.number, actor=operator, now=follower.now)


def answer(report: Report, officer: Member) -> None:
    cases.act(report.step(), "answer", {"answer": WORDS}, actor=officer, now=report.now)


def test_a_follower_is_classified_as_its_lead_is(now: datetime, operator: Member) -> None:
    lead, follower = told(now, "a").classified(), told(now, "b")
    linked(follower, lead, operator)
    mine, theirs = case_of(follower), case_of(lead)
    assert (mine.category, mine.priority, mine.unit) == (
        theirs.category,
        theirs.priority,
        theirs.unit,
    )
    assert open_steps(follower) == ["with_unit"]


def test_one_answer_with_its_pictures_reaches_all_who_asked(
    now: datetime, operator: Member, officer: Member
) -> None:
    lead = told(now, "a").classified()
    others = [told(now, key) for key in "bcd"]
    for other in others:
        linked(other, lead, operator)
    photo = attach(store_photo(prepare_photo(picture())), actor=officer, now=now).id
    form = {"answer": WORDS}
    cases.act(lead.step(), "answer", form, actor=officer, now=now, photos=[photo])
    for other in others:
        step = Step.objects.get(case_id=other.filed.case_id, outcome="answer")
        assert step.entered == {"answer": WORDS, "after": [str(photo)]}
        assert Evidence.objects.filter(case_id=other.filed.case_id, attachment=photo).exists()
        assert open_steps(other) == ["answered"]


def test_each_keeps_its_number_its_clock_and_its_right_to_dispute(
    now: datetime, operator: Member, officer: Member
) -> None:
    lead = told(now, "a").classified()
    tomorrow = now + timedelta(days=1)
    follower, alone = told(tomorrow, "b"), told(tomorrow, "alone").classified()
    promised = case_of(follower).promised_at
    linked(follower, lead, operator)
    assert case_of(follower).promised_at == promised
    assert case_of(follower).due_at == case_of(alone).due_at > case_of(lead).due_at
    lead.now = tomorrow
    answer(lead, officer)
    cases.act(
        follower.step(), "dispute", {}, actor=follower.reporter, now=follower.now, reason="Còn hố"
    )
    assert open_steps(follower) == ["with_unit"]
    assert open_steps(lead) == ["answered"], "only the one who disputed comes back"


def test_when_the_lead_is_disputed_the_others_keep_their_answer(
    now: datetime, operator: Member, officer: Member
) -> None:
    lead, follower = told(now, "a").classified(), told(now, "b")
    linked(follower, lead, operator)
    answer(lead, officer)
    cases.act(lead.step(), "dispute", {}, actor=lead.reporter, now=now, reason="Vẫn còn hố")
    assert (open_steps(lead), open_steps(follower)) == (["with_unit"], ["answered"])
    answer(lead, officer)
    assert open_steps(follower) == ["answered"]


def test_followers_go_along_when_the_lead_is_classified_later(
    now: datetime, operator: Member
) -> None:
    lead, follower = told(now, "a"), told(now, "b")
    linked(follower, lead, operator)
    assert open_steps(follower) == ["received"]
    lead.classified()
    assert open_steps(follower) == ["with_unit"]
    assert case_of(follower).category == "pothole"


def test_followers_go_along_when_the_lead_is_returned_and_when_it_changes_category(
    now: datetime, operator: Member, officer: Member
) -> None:
    lead, follower = told(now, "a").classified(), told(now, "b")
    linked(follower, lead, operator)
    cases.reclassify(
        lead.step(), category="waste", priority="urgent", reason="Là rác", actor=officer, now=now
    )
    assert (case_of(follower).category, case_of(follower).priority) == ("waste", "urgent")
    cases.act(lead.step(), "pass_on", {}, actor=officer, now=now, reason="Việc của phường khác")
    assert (open_steps(lead), open_steps(follower)) == (["received"], ["received"])
    form = {"category": "waste", "priority": "urgent", "unit": "99007"}
    cases.act(lead.step(), "classify", form, actor=operator, now=now)
    assert case_of(follower).unit == case_of(lead).unit


def test_a_follower_at_another_unit_is_left_to_that_unit_and_named(
    now: datetime, operator: Member, officer: Member
) -> None:
    lead, follower = told(now, "a").classified(), told(now, "b")
    form = {"category": "pothole", "priority": "mendable", "unit": "99007"}
    cases.act(follower.step(), "classify", form, actor=operator, now=now)
    there = appoint("officer", "99007")
    with pytest.raises(Refused):  # whoever links must see both
        actions.link(follower.filed.number, lead.filed.number, actor=there, now=now)
    both = appoint("officer", "99007", "officer", "99001")
    linked(follower, lead, both)
    answer(lead, officer)
    assert open_steps(follower) == ["with_unit"]
    event = Event.objects.get(kind="hotline.report.carried")
    assert event.data == {"action": "answer", "with": [], "left": [follower.filed.number]}
    actions.take_answer(follower.filed.number, actor=there, now=now)
    assert open_steps(follower) == ["answered"]


def test_a_report_linked_to_an_answered_one_gets_the_answer_by_a_person_only(
    now: datetime, operator: Member, officer: Member
) -> None:
    lead = told(now, "a").classified()
    answer(lead, officer)
    late = told(now, "b")
    linked(late, lead, operator)
    assert open_steps(late) == ["with_unit"]
    with pytest.raises(Refused):
        actions.take_answer(late.filed.number, actor=operator, now=now)
    actions.take_answer(late.filed.number, actor=officer, now=now)
    step = Step.objects.get(case_id=late.filed.case_id, outcome="answer")
    assert step.entered == {"answer": WORDS}


def test_linking_to_one_that_follows_goes_to_its_lead_and_never_in_a_circle(
    now: datetime, operator: Member
) -> None:
    a, b, c = told(now, "a"), told(now, "b"), told(now, "c")
    linked(b, a, operator)
    linked(c, b, operator)
    assert set(Link.objects.values_list("lead_id", flat=True)) == {a.filed.case_id}
    with pytest.raises(Invalid):
        linked(a, c, operator)
    with pytest.raises(Invalid):
        linked(a, a, operator)


def test_a_lead_that_is_linked_brings_its_followers(now: datetime, operator: Member) -> None:
    a, b, c = told(now, "a"), told(now, "b"), told(now, "c").classified()
    linked(b, a, operator)
    linked(a, c, operator)
    assert set(Link.objects.values_list("lead_id", flat=True)) == {c.filed.case_id}
    assert open_steps(b) == ["with_unit"]
    assert not queries.linked(c.filed.case_id, operator)  # nothing projected yet


def test_what_was_linked_can_be_undone_and_goes_its_own_way(
    now: datetime, operator: Member, officer: Member
) -> None:
    lead, follower = told(now, "a").classified(), told(now, "b")
    linked(follower, lead, operator)
    actions.unlink(follower.filed.number, actor=officer, now=now)
    answer(lead, officer)
    assert open_steps(follower) == ["with_unit"]
    with pytest.raises(Invalid):
        actions.unlink(follower.filed.number, actor=officer, now=now)


def test_what_may_not_be_acted_on_may_not_be_linked(now: datetime, officer: Member) -> None:
    lead, follower = told(now, "a").classified(), told(now, "b")
    with pytest.raises(Refused):
        actions.link(follower.filed.number, lead.filed.number, actor=officer, now=now)
    with pytest.raises(Invalid):
        actions.link("TN-99-NOBODY", lead.filed.number, actor=officer, now=now)
    assert not Link.objects.exists()


def test_what_goes_wrong_with_the_action_undoes_what_went_along(
    now: datetime, operator: Member, officer: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, follower = told(now, "a").classified(), told(now, "b")
    linked(follower, lead, operator)

    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("tinhso.systems.hotline.alike.actions.linking.record", broken)
    with pytest.raises(RuntimeError):
        answer(lead, officer)
    assert (open_steps(lead), open_steps(follower)) == (["with_unit"], ["with_unit"])


def test_those_who_ask_together_are_counted_from_either_side(now: datetime) -> None:
    lead, *others = (told(now, key).classified() for key in "abc")
    alone = told(now, "alone")
    both = appoint("officer", "99001", "operator", "tong-dai-1022")
    for other in others:
        linked(other, lead, both)
        other.seen()
    assert queries.together(lead.filed.case_id) == 2
    assert queries.together(others[0].filed.case_id) == 2
    assert queries.together(alone.filed.case_id) == 0
    seen = queries.linked(others[0].filed.case_id, both)
    assert [(one.number, one.is_lead) for one in seen] == [
        (lead.filed.number, True),
        (others[1].filed.number, False),
    ]


def test_of_another_units_report_only_published_words_show_beside_its_lead(
    now: datetime, operator: Member, officer: Member
) -> None:
    lead, other = told(now, "a").classified(), told(now, "b")
    form = {"category": "pothole", "priority": "mendable", "unit": "99007"}
    cases.act(other.step(), "classify", form, actor=operator, now=now)
    linked(other, lead, appoint("officer", "99007", "officer", "99001"))
    other.seen()

    def titles(actor: Member) -> list[str]:
        return [one.title for one in queries.linked(lead.filed.case_id, actor)]

    assert titles(operator) == [case_of(other).title]
    assert titles(officer) == [""]
    wording = Wording(title="Ổ gà ở khúc cua", text="Ổ gà sâu")
    publish(other.filed.number, wording, actor=operator, now=now)
    assert titles(officer) == ["Ổ gà ở khúc cua"]
