"""The components of our one data structure, and the code lists that never change.

A key is unique: what the database holds to be one figure (indicator, measure, area, period, base
period, source) is one key. That is why the base period and the source are dimensions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tinhso.kernel.declarations import Text

Codes = Mapping[str, Text]
Level = Literal["dataset", "series", "observation"]
TIME = "TIME_PERIOD"
VALUE = "OBS_VALUE"


@dataclass(frozen=True)
class Component:
    """A dimension, attribute or the measure. `codelist` names its code list, else it has a type.

    `level` is where an attribute is attached; `depends_on` the dimensions that a series' attribute
    varies with.
    """

    id: str
    title: Text
    codelist: str = ""
    data_type: str = "String"
    level: Level = "observation"
    depends_on: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Codelist:
    """A code list; `parents` gives a code's parent where there is one."""

    id: str
    title: Text
    codes: Codes
    parents: Mapping[str, str] = field(default_factory=dict)


DIMENSIONS = (
    Component("FREQ", Text(vi="Tần suất", en="Frequency"), "CL_FREQ"),
    Component("INDICATOR", Text(vi="Chỉ tiêu", en="Indicator"), "CL_INDICATOR"),
    Component("MEASURE", Text(vi="Cách đo", en="Measure"), "CL_MEASURE"),
    Component("REF_AREA", Text(vi="Địa bàn", en="Reference area"), "CL_AREA"),
    Component("BASE_PERIOD", Text(vi="Kỳ gốc (_Z: không có)", en="Base period (_Z: none)")),
    Component("SOURCE", Text(vi="Nguồn", en="Source")),
    Component(TIME, Text(vi="Kỳ", en="Time period"), data_type="ObservationalTimePeriod"),
)
KEY = tuple(one.id for one in DIMENSIONS)
MEASURE = Component(VALUE, Text(vi="Giá trị", en="Value"), data_type="Decimal", required=True)
ATTRIBUTES = (
    Component(
        "DEMONSTRATION",
        Text(vi="Bản trình diễn", en="From a demonstration"),
        data_type="Boolean",
        level="dataset",
    ),
    Component(
        "UNIT_MEASURE",
        Text(vi="Đơn vị tính", en="Unit of measure"),
        "CL_UNIT",
        level="series",
        depends_on=("INDICATOR", "MEASURE"),
        required=True,
    ),
    Component(
        "SOURCE_TITLE",
        Text(vi="Tên nguồn", en="Title of the source"),
        level="series",
        depends_on=("SOURCE",),
    ),
    Component(
        "OBS_STATUS",
        Text(vi="Loại số", en="Observation status"),
        "CL_OBS_STATUS",
        required=True,
    ),
    Component(
        "RELATION", Text(vi="Quan hệ với số thật", en="Relation to the true value"), "CL_RELATION"
    ),
    Component("CONFIDENCE", Text(vi="Mức tin", en="Confidence"), "CL_CONFIDENCE"),
    Component(
        "RANKED_AMONG",
        Text(vi="Trên tổng số", en="Among how many"),
        data_type="Integer",
    ),
    Component("METHOD", Text(vi="Phiên bản phương pháp", en="Version of the method")),
    Component("QUOTE", Text(vi="Câu chữ của nguồn", en="Words of the source")),
    Component("CITATION", Text(vi="Địa chỉ câu gốc", en="Address of the words"), data_type="URI"),
    Component("COMMENT_OBS", Text(vi="Ghi chú", en="Comment")),
    Component("LAST_UPDATE", Text(vi="Ghi nhận lúc", en="Recorded at"), data_type="DateTime"),
)
BY_ID: Mapping[str, Component] = {one.id: one for one in (*DIMENSIONS, MEASURE, *ATTRIBUTES)}

FREQ = Codelist(
    "CL_FREQ",
    Text(vi="Tần suất", en="Frequency"),
    {
        "A": Text(vi="Năm", en="Annual"),
        "S": Text(vi="Nửa năm", en="Half-yearly"),
        "Q": Text(vi="Quý", en="Quarterly"),
        "M": Text(vi="Tháng", en="Monthly"),
        "_O": Text(vi="Khác: lũy kế tháng, giai đoạn", en="Other: months so far, spans of years"),
    },
)
MEASURES = Codelist(
    "CL_MEASURE",
    Text(vi="Cách đo", en="Measure"),
    {
        "LEVEL": Text(vi="Giá trị", en="Level"),
        "RANK": Text(vi="Thứ hạng", en="Rank"),
        "GROWTH_RATE": Text(vi="Tốc độ tăng, %", en="Growth rate, %"),
        "CHANGE_FROM_BASE": Text(vi="Tăng so với kỳ gốc, %", en="Change from the base, %"),
        "RATIO_TO_BASE": Text(vi="Gấp mấy lần kỳ gốc", en="Ratio to the base"),
        "CHANGE": Text(vi="Tăng thêm", en="Change"),
        "SHARE_OF_PLAN": Text(vi="So với kế hoạch, %", en="Share of the plan, %"),
    },
)
UNITS = Codelist(
    "CL_UNIT",
    Text(vi="Đơn vị tính", en="Unit of measure"),
    {
        "VND": Text(vi="đồng", en="Vietnamese dong"),
        "USD": Text(vi="đô la Mỹ", en="US dollar"),
        "PERCENT": Text(vi="phần trăm", en="per cent"),
        "PERCENTAGE_POINTS": Text(vi="điểm phần trăm", en="percentage points"),
        "PEOPLE": Text(vi="người", en="people"),
        "COUNT": Text(vi="số lượng", en="number"),
        "HECTARE": Text(vi="héc-ta", en="hectares"),
        "KM2": Text(vi="ki-lô-mét vuông", en="square kilometres"),
        "POINTS": Text(vi="điểm", en="points"),
        "RANK": Text(vi="thứ hạng", en="rank"),
        "TIMES": Text(vi="lần", en="times"),
    },
)
STATUS = Codelist(
    "CL_OBS_STATUS",
    Text(vi="Loại số", en="Observation status"),
    {
        "A": Text(vi="Thực hiện", en="Actual"),
        "E": Text(vi="Ước", en="Estimated"),
        "F": Text(vi="Dự kiến", en="Forecast"),
    },
)
RELATION = Codelist(
    "CL_RELATION",
    Text(vi="Quan hệ với số thật", en="Relation to the true value"),
    {
        "EQ": Text(vi="bằng", en="equal"),
        "LT": Text(vi="gần", en="nearly"),
        "GT": Text(vi="trên", en="over"),
        "ABOUT": Text(vi="khoảng", en="about"),
        "LE": Text(vi="nhiều nhất", en="at most"),
        "GE": Text(vi="ít nhất", en="at least"),
    },
)
CONFIDENCE = Codelist(
    "CL_CONFIDENCE",
    Text(vi="Mức tin rằng nguồn công bố như vậy", en="How surely the source says so"),
    {
        "H": Text(vi="Chắc", en="High"),
        "M": Text(vi="Khá chắc", en="Medium"),
        "L": Text(vi="Chưa chắc", en="Low"),
    },
)
FIXED = (FREQ, MEASURES, UNITS, STATUS, RELATION, CONFIDENCE)

STATUS_OF = {"actual": "A", "estimate": "E", "forecast": "F"}
RELATION_OF = {"=": "EQ", "<": "LT", ">": "GT", "~": "ABOUT", "<=": "LE", ">=": "GE"}
_UNIT_OF_MEASURE = {
    "rank": "RANK",
    "growth_rate": "PERCENT",
    "change_from_base": "PERCENT",
    "share_of_plan": "PERCENT",
    "ratio_to_base": "TIMES",
}


def unit_of(unit: str, measure: str) -> str:
    """Return the unit in which a measure of an indicator of `unit` is given."""
    if measure == "change" and unit == "percent":
        return "PERCENTAGE_POINTS"
    return _UNIT_OF_MEASURE.get(measure, unit.upper())
