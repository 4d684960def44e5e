"""A month ready for its page: every number with the way to its cases."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.web.formatting import MINUS
from tinhso.web.indicators.drawings import SIZES
from tinhso.web.papers import bars
from tinhso.web.papers.content import Both, Days, Pillar
from tinhso.web.papers.writing import same
from tinhso.web.templatetags.tinhso import number

from .addresses import Cases, between
from .rules.composing import saying
from .rules.figures import Compared, Figures, HotSpot, HotSpots, Line

SHOWN_AT_ONCE = 8
BALANCE = ("carried", "received", "reopened", "done", "open")
COUNTS = ("received", "done", "open", "open_late", "disputed")


@dataclass(frozen=True)
class Number:
    """A number, where its cases are (nowhere for nothing), its state, and its column's head."""

    said: str
    href: str = ""
    state: str = ""
    label: str = ""


@dataclass(frozen=True)
class Fact:
    """A number with its name, and another one beside it in words."""

    name: str
    value: Number
    unit: str = ""
    beside: Number | None = None


@dataclass(frozen=True)
class Row:
    """One line of a table; `more` stands hidden at first."""

    name: str
    cells: tuple[Number, ...]


@dataclass(frozen=True)
class Group:
    """A table: the same numbers for each of its lines."""

    id: str
    title: str
    of: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    more: tuple[Row, ...]


@dataclass(frozen=True)
class Standing:
    """A unit among the best or the worst."""

    place: int
    name: str
    share: Number
    judged: Number


@dataclass(frozen=True)
class Spot:
    """A hot spot with the numbers behind it."""

    place: str
    category: str
    recent: Number
    expected: str
    one_in: str


def facts(figures: Figures, cases: Cases) -> list[Fact]:
    """Return the numbers that stand first."""
    line = figures.whole
    found = [
        Fact(_("Nhận trong kỳ"), _count(line, "received", cases), beside=Number(_against(figures))),
        Fact(_("Đã xong"), _count(line, "done", cases)),
        Fact(
            _("Đúng hạn"),
            Number(_percent(line["in_time"], line.judged), _way(line, "in_time", cases)),
            beside=Number(
                _("%(part)s trên %(whole)s đã xong hoặc quá hạn")
                % {"part": number(line["in_time"]), "whole": number(line.judged)},
                cases.of("judged") if line.judged else "",
            ),
        ),
        Fact(
            _("Quá hạn chưa xong"),
            _count(line, "open_late", cases, "bad"),
            beside=_saying(_("cùng %(n)s đã xong nhưng trễ"), line, "done_late", cases),
        ),
    ]
    if line.median is not None:
        found.append(
            Fact(
                _("Trả lời đầu tiên"),
                Number(_hours(line.median), _way(line, "first", cases)),
                _("giờ làm việc"),
                Number(
                    _("một nửa nhanh hơn; chín phần mười trong %(n)s giờ")
                    % {"n": _hours(line.ninth)}
                ),
            )
        )
    if line["rated"]:
        found.append(
            Fact(
                _("Điểm trung bình"),
                Number(_stars(line), _way(line, "rated", cases)),
                "/5",
                _saying(_("%(n)s lượt chấm"), line, "rated", cases),
            )
        )
    found.append(
        Fact(
            _("Từng bị trả lại để giao nơi khác"),
            _count(line, "passed", cases),
            beside=_saying(_("%(n)s từ ba lần"), line, "passed_often", cases),
        )
    )
    return found


def _against(figures: Figures) -> str:
    whole, part = _("so với tháng trước"), _("so với cùng số ngày của tháng trước")
    before = whole if figures.closed else part
    said = [
        _change(figures, one, words)
        for one, words in (
            (figures.before, before),
            (figures.year_before, _("so với cùng kỳ năm trước")),
        )
    ]
    return " · ".join(words for words in said if words)


def _change(figures: Figures, other: Compared, words: str) -> str:
    if other.whole is None or not other.whole["received"]:
        return ""
    change = Fraction(figures.whole["received"], other.whole["received"]) - 1
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    return f"{sign}{_of(saying.percent(abs(change)))} {words}"


def balance(figures: Figures, cases: Cases) -> list[tuple[str, Number]]:
    """Return what was open, came, came back, was done and stays: the first three are the rest."""
    names = dict(
        zip(
            BALANCE,
            (
                _("tồn từ kỳ trước"),
                _("nhận mới"),
                _("mở lại vì chưa đồng ý"),
                _("đã xong"),
                _("chưa xong"),
            ),
            strict=True,
        )
    )
    return [(names[name], _count(figures.whole, name, cases)) for name in BALANCE]


def replies(figures: Figures, cases: Cases) -> list[tuple[str, Number]]:
    """Return how senders took the answers, silence apart."""
    line = figures.whole
    words = {
        "agreed": _("đồng ý"),
        "disputed": _("chưa đồng ý"),
        "lapsed": _("im lặng, không tính là đồng ý"),
    }
    return [(said, _count(line, name, cases)) for name, said in words.items()]


def agreed_share(figures: Figures) -> str:
    """Return how many of those who spoke agreed."""
    return _percent(figures.whole["agreed"], figures.whole.replied)


def other_ends(figures: Figures, cases: Cases) -> list[tuple[str, Number]]:
    """Return what ended without an answer of a unit."""
    return [
        (_("được hướng dẫn gửi nơi khác"), _count(figures.whole, "redirected", cases)),
        (_("không thể xử lý"), _count(figures.whole, "declined", cases)),
    ]


def groups(figures: Figures, cases: Cases) -> list[Group]:
    """Return the tables of the month."""
    return [
        _group("field", _("Theo lĩnh vực"), _("Thuộc lĩnh vực"), figures.fields, cases),
        _group("category", _("Theo loại"), _("Loại phản ánh"), figures.categories, cases),
        _group("unit", _("Theo đơn vị xử lý"), _("Đơn vị"), figures.units, cases),
        _group("commune", _("Theo xã, phường"), _("Xã, phường"), figures.communes, cases),
        _group("channel", _("Theo kênh tiếp nhận"), _("Kênh"), figures.channels, cases),
    ]


def _group(kind: str, title: str, of: str, lines: Sequence[Line], cases: Cases) -> Group:
    times = kind == "unit"
    heads = [_("Nhận"), _("Xong"), _("Chưa xong"), _("Quá hạn chưa xong"), _("Chưa đồng ý")]
    heads.append(_("Đúng hạn"))
    if times:
        heads.append(_("Trả lời đầu tiên, giờ làm việc"))
    rows = tuple(_row(line, kind, cases, heads) for line in lines)
    return Group(kind, title, of, tuple(heads), rows[:SHOWN_AT_ONCE], rows[SHOWN_AT_ONCE:])


def _row(line: Line, kind: str, cases: Cases, heads: Sequence[str]) -> Row:
    narrowed = {kind: line.key}
    cells = [_count(line, name, cases, **narrowed) for name in COUNTS]
    href = cases.of("in_time", **narrowed) if line["in_time"] else ""
    cells.append(Number(_percent(line["in_time"], line.judged), href))
    first = cases.of("first", **narrowed) if line["first"] else ""
    cells.append(Number(_hours(line.median), first))
    labelled = (replace(one, label=head) for one, head in zip(cells, heads, strict=False))
    return Row(_of(line.name), tuple(labelled))


def standings(figures: Figures, cases: Cases) -> dict[str, list[Standing]]:
    """Return the best and the worst units."""
    lines = {line.key: line for line in figures.units}
    return {
        name: [
            Standing(
                one.place,
                _of(lines[one.key].name),
                Number(
                    _percent(lines[one.key]["in_time"], lines[one.key].judged),
                    cases.of("in_time" if name == "best" else "late", unit=one.key),
                ),
                Number(number(lines[one.key].judged), cases.of("judged", unit=one.key)),
            )
            for one in places
        ]
        for name, places in (("best", figures.ranking.best), ("worst", figures.ranking.worst))
    }


def spots(figures: Figures, cases: Cases) -> list[Spot]:
    """Return the hot spots of the month."""
    return [spot(one, figures.spots, cases) for one in figures.spots.found]


def spot(one: HotSpot, among: HotSpots, cases: Cases | None = None) -> Spot:
    """Return a hot spot with the way to its cases: those kept with an edition, else live ones."""
    narrowed = {"commune": one.commune, "category": one.category}
    if cases and cases.edition:
        href = cases.of("received", since=among.since, **narrowed)
    else:
        href = between(among.since, among.until, "received", **narrowed)
    return Spot(
        _of(one.commune_name),
        _of(one.category_name),
        Number(number(one.recent), href),
        number(Decimal(one.expected), 1),
        number(int(one.one_in)),
    )


def days(figures: Figures) -> tuple[list[tuple[str, bars.DaysDrawing]], str]:
    """Return what came and what was done day by day, drawn for each size, and in words."""
    one = Days(
        "days",
        same(_("Từng ngày")),
        (same(_("nhận")), same(_("xong"))),
        tuple(Pillar(day.on, (str(day.received), str(day.done))) for day in figures.days),
    )
    language = get_language() or "vi"
    return [(name, bars.days(one, language, size)) for name, size in SIZES], bars.spoken(
        one, language
    )


def _count(line: Line, what: str, cases: Cases, state: str = "", **narrowed: str) -> Number:
    n = line[what]
    return Number(number(n), cases.of(what, **narrowed) if n else "", state if n else "")


def _saying(words: str, line: Line, what: str, cases: Cases) -> Number:
    return Number(words % {"n": number(line[what])}, _way(line, what, cases))


def _way(line: Line, what: str, cases: Cases) -> str:
    return cases.of(what) if line[what] else ""


def _stars(line: Line) -> str:
    return number(Decimal(line["stars"]) / line["rated"], 1)


def _percent(part: int, whole: int) -> str:
    return _of(saying.share(part, whole))


def _hours(minutes: int | None) -> str:
    return _of(saying.bare_hours(minutes))


def _of(words: Both) -> str:
    return words.of(get_language() or "vi")
