"""Calendars and strategies that the calendar's tests share."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tinhso.kernel.calendar.rules import DayOff, Desk, Limit, Pause, Span, WorkingCalendar

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOURS = (Span(7 * 60 + 30, 11 * 60 + 30), Span(13 * 60 + 30, 17 * 60))
OFFICE = Desk("office", {"vi": "Cơ quan", "en": "Office"}, (*[HOURS] * 5, (), ()))
HOTLINE = Desk("hotline", {"vi": "Trực", "en": "Duty"}, ((Span(0, 1440),),) * 7, on_holidays=True)
RESIDENTS = Desk(
    "residents",
    {"vi": "Người dân", "en": "Residents"},
    ((Span(0, 1440),),) * 7,
    on_holidays=True,
    whole_days=True,
)
HOLIDAYS = {
    date(2026, 2, 16): "Giao thừa",
    date(2026, 2, 17): "Tết",
    date(2026, 2, 18): "Mùng hai",
    date(2026, 2, 19): "Mùng ba",
    date(2026, 2, 20): "Mùng bốn",
    date(2026, 4, 27): "Giỗ Tổ (nghỉ bù)",
    date(2026, 4, 30): "Ngày Chiến thắng",
    date(2026, 5, 1): "Quốc tế Lao động",
    date(2026, 8, 31): "Nghỉ thay ngày 22/8",
    date(2026, 9, 1): "Quốc khánh",
    date(2026, 9, 2): "Quốc khánh",
    date(2026, 11, 24): "Ngày Văn hóa Việt Nam",
}
MADE_UP = (date(2026, 8, 22),)


def days_off(days: Mapping[date, str] | Iterable[date]) -> dict[date, DayOff]:
    names = days if isinstance(days, Mapping) else dict.fromkeys(days, "Đổi ngày")
    return {
        day: DayOff(day, {"vi": name, "en": name}, "adopted", "a notice")
        for day, name in names.items()
    }


def calendar(holidays: Mapping[date, str] = HOLIDAYS, version: str = "one") -> WorkingCalendar:
    return WorkingCalendar(
        version=version,
        zone=ZONE,
        desks={desk.code: desk for desk in (OFFICE, HOTLINE, RESIDENTS)},
        holidays=days_off(holidays),
        made_up=days_off(MADE_UP),
        first=2025,
        last=2029,
    )


def at(text: str) -> datetime:
    """Return the moment written as `2026-11-24 09:12` in the province."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


moments = st.builds(
    lambda day, second: at(f"{day} 00:00") + timedelta(seconds=second),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(0, 86_399),
)
edges = st.builds(
    lambda day, time: at(f"{day} {time}"),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.sampled_from(
        [
            "00:00",
            "07:29:59",
            "07:30",
            "11:30",
            "13:30",
            "16:59:59",
            "17:00",
            "17:00:01",
            "23:59:59",
        ]
    ),
)
starts = st.one_of(moments, edges)
calendars = st.sets(st.dates(date(2026, 1, 1), date(2027, 3, 1)), max_size=30).map(
    lambda days: calendar(dict.fromkeys(days, "Ngày nghỉ"))
)
limits = st.one_of(
    st.builds(Limit, st.integers(1, 600), st.just("minutes"), st.sampled_from(["desk", "office"])),
    st.builds(Limit, st.integers(1, 40), st.just("hours")),
    st.builds(Limit, st.integers(1, 30), st.sampled_from(["days", "working_days"])),
)
desks = st.sampled_from(["office", "hotline", "residents"])
pauses = st.lists(
    st.builds(
        lambda began, length, limit, open_: Pause(
            began, limit, None if open_ else began + timedelta(minutes=length)
        ),
        starts,
        st.integers(0, 20_000),
        limits,
        st.booleans(),
    ),
    max_size=3,
)
