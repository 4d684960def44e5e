"""The table of a field's figures, year by year, with marks that its notes explain."""

from collections.abc import Iterable, Iterator, Sequence

from tinhso.systems.strategy.reports.rules.facts import Facts, Figure, IndicatorFacts
from tinhso.systems.strategy.reports.rules.writing import Writer
from tinhso.web.papers.content import Both, Cell, Column, Row, Table
from tinhso.web.papers.writing import same

ROWS = ("level", "growth_rate")
ESTIMATE, OTHER, BORDER, PART = "*", "†", "‡", "º"
NOTES = {ESTIMATE: "note_estimate", OTHER: "note_other", BORDER: "note_border", PART: "note_part"}


def figure_table(
    code: str, group: Sequence[IndicatorFacts], facts: Facts, writer: Writer
) -> Table | None:
    """Return the table of a field; None where none of its indicators has a figure."""
    marks: set[str] = set()
    shown = [one for indicator in group for one in _shown(indicator, facts)]
    years = years_from(shown, facts)
    rows = []
    for indicator in group:
        rows += list(_rows(indicator, facts, writer, marks, years))
    if not rows:
        return None
    return Table(
        id=f"figures:{code}",
        title=writer.caption("table", writer.words("table_figures", field=group[0].field_title)),
        columns=(
            Column(writer.words("column_indicator"), share=34),
            *(Column(same(str(year)), right=True, share=13) for year in years),
        ),
        rows=tuple(rows),
        notes=(*_notes(marks, group, writer), *note_before(years, facts, writer)),
    )


def years_from(figures: Iterable[Figure], facts: Facts) -> tuple[int, ...]:
    """Return the years of the columns, from the first of which anything is known."""
    known = [one.ends_on.year for one in figures]
    first = min([year for year in known if year in facts.span.years], default=facts.span.last)
    return tuple(year for year in facts.span.years if year >= first)


def note_before(years: Sequence[int], facts: Facts, writer: Writer) -> Iterator[Both]:
    """Yield the note that tells of years that have no column."""
    if years[0] > facts.span.years[0]:
        yield writer.words("note_before", year=str(years[0]))


def _shown(indicator: IndicatorFacts, facts: Facts) -> list[Figure]:
    return [
        one
        for one in indicator.figures
        if one.measure in ROWS and one.kind != "forecast" and one.ends_on.year in facts.span.years
    ]


def _rows(
    indicator: IndicatorFacts,
    facts: Facts,
    writer: Writer,
    marks: set[str],
    years: Sequence[int],
) -> Iterator[Row]:
    for measure in ROWS:
        figures = [one for one in _shown(indicator, facts) if one.measure == measure]
        if not figures:
            continue
        cells = [
            _cell([one for one in figures if one.ends_on.year == year], indicator, writer, marks)
            for year in years
        ]
        unit = writer.unit(indicator, measure)
        title = (
            writer.words("with_unit", title=indicator.title, unit=unit)
            if measure == "level"
            else writer.words("growth_row", title=indicator.title)
        )
        yield Row(f"{indicator.code}:{measure}", (Cell(title, data=False), *cells))


def _cell(
    figures: Sequence[Figure], indicator: IndicatorFacts, writer: Writer, marks: set[str]
) -> Cell:
    """Return what is shown of one year: the whole year before parts of it, the newest map first."""
    if not figures:
        return Cell(same("–"))
    shown = [one for one in figures if one.preferred]
    one = max(
        shown, key=lambda one: (one.period.isdigit(), one.ends_on, one.area.since is not None)
    )
    number = writer.plain(one, indicator)
    used = list(_marks(one, figures, indicator))
    marks.update(used)
    tail = "".join(used)
    return Cell(Both(number.vi + tail, number.en + tail), sources=writer.cite([one.source]))


def _marks(one: Figure, figures: Sequence[Figure], indicator: IndicatorFacts) -> Iterator[str]:
    if one.kind == "estimate":
        yield ESTIMATE
    same_period = [other for other in figures if other.period == one.period]
    if any(
        (other.value, other.relation) != (one.value, one.relation)
        for other in same_period
        if other.area == one.area
    ):
        yield OTHER
    if one.area.since is not None and any(
        other.area.until is not None and other.area.until <= one.area.since
        for other in indicator.figures
    ):
        yield BORDER
    if not one.period.isdigit():
        yield PART


def _notes(marks: Iterable[str], group: Sequence[IndicatorFacts], writer: Writer) -> Iterator[Both]:
    used = set(marks)
    days = sorted(
        {one.area.until for indicator in group for one in indicator.figures if one.area.until}
    )
    for mark, key in NOTES.items():
        if mark not in used:
            continue
        if mark == BORDER:
            said = writer.words(key, days=writer.joined([writer.day(day) for day in days], ", "))
        else:
            said = writer.words(key)
        yield Both(f"{mark} {said.vi}", f"{mark} {said.en}")
