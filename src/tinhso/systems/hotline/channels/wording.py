"""What is written to those who wrote to us: short, polite, and saying what comes next.

Letters speak Vietnamese. An SMS goes without diacritics where they would cost more than one
segment; an e-mail has a subject that bears the number and a code, so that an answer finds its way.
"""

import hmac
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tinhso.kernel.cases.rules.numbers import LETTERS
from tinhso.kernel.messages.contracts import EMAIL, SMS
from tinhso.kernel.messages.rules.segments import fitting

from .rules.places import Recognised

ANSWER_BY_SMS: Final = 300
REPLY_CODE_LETTERS: Final = 8


@dataclass(frozen=True)
class Words:
    """What a letter says; channels without subjects leave it out."""

    subject: str
    body: str

    def on(self, channel: str) -> "Words":
        """Return the words as they travel on a channel."""
        if channel == EMAIL:
            farewell = _("Tổng đài 1022. Bạn có thể trả lời ngay thư này.")
            return Words(self.subject, f"{self.body}\n\n{farewell}\n")
        return Words("", fitting(self.body) if channel == SMS else self.body)


def in_vietnamese() -> AbstractContextManager[None]:
    """Return the context in which letters are written, whoever works beside."""
    return translation.override("vi")


def reply_code(case_id: UUID) -> str:
    """Return the code in the subjects of our letters about a case, such as `K7M4Q2PX`.

    Only whoever got such a letter knows it (39 bits, keyed); it opens nothing on the pages.
    """
    key = settings.SECRET_KEY.encode()
    said = b"hotline reply code\0" + case_id.bytes
    number = int.from_bytes(hmac.digest(key, said, "sha256"), "big")
    letters = []
    for _turn in range(REPLY_CODE_LETTERS):
        number, index = divmod(number, len(LETTERS))
        letters.append(LETTERS[index])
    return "".join(letters)


def subject_of(number: str, case_id: UUID) -> str:
    """Return the subject of our letters about a case."""
    code = reply_code(case_id)
    return _("Phản ánh %(tag)s") % {"tag": f"[{number}/{code[:4]}-{code[4:]}]"}


def moment(when: datetime) -> str:
    """Return a moment as letters write it: 16:30 ngày 26/11/2026."""
    return _("%(time)s ngày %(day)s") % {
        "time": f"{timezone.localtime(when):%H:%M}",
        "day": f"{timezone.localtime(when):%d/%m/%Y}",
    }


def address_of(number: str) -> str:
    """Return where a report is seen; "" where this deployment has no public address."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0].rstrip('/')}{reverse('cases:case', args=[number])}" if origins else ""


def _joined(*sentences: str) -> str:
    return " ".join(sentence.strip() for sentence in sentences if sentence.strip())


def received(
    number: str, *, place: str, due_at: datetime, basis: str, secret: str = "", rest: str = ""
) -> str:
    """Say that a report was taken, by when it is answered and what that rests on."""
    return _joined(
        _("1022 đã nhận phản ánh %(number)s tại %(place)s.") % {"number": number, "place": place},
        _("Mã bí mật: %(secret)s.") % {"secret": secret} if secret else "",
        _("Trả lời trước %(due)s (%(basis)s).") % {"due": moment(due_at), "basis": basis},
        rest,
        address_of(number),
    )


def classified(number: str, *, unit: str, due_at: datetime) -> str:
    """Say who works on it and by when."""
    return _joined(
        _("Phản ánh %(number)s đã chuyển %(unit)s.") % {"number": number, "unit": unit},
        _("Trả lời trước %(due)s.") % {"due": moment(due_at)},
        address_of(number),
    )


def asked_more(number: str, *, unit: str, question: str) -> str:
    """Ask what the unit asks."""
    return _joined(
        _("%(unit)s cần bạn cho biết thêm về phản ánh %(number)s: %(question)s")
        % {"unit": unit, "number": number, "question": question},
        _("Hãy trả lời tin này, ghi kèm mã %(number)s.") % {"number": number},
    )


def answered(number: str, *, unit: str, answer: str, until: datetime | None, channel: str) -> str:
    """Give the answer, and how to agree or not."""
    if channel == SMS and len(answer) > ANSWER_BY_SMS:
        answer = answer[:ANSWER_BY_SMS].rsplit(" ", 1)[0] + "…"
    return _joined(
        _("%(unit)s trả lời phản ánh %(number)s: %(answer)s")
        % {"unit": unit, "number": number, "answer": answer},
        _("Nhắn DONG Y %(number)s nếu đồng ý, KHONG DONG Y %(number)s và lý do nếu chưa.")
        % {"number": number},
        _("Xin phản hồi trước %(until)s.") % {"until": moment(until)} if until else "",
        address_of(number),
    )


def lapsed(number: str) -> str:
    """Say that the time for agreeing is over and what that means."""
    return _joined(
        _("Phản ánh %(number)s đã khép vì hết thời gian chờ bạn phản hồi.") % {"number": number},
        _("Im lặng không được tính là đồng ý."),
        _("Bạn có thể nhắn DANH GIA %(number)s và số sao từ 1 đến 5.") % {"number": number},
    )


def redirected(number: str, *, where: str, reason: str) -> str:
    """Say where to go instead and why."""
    return _joined(
        _("Phản ánh %(number)s thuộc nơi khác giải quyết: %(where)s.")
        % {"number": number, "where": where},
        reason,
        address_of(number),
    )


def declined(number: str, *, reason: str) -> str:
    """Say that it can't be handled, and why."""
    return _joined(
        _("Rất tiếc, 1022 không xử lý được phản ánh %(number)s.") % {"number": number},
        _("Lý do: %(reason)s") % {"reason": reason},
        address_of(number),
    )


def ask_words() -> str:
    """Ask for more words."""
    return _(
        "1022 đã nhận tin của bạn. Xin cho biết thêm: chuyện gì, ở đâu, xã hay phường nào? "
        "Ví dụ: Đèn đường tắt trước cổng chợ, xã An Bình."
    )


def ask_place(found: Recognised) -> str:
    """Ask for the commune; where several may be meant, which of them."""
    if not found.communes:
        return _(
            "1022 đã nhận tin của bạn. Việc này ở xã, phường nào? "
            "Nhắn tên xã, phường (tên cũ hay mới đều được)."
        )
    offered = _offered([commune.title for commune in found.communes])
    if len(found.communes) == 1:
        return _("Có phải việc này ở %(place)s? Nhắn 1 nếu đúng, hoặc nhắn tên xã, phường.") % {
            "place": found.communes[0].title
        }
    if found.was:
        return _("%(was)s nay thuộc nhiều nơi. Nhắn số của nơi đúng: %(offered)s") % {
            "was": ", ".join(found.was),
            "offered": offered,
        }
    return _("Việc này ở nơi nào? Nhắn số của nơi đúng: %(offered)s") % {"offered": offered}


def _offered(titles: Sequence[str]) -> str:
    return "; ".join(f"{number}. {title}" for number, title in enumerate(titles, start=1)) + "."


def handed_over() -> str:
    """Say that a person goes on."""
    return _("Điện thoại viên 1022 sẽ đọc tin của bạn và liên hệ lại. Việc gấp xin gọi 1022.")


def how_to() -> str:
    """Say what can be written."""
    return _(
        "Nhắn cho 1022: việc gì, ở đâu, xã hay phường nào. THEO DOI và mã: xem việc đến đâu. "
        "DONG Y hoặc KHONG DONG Y và mã: khi đã được trả lời. DANH GIA và mã, 1 đến 5."
    )


def unknown_number(number: str) -> str:
    """Say that there is no such report."""
    return _("1022 không thấy phản ánh %(number)s. Xin xem lại mã.") % {"number": number}


def which_number() -> str:
    """Ask which report is meant."""
    return _("Bạn muốn nói về phản ánh nào? Xin nhắn lại kèm mã phản ánh.")


def standing(number: str, *, state: str, unit: str, due_at: datetime | None) -> str:
    """Say where a report stands."""
    return _joined(
        _("Phản ánh %(number)s: %(state)s.") % {"number": number, "state": state},
        _("Nơi giữ việc: %(unit)s.") % {"unit": unit} if unit else "",
        _("Trả lời trước %(due)s.") % {"due": moment(due_at)} if due_at else "",
        address_of(number),
    )


def not_reporter(number: str) -> str:
    """Say that only the reporter may do that, and how to show that one is."""
    return _(
        "Chỉ người gửi phản ánh %(number)s mới trả lời được. "
        "Hãy trả lời thư hoặc tin của 1022, hoặc ghi kèm mã bí mật trên biên nhận."
    ) % {"number": number}


def ask_reason(number: str) -> str:
    """Ask why somebody doesn't agree."""
    return _("Xin nhắn lý do: KHONG DONG Y %(number)s và điều bạn chưa đồng ý.") % {
        "number": number
    }


def agreed(number: str) -> str:
    """Thank for agreeing, and ask for a rating."""
    return _(
        "Cảm ơn bạn. Phản ánh %(number)s đã xong. Nhắn DANH GIA %(number)s và 1 đến 5 sao."
    ) % {"number": number}


def disputed(number: str, *, unit: str) -> str:
    """Say that it goes on."""
    return _("Đã ghi nhận. %(unit)s sẽ làm tiếp phản ánh %(number)s.") % {
        "unit": unit,
        "number": number,
    }


def rated(stars: int) -> str:
    """Thank for the rating."""
    return _("Cảm ơn bạn đã đánh giá %(stars)s sao.") % {"stars": stars}


def added(number: str, *, words: bool, photos: int, left: int) -> str:
    """Say what reached the case of words and pictures, and how many pictures wait for a person."""
    said = {"number": number, "photos": photos}
    if words and photos:
        reached = _("Đã thêm lời và %(photos)s ảnh của bạn vào phản ánh %(number)s.") % said
    elif photos:
        reached = _("Đã thêm %(photos)s ảnh của bạn vào phản ánh %(number)s.") % said
    else:
        reached = _("Đã ghi thêm lời bạn vào phản ánh %(number)s.") % said if words else ""
    waits = _("%(left)s ảnh chưa thêm được vào phản ánh %(number)s, điện thoại viên 1022 sẽ xem.")
    return _joined(
        reached, waits % {"left": left, "number": number} if left else "", _("Cảm ơn bạn.")
    )


def not_possible(number: str, *, why: str) -> str:
    """Say why something isn't possible now."""
    return _("Phản ánh %(number)s: %(why)s") % {"number": number, "why": why}
