"""The datasets of observations: one for each field of indicators, and one of them all."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import Max, Min
from django.urls import reverse

from tinhso.kernel.declarations import Text
from tinhso.kernel.indicators.models import Indicator, Observation
from tinhso.kernel.indicators.sheets import COLUMNS
from tinhso.systems.exchange.queries.holdings import agency_id, flow_id, last_change
from tinhso.systems.exchange.rules.sdmx.structures import EVERYTHING
from tinhso.web.offers import Column, File, Offer

THEMES = {
    "economy": "ECON",
    "trade": "ECON",
    "finance": "ECON",
    "industry": "ECON",
    "countryside": "AGRI",
    "agriculture": "AGRI",
    "society": "SOCI",
    "health": "HEAL",
    "education": "EDUC",
    "environment": "ENVI",
    "transport": "TRAN",
    "digital": "TECH",
    "governance": "GOVE",
}
"""Fields of the catalogue as themes of data portals; any other is about the region."""

Span = tuple[date, date, datetime]


def offered() -> Iterator[Offer]:
    """Yield the datasets of observations."""
    spans = _spans(last_change())
    titles: dict[str, Text] = {}
    names: dict[str, list[Text]] = {}
    for field, field_title, title in Indicator.objects.values_list("field", "field_title", "title"):
        titles.setdefault(field, Text.model_validate(field_title))
        names.setdefault(field, []).append(Text.model_validate(title))
    if not spans:
        return
    whole = _joined(list(spans.values()))
    yield _offer(
        "so-lieu",
        Text(vi="Mọi số liệu của tỉnh", en="All observations of the province"),
        Text(
            vi="Mọi chỉ tiêu thống kê, mọi nguồn, mọi kỳ; số nào cũng có nguồn và mức tin.",
            en="Every indicator of the province, of every source and period; each figure with its"
            " source and how sure it is.",
        ),
        EVERYTHING,
        "",
        whole,
        list(titles.values()),
    )
    for field, title in titles.items():
        if field not in spans:  # no figure yet
            continue
        listed = names[field]
        yield _offer(
            f"so-lieu-{field}",
            Text(vi=f"Số liệu: {title.vi}", en=f"Observations: {title.en}"),
            Text(
                vi=f"{len(listed)} chỉ tiêu: {_some([one.vi for one in listed])}",
                en=f"{len(listed)} indicators: {_some([one.en for one in listed])}",
            ),
            flow_id(field),
            field,
            spans[field],
            listed[:8],
        )


def _offer(
    code: str,
    title: Text,
    description: Text,
    flow: str,
    field: str,
    span: Span | None,
    keywords: list[Text],
) -> Offer:
    narrowed = f"?{urlencode({'field': field})}" if field else ""
    path = f"dataflow/{agency_id()}/{flow}/1.0"
    sdmx = reverse("exchange:data", args=[path])
    first, last, changed = span or (None, None, None)
    return Offer(
        code=code,
        title=title,
        description=description,
        theme=THEMES.get(field, "REGI") if field else "GOVE",
        periodicity="IRREG",
        files=(
            File("csv", reverse("indicators:figures_csv") + narrowed),
            File("xlsx", reverse("indicators:figures_xlsx") + narrowed),
            File("sdmx-csv", f"{sdmx}?format=csv"),
            File("sdmx-json", f"{sdmx}?format=json"),
        ),
        columns=tuple(Column(one.name, one.meaning) for one in COLUMNS),
        page=reverse("indicators:catalogue"),
        keywords=tuple(keywords),
        first=first,
        last=last,
        changed=changed,
    )


@lru_cache(maxsize=2)
def _spans(changed: datetime | None) -> Mapping[str, Span]:
    """Return of each field the first and last day and the last change; read once a change."""
    if changed is None:
        return {}
    rows = (
        Observation.objects.filter(superseded_at__isnull=True)
        .order_by()
        .values_list("indicator__field")
        .annotate(Min("starts_on"), Max("ends_on"), Max("recorded_at"))
    )
    return {field: (first, last, recorded) for field, first, last, recorded in rows}


def _joined(spans: list[Span]) -> Span | None:
    if not spans:
        return None
    return min(one[0] for one in spans), max(one[1] for one in spans), max(one[2] for one in spans)


def _some(names: list[str]) -> str:
    shown = ", ".join(
        name[0].lower() + name[1:] if name[1:2].islower() else name for name in names[:6]
    )
    return f"{shown}…" if len(names) > 6 else f"{shown}."
