"""The month by field, channel, unit and commune, who stands out, and hot spots. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tinhso.systems.hotline.monthly.rules.composing.saying import (
    bare_hours,
    number,
    share,
)
from tinhso.systems.hotline.monthly.rules.composing.whole import span
from tinhso.systems.hotline.monthly.rules.figures import Figures, Line
from tinhso.systems.hotline.monthly.rules.ranking import Place
from tinhso.web.papers.content import (
    Bar,
    Bars,
    Both,
    Cell,
    Column,
    Row,
    Section,
    Sentence,
    Table,
)
from tinhso.web.papers.writing import Writer

LINES = 20
"""As many lines of a table stand on paper; the spreadsheet has all."""
BARS = 10
COUNTS = ("received", "done", "open", "open_late", "disputed")


def kinds(figures: Figures, writer: Writer) -> Iterator[Section]:
    """Yield the month by field, category and channel."""
    came = [one for one in figures.categories if one["received"]]
    most = sorted(came, key=lambda one: (-one["received"], one.name.vi))[:BARS]
    bars = Bars(
        id="categories",
        title=writer.caption("chart", writer.words("chart_categories")),
        bars=tuple(Bar(one.name, str(one["received"]), number(one["received"])) for one in most),
    )
    yield Section(
        "kinds",
        1,
        writer.words("section_kinds"),
        (
            _table("fields", "field", writer.words("table_fields"), figures.fields, writer),
            *([bars] if most else []),
            _table("channels", "channel", writer.words("table_channels"), figures.channels, writer),
        ),
    )


def units(figures: Figures, writer: Writer) -> Iterator[Section]:
    """Yield the month by handling unit, with the best and the worst."""
    total = writer.words("table_units", n=number(len(figures.units)))
    yield Section(
        "units",
        1,
        writer.words("section_units"),
        (
            *_ranking(figures, writer),
            _table("units", "unit", total, figures.units, writer, times=True),
        ),
    )


def places(figures: Figures, writer: Writer) -> Iterator[Section]:
    """Yield the month by commune."""
    total = writer.words("table_communes", n=number(len(figures.communes)))
    table = _table("communes", "commune", total, figures.communes, writer)
    yield Section("places", 1, writer.words("section_places"), (table,))


def _table(  # a table is its columns, and what stands in them
    identity: str,
    kind: str,
    title: Both,
    lines: Sequence[Line],
    writer: Writer,
    *,
    times: bool = False,
) -> Table:
    heads = [Column(writer.words(f"column_{kind}"), share=34)]
    heads += [Column(writer.words("column_received"), right=True, share=11)]
    heads += [Column(writer.words("column_done"), right=True, share=11)]
    heads += [Column(writer.words("column_share"), right=True, share=13)]
    heads += [
        Column(writer.words(f"column_{name}"), right=True, share=12)
        for name in ("open", "open_late", "disputed")
    ]
    if times:
        heads.append(Column(writer.words("column_median"), right=True, share=15))
    more = len(lines) - LINES
    return Table(
        id=identity,
        title=writer.caption("table", title),
        columns=tuple(heads),
        rows=tuple(_row(one, times=times) for one in lines[:LINES]),
        notes=(writer.words("note_more", n=number(more)),) if more > 0 else (),
    )


def _row(line: Line, *, times: bool) -> Row:
    received, done, *rest = (Cell(number(line[name])) for name in COUNTS)
    judged = Cell(share(line["in_time"], line.judged))
    cells = [Cell(line.name, data=False), received, done, judged, *rest]
    if times:
        cells.append(Cell(bare_hours(line.median)))
    return Row(line.key, tuple(cells))


def _ranking(figures: Figures, writer: Writer) -> Iterator[Sentence]:
    ranking, at_least = figures.ranking, str(figures.at_least)
    if not ranking.best:
        yield writer.sentence("ranked", "nobody_ranked", data={"at_least": at_least})
        return
    by_key = {one.key: one for one in figures.units}
    for name, places_of in (("best", ranking.best), ("worst", ranking.worst)):
        names = writer.joined([_named(one, by_key, writer) for one in places_of])
        yield writer.sentence(name, name, data={"names": names})
    data: dict[str, Both | str] = {
        "ranked": number(ranking.ranked),
        "at_least": at_least,
        "too_few": number(ranking.too_few),
    }
    yield writer.sentence("ranked", "ranked", data=data)


def _named(place: Place, by_key: dict[str, Line], writer: Writer) -> Both:
    line = by_key[place.key]
    return writer.words("name_share", title=line.name, share=share(line["in_time"], line.judged))


def spots(figures: Figures, writer: Writer) -> Iterator[Section]:
    """Yield the hot spots; that there is none is said too."""
    found = figures.spots
    title = writer.words("section_spots")
    looked_at = number(found.looked_at)
    if not found.found:
        none = writer.sentence("spots", "no_spots", data={"looked_at": looked_at})
        yield Section("spots", 1, title, (none,))
        return
    n = number(len(found.found))
    said = writer.sentence("spots", "spots", data={"n": n, "looked_at": looked_at})
    days = span(found.since, found.until, writer)
    table = Table(
        id="spots",
        title=writer.caption("table", writer.words("table_spots", **days)),
        columns=(
            Column(writer.words("column_commune"), share=28),
            Column(writer.words("column_category"), share=30),
            Column(writer.words("column_recent"), right=True, share=13),
            Column(writer.words("column_expected"), right=True, share=13),
            Column(writer.words("column_chance"), right=True, share=20),
        ),
        rows=tuple(
            Row(
                f"{one.commune}:{one.category}",
                (
                    Cell(one.commune_name, data=False),
                    Cell(one.category_name, data=False),
                    Cell(number(one.recent)),
                    Cell(number(Decimal(one.expected), 1)),
                    Cell(writer.words("one_in", n=number(int(one.one_in)))),
                ),
            )
            for one in found.found[:LINES]
        ),
        notes=(writer.words("note_spots"),),
    )
    yield Section("spots", 1, title, (said, table))
