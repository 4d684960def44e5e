"""What arrives becomes a report, once; what is missing is asked for, and then a person reads it."""

from datetime import datetime
from pathlib import Path

import pytest

from tinhso.kernel.cases.models import Case
from tinhso.kernel.cases.queries import by_secret
from tinhso.kernel.cases.tests.scene import appoint
from tinhso.kernel.messages.models import Incoming, Message
from tinhso.kernel.messages.rules import segments
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.models import Person
from tinhso.systems.hotline.channels import actions
from tinhso.systems.hotline.channels.models import Conversation, Correspondent
from tinhso.systems.hotline.tests.story import picture

from .writing import WORDS, Writer, for_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(example: Path, now: datetime) -> Writer:
    assert example
    return Writer(now)


def test_a_message_becomes_a_report_and_its_answer_holds_number_and_secret(writer: Writer) -> None:
    answer = writer.writes(WORDS)
    case = writer.case()
    assert (case.form["text"], case.form["channel"]) == (WORDS, "sms")
    assert writer.place() == "99001"
    assert case.number in answer
    secret = next(
        word for word in answer.split() if word.count("-") == 2 and case.number not in word
    )
    assert by_secret(case.number, secret.strip(".")) == case


def test_an_sms_of_ours_goes_without_diacritics_where_they_cost_more(writer: Writer) -> None:
    answer = writer.writes(WORDS)
    assert segments.cost(answer).alphabet == "gsm7"
    assert segments.cost(answer).segments <= 2


def test_a_repeat_files_nothing_and_is_not_answered_again(writer: Writer) -> None:
    assert writer.writes(WORDS, external_id="same")
    assert writer.writes(WORDS, external_id="same") == ""
    assert Case.objects.count() == 1


def test_what_reaches_us_names_the_person_nowhere_in_plain(writer: Writer) -> None:
    writer.writes(WORDS)
    stored = [
        list(model.objects.values()) for model in (Incoming, Message, Correspondent, Person, Case)
    ]
    assert "912345678" not in str(stored)
    assert Person.objects.count() == 1


def test_an_old_name_leads_to_todays_commune(writer: Writer) -> None:
    writer.writes("den duong tat o xa ruong bac 3 hom nay")
    assert writer.place() == "99016"


def test_too_few_words_are_asked_for_and_the_next_message_completes_it(writer: Writer) -> None:
    assert "cho biet them" in segments.plain(writer.writes("alo 1022"))
    assert not Case.objects.exists()
    assert "da nhan phan anh" in segments.plain(
        writer.writes("Mất nước ba ngày nay ở xã Chợ Phiên")
    )
    assert writer.case().form["text"] == "alo 1022\nMất nước ba ngày nay ở xã Chợ Phiên"
    assert not Conversation.objects.exists()


def test_without_a_commune_it_is_asked_for_and_the_bare_name_is_enough(writer: Writer) -> None:
    assert "xa, phuong nao" in segments.plain(writer.writes("Ổ gà rất lớn ở đầu cầu"))
    writer.writes("cho phien")
    assert writer.place() == "99007"


def test_a_divided_commune_is_asked_about_and_a_number_chooses(writer: Writer) -> None:
    question = segments.plain(writer.writes("Ổ gà lớn ở xã Đồng Sen cũ"))
    assert "Xa Dong Sen (Thi xa Doi Che) nay thuoc nhieu noi" in question
    assert "1. " in question
    assert "2. " in question
    writer.writes("2")
    assert writer.place() in ["99007", "99013"]
    assert writer.case().form["text"] == "Ổ gà lớn ở xã Đồng Sen cũ"


def test_a_second_unclear_answer_comes_to_a_person_with_all_that_was_said(writer: Writer) -> None:
    writer.writes("Ổ gà rất lớn ở đầu cầu", photos=[picture()])
    writer.writes("chỗ cây đa ấy")
    assert "Dien thoai vien" in segments.plain(writer.writes("gần nhà ông trưởng xóm"))
    assert for_person() == ["unclear"]
    assert writer.writes("nhanh lên nhé các anh") == ""
    incoming = Incoming.objects.get(status="for_person")
    actions.file_by_hand(
        incoming.pk, text="Ổ gà lớn ở đầu cầu", place="99001", actor=_operator(), now=writer.now
    )
    assert writer.case().number in writer.gets()
    assert writer.case().evidence.count() == 1
    assert for_person() == []
    assert not Conversation.objects.exists()


def test_whoever_names_the_place_after_all_needs_no_person(writer: Writer) -> None:
    for text in ("Ổ gà rất lớn ở đầu cầu", "chỗ cây đa ấy", "gần nhà ông trưởng xóm"):
        writer.writes(text)
    writer.writes("ở xã Mây Gió")
    assert writer.place() == "99001"
    assert for_person() == []


def test_a_question_nobody_answers_comes_to_a_person_after_a_day(writer: Writer) -> None:
    writer.writes("Ổ gà rất lớn ở đầu cầu")
    assert actions.give_up_questions(now=writer.later(hours=24).now) == 0
    assert actions.give_up_questions(now=writer.later(seconds=1).now) == 1
    assert actions.give_up_questions(now=writer.now) == 0
    assert for_person() == ["unanswered"]


def test_who_answers_after_a_day_is_asked_on_and_no_person_reads_what_is_filed(
    writer: Writer,
) -> None:
    writer.writes("Ổ gà rất lớn ở đầu cầu")
    actions.give_up_questions(now=writer.later(hours=25).now)
    assert "xa, phuong nao" in segments.plain(writer.writes("chỗ cây đa ấy"))
    writer.writes("ở xã Mây Gió")
    assert writer.place() == "99001"
    assert for_person() == []


def test_what_begins_like_a_question_and_tells_of_something_is_a_report(writer: Writer) -> None:
    writer.writes("Tình trạng rác thải bừa bãi ở xã Mây Gió")
    assert writer.place() == "99001"
    writer.later(hours=2).writes("Không hài lòng về việc đổ rác ở xã Chợ Phiên")
    assert Case.objects.count() == 2


def test_of_several_reports_one_is_asked_for(writer: Writer) -> None:
    for place in ("xã Mây Gió", "xã Chợ Phiên"):
        writer.writes(f"Mất điện ba ngày nay ở {place}")
    numbers = " ".join(Case.objects.values_list("number", flat=True))
    assert "phan anh nao" in segments.plain(writer.writes(f"đồng ý {numbers}"))
    assert writer.outcome() == "asked_number"


def test_pictures_come_with_the_report_also_when_they_came_with_the_first_word(
    writer: Writer,
) -> None:
    writer.channel, writer.address = "zalo", "user-1"
    writer.writes("", photos=[picture()])
    writer.writes(WORDS, photos=[picture("red"), b"no picture"])
    assert writer.case().evidence.count() == 2


def test_what_follows_within_the_hour_is_added_to_the_report(writer: Writer) -> None:
    writer.writes(WORDS)
    assert "ghi them" in segments.plain(writer.writes("Ngay cạnh cây xăng"))
    assert [note.text for note in writer.case().notes.all()] == ["Ngay cạnh cây xăng"]
    writer.writes("Đèn đường tắt ở xã Chợ Phiên")
    assert Case.objects.count() == 2


def test_thanks_are_not_answered(writer: Writer) -> None:
    writer.writes(WORDS)
    assert writer.writes("Cảm ơn 1022 nhé") == ""
    assert writer.outcome() == "thanked"


def test_a_long_letter_is_kept_whole(writer: Writer) -> None:
    writer.channel, writer.address = "email", "bui@example.vn"
    text = f"{WORDS}. " + "Xe cộ qua lại rất đông. " * 300
    writer.writes(text, subject="Ổ gà")
    case = writer.case()
    whole = case.form["text"] + "".join(note.text for note in case.notes.order_by("at", "pk"))
    assert whole.replace(" ", "") == text.replace(" ", "")


def test_robots_are_not_answered_and_short_numbers_come_to_a_person(writer: Writer) -> None:
    writer.channel, writer.address = "email", "mailer-daemon@example.vn"
    assert writer.writes(WORDS) == ""
    assert writer.outcome() == "automatic"
    writer.channel, writer.address = "sms", "1414"
    assert writer.writes(WORDS) == ""
    assert for_person() == ["unanswerable"]


def test_two_robots_that_answer_each_other_fall_silent(writer: Writer) -> None:
    answers = [writer.writes("xin chào") for _ in range(20)]
    assert sum(bool(answer) for answer in answers) <= 12
    assert not Case.objects.exists()


def test_a_person_puts_a_message_by(writer: Writer) -> None:
    writer.address = "1414"
    incoming = writer.arrives("Khuyến mãi 50%")
    writer.heard()
    actions.dismiss(incoming.pk, reason="quảng cáo", actor=_operator(), now=writer.now)
    assert for_person() == []


def test_help_says_what_can_be_written(writer: Writer) -> None:
    assert "THEO DOI" in writer.writes("huong dan")


def _operator() -> Member:
    return appoint("operator", "tong-dai-1022")
