"""What is held: indicators, areas and flows with their SDMX identifiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from tinhso.kernel.declarations import Text
from tinhso.kernel.indicators.models import Indicator, Observation
from tinhso.kernel.units.models import Unit
from tinhso.systems.exchange.rules.sdmx.components import FIXED, Codelist
from tinhso.systems.exchange.rules.sdmx.identifiers import area_id, escaped, indicator_id
from tinhso.systems.exchange.rules.sdmx.structures import EVERYTHING, Flow, Holdings
from tinhso.web.province import this_province


@dataclass(frozen=True)
class Known:
    """Our rows behind SDMX identifiers: indicators and areas by id, and what an id stands for."""

    held: Holdings
    indicators: Mapping[int, tuple[str, str]]  # row -> identifier, unit
    areas: Mapping[int, str]
    fields: Mapping[str, str]  # flow -> field

    @property
    def rows_of_indicators(self) -> dict[str, int]:
        """Rows of indicators by their identifiers."""
        return {identifier: row for row, (identifier, _unit) in self.indicators.items()}

    @property
    def rows_of_areas(self) -> dict[str, int]:
        """Rows of areas by their identifiers."""
        return {identifier: row for row, identifier in self.areas.items()}


def agency_id() -> str:
    """Return the agency that maintains everything here: the province, as VN and its code."""
    return f"VN{escaped(this_province().code)}"


def flow_id(field: str) -> str:
    """Return the dataflow of one field of indicators."""
    return f"DF_{escaped(field).upper()}"


def known(contact: str = "") -> Known:
    """Return everything structural; two queries. `contact` is an address people can turn to."""
    indicators = list(
        Indicator.objects.values_list(
            "pk", "code", "title", "unit", "field", "field_title", "parent__code"
        )
    )
    units = list(Unit.objects.select_related("parent").order_by("sort_key", "pk"))
    fields = {row[4]: Text.model_validate(row[5]) for row in indicators}
    areas = {unit.pk: area_id(unit.code, unit.valid_from) for unit in units}
    flows = [
        Flow(
            EVERYTHING,
            Text(vi="Mọi số liệu của tỉnh", en="All observations of the province"),
        )
    ]
    flows += [Flow(flow_id(field), title, field) for field, title in fields.items()]
    codelists = (
        *FIXED,
        Codelist(
            "CL_INDICATOR",
            Text(vi="Chỉ tiêu", en="Indicators"),
            {indicator_id(row[1]): Text.model_validate(row[2]) for row in indicators},
            {indicator_id(row[1]): indicator_id(row[6]) for row in indicators if row[6]},
        ),
        Codelist(
            "CL_AREA",
            Text(
                vi="Đơn vị, theo từng thời kỳ ranh giới",
                en="Units, by the days of their boundaries",
            ),
            {areas[unit.pk]: _area_title(unit) for unit in units},
            {areas[unit.pk]: areas[unit.parent_id] for unit in units if unit.parent_id},
        ),
    )
    held = Holdings(
        agency=agency_id(),
        agency_title=this_province().full_name,
        codelists=codelists,
        flows=tuple(flows),
        contact=contact,
    )
    return Known(
        held=held,
        indicators={row[0]: (indicator_id(row[1]), row[3]) for row in indicators},
        areas=areas,
        fields={flow.id: flow.field for flow in flows},
    )


def holdings(contact: str = "") -> Holdings:
    """Return what structure messages are made from."""
    return known(contact).held


def _area_title(unit: Unit) -> Text:
    """Return a unit's names, with its last day where it no longer stands."""
    if unit.valid_to is None:
        return Text(vi=unit.name_vi, en=unit.name_en)
    day = f"{unit.valid_to:%d/%m/%Y}"
    return Text(vi=f"{unit.name_vi} (trước {day})", en=f"{unit.name_en} (before {day})")


def last_change() -> datetime | None:
    """Return when a figure was last recorded or taken back, None before the first."""
    found = Observation.objects.aggregate(recorded=Max("recorded_at"), ended=Max("superseded_at"))
    return max((moment for moment in found.values() if moment), default=None)
