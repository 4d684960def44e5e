"""A report as PDF in the state's format (Decree 30/2020/NĐ-CP, Appendix I)."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from tinhso.web.papers import charts, typesetting
from tinhso.web.papers.content import Report
from tinhso.web.papers.layout import LaidCharts, Thing, lay


def to_pdf(report: Report, language: str) -> bytes:
    """Return the report as PDF; the same report gives the same bytes."""
    laid = lay(report, language)
    head = report.head
    content = {
        "language": language,
        "issuer": head.issuer,
        "number": head.number,
        "place_date": f"{head.place}, {head.date}",
        "draft": laid.draft,
        "kind": laid.kind,
        "subject": laid.subject,
        "notice": laid.notice,
        "things": [_thing(one, language) for one in laid.things],
        "annex": laid.annex,
        "annex_title": laid.annex_title,
        "annexed": [_thing(one, language) for one in laid.annexed],
        "sources": [{"number": one.number, "words": one.words} for one in laid.sources],
        "seal": laid.seal,
        "signer": head.signer,
        "post": head.post,
        "recipients": head.recipients,
    }
    return typesetting.pdf(content, made=datetime.fromisoformat(report.basis.as_of))


def _thing(one: Thing, language: str) -> dict[str, Any]:
    if not isinstance(one, LaidCharts):
        return asdict(one)
    size = charts.sizes(len(one.charts))
    return {
        "kind": one.kind,
        "charts": [
            {
                "title": each.title,
                "svg": charts.svg(each.chart, language, size),
                "spoken": charts.spoken(each.chart, language),
            }
            for each in one.charts
        ],
    }
