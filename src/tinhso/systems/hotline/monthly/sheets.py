"""The month as a workbook in the reader's language: one sheet a table, every number a number."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.web.papers.content import Both
from tinhso.web.papers.sheets import AMOUNT, DAY, SHARE, Head, Sheet, Value, workbook
from tinhso.web.templatetags.tinhso import datetime_vi

from .declared import this_zone
from .queries import MEASURES
from .rules.figures import Figures, Line

MINUTES = 60


def to_xlsx(figures: Figures) -> bytes:
    """Return the figures as XLSX."""
    return workbook(
        [
            _whole(figures),
            _group(_("Thuộc lĩnh vực"), figures.fields),
            _group(_("Loại phản ánh"), figures.categories),
            _group(_("Đơn vị"), figures.units, times=True),
            _group(_("Xã, phường"), figures.communes),
            _group(_("Kênh"), figures.channels),
            _days(figures),
            _spots(figures),
        ]
    )


def _whole(figures: Figures) -> Sheet:
    others = (figures.before.whole, figures.year_before.whole)
    rows: list[Sequence[Value]] = [
        [str(one.title), figures.whole[name], *(other[name] if other else None for other in others)]
        for name, one in MEASURES.items()
    ]
    notes = [
        _("Từ %(since)s đến trước %(until)s.")
        % {"since": _moment(figures.since), "until": _moment(figures.until)},
        _of(figures.source),
    ]
    if figures.demonstration:
        notes.append(_("Bản trình diễn: số liệu dựng lên, không phải của tỉnh."))
    heads = [_("Nội dung"), _("Kỳ này"), _("Tháng trước"), _("Cùng kỳ năm trước")]
    return Sheet(_("Kết quả chung"), [Head(words) for words in heads], rows, notes)


def _group(title: str, lines: Sequence[Line], *, times: bool = False) -> Sheet:
    heads = [Head(title), *(Head(str(one.title)) for one in MEASURES.values())]
    heads += [Head(_("Tỷ lệ đúng hạn"), SHARE), Head(_("Điểm trung bình"), AMOUNT)]
    if times:
        heads += [
            Head(_("Trả lời đầu tiên, giờ làm việc: một nửa"), AMOUNT),
            Head(_("Trả lời đầu tiên, giờ làm việc: chín phần mười"), AMOUNT),
        ]
    return Sheet(title, heads, [_row(line, times=times) for line in lines])


def _row(line: Line, *, times: bool) -> list[Value]:
    row: list[Value] = [_of(line.name), *(line[name] for name in MEASURES)]
    row.append(Decimal(line["in_time"]) / line.judged if line.judged else None)
    row.append(Decimal(line["stars"]) / line["rated"] if line["rated"] else None)
    if times:
        row += [
            None if minutes is None else Decimal(minutes) / MINUTES
            for minutes in (line.median, line.ninth)
        ]
    return row


def _days(figures: Figures) -> Sheet:
    heads = [Head(_("Ngày"), DAY), Head(_("Nhận")), Head(_("Xong"))]
    rows: list[list[Value]] = [
        [date.fromisoformat(one.on), one.received, one.done] for one in figures.days
    ]
    return Sheet(_("Từng ngày"), heads, rows)


def _spots(figures: Figures) -> Sheet:
    heads = [
        Head(_("Xã, phường")),
        Head(_("Loại phản ánh")),
        Head(_("Số phản ánh")),
        Head(_("Thường lệ"), AMOUNT),
        Head(_("Ngẫu nhiên thì một lần trong")),
    ]
    rows: list[list[Value]] = [
        [
            _of(one.commune_name),
            _of(one.category_name),
            one.recent,
            Decimal(one.expected),
            int(one.one_in),
        ]
        for one in figures.spots.found
    ]
    looked = _("Đã xem %(n)s cặp nơi và loại.") % {"n": figures.spots.looked_at}
    return Sheet(_("Điểm nóng"), heads, rows, [looked])


def _moment(at: str) -> str:
    return datetime_vi(datetime.fromisoformat(at).astimezone(this_zone()))


def _of(words: Both) -> str:
    return words.of(get_language() or "vi")
