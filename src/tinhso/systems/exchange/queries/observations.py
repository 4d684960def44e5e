"""The observations that a query selects, as SDMX rows, read from the database as they are sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from tinhso.kernel.documents.models import Document
from tinhso.kernel.indicators.models import Observation
from tinhso.systems.exchange.queries.filtering import condition_of, keys_condition
from tinhso.systems.exchange.queries.holdings import Known
from tinhso.systems.exchange.rules.sdmx.components import (
    KEY,
    RELATION_OF,
    STATUS_OF,
    TIME,
    unit_of,
)
from tinhso.systems.exchange.rules.sdmx.identifiers import NOT_APPLICABLE, escaped, time_of
from tinhso.systems.exchange.rules.sdmx.messages import DELETE, INFORMATION, REPLACE, Part, Row
from tinhso.systems.exchange.rules.sdmx.selection import DataQuery, series_dimensions

MOST = 1_000_000
"""More observations than this are not given in one piece: a client must narrow its query."""

READ_AT_ONCE = 2_000
FREQUENCY_OF_GRAIN = {"year": "A", "half": "S", "quarter": "Q", "month": "M"}
FREQUENCY = Case(
    *(When(grain=grain, then=Value(code)) for grain, code in FREQUENCY_OF_GRAIN.items()),
    default=Value("_O"),
)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "FREQ": ("frequency",),
    "INDICATOR": ("indicator_id",),
    "MEASURE": ("measure",),
    "REF_AREA": ("area_id",),
    "BASE_PERIOD": ("base_period",),
    "SOURCE": ("source",),
    TIME: ("starts_on", "ends_on", "period"),
}
OF_KEY = ("indicator", "measure", "area", "period", "base_period", "source")
READ = (
    "grain",
    "indicator_id",
    "measure",
    "area_id",
    "base_period",
    "source",
    "period",
    "value",
    "kind",
    "relation",
    "confidence",
    "among",
    "method",
    "note",
    "recorded_at",
)
READ_OF_CITATION = ("citation_id", "citation__quote", "citation__document__code")


@dataclass(frozen=True)
class Wording:
    """How a row's words are written: in which language, and where citations are addressed.

    `address` makes an absolute address of a document's code and a citation's row.
    """

    language: str
    address: Any


def parts(asked: DataQuery, known: Known, flow: str, wording: Wording) -> list[Part]:
    """Return what a query selects; nothing is read before the rows are asked for.

    With `updatedAfter` what was recorded since comes first, to replace what the client holds, and
    then what was taken back with nothing in its place.
    """
    rows = _selected(asked, known, flow)
    if asked.updated_after is None:
        return [Part(INFORMATION, _rows(_in_order(rows, asked), asked, known, wording))]
    since = asked.updated_after
    anew = rows.filter(recorded_at__gt=since)
    still = _held(Observation.objects.all(), asked.as_of).filter(
        **{name: OuterRef(name) for name in OF_KEY}
    )
    gone = Observation.objects.filter(
        _narrowed(asked, known, flow), recorded_at__lte=since, superseded_at__gt=since
    ).filter(~Exists(still))
    if asked.as_of is not None:
        gone = gone.filter(superseded_at__lte=asked.as_of)
    return [
        Part(REPLACE, _rows(_in_order(anew, asked), asked, known, wording)),
        Part(DELETE, _rows(_ordered(gone, asked), asked, known, wording, keys_only=True)),
    ]


def is_too_large(asked: DataQuery, known: Known, flow: str) -> bool:
    """Return whether a query selects more than is given in one piece."""
    if asked.limit is not None and asked.limit <= MOST:
        return False
    if asked.first or asked.last:
        return False
    return _selected(asked, known, flow).order_by()[MOST : MOST + 1].exists()


def _narrowed(asked: DataQuery, known: Known, flow: str) -> Q:
    condition = Q()
    if field := known.fields[flow]:
        condition &= Q(indicator__field=field)
    if asked.keys:
        condition &= keys_condition(asked.keys, known)
    for component, alternatives in asked.where:
        condition &= condition_of(component, alternatives, known)
    return condition


def _selected(asked: DataQuery, known: Known, flow: str) -> QuerySet[Observation]:
    return _held(Observation.objects.filter(_narrowed(asked, known, flow)), asked.as_of)


def _held(rows: QuerySet[Observation], as_of: datetime | None) -> QuerySet[Observation]:
    if as_of is None:
        return rows.filter(superseded_at__isnull=True)
    held = Q(superseded_at__isnull=True) | Q(superseded_at__gt=as_of)
    return rows.filter(held, recorded_at__lte=as_of)


def _columns(dimensions: Any) -> list[str]:
    return [column for one in dimensions for column in COLUMNS[one]]


def _ordered(rows: QuerySet[Observation], asked: DataQuery) -> QuerySet[Observation]:
    """Return rows series by series, and in a series by what stands at the observation."""
    series = series_dimensions(asked.at_observation)
    rest = [one for one in KEY if one not in series]
    return rows.annotate(frequency=FREQUENCY).order_by(*_columns((*series, *rest)), "pk")


def _in_order(rows: QuerySet[Observation], asked: DataQuery) -> QuerySet[Observation]:
    rows = _ordered(rows, asked)
    if asked.first or asked.last:
        by_series = [F(column) for column in _columns(one for one in KEY if one != TIME)]
        conditions = Q()
        windows = {}
        if asked.first:
            windows["from_first"] = Window(RowNumber(), by_series, ["starts_on", "ends_on"])
            conditions |= Q(from_first__lte=asked.first)
        if asked.last:
            windows["from_last"] = Window(RowNumber(), by_series, ["-ends_on", "-starts_on"])
            conditions |= Q(from_last__lte=asked.last)
        rows = rows.annotate(**windows).filter(conditions)
    if asked.limit is not None:
        return rows[asked.offset : asked.offset + asked.limit]
    return rows[asked.offset :] if asked.offset else rows


def _rows(
    found: QuerySet[Observation],
    asked: DataQuery,
    known: Known,
    wording: Wording,
    *,
    keys_only: bool = False,
) -> Iterator[Row]:
    cited = bool({"QUOTE", "CITATION"} & set(asked.attributes)) and not keys_only
    titles = _titles(wording.language) if "SOURCE_TITLE" in asked.attributes else {}
    names = (*READ, *READ_OF_CITATION) if cited else READ
    for row in found.values_list(*names).iterator(chunk_size=READ_AT_ONCE):
        grain, indicator, measure, area, base, source, period, value, *rest = row
        identifier, unit = known.indicators[indicator]
        key = (
            FREQUENCY_OF_GRAIN.get(grain, "_O"),
            identifier,
            measure.upper(),
            known.areas[area],
            time_of(base) if base else NOT_APPLICABLE,
            escaped(source),
            time_of(period),
        )
        if keys_only:
            yield Row(key, None, {"UNIT_MEASURE": unit_of(unit, measure)})
            continue
        yield Row(
            key,
            value if asked.values else None,
            {
                "UNIT_MEASURE": unit_of(unit, measure),
                "SOURCE_TITLE": titles.get(source),
                **_attributes(rest, wording, cited=cited),
            },
        )


def _attributes(rest: list[Any], wording: Wording, *, cited: bool) -> dict[str, str | int | None]:
    kind, relation, confidence, among, method, note, recorded_at, *citation = rest
    said: dict[str, str | int | None] = {
        "OBS_STATUS": STATUS_OF[kind],
        "RELATION": RELATION_OF[relation],
        "CONFIDENCE": confidence,
        "RANKED_AMONG": among,
        "METHOD": method,
        "COMMENT_OBS": (note or {}).get(wording.language) or (note or {}).get("vi"),
        "LAST_UPDATE": recorded_at.isoformat(),
    }
    if cited and citation[0] is not None:
        said["QUOTE"] = citation[1]
        said["CITATION"] = wording.address(citation[2], citation[0])
    return said


def _titles(language: str) -> dict[str, str]:
    """Return the titles of documents by the codes that figures name as their source."""
    current = Document.objects.filter(superseded_at__isnull=True)
    return {
        code: title.get(language) or title.get("vi", "")
        for code, title in current.values_list("code", "title")
    }
