"""What stands last: milestones, what is to be looked at, and how the report was made."""

from collections.abc import Iterator
from datetime import date

from tinhso.systems.strategy.reports.rules.composing.fields import borders
from tinhso.systems.strategy.reports.rules.facts import (
    ConflictFacts,
    Facts,
    FallFacts,
    MilestoneFacts,
    RankLostFacts,
)
from tinhso.systems.strategy.reports.rules.writing import Writer, within
from tinhso.web.papers.content import (
    Both,
    Cell,
    Column,
    Row,
    Section,
    Sentence,
    Table,
)
from tinhso.web.papers.writing import same


def milestones(facts: Facts, writer: Writer) -> Iterator[Section]:
    """Yield the milestones due in the span, if there are any."""
    if not facts.milestones:
        return
    table = Table(
        id="milestones",
        title=writer.caption("table", writer.words("table_milestones")),
        columns=(
            Column(writer.words("column_milestone"), share=50),
            Column(writer.words("column_due"), share=16),
            Column(writer.words("column_standing"), share=34),
        ),
        rows=tuple(_milestone(one, facts.on, writer) for one in facts.milestones),
    )
    yield Section("milestones", 1, writer.words("section_milestones"), (table,))


def _milestone(one: MilestoneFacts, on: date, writer: Writer) -> Row:
    if one.met_in:
        state, said = "ok", writer.words("milestone_met", when=writer.when(one.met_in))
    elif one.due_on is None:
        state, said = "none", writer.words("milestone_undated")
    elif one.due_on < on:
        state, said = "warn", writer.words("milestone_overdue")
    else:
        state, said = "none", writer.words("milestone_open")
    if one.note:
        said = Both(f"{said.vi}. {one.note.vi}", f"{said.en}. {one.note.en}")
    due = writer.day(one.due_on) if one.due_on else same("–")
    return Row(
        one.code,
        (
            Cell(one.title, data=False, sources=writer.cite([one.source])),
            Cell(due),
            Cell(said, sources=writer.cite([one.met_source]), state=state),
        ),
    )


def looks(facts: Facts, writer: Writer) -> Iterator[Section]:
    """Yield what doesn't fit together or hides something; that there is nothing is said too."""
    said = [
        *(_fall(one, writer) for one in facts.falls),
        *(_rank_lost(one, writer) for one in facts.ranks_lost),
        *(_conflict(one, writer) for one in facts.conflicts),
    ]
    if not said:
        said = [writer.sentence("nothing_to_look_at", "nothing_to_look_at")]
    yield Section("looks", 1, writer.words("section_looks"), tuple(said))


def _fall(one: FallFacts, writer: Writer) -> Sentence:
    indicator = one.indicator
    return writer.sentence(
        f"fall:{indicator.code}",
        "fall_hidden",
        names={"title": within(indicator.title)},
        data={
            "change": writer.amount(one.change, indicator, "growth_rate"),
            "base_year": str(one.base_year),
            "base": writer.amount(one.base, indicator, "level", 1),
            "peak_year": str(one.peak_year),
            "peak": writer.amount(one.peak, indicator, "level"),
            "last_year": str(one.last_year),
            "fall": writer.amount(one.fall, indicator, "growth_rate", 1),
        },
        sources=[one.source],
    )


def _rank_lost(one: RankLostFacts, writer: Writer) -> Sentence:
    indicator = one.indicator
    return writer.sentence(
        f"rank_lost:{indicator.code}",
        "rank_lost",
        names={"title": within(indicator.title)},
        data={
            "best": writer.amount(one.best, indicator, "rank"),
            "best_year": str(one.best_year),
            "last": writer.amount(one.last, indicator, "rank"),
            "last_year": str(one.last_year),
        },
        sources=[one.source],
    )


def _conflict(one: ConflictFacts, writer: Writer) -> Sentence:
    said = [
        writer.words(
            "conflict_item",
            figure=writer.figure(figure, one.indicator),
            mark=", ".join(str(number) for number in writer.cite([figure.source])),
        )
        for figure in one.figures
    ]
    return writer.sentence(
        f"conflict:{one.indicator.code}:{one.measure}:{one.period}",
        "conflict",
        names={"title": within(one.indicator.title)},
        data={"when": writer.when(one.period), "said": writer.joined(said)},
    )


def method(facts: Facts, writer: Writer) -> Iterator[Section]:
    """Yield the rules by which the report was made, and its position."""
    said = [
        writer.sentence("method_judged", "method_judged"),
        writer.sentence("method_average", "method_average"),
        writer.sentence("method_change", "method_change"),
    ]
    days = borders(facts.indicators)
    if days:
        words = writer.joined([writer.day(day) for day in days], ", ")
        said.append(writer.sentence("method_border", "method_border", data={"days": words}))
    said.append(writer.sentence("method_sources", "method_sources"))
    said.append(
        writer.sentence(
            "method_position", "method_position", data={"moment": writer.moment(facts.as_of)}
        )
    )
    yield Section("method", 2, writer.words("section_method"), tuple(said), annexed=True)
