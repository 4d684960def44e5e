"""Pictures that follow a report go to its case; what can't be attached comes to a person."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tinhso.kernel.cases.models import Case, Evidence
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.messages.models import Enclosure, Incoming
from tinhso.systems.hotline import actions as hotline
from tinhso.systems.hotline import queries as reports
from tinhso.systems.hotline.models import PublishedPhoto, PublishedReport
from tinhso.systems.hotline.tests.story import picture

from .test_channels_desk import signed_in
from .writing import WORDS, Writer, for_person

pytestmark = pytest.mark.django_db
COLOURS = ("red", "blue", "white", "black", "gray")


@pytest.fixture
def writer(example: Path, now: datetime) -> Writer:
    """Somebody who filed a report by Zalo, without a picture."""
    assert example
    found = Writer(now, "zalo", "user-1")
    found.writes(WORDS)
    return found


def pictures(*colours: str) -> list[bytes]:
    return [picture(colour) for colour in colours]


def held(writer: Writer) -> int:
    assert not Evidence.objects.exclude(step=None).exists()
    return writer.case().evidence.count()


def test_they_go_to_the_case_and_nothing_is_left_for_the_desk(writer: Writer) -> None:
    said = writer.writes("", photos=pictures("red", "blue"))
    assert f"Đã thêm 2 ảnh của bạn vào phản ánh {writer.case().number}. Cảm ơn bạn." in said
    assert (held(writer), writer.outcome(), for_person()) == (2, "attached", [])
    assert not Enclosure.objects.exists()
    said = writer.writes("Ngay cạnh cây xăng", photos=pictures("white"))
    assert "lời và 1 ảnh" in said
    assert held(writer) == 3
    assert writer.case().notes.filter(text="Ngay cạnh cây xăng").count() == 1


def test_days_later_with_the_number(writer: Writer) -> None:
    writer.later(days=3).classified()
    writer.writes(f"{writer.case().number} vẫn chưa ai làm", photos=pictures("red"))
    assert (held(writer), for_person()) == (1, [])


def test_a_repeat_attaches_nothing_twice(writer: Writer) -> None:
    for external_id in ("same", "same", "another"):
        writer.writes("", photos=pictures("red"), external_id=external_id)
    assert (held(writer), for_person()) == (1, [])


def test_over_the_limit_they_wait_for_a_person_and_the_sender_is_told(writer: Writer) -> None:
    writer.writes("", photos=pictures("red", "blue", "white"))
    said = writer.writes("Thêm ảnh", photos=pictures("black", "gray", "green"))
    assert "lời và 2 ảnh" in said
    assert "1 ảnh chưa thêm được" in said
    assert (held(writer), for_person()) == (5, ["photos"])


def test_broken_pictures_wait_for_a_person(writer: Writer) -> None:
    said = writer.writes("", photos=[picture(), b"no picture"])
    assert "1 ảnh chưa thêm được" in said
    assert (held(writer), for_person()) == (1, ["photos"])


def test_a_case_that_has_ended_takes_words_alone(writer: Writer) -> None:
    writer.classified().answered().writes("đồng ý")
    assert writer.case().closed_at is not None
    said = writer.writes(f"{writer.case().number} vẫn còn", photos=pictures("red"))
    assert "1 ảnh chưa thêm được" in said
    assert (held(writer), for_person()) == (0, ["photos"])
    assert writer.case().notes.filter(text="vẫn còn").exists()


def test_whoever_is_not_the_reporter_attaches_nothing(writer: Writer) -> None:
    stranger = Writer(writer.now, "zalo", "user-2")
    stranger.writes(f"{writer.case().number} đây là ảnh", photos=pictures("red"))
    assert held(writer) == 0
    mailed = Writer(writer.now, "email", "bui@example.vn")
    mailed.writes(f"{writer.case().number} đây là ảnh", photos=pictures("blue"))
    assert held(writer) == 0


def test_an_e_mails_address_is_believed_as_for_words_and_no_further(writer: Writer) -> None:
    first = writer.case()
    mailed = Writer(writer.now, "email", "bui@example.vn")
    mailed.writes("Mất điện ba ngày nay ở xã Chợ Phiên")
    case = Case.objects.exclude(pk=first.pk).get()
    mailed.writes(f"{case.number} thêm ảnh", photos=pictures("red"))
    assert case.evidence.count() == 1
    mailed.writes(f"đồng ý {case.number}", photos=pictures("blue"))
    assert case.evidence.count() == 1
    assert case.notes.count() == 1


def test_the_public_sees_none_before_a_person_has_looked(writer: Writer) -> None:
    writer.classified().told()
    _projected(writer)
    number = writer.case().number
    reviewer = Actor("account:1")
    hotline.publish(number, hotline.Wording("Ổ gà", "Ổ gà sâu"), actor=reviewer, now=writer.now)
    writer.later(minutes=5).writes("", photos=pictures("red"))
    _projected(writer)
    public = PublishedReport.objects.get()
    assert (public.pictures, PublishedPhoto.objects.count()) == (0, 0)
    # With its unit's answer it waits again, and the reviewer is shown the picture.
    writer.answered().told()
    _projected(writer)
    assert [one.number for one in reports.waiting_for_review()] == [number]
    assert [one.pk for one in reports.never_looked_at(limit=5)] == list(_photos(writer))
    case = reports.reviewable(number)
    assert case is not None
    assert reports.evidence(case) == dict.fromkeys(_photos(writer), "before")
    assert not PublishedPhoto.objects.exists()


def _photos(writer: Writer) -> list[object]:
    return list(writer.case().evidence.values_list("attachment_id", flat=True))


def _projected(writer: Writer) -> None:
    from tinhso.kernel.ledger import sealing
    from tinhso.kernel.ledger.actors import CLOCK
    from tinhso.kernel.ledger.keys import signer

    sealing.begin_epoch(actor=CLOCK, now=writer.now, signer=signer())
    while hotline.follow(now=writer.now):
        pass


class TestAtTheDesk:
    """What waits with pictures about an open report can be attached to it."""

    @pytest.fixture
    def operator(self, example: Path) -> Client:
        assert example
        return signed_in("operator")

    @pytest.fixture
    def waiting(self, example: Path) -> Incoming:
        """A message whose picture found no room, of a case from which one has been taken."""
        assert example
        writer = Writer(timezone.now() - timedelta(minutes=9), "zalo", "user-1")
        writer.writes(WORDS)
        writer.writes("", photos=pictures(*COLOURS))
        writer.writes("", photos=pictures("green"))
        return Incoming.objects.get(status="for_person")

    def test_they_are_attached_once_and_the_sender_is_told(
        self, operator: Client, waiting: Incoming
    ) -> None:
        case = Case.objects.get()
        case.evidence.filter(pk=case.evidence.earliest("pk").pk).delete()
        address = f"/channels/incoming/{waiting.pk}/"
        assert f"Gắn vào hồ sơ {case.number}" in operator.get(address).content.decode()
        assert operator.post(f"{address}attach/").headers["Location"] == "/channels/"
        assert case.evidence.count() == 5
        waiting.refresh_from_db()
        assert (waiting.status, waiting.outcome) == ("handled", "attached")
        assert "Đã thêm 1 ảnh" in Writer(timezone.now(), "zalo", "user-1").gets()
        assert operator.post(f"{address}attach/").status_code == 404
        assert case.evidence.count() == 5

    def test_what_finds_no_room_waits_on(self, operator: Client, waiting: Incoming) -> None:
        address = f"/channels/incoming/{waiting.pk}/"
        page = operator.post(f"{address}attach/", follow=True).content.decode()
        assert "1 ảnh chưa gắn được" in page
        assert for_person() == ["photos"]

    def test_a_case_that_has_ended_is_not_offered(
        self, operator: Client, waiting: Incoming
    ) -> None:
        Case.objects.update(closed_at=timezone.now(), outcome="agreed")
        address = f"/channels/incoming/{waiting.pk}/"
        assert "Gắn vào hồ sơ" not in operator.get(address).content.decode()
        page = operator.post(f"{address}attach/", follow=True).content.decode()
        assert "không nhận thêm ảnh" in page
        assert for_person() == ["photos"]
