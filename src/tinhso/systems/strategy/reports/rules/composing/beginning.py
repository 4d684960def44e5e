"""What stands first: what the report is about, how much was reached, and the table of targets."""

from collections.abc import Iterator
from decimal import Decimal

from tinhso.systems.strategy.reports.rules.facts import Facts, TargetFacts
from tinhso.systems.strategy.reports.rules.writing import RELATIONS, Writer, within
from tinhso.web.papers.content import (
    Both,
    Cell,
    Column,
    Row,
    Sentence,
    Table,
)
from tinhso.web.papers.writing import same

ORDER = ("met", "on_track", "at_risk", "missed", "unknown")
STATES = {"met": "ok", "on_track": "ok", "at_risk": "warn", "missed": "bad", "unknown": "none"}


def opening(facts: Facts, subject: Both, writer: Writer) -> Iterator[Sentence]:
    """Yield what the report is about, and in how many targets what was reached."""
    yield writer.sentence(
        "opening",
        "opening",
        data={"moment": writer.moment(facts.as_of)},
        names={"subject": within(subject)},
    )
    if facts.scope.targets_declared:
        found = str(facts.targets_found)
        declared = str(facts.scope.targets_declared)
        yield writer.sentence("counted", "counted", data={"found": found, "declared": declared})
    if not facts.targets:
        yield writer.sentence("no_targets", "no_targets")
        return
    grouped = {status: [one for one in facts.targets if one.status == status] for status in ORDER}
    parts = [
        writer.words(f"count_{status}", n=str(len(group)))
        for status, group in grouped.items()
        if group
    ]
    yield writer.sentence(
        "standings",
        "standings",
        data={"total": str(len(facts.targets)), "parts": writer.joined(parts, ", ")},
    )
    for status, group in grouped.items():
        if group:
            names = writer.joined([_name(one, writer) for one in group])
            yield writer.sentence(f"names:{status}", f"names_{status}", data={"names": names})


def _name(one: TargetFacts, writer: Writer) -> Both:
    return writer.words("name_due", title=within(one.title), due=writer.period(one.due))


def target_table(facts: Facts, writer: Writer) -> Iterator[Table]:
    """Yield the table of targets, if there are any."""
    if not facts.targets:
        return
    yield Table(
        id="targets",
        title=writer.caption("table", writer.words("table_targets")),
        columns=(
            Column(writer.words("column_target"), share=31),
            Column(writer.words("column_bound"), right=True, share=22),
            Column(writer.words("column_due"), share=9),
            Column(writer.words("column_result"), right=True, share=27),
            Column(writer.words("column_standing"), share=17),
        ),
        rows=tuple(_row(one, writer) for one in facts.targets),
    )


def _row(one: TargetFacts, writer: Writer) -> Row:
    standing = one.status
    if standing == "missed" and not one.conclusive:
        standing = "not_met"
    return Row(
        one.code,
        (
            Cell(one.title, data=False),
            Cell(
                writer.bound(one.value, one.relation, one.indicator, one.measure),
                sources=writer.cite([one.source]),
            ),
            Cell(writer.period(one.due)),
            Cell(_result(one, writer), sources=writer.cite([one.judged_source])),
            Cell(writer.words(standing), state=STATES[one.status]),
        ),
    )


def _result(one: TargetFacts, writer: Writer) -> Both:
    if one.judged is None:
        return writer.words("no_figure")
    average = one.reading == "average_growth"
    judged = one.judged.quantize(Decimal("0.1")) if average else one.judged
    said = writer.amount(judged, one.indicator, one.measure, 1 if average else None)
    if not average and one.judged_relation in RELATIONS:
        said = writer.words(RELATIONS[one.judged_relation], figure=said)
    if one.since == one.until:
        period = writer.period(one.until)
    else:
        period = same(f"{one.since}–{one.until}")
    return Both(f"{said.vi} ({period.vi})", f"{said.en} ({period.en})")
