"""From facts to a report: the same facts and wording always give the same content. Pure."""

from zoneinfo import ZoneInfo

from tinhso.kernel.declarations import fingerprint
from tinhso.systems.strategy.reports.rules.composing.beginning import opening, target_table
from tinhso.systems.strategy.reports.rules.composing.ending import looks, method, milestones
from tinhso.systems.strategy.reports.rules.composing.fields import fields
from tinhso.systems.strategy.reports.rules.composing.rankings import rankings
from tinhso.systems.strategy.reports.rules.facts import Facts, SourceFacts, SpanKind
from tinhso.systems.strategy.reports.rules.writing import Writer
from tinhso.web.papers.content import (
    NOTHING,
    Basis,
    Both,
    Head,
    Report,
    Section,
    Source,
)
from tinhso.web.papers.wording import Wording
from tinhso.web.papers.writing import same

__all__ = ["compose"]


def compose(
    facts: Facts, wording: Wording, zone: ZoneInfo, *, demonstration: bool = False
) -> Report:
    """Return the report that these facts give; instants are written in the clock of `zone`."""
    writer = Writer(wording, zone)
    subject = _subject(facts, writer)
    sections = [
        Section(
            "summary",
            1,
            writer.words("section_summary"),
            (*opening(facts, subject, writer), *target_table(facts, writer)),
        ),
        *fields(facts, writer),
        *rankings(facts, writer),
        *milestones(facts, writer),
        *looks(facts, writer),
        *method(facts, writer),
    ]
    head = wording.letterhead
    return Report(
        scope=facts.scope.address,
        span=facts.span.code,
        head=Head(
            issuer=head.issuer,
            number=head.number,
            place=head.place,
            date=head.date,
            kind=writer.words("kind"),
            subject=subject,
            signer=head.signer,
            post=head.post,
            recipients=head.recipients,
            draft=writer.words("draft"),
        ),
        basis=Basis(
            as_of=facts.as_of.isoformat(),
            declared=facts.declared,
            wording=fingerprint(wording.model_dump(mode="json")),
        ),
        sections=tuple(sections),
        annex=writer.words("annex"),
        annex_title=writer.words("annex_title"),
        sources_title=writer.words("section_sources"),
        sources=_sources(facts, writer),
        seal=writer.pattern("seal"),
        notice=writer.words("demonstration") if demonstration else NOTHING,
    )


def _subject(facts: Facts, writer: Writer) -> Both:
    span = facts.span
    if span.kind is SpanKind.YEAR:
        years = writer.words("span_year", year=str(span.last))
    else:
        years = writer.words("span_years", first=str(span.first), last=str(span.last))
    number = facts.scope.number
    title = facts.scope.title
    if number:
        title = Both(f"{title.vi} ({number})", f"{title.en} ({number})")
    key = f"subject_{facts.scope.kind}"
    if facts.scope.kind == "all":
        return writer.words(key, span=years)
    return writer.words(key, span=years, title=title)


def _sources(facts: Facts, writer: Writer) -> tuple[Source, ...]:
    known = {one.code: one for one in facts.sources}
    return tuple(
        Source(number, code, known[code].title, _details(known[code], writer))
        if code in known
        else Source(number, code, same(code), same(""))
        for code, number in sorted(writer.numbers.items(), key=lambda item: item[1])
    )


def _details(one: SourceFacts, writer: Writer) -> Both:
    parts = [writer.words(f"source_kind_{one.kind}")]
    if one.number:
        parts.append(same(one.number))
    if one.issued_on:
        parts.append(writer.day(one.issued_on))
    return writer.joined(parts, ", ")
