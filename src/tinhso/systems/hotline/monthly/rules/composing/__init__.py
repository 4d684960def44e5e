"""From the figures of a month to its paper: the same figures always give the same content. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tinhso.kernel.declarations import fingerprint
from tinhso.systems.hotline.monthly.rules.composing.groups import kinds, places, spots, units
from tinhso.systems.hotline.monthly.rules.composing.whole import whole
from tinhso.systems.hotline.monthly.rules.figures import Figures, as_json
from tinhso.web.formatting import format_date
from tinhso.web.papers.content import NOTHING, Basis, Both, Head, Report, Section
from tinhso.web.papers.wording import Wording
from tinhso.web.papers.writing import Writer

__all__ = ["compose"]


def compose(figures: Figures, wording: Wording, zone: ZoneInfo) -> Report:
    """Return the report of a month; instants are written in the clock of `zone`."""
    writer = Writer(wording, zone)
    head = wording.letterhead
    since, until = _moment(figures.since, zone), _moment(figures.until, zone)
    year, month = figures.month.split("-")
    sections = (*whole(figures, writer), *kinds(figures, writer), *units(figures, writer))
    return Report(
        scope="hotline",
        span=figures.month,
        head=Head(
            issuer=head.issuer,
            number=head.number,
            place=head.place,
            date=head.date,
            kind=writer.words("kind"),
            subject=writer.words(
                "subject", month=str(int(month)), year=year, since=since, until=until
            ),
            signer=head.signer,
            post=head.post,
            recipients=head.recipients,
            draft=writer.words("draft"),
        ),
        basis=Basis(
            as_of=figures.until,
            declared=fingerprint(as_json(figures)),
            wording=fingerprint(wording.model_dump(mode="json")["sentences"]),
        ),
        sections=(
            *sections,
            *places(figures, writer),
            *spots(figures, writer),
            _method(figures, writer, since, until),
        ),
        annex=writer.words("annex"),
        annex_title=writer.words("annex_title"),
        sources_title=NOTHING,
        sources=(),
        seal=writer.pattern("seal"),
        notice=writer.words("demonstration") if figures.demonstration else NOTHING,
    )


def _method(figures: Figures, writer: Writer, since: str, until: str) -> Section:
    at_least = str(figures.at_least)
    window: dict[str, Both | str] = {"since": since, "until": until, "source": figures.source}
    return Section(
        "method",
        2,
        writer.words("section_method"),
        (
            writer.sentence("method_window", "method_window", data=window),
            writer.sentence("method_rounds", "method_rounds"),
            writer.sentence("method_balance", "method_balance"),
            writer.sentence("method_late", "method_late"),
            writer.sentence("method_replies", "method_replies"),
            writer.sentence("method_first", "method_first"),
            writer.sentence("method_ranking", "method_ranking", data={"at_least": at_least}),
            writer.sentence("method_spots", "method_spots"),
        ),
        annexed=True,
    )


def _moment(at: str, zone: ZoneInfo) -> str:
    local = datetime.fromisoformat(at).astimezone(zone)
    return f"{local:%H:%M} {format_date(local)}"
