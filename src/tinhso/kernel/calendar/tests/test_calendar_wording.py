"""A due date explains itself."""

import pytest
from django.utils.translation import override

from tinhso.kernel.calendar.rules import Limit, Pause, due
from tinhso.kernel.calendar.tests.calendar_samples import at, calendar
from tinhso.kernel.calendar.wording import explain, limit_words, moment_words


@pytest.mark.parametrize(
    ("start", "limit", "sentence"),
    [
        (
            "2026-11-24 09:12",
            "3 working days",
            (
                "Nhận lúc 09:12 thứ Ba 24/11 (Ngày Văn hóa Việt Nam)."
                " 3 ngày làm việc là 25, 26 và 27/11."
            ),
        ),
        (
            "2026-11-27 18:00",
            "3 working days",
            "Nhận lúc 18:00 thứ Sáu 27/11. 3 ngày làm việc là 30/11, 1 và 2/12.",
        ),
        (
            "2026-11-23 08:00",
            "1 working day",
            (
                "Nhận lúc 08:00 thứ Hai 23/11. 1 ngày làm việc là thứ Tư 25/11."
                " Không tính ngày lễ 24/11 (Ngày Văn hóa Việt Nam)."
            ),
        ),
        (
            "2026-11-04 08:00",
            "10 days",
            (
                "Nhận lúc 08:00 thứ Tư 4/11. 10 ngày là từ 5/11 đến 14/11."
                " Ngày cuối 14/11 là ngày nghỉ nên hạn chuyển sang thứ Hai 16/11."
            ),
        ),
        (
            "2026-11-22 08:00",
            "1 hour",
            "Nhận lúc 08:00 Chủ nhật 22/11 (ngày nghỉ hằng tuần). 1 giờ tính trong giờ làm việc.",
        ),
        ("2026-11-23 08:00", "5 minutes", "Nhận lúc 08:00 thứ Hai 23/11. 5 phút tính từ lúc nhận."),
    ],
)
def test_in_words(start: str, limit: str, sentence: str) -> None:
    with override("vi"):
        assert explain(due(calendar(), at(start), Limit.parse(limit))) == sentence


def test_paused_days_are_said() -> None:
    pause = Pause(at("2026-11-17 09:00"), Limit.parse("5 working days"), at("2026-11-18 09:00"))
    result = due(calendar(), at("2026-11-16 09:00"), Limit.parse("1 working day"), pauses=[pause])
    with override("vi"):
        assert explain(result).endswith("Không tính 1 ngày tạm dừng.")


def test_moments_and_limits() -> None:
    with override("vi"):
        assert moment_words(at("2026-11-27 17:00")) == "17:00 thứ Sáu 27/11/2026"
        assert limit_words(Limit.parse("15 minutes")) == "15 phút"
