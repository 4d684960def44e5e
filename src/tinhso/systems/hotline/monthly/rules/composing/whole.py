"""What stands first: the month as a whole, its balance, and how it compares. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from tinhso.systems.hotline.monthly.rules.composing.saying import (
    NONE,
    hours,
    number,
    percent,
    share,
)
from tinhso.systems.hotline.monthly.rules.figures import Compared, Figures
from tinhso.web.papers.content import (
    Both,
    Cell,
    Column,
    Days,
    Pillar,
    Row,
    Section,
    Sentence,
    Table,
)
from tinhso.web.papers.writing import Writer, same

ROWS = (
    "carried",
    "received",
    "reopened",
    "done",
    "open",
    "late",
    "open_late",
    "agreed",
    "disputed",
    "lapsed",
    "redirected",
    "declined",
)


def whole(figures: Figures, writer: Writer) -> Iterator[Section]:
    """Yield the month as a whole."""
    yield Section(
        "whole",
        1,
        writer.words("section_whole"),
        (
            *_opening(figures, writer),
            *_came(figures, writer),
            *_went(figures, writer),
            _table(figures, writer),
            _days(figures, writer),
        ),
    )


def _opening(figures: Figures, writer: Writer) -> Iterator[Sentence]:
    moment = writer.moment(figures.until_at)
    since = writer.moment(figures.since_at)
    if figures.closed:
        data = {"since": since, "until": moment, "moment": moment}
        yield writer.sentence("opening", "opening", data=data)
    else:
        yield writer.sentence("so_far", "so_far", data={"moment": moment})


def _came(figures: Figures, writer: Writer) -> Iterator[Sentence]:
    yield _counts("received", figures, writer, "received", "carried", "reopened")
    for one in (figures.before, figures.year_before):
        yield replace(_comparison(figures, one, writer), joins=True)


def _comparison(figures: Figures, other: Compared, writer: Writer) -> Sentence:
    year, month = other.month.split("-")
    names: dict[str, Both | str] = {"month": f"{int(month)}/{year}"}
    key = f"compared:{other.month}"
    if other.whole is None or not other.whole["received"]:
        return writer.sentence(key, "not_compared", names=names)
    change = Fraction(figures.whole["received"], other.whole["received"]) - 1
    if change == 0:
        return writer.sentence(key, "compared_same", names=names)
    pattern = "compared_more" if change > 0 else "compared_less"
    return writer.sentence(key, pattern, data={"share": percent(abs(change))}, names=names)


def _went(figures: Figures, writer: Writer) -> Iterator[Sentence]:
    line = figures.whole
    yield _counts("done", figures, writer, "done", "answered", "redirected", "declined", "open")
    if line.judged:
        yield writer.sentence(
            "in_time",
            "in_time",
            data={
                "share": share(line["in_time"], line.judged),
                "in_time": number(line["in_time"]),
                "judged": number(line.judged),
            },
        )
    else:
        yield writer.sentence("in_time", "nothing_judged")
    late = _counts("late", figures, writer, "late", "done_late", "open_late")
    yield replace(late, joins=True)
    if line.replied:
        data = {name: number(line[name]) for name in ("agreed", "disputed", "lapsed")}
        agreed = share(line["agreed"], line.replied)
        yield writer.sentence("replies", "replies", data={**data, "share": agreed})
    else:
        yield _counts("no_replies", figures, writer, "lapsed")
    yield _first(figures, writer)
    if line["rated"]:
        stars = number(Decimal(line["stars"]) / line["rated"], 1)
        data = {"stars": stars, "rated": number(line["rated"])}
        yield writer.sentence("rated", "rated", data=data)
    else:
        yield writer.sentence("rated", "not_rated")
    if line["first"]:
        yield _counts("hops", figures, writer, "passed", "first", "passed_often")


def _first(figures: Figures, writer: Writer) -> Sentence:
    line = figures.whole
    if line.median is None:
        return writer.sentence("first_answer", "no_first_answer")
    return writer.sentence(
        "first_answer",
        "first_answer",
        data={
            "median": hours(line.median, writer),
            "ninth": hours(line.ninth, writer),
            "first": number(line["first"]),
        },
    )


def _counts(key: str, figures: Figures, writer: Writer, *names: str) -> Sentence:
    data = {name: number(figures.whole[name]) for name in names}
    return writer.sentence(key, key, data=data)


def _table(figures: Figures, writer: Writer) -> Table:
    others = (figures.before, figures.year_before)
    notes = []
    if any(one.whole is None for one in others):
        notes.append(writer.words("note_unknown"))
    if not figures.closed:
        notes.append(writer.words("note_as_long"))
    return Table(
        id="whole",
        title=writer.caption("table", writer.words("table_whole")),
        columns=(
            Column(writer.words("column_measure"), share=46),
            Column(writer.words("column_month"), right=True, share=18),
            Column(writer.words("column_before"), right=True, share=18),
            Column(writer.words("column_year_before"), right=True, share=18),
        ),
        rows=tuple(
            Row(
                name,
                (
                    Cell(writer.words(f"row_{name}"), data=False),
                    Cell(number(figures.whole[name])),
                    *(Cell(number(one.whole[name]) if one.whole else NONE) for one in others),
                ),
            )
            for name in ROWS
        ),
        notes=tuple(notes),
    )


def _days(figures: Figures, writer: Writer) -> Days:
    return Days(
        id="days",
        title=writer.caption("chart", writer.words("chart_days")),
        series=(writer.words("series_received"), writer.words("series_done")),
        days=tuple(Pillar(one.on, (str(one.received), str(one.done))) for one in figures.days),
    )


def span(since: str, until: str, writer: Writer) -> dict[str, Both | str]:
    """Return two instants (ISO) as days, as a sentence takes them."""
    days = [datetime.fromisoformat(one).astimezone(writer.zone).date() for one in (since, until)]
    return {"since": same(writer.day(days[0]).vi), "until": same(writer.day(days[1]).vi)}
