"""Answers go back the way the report came, once, and what is answered to them is done."""

from datetime import datetime
from pathlib import Path

import pytest

from tinhso.kernel.ledger.actors import ANONYMOUS, CLOCK
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages import carriers
from tinhso.kernel.messages.contracts import Letter, Outgoing, Sent
from tinhso.kernel.messages.models import Message
from tinhso.kernel.messages.rules.segments import plain
from tinhso.systems.hotline.actions import Contact, NewReport, file_report

from .writing import WORDS, Writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(example: Path, now: datetime) -> Writer:
    assert example
    return Writer(now)


@pytest.fixture
def reported(writer: Writer) -> Writer:
    """Somebody whose report was taken by SMS."""
    writer.writes(WORDS)
    assert writer.told() == ""  # the answer told it already
    return writer


def number(writer: Writer) -> str:
    return writer.case().number


def test_the_reporter_is_told_who_works_on_it_and_gets_the_answer(reported: Writer) -> None:
    assert "da chuyen UBND" in plain(reported.classified().told())
    answer = plain(reported.answered().told())
    assert "Da va xong o ga sang nay" in answer
    assert f"DONG Y {number(reported)}" in answer
    assert "Xin phan hoi truoc" in answer
    assert reported.told() == ""


def test_following_again_from_the_start_tells_nothing_twice(reported: Writer) -> None:
    from tinhso.systems.hotline.channels.models import Follower

    reported.classified().told()
    Follower.objects.update(position=-1)
    assert reported.told() == ""


def test_what_happened_long_ago_is_not_told_any_more(reported: Writer) -> None:
    reported.classified().later(days=3)
    assert reported.told() == ""


def test_agreeing_by_answer_ends_the_case_and_a_rating_follows(reported: Writer) -> None:
    reported.classified().answered().told()
    assert "da xong" in plain(reported.writes(f"dong y {number(reported)}"))
    assert reported.case().outcome == "agreed"
    assert "5 sao" in reported.writes(f"danh gia {number(reported)} 5")
    assert reported.case().rating == 5


def test_a_verb_without_a_number_means_the_report_that_waits(reported: Writer) -> None:
    reported.classified().answered()
    reported.writes("Đồng ý, 4 sao")
    assert (reported.case().outcome, reported.case().rating) == ("agreed", 4)


def test_disputing_needs_a_reason_and_then_work_goes_on(reported: Writer) -> None:
    reported.classified().answered()
    assert "ly do" in plain(reported.writes(f"khong dong y {number(reported)}"))
    assert "lam tiep" in plain(reported.writes("Không đồng ý, ổ gà vẫn còn nguyên"))
    step = reported.case().steps.get(outcome="dispute")
    assert step.reason == "ổ gà vẫn còn nguyên"
    assert reported.case().answered_at is None


def test_somebody_else_gets_the_status_and_nothing_more(reported: Writer) -> None:
    reported.classified().answered()
    other = Writer(reported.now, address="+84987654321")
    assert "Chi nguoi gui" in plain(other.writes(f"dong y {number(reported)}"))
    assert number(reported) in other.writes(f"theo doi {number(reported)}")
    assert reported.case().closed_at is None


def test_agreeing_twice_is_answered_and_changes_nothing(reported: Writer) -> None:
    reported.classified().answered()
    for _ in range(2):
        assert number(reported) in reported.writes(f"dong y {number(reported)}")
    assert reported.case().outcome == "agreed"


def test_a_number_that_is_none_is_said_so(reported: Writer) -> None:
    assert "khong thay" in plain(reported.writes("theo doi HB-26-222222"))


def test_a_refusal_and_a_redirection_say_why_and_where(reported: Writer) -> None:
    reported._acts(
        "redirect",
        {"redirect_to": "complaint"},
        "operator",
        "tong-dai-1022",
        reason="Đây là khiếu nại về quyết định thu hồi đất.",
    )
    told = plain(reported.told())
    assert "Khieu nai" in told
    assert "thu hoi dat" in told


def test_what_the_unit_asks_reaches_the_reporter_whose_answer_reaches_the_unit(
    reported: Writer,
) -> None:
    from tinhso.kernel.cases import actions as cases
    from tinhso.kernel.cases.tests.scene import appoint

    reported.classified().told()
    cases.pause(
        reported.step(),
        "awaiting_reporter",
        reason="Ổ gà ở làn nào?",
        actor=appoint("officer", "99001"),
        now=reported.now,
    )
    assert "O ga o lan nao?" in plain(reported.told())
    reported.writes(f"{number(reported)} làn bên phải")
    assert reported.case().notes.filter(text="làn bên phải").exists()


class TestByEMail:
    """An e-mail's sender is easily forged: agreeing takes our letter's code, or an answer to it."""

    @pytest.fixture
    def mailed(self, writer: Writer) -> Writer:
        writer.channel, writer.address = "email", "bui@example.vn"
        return writer

    def test_the_way_there_and_back(self, mailed: Writer) -> None:
        mailed.arrives(WORDS, subject="Ổ gà", external_id="<1@example.vn>")
        mailed.heard()
        letter = mailed.classified().answered().told()
        assert "Đã vá xong" in letter
        row = Message.objects.filter(purpose="hotline.told").latest("queued_at")
        from tinhso.kernel.messages import sealed

        content = sealed.unseal("message", row.id, row.sealed)
        assert content["in_reply_to"] == "<1@example.vn>"
        assert "gửi" in mailed.writes(f"Đồng ý {number(mailed)}")  # forged, perhaps
        assert mailed.case().closed_at is None
        mailed.writes("Tôi đồng ý", subject=f"Re: {content['subject']}")
        assert mailed.case().outcome == "agreed"

    def test_an_answer_to_our_letter_itself_is_proof(self, mailed: Writer) -> None:
        mailed.writes(WORDS)
        mailed.classified().answered().told()
        mailed.writes(f"Đồng ý {number(mailed)}", in_reply_to=_mailed("hotline.told", mailed.now))
        assert mailed.case().outcome == "agreed"

    def test_an_answer_to_what_a_stranger_was_told_proves_nothing(self, mailed: Writer) -> None:
        mailed.writes(WORDS)
        mailed.classified().answered().told()
        stranger = Writer(mailed.now, "email", "la@example.vn")
        assert number(mailed) in stranger.writes(f"theo dõi {number(mailed)}")
        told = _mailed("hotline.reply", mailed.now)
        said = stranger.writes(f"Đồng ý {number(mailed)}", in_reply_to=told)
        assert "Chỉ người gửi" in said
        assert mailed.case().closed_at is None

    def test_whoever_follows_a_report_by_mail_is_not_its_reporter(self, mailed: Writer) -> None:
        mailed.writes(WORDS)
        mailed.classified().answered().told()
        post.send(
            Outgoing(
                "email",
                "la@example.vn",
                "Đã trả lời",
                about=f"case:{mailed.case().pk}",
                purpose="hotline.followed",
            ),
            key="followed",
            actor=CLOCK,
            now=mailed.now,
        )
        follower = Writer(mailed.now, "email", "la@example.vn")
        news = _mailed("hotline.followed", mailed.now)
        assert "Chỉ người gửi" in follower.writes(f"Đồng ý {number(mailed)}", in_reply_to=news)
        assert mailed.case().closed_at is None

    def test_the_secret_is_proof(self, mailed: Writer) -> None:
        letter = mailed.writes(WORDS)
        secret = letter.split("Mã bí mật: ")[1].split(".")[0]
        mailed.classified().answered()
        mailed.writes(f"Đồng ý {number(mailed)} {secret}")
        assert mailed.case().outcome == "agreed"


def _mailed(purpose: str, now: datetime) -> str:
    """Send every mail that waits; return the id of the newest letter of a purpose."""

    def carry(letter: Letter) -> Sent:
        return Sent(f"<{letter.reference}@1022.example.vn>")

    carriers.register("email", carry)
    try:
        while post.deliver(now=now):
            pass
    finally:
        carriers.unregister("email")
    return Message.objects.filter(purpose=purpose).latest("queued_at").provider_ref


def test_who_filed_on_the_page_is_told_by_sms_and_the_reading_is_recorded(
    example: Path, now: datetime
) -> None:
    assert example
    contact = Contact(name="Lê Thị Bưởi", phone="0987654321")
    report = NewReport(text=WORDS, place="99001", contact=contact)
    filed = file_report(report, key="k", actor=ANONYMOUS, now=now)
    writer = Writer(now, address="+84987654321")
    told = writer.told()
    assert filed.number in told
    assert filed.secret not in told
    read = Event.objects.get(kind="people.person.read")
    assert read.data["purpose"] == "hotline.tell"
    writer.classified().answered()
    writer.writes(f"dong y {filed.number}")
    assert writer.case().outcome == "agreed"


def test_whoever_heard_the_number_from_the_operator_is_told_only_what_follows(
    example: Path, now: datetime
) -> None:
    assert example
    contact = Contact(phone="0987654321")
    report = NewReport(text=WORDS, place="99001", contact=contact, channel="phone")
    file_report(report, key="k", actor=ANONYMOUS, now=now)
    writer = Writer(now, address="+84987654321")
    assert writer.told() == ""
    assert not Event.objects.filter(kind="people.person.read").exists()  # there was no need to
    assert writer.classified().told()


def test_the_demonstrations_reports_write_to_nobody(example: Path, now: datetime) -> None:
    assert example
    report = NewReport(text=WORDS, place="99001", contact=Contact(phone="0900000000"))
    file_report(report, key="k", actor=ANONYMOUS, now=now, demonstration=True)
    Writer(now).told()
    assert not Message.objects.exists()


def test_whose_case_ended_long_ago_is_forgotten(reported: Writer) -> None:
    from datetime import timedelta

    from tinhso.systems.hotline.channels import actions
    from tinhso.systems.hotline.channels.models import Correspondent

    reported.classified().answered().writes("đồng ý")
    days = timedelta(days=90)
    assert actions.forget(now=reported.now + days, after=days) == 0
    assert actions.forget(now=reported.now + 2 * days, after=days) == 1
    row = Correspondent.objects.get()
    assert (row.sealed, row.address_index) == ("", "")
