"""Rankings: each index over the years, among how many, and which way it moved."""

from collections.abc import Iterator, Sequence

from tinhso.systems.strategy.reports.rules.composing.drawing import chart
from tinhso.systems.strategy.reports.rules.composing.tables import note_before, years_from
from tinhso.systems.strategy.reports.rules.facts import Facts, Figure, IndicatorFacts
from tinhso.systems.strategy.reports.rules.writing import Writer, within
from tinhso.web.papers.content import (
    Block,
    Both,
    Cell,
    Column,
    Row,
    Section,
    Sentence,
    Table,
)
from tinhso.web.papers.writing import same


def rankings(facts: Facts, writer: Writer) -> Iterator[Section]:
    """Yield the table of ranks with a sentence on each index, if anything was ranked."""
    ranked = [(one, found) for one in facts.indicators if (found := _ranks(one, facts))]
    if not ranked:
        return
    blocks: list[Block] = [_table(ranked, facts, writer)]
    blocks += [_sentence(indicator, found, writer) for indicator, found in ranked]
    for indicator, _found in ranked:
        blocks += chart(indicator, "rank", facts, writer)
    yield Section("rankings", 1, writer.words("section_rankings"), tuple(blocks))


def _ranks(indicator: IndicatorFacts, facts: Facts) -> list[Figure]:
    years = set(facts.span.years)
    return [
        one
        for one in indicator.figures
        if one.measure == "rank" and one.preferred and one.ends_on.year in years
    ]


def _table(
    ranked: Sequence[tuple[IndicatorFacts, Sequence[Figure]]], facts: Facts, writer: Writer
) -> Table:
    rows = []
    years = years_from([one for _indicator, found in ranked for one in found], facts)
    for indicator, found in ranked:
        by_year = {one.ends_on.year: one for one in found}
        cells = [
            _cell(by_year[year], writer) if year in by_year else Cell(same("–")) for year in years
        ]
        rows.append(Row(indicator.code, (Cell(indicator.title, data=False), *cells)))
    return Table(
        id="rankings",
        title=writer.caption("table", writer.words("table_rankings")),
        columns=(
            Column(writer.words("column_index"), share=40),
            *(Column(same(str(year)), right=True, share=11) for year in years),
        ),
        rows=tuple(rows),
        notes=(writer.words("note_method"), *note_before(years, facts, writer)),
    )


def _cell(one: Figure, writer: Writer) -> Cell:
    return Cell(_rank(one, writer), sources=writer.cite([one.source]))


def _rank(one: Figure, writer: Writer) -> Both:
    number = str(int(one.value))
    return writer.words("rank_among", n=number, among=str(one.among)) if one.among else same(number)


def _sentence(indicator: IndicatorFacts, found: Sequence[Figure], writer: Writer) -> Sentence:
    last = found[-1]
    before = found[-2] if len(found) > 1 else None
    key = "ranked"
    data: dict[str, Both | str] = {
        "when": writer.when(last.period),
        "rank": str(int(last.value)),
        "among": str(last.among),
    }
    if before is not None and before.among == last.among:
        moved = int(before.value - last.value)
        key = "ranked_better" if moved > 0 else "ranked_worse" if moved < 0 else "ranked_same"
        data["base"] = writer.when(before.period)
        if moved:
            data["places"] = str(abs(moved))
    return writer.sentence(
        f"ranked:{indicator.code}",
        key,
        names={"title": within(indicator.title)},
        data=data,
        sources=[last.source, before.source if before else ""],
    )
