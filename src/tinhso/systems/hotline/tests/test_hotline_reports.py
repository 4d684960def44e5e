"""A report from a phone to its agreed answer, and what the public sees meanwhile."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.errors import Invalid
from tinhso.kernel.cases.models import Case
from tinhso.kernel.documents.models import Attachment
from tinhso.kernel.documents.queries import open_file
from tinhso.kernel.ledger import queries as ledger
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.keys import signer, verifier
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.ledger.rules.receipts import Receipt, holds, verify_receipt
from tinhso.kernel.people.models import Person
from tinhso.systems.hotline import actions, queries
from tinhso.systems.hotline.models import PublishedReport
from tinhso.systems.hotline.tests.story import TEXT, Report, photographed, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
REVIEWER = Actor("account:1")


def test_the_same_key_files_once_and_enters_nobody_twice(now: datetime) -> None:
    first, again = photographed(now), photographed(now)
    assert again.filed.again
    assert again.filed.number == first.filed.number
    assert again.filed.secret == first.filed.secret
    assert (Case.objects.count(), Person.objects.count(), Attachment.objects.count()) == (1, 1, 1)


def test_a_place_that_is_none_is_named_with_its_cure(now: datetime) -> None:
    with pytest.raises(Invalid) as error:
        told(now, place="nowhere")
    assert set(error.value.errors) == {"place"}
    assert Case.objects.count() == 0


def test_contact_is_sealed_and_stands_nowhere_in_the_case_or_the_ledger(now: datetime) -> None:
    filed = photographed(now).filed
    case = Case.objects.get(pk=filed.case_id)
    everywhere = f"{case.form}{[e.body for e in Event.objects.all()]}"
    person = Person.objects.get()
    for secret in ("Bưởi", "0987654321", "987654321"):
        assert secret not in everywhere
        assert secret not in f"{person.name}{person.phone}{person.phone_index}"


def test_no_word_of_a_report_enters_the_ledger(now: datetime) -> None:
    told(now).classified().later(hours=2).answered()
    bodies = "".join(event.body for event in Event.objects.all())
    assert "0912 345" not in bodies
    assert "Nguyễn Văn Tám" not in bodies


def test_the_public_sees_category_commune_status_and_due_date_but_no_words(now: datetime) -> None:
    report = told(now, latitude=21.601234, longitude=104.401234).classified()
    public = report.seen()
    assert public.commune is not None
    assert (public.category, public.commune.code, public.status) == ("pothole", "99001", "working")
    assert public.due_at == Case.objects.get(pk=report.filed.case_id).due_at
    assert (public.title, public.text, public.folded) == ("", "", "")
    assert (public.latitude, public.longitude) == (21.6, 104.4)


def test_following_twice_changes_nothing(now: datetime) -> None:
    report = told(now).classified()
    before = report.seen()
    actions.project([report.filed.case_id], now=now)
    after = report.public
    assert {f: getattr(before, f) for f in actions.PUBLISHED_COLUMNS} == {
        f: getattr(after, f) for f in actions.PUBLISHED_COLUMNS
    }


def test_confirmed_words_are_masked_once_more_and_survive_the_next_step(now: datetime) -> None:
    report = told(now).classified()
    report.seen()
    wording = actions.Wording(title="Ổ gà sâu", text=TEXT)
    actions.publish(report.filed.number, wording, actor=REVIEWER, now=now)
    report.later(hours=3).answered()
    public = report.seen()
    assert public.status == "answered"
    assert "0912 345" not in public.text
    assert public.text.startswith("Ổ gà sâu")


def test_withdrawn_words_are_gone_and_the_pin_is_coarse_again(now: datetime) -> None:
    report = told(now, latitude=21.601234, longitude=104.401234).classified()
    report.seen()
    wording = actions.Wording(title="Ổ gà", text="Ổ gà sâu", pin_confirmed=True)
    actions.publish(report.filed.number, wording, actor=REVIEWER, now=now)
    assert report.public.latitude == 21.601234
    actions.withdraw(report.filed.number, reason="Nhà riêng", actor=REVIEWER, now=now)
    public = report.public
    assert (public.title, public.text, public.folded, public.reviewed_at) == ("", "", "", None)
    assert public.latitude == 21.6


def test_a_pin_that_is_confirmed_no_more_is_coarse_again(now: datetime) -> None:
    report = told(now, latitude=21.601234, longitude=104.401234).classified()
    report.seen()
    for is_confirmed, latitude in ((True, 21.601234), (False, 21.6)):
        wording = actions.Wording(title="Ổ gà", text="Ổ gà sâu", pin_confirmed=is_confirmed)
        actions.publish(report.filed.number, wording, actor=REVIEWER, now=now)
        assert (report.public.pin_confirmed, report.public.latitude) == (is_confirmed, latitude)


def test_the_database_refuses_words_without_a_review(now: datetime) -> None:
    report = told(now).classified()
    report.seen()
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedReport.objects.filter(number=report.filed.number).update(text="gọi 0912345678")


def test_a_search_finds_words_with_and_without_diacritics_in_published_text_only(
    now: datetime,
) -> None:
    report = told(now).classified()
    report.seen()
    hidden = queries.board(queries.Filters(words="nguyen van tam"), now=now)
    assert hidden.found == 0
    wording = actions.Wording(title="Ổ gà sâu", text="Ổ gà sâu giữa đường")
    actions.publish(report.filed.number, wording, actor=REVIEWER, now=now)
    for words in ("ổ gà sâu", "o ga sau", "GIUA DUONG", report.filed.number):
        assert queries.board(queries.Filters(words=words), now=now).found == 1
    assert queries.board(queries.Filters(words="Tám"), now=now).found == 0


def test_silence_is_lapsed_and_an_agreement_is_agreed(now: datetime) -> None:
    silent, happy = told(now, "a").classified().answered(), told(now, "b").classified().answered()
    cases.act(happy.step(), "agree", {}, actor=happy.reporter, now=now)
    cases.rate(happy.filed.case_id, 5, actor=happy.reporter, now=now)
    silent.later(days=10)
    cases.tick(now=silent.now)
    assert silent.seen().status == "lapsed"
    public = happy.seen()
    assert (public.status, public.stars) == ("agreed", 5)


def test_a_disputed_answer_is_open_again_and_the_citizens_clock_stays(now: datetime) -> None:
    report = told(now).classified().answered()
    due = Case.objects.get(pk=report.filed.case_id).due_at
    cases.act(report.step(), "dispute", {}, actor=report.reporter, now=now, reason="Vẫn còn ổ gà")
    public = report.seen()
    assert (public.status, public.answered_at, public.due_at) == ("working", None, due)


def receipt_of(report: Report) -> Receipt:
    event = Event.objects.get(subject=f"case:{report.filed.case_id}", kind="cases.case.filed")
    return ledger.receipt(event.pk, signer=signer())


def test_a_receipt_verifies_offline_before_and_after_sealing(now: datetime) -> None:
    report = told(now)
    fresh = receipt_of(report)
    assert fresh.inclusion is None
    assert holds(verify_receipt(fresh, verifier()))
    report.seen()
    sealed = receipt_of(report)
    assert sealed.inclusion is not None
    assert holds(verify_receipt(sealed, verifier()))
    altered = sealed.model_copy(
        update={"event": sealed.event.replace("hotline.report", "hotline.rep0rt")}
    )
    assert not holds(verify_receipt(altered, verifier()))


def test_pages_of_the_board_meet_every_report_once(now: datetime) -> None:
    reports = [told(now, f"k{n}").later(minutes=n) for n in range(queries.PAGE + 5)]
    reports[-1].seen()
    seen, after = [], None
    while True:
        page = queries.board(queries.Filters(), now=now, after=after)
        seen += [row.number for row in page.reports]
        after = page.more
        if after is None:
            break
        after = queries.Cursor.parse(str(after))
    assert sorted(seen) == sorted(report.filed.number for report in reports)


def test_photos_lie_on_the_disk_before_their_row_and_carry_no_place(
    now: datetime,
) -> None:
    photographed(now)
    with open_file(Attachment.objects.get()) as file, Image.open(file) as image:
        assert not image.getexif()
