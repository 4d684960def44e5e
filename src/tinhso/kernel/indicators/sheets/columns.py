"""The columns of a file of observations: the same out and in."""

from dataclasses import dataclass
from decimal import Decimal

from tinhso.kernel.declarations import Text

RELATIONS = {"=": "eq", "<": "lt", ">": "gt", "~": "about", "<=": "le", ">=": "ge"}
"""Relations as words: a lone sign would be taken for the start of a formula."""


@dataclass(frozen=True)
class Column:
    """One column. `brought` says that it is read when figures come in; others only explain."""

    name: str
    title: Text
    meaning: Text
    brought: bool = False
    required: bool = False
    width: int = 14


COLUMNS = (
    Column(
        "indicator",
        Text(vi="Mã chỉ tiêu", en="Indicator code"),
        Text(vi="Mã trong danh mục chỉ tiêu, như grdp.", en="Code in the catalogue, such as grdp."),
        brought=True,
        required=True,
        width=24,
    ),
    Column(
        "indicator_title",
        Text(vi="Chỉ tiêu", en="Indicator"),
        Text(vi="Tên chỉ tiêu; khi nhập không đọc.", en="Its title; not read when brought in."),
        width=36,
    ),
    Column(
        "measure",
        Text(vi="Cách đo", en="Measure"),
        Text(
            vi="level (giá trị), rank (thứ hạng), growth_rate (tốc độ tăng, %), change_from_base"
            " (tăng so với kỳ gốc, %), ratio_to_base (gấp mấy lần), change (tăng thêm),"
            " share_of_plan (so với kế hoạch, %). Để trống là level.",
            en="level, rank, growth_rate (%), change_from_base (%), ratio_to_base, change,"
            " share_of_plan (%). Empty means level.",
        ),
        brought=True,
        width=16,
    ),
    Column(
        "area",
        Text(vi="Mã địa bàn", en="Area code"),
        Text(
            vi="Mã đơn vị đứng vào ngày cuối kỳ, như 19; đơn vị của ranh giới khác viết kèm ngày"
            " bắt đầu: 19@2025-07-01, hoặc 19@ khi không rõ từ ngày nào.",
            en="Code of the unit that stood on the period's last day, such as 19; one of other"
            " boundaries with the day they began: 19@2025-07-01, or 19@ where that isn't known.",
        ),
        brought=True,
        required=True,
    ),
    Column(
        "area_title",
        Text(vi="Địa bàn", en="Area"),
        Text(vi="Tên địa bàn; khi nhập không đọc.", en="Its name; not read when brought in."),
        width=30,
    ),
    Column(
        "period",
        Text(vi="Kỳ", en="Period"),
        Text(
            vi="2024, 2024-09 (tháng), 2024-Q1 (quý), 2024-H1 (nửa năm), 2024-M9 (9 tháng đầu năm),"
            " 2020/2025 (giai đoạn).",
            en="2024, 2024-09 (month), 2024-Q1 (quarter), 2024-H1 (half-year), 2024-M9 (first nine"
            " months), 2020/2025 (span of years).",
        ),
        brought=True,
        required=True,
    ),
    Column(
        "base_period",
        Text(vi="Kỳ gốc", en="Base period"),
        Text(
            vi="Kỳ được so với; bắt buộc với change_from_base và ratio_to_base.",
            en="The period compared with; required for change_from_base and ratio_to_base.",
        ),
        brought=True,
    ),
    Column(
        "value",
        Text(vi="Giá trị", en="Value"),
        Text(
            vi="Theo đơn vị gốc ở cột sau; viết liền, dấu chấm trước phần thập phân: 1030.5.",
            en="In the unit of the next column; digits together, a point before decimals: 1030.5.",
        ),
        brought=True,
        required=True,
        width=22,
    ),
    Column(
        "unit",
        Text(vi="Đơn vị", en="Unit"),
        Text(
            vi="Đơn vị của giá trị; nếu ghi thì phải đúng đơn vị gốc của chỉ tiêu.",
            en="The value's unit; where given it must be the indicator's own.",
        ),
        brought=True,
        width=18,
    ),
    Column(
        "relation",
        Text(vi="Quan hệ", en="Relation"),
        Text(
            vi="eq (bằng), lt (gần), gt (trên), about (khoảng), le (nhiều nhất), ge (ít nhất). Để"
            " trống là eq.",
            en="eq (equal), lt (nearly), gt (over), about, le (at most), ge (at least). Empty means"
            " eq.",
        ),
        brought=True,
        width=10,
    ),
    Column(
        "kind",
        Text(vi="Loại số", en="Kind"),
        Text(
            vi="actual (thực hiện), estimate (ước), forecast (dự kiến). Để trống là actual.",
            en="actual, estimate or forecast. Empty means actual.",
        ),
        brought=True,
        width=12,
    ),
    Column(
        "among",
        Text(vi="Trên tổng số", en="Among"),
        Text(
            vi="Xếp hạng trong bao nhiêu, hoặc 118 trên tổng số 126; bắt buộc với thứ hạng.",
            en="Ranked among how many, or 118 of 126; required for a rank.",
        ),
        brought=True,
    ),
    Column(
        "method",
        Text(vi="Phương pháp", en="Method"),
        Text(
            vi="Phiên bản phương pháp; bắt buộc với thứ hạng.",
            en="Its version; required for a rank.",
        ),
        brought=True,
        width=24,
    ),
    Column(
        "confidence",
        Text(vi="Mức tin", en="Confidence"),
        Text(
            vi="H (chắc), M (khá chắc), L (chưa chắc). Để trống là M.",
            en="H (high), M (medium), L (low). Empty means M.",
        ),
        brought=True,
        width=10,
    ),
    Column(
        "source",
        Text(vi="Nguồn", en="Source"),
        Text(
            vi="Mã văn bản hoặc tên nguồn; để trống là nguồn ghi khi gửi tệp.",
            en="Code of a document or name of the source; empty means the one named on sending.",
        ),
        brought=True,
        width=26,
    ),
    Column(
        "quote",
        Text(vi="Câu chữ", en="Words"),
        Text(
            vi="Câu của nguồn; nếu nguồn là văn bản trong kho thì câu phải đứng đúng một lần ở đó.",
            en="Words of the source; where it is a document held here they must stand there once.",
        ),
        brought=True,
        width=40,
    ),
    Column(
        "note_vi",
        Text(vi="Ghi chú", en="Note (Vietnamese)"),
        Text(vi="Ghi chú tiếng Việt.", en="A note in Vietnamese."),
        brought=True,
        width=24,
    ),
    Column(
        "note_en",
        Text(vi="Ghi chú tiếng Anh", en="Note (English)"),
        Text(vi="Ghi chú tiếng Anh.", en="A note in English."),
        brought=True,
        width=24,
    ),
    Column(
        "citation",
        Text(vi="Địa chỉ câu gốc", en="Address of the words"),
        Text(
            vi="Trang có câu ấy; khi nhập không đọc.",
            en="The page with them; not read when brought in.",
        ),
        width=30,
    ),
    Column(
        "recorded_at",
        Text(vi="Ghi nhận lúc", en="Recorded at"),
        Text(vi="Lúc số vào hệ thống; khi nhập không đọc.", en="When it was recorded; not read."),
        width=26,
    ),
    Column(
        "demonstration",
        Text(vi="Trình diễn", en="Demonstration"),
        Text(
            vi="“demonstration” khi tệp lấy từ bản trình diễn.",
            en="“demonstration” where the file is from a demonstration.",
        ),
    ),
)
BY_NAME = {one.name: one for one in COLUMNS}

UNITS = {
    "rank": "rank",
    "growth_rate": "percent",
    "change_from_base": "percent",
    "share_of_plan": "percent",
    "ratio_to_base": "times",
}


def exact(value: Decimal) -> str:
    """Return a number's digits, all of them, without zeros at the end of its decimals."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def unit_of(unit: str, measure: str) -> str:
    """Return the unit in which a measure of an indicator of `unit` is given."""
    if measure == "change" and unit == "percent":
        return "percentage_points"
    return UNITS.get(measure, unit)
