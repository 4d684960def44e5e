"""Field by field: what was measured, year by year, with a sentence on each indicator."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tinhso.systems.strategy.reports.rules.composing.drawing import chart
from tinhso.systems.strategy.reports.rules.composing.tables import figure_table
from tinhso.systems.strategy.reports.rules.facts import Facts, Figure, IndicatorFacts
from tinhso.systems.strategy.reports.rules.writing import Writer, within
from tinhso.web.papers.content import Block, Both, Section, Sentence

HUNDRED = Decimal(100)
CLAIMS = (("change_from_base", "claimed_change"), ("ratio_to_base", "claimed_ratio"))


def fields(facts: Facts, writer: Writer) -> Iterator[Section]:
    """Yield the head of the fields, then each field: its table, its sentences, its drawings."""
    groups: dict[str, list[IndicatorFacts]] = {}
    for one in facts.indicators:
        if not _only_ranked(one):
            groups.setdefault(one.field, []).append(one)
    promised = {one.indicator.code for one in facts.targets}
    named = {
        code: [one for one in group if one.code in promised or _known(one, facts)]
        for code, group in groups.items()
    }
    if not any(named.values()):
        return
    silent = sum(len(group) for group in groups.values()) - sum(map(len, named.values()))
    beginning: tuple[Sentence, ...] = ()
    if silent:
        beginning = (writer.sentence("silent", "silent", data={"n": str(silent)}),)
    yield Section("fields", 1, writer.words("section_fields"), beginning)
    for code, group in named.items():
        if group:
            blocks = tuple(_blocks(code, group, facts, writer))
            yield Section(f"field:{code}", 2, group[0].field_title, blocks)


def borders(indicators: Sequence[IndicatorFacts]) -> list[date]:
    """Return the days on which the boundaries of what is reported changed."""
    found = set()
    for indicator in indicators:
        areas = {one.area for one in indicator.figures}
        if len(areas) > 1:
            found |= {area.until for area in areas if area.until}
    return sorted(found)


def in_span(indicator: IndicatorFacts, facts: Facts, measure: str) -> list[Figure]:
    """Return the preferred figures of a measure within the years shown, oldest first."""
    years = set(facts.span.years)
    return [
        one
        for one in indicator.figures
        if one.measure == measure and one.preferred and one.ends_on.year in years
    ]


def _known(indicator: IndicatorFacts, facts: Facts) -> bool:
    years = set(facts.span.years)
    return any(one.ends_on.year in years for one in indicator.figures if one.measure != "rank")


def _only_ranked(one: IndicatorFacts) -> bool:
    return one.unit == "points"


def _blocks(
    code: str, group: Sequence[IndicatorFacts], facts: Facts, writer: Writer
) -> Iterator[Block]:
    table = figure_table(code, group, facts, writer)
    if table is not None:
        yield table
    missing = []
    for indicator in group:
        said = list(_sentences(indicator, facts, writer))
        said[1:] = [replace(one, joins=True) for one in said[1:]]
        if not said:
            missing.append(within(indicator.title))
        yield from said
    if missing:
        names = writer.joined(missing)
        yield writer.sentence(f"missing:{code}", "missing", data={"names": names})
    for indicator in group:
        yield from chart(indicator, "level", facts, writer)


def _sentences(indicator: IndicatorFacts, facts: Facts, writer: Writer) -> Iterator[Sentence]:
    levels = [one for one in in_span(indicator, facts, "level") if one.kind != "forecast"]
    if levels:
        yield _level(indicator, levels[-1], writer)
        yield from _change(indicator, levels, writer)
    growth = [one for one in in_span(indicator, facts, "growth_rate") if one.kind != "forecast"]
    if growth:
        yield writer.sentence(
            f"growth:{indicator.code}",
            "growth",
            names={"title": within(indicator.title)},
            data={
                "list": writer.joined(
                    [
                        writer.words(
                            "growth_item",
                            when=writer.when(one.period),
                            figure=writer.figure(one, indicator),
                        )
                        for one in growth
                    ]
                )
            },
            sources=[one.source for one in growth],
        )
    for measure, key in (
        ("change_from_base", "claimed_change"),
        ("ratio_to_base", "claimed_ratio"),
    ):
        for one in in_span(indicator, facts, measure):
            yield _claim(indicator, one, key, writer)
    for one in in_span(indicator, facts, "change"):
        if one.kind == "forecast":
            yield writer.sentence(
                f"expected:{indicator.code}:{one.period}",
                "expected_change",
                names={"title": within(indicator.title)},
                data={"when": writer.when(one.period), "figure": _bare(one, indicator, writer)},
                sources=[one.source],
            )


def _level(indicator: IndicatorFacts, one: Figure, writer: Writer) -> Sentence:
    data: dict[str, Both | str] = {
        "when": writer.when(one.period),
        "figure": writer.figure(one, indicator),
    }
    if one.among:
        data["among"] = str(one.among)
    return writer.sentence(
        f"level:{indicator.code}",
        "level_among" if one.among else "level",
        names={"title": within(indicator.title)},
        data=data,
        sources=[one.source],
    )


def _change(
    indicator: IndicatorFacts, levels: Sequence[Figure], writer: Writer
) -> Iterator[Sentence]:
    """Yield how the last yearly level compares with the first: only what can honestly be said."""
    yearly = [one for one in levels if one.period.isdigit()]
    if len(yearly) < 2:
        return
    first, last = yearly[0], yearly[-1]
    identity = f"change:{indicator.code}"
    sources = [first.source, last.source]
    base = writer.when(first.period)
    if first.area != last.area:
        day = first.area.until or last.area.since
        yield writer.sentence(
            identity,
            "not_comparable",
            data={"base": base, "day": writer.day(day) if day else "–"},
        )
    elif first.relation != "=" or last.relation != "=":
        yield writer.sentence(identity, "bounds_only", data={"base": base})
    elif indicator.unit == "percent":
        change = last.value - first.value
        key = "gained" if change > 0 else "lost" if change < 0 else "stayed"
        said = writer.amount(abs(change), indicator, "change")
        yield writer.sentence(identity, key, data={"base": base, "change": said}, sources=sources)
    elif first.value:
        share = (last.value / first.value - 1) * HUNDRED
        key = "rose" if share > 0 else "fell" if share < 0 else "stayed"
        said = writer.amount(abs(share), indicator, "growth_rate", 1)
        yield writer.sentence(identity, key, data={"base": base, "share": said}, sources=sources)


def _claim(indicator: IndicatorFacts, one: Figure, key: str, writer: Writer) -> Sentence:
    return writer.sentence(
        f"claim:{indicator.code}:{one.measure}:{one.period}:{one.base}",
        key,
        names={"title": within(indicator.title)},
        data={
            "when": writer.when(one.period),
            "figure": _bare(one, indicator, writer),
            "base": writer.when(one.base),
        },
        sources=[one.source],
    )


def _bare(one: Figure, indicator: IndicatorFacts, writer: Writer) -> Both:
    return writer.amount(one.value, indicator, one.measure)
