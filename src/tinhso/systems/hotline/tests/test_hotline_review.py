"""A person reviews: what is proposed and hidden, and what confirming or taking back does."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from tinhso.kernel.documents.actions import store_photo
from tinhso.kernel.documents.images import prepare_photo
from tinhso.kernel.documents.models import Attachment
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.ledger.models import Event
from tinhso.systems.hotline import actions, jobs, queries
from tinhso.systems.hotline.models import PublishedPhoto, Redaction
from tinhso.systems.hotline.rules.boxes import Box
from tinhso.systems.hotline.tests.story import TEXT, Report, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
REVIEWER = Actor("account:1")
BOX = Box(200, 200, 300, 400)


def street() -> bytes:
    """A picture in which every place is unlike every other: what is hidden can't be the same."""
    drawn = io.BytesIO()
    Image.effect_noise((320, 240), 90).convert("RGB").save(drawn, "JPEG")
    return drawn.getvalue()


def stored(file: str) -> bytes:
    with storages["evidence"].open(file) as opened:
        return bytes(opened.read())


@pytest.fixture
def report(now: datetime) -> Report:
    """A classified report with one picture, which waits for review."""
    found = told(now, photos=[store_photo(prepare_photo(street()))]).classified()
    found.seen()
    return found


def photo_of(report: Report) -> UUID:
    case = queries.reviewable(report.filed.number)
    assert case is not None
    return next(iter(queries.evidence(case)))


def publish(report: Report, *boxes: Box, at: datetime | None = None) -> frozenset[UUID]:
    photo = photo_of(report)
    wording = actions.Wording(
        title="Ổ gà", text="Ổ gà sâu", photos={photo: "before"}, boxes={photo: boxes}
    )
    return actions.publish(report.filed.number, wording, actor=REVIEWER, now=at or report.now)


def proposing(*boxes: Box) -> Callable[[bytes], list[Box]]:
    return lambda data: list(boxes) if Image.open(io.BytesIO(data)) else []


def test_proposals_are_made_once_for_what_waits(report: Report, now: datetime) -> None:
    assert actions.propose(proposing(BOX), now=now) == 1
    assert actions.propose(proposing(BOX), now=now) == 0
    row = Redaction.objects.get(attachment=photo_of(report))
    assert (row.proposed, row.boxes, row.looked_at) == ([list(BOX)], [], now)


def test_a_picture_that_is_gone_counts_as_looked_at(report: Report, now: datetime) -> None:
    storages["evidence"].delete(Attachment.objects.get(pk=photo_of(report)).file)
    assert actions.propose(proposing(BOX), now=now) == 1
    assert Redaction.objects.get().proposed == []
    assert queries.never_looked_at(limit=1) == []


def test_nothing_is_loaded_while_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "finder", lambda: pytest.fail("loaded for nothing"))
    jobs.propose_faces(0)


def test_the_job_looks_at_what_waits(report: Report) -> None:
    jobs.propose_faces(0)
    assert Redaction.objects.get(attachment=photo_of(report)).looked_at is not None


def test_without_boxes_the_evidence_itself_is_shown(report: Report) -> None:
    assert not publish(report)
    assert report.public.photos.get().attachment_id == photo_of(report)
    assert report.public.pictures == 1


def test_with_boxes_a_copy_is_shown_and_the_evidence_is_untouched(report: Report) -> None:
    original = Attachment.objects.get(pk=photo_of(report))
    before = stored(original.file)
    assert not publish(report, BOX)
    shown = report.public.photos.get()
    assert shown.attachment_id != original.pk
    assert shown.file not in {original.file, original.thumbnail}
    assert stored(original.file) == before


def test_the_same_boxes_draw_no_second_copy_and_others_replace_the_first(report: Report) -> None:
    publish(report, BOX)
    first = report.public.photos.get()
    publish(report, BOX)
    assert report.public.photos.get().attachment_id == first.attachment_id
    publish(report, BOX, Box(0, 0, 100, 100))
    second = report.public.photos.get()
    assert second.attachment_id != first.attachment_id
    assert not Attachment.objects.filter(pk=first.attachment_id).exists()
    assert not storages["evidence"].exists(first.file)
    assert storages["evidence"].exists(second.file)


def test_a_picture_that_cant_be_drawn_is_left_out_and_the_words_are_shown(report: Report) -> None:
    photo = photo_of(report)
    storages["evidence"].delete(Attachment.objects.get(pk=photo).file)
    assert publish(report, BOX) == {photo}
    assert report.public.text == "Ổ gà sâu"
    assert report.public.pictures == PublishedPhoto.objects.count() == 0


def test_taking_back_leaves_no_copy(report: Report) -> None:
    publish(report, BOX)
    copy = report.public.photos.get()
    actions.withdraw(report.filed.number, reason="Nhà riêng", actor=REVIEWER, now=report.now)
    assert not storages["evidence"].exists(copy.file)
    assert not Attachment.objects.filter(pk=copy.attachment_id).exists()
    assert Redaction.objects.get().boxes == [list(BOX)]
    assert Event.objects.filter(kind="hotline.report.withdrawn").count() == 1


def test_what_is_withheld_waits_no_more_and_the_ledger_tells_which_it_was(report: Report) -> None:
    assert queries.waiting() == 1
    actions.withdraw(report.filed.number, reason="Tố cáo", actor=REVIEWER, now=report.now)
    assert queries.waiting() == 0
    assert Event.objects.filter(kind="hotline.report.withheld").count() == 1
    assert "Tố cáo" not in "".join(event.body for event in Event.objects.all())


def test_an_answer_after_the_review_waits_again(report: Report) -> None:
    publish(report)
    assert queries.waiting() == 0
    report.later(hours=3).answered()
    report.seen()
    assert [one.number for one in queries.waiting_for_review()] == [report.filed.number]
    publish(report, at=report.now + timedelta(minutes=1))
    assert queries.waiting() == 0


def test_an_answer_given_while_somebody_reviewed_waits_again(report: Report) -> None:
    shown_at = report.now
    report.later(minutes=5).answered()
    report.seen()
    wording = actions.Wording(title="Ổ gà", text="Ổ gà sâu", seen_at=shown_at)
    confirmed_at = report.now + timedelta(minutes=5)
    actions.publish(report.filed.number, wording, actor=REVIEWER, now=confirmed_at)
    assert [one.number for one in queries.waiting_for_review()] == [report.filed.number]
    assert report.public.shown_at == confirmed_at


def test_the_next_is_the_one_after_and_at_the_end_the_first(now: datetime) -> None:
    filed = [told(now + timedelta(hours=n), f"k{n}").classified() for n in range(3)]
    filed[-1].seen()
    first, second, third = (one.public for one in filed)
    assert queries.waiting_after(first) == second
    assert queries.waiting_after(third) == first


def send(client: Client, report: Report, **more: str) -> str:
    given = {"title": "Ổ gà", "text": TEXT, "answer": "", **more}
    response = client.post(f"/reports/reviews/{report.filed.number}/", given)
    return f"{response.status_code} {response.get('Location', '')}"


def test_names_are_marked_ticked_and_masked_with_the_words(
    report: Report, operator: Client
) -> None:
    page = operator.get(f"/reports/reviews/{report.filed.number}/").content.decode()
    assert '<mark data-name="Nguyễn Văn Tám">' in page
    assert "0912 345" not in page.split("<main", 1)[1].split("<form", 1)[0]
    assert 'name="names" value="Nguyễn Văn Tám"' in page
    assert "checked" in page.split('name="names" value="Nguyễn Văn Tám"')[1][:60]
    assert send(operator, report, names="Nguyễn Văn Tám").startswith("302")
    assert "Tám" not in report.public.text
    assert send(operator, report).startswith("302")
    assert "Tám" in report.public.text


def test_a_review_counts_from_when_its_page_was_shown(report: Report, operator: Client) -> None:
    page = operator.get(f"/reports/reviews/{report.filed.number}/").content.decode()
    seen = re.search(r'name="seen_at" value="([^"]+)"', page)
    assert seen is not None
    sent_at = timezone.now()
    assert send(operator, report, seen_at=seen[1]).startswith("302")
    assert report.public.reviewed_at is not None
    assert report.public.reviewed_at < sent_at
    assert send(operator, report, seen_at="9999-12-31 00:00").startswith("302")
    assert report.public.reviewed_at <= timezone.now()


def test_boxes_come_as_numbers_from_whoever_has_no_script(report: Report, operator: Client) -> None:
    photo = photo_of(report)
    given = {f"show-{photo}": "on", f"boxes-{photo}": "10,20,300,400; -50,0,100,100"}
    assert send(operator, report, **given).startswith("302")
    assert Redaction.objects.get().boxes == [[10, 20, 300, 400], [0, 0, 50, 100]]
    assert send(operator, report, **(given | {f"boxes-{photo}": "x"})).startswith("422")


def test_confirming_leads_to_the_next_with_a_way_back(
    report: Report, operator: Client, now: datetime
) -> None:
    following = told(now + timedelta(hours=1), "next").classified()
    following.seen()
    number = following.filed.number
    assert send(operator, report) == f"302 /reports/reviews/{number}/?last={report.filed.number}"
    page = operator.get(f"/reports/reviews/{number}/?last={report.filed.number}")
    assert f"/reports/reviews/{report.filed.number}/" in page.content.decode()
    assert send(operator, following) == "302 /reports/reviews/"


def test_a_review_asks_so_often_and_no_more(report: Report, operator: Client) -> None:
    path = f"/reports/reviews/{report.filed.number}/"
    operator.get(path)
    with CaptureQueriesContext(connection) as context:
        operator.get(path)
    own = [q["sql"] for q in context.captured_queries if '"hotline_' in q["sql"]]
    assert len(own) == 4, own  # the report with its case, what is hidden, what was shown, the next
    assert len(context) <= 16
