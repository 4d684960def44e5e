"""Figures as files."""

from tinhso.kernel.declarations import Text
from tinhso.web.api.described import TEXT, Group, Operation, Reply
from tinhso.web.api.replies import CSV, NOT_FOUND, PLAIN, XLSX, file, words

NARROWED = (
    words("field", "Mã lĩnh vực", "Code of a field"),
    words("indicator", "Mã chỉ tiêu", "Code of an indicator"),
    words("area", "Mã địa bàn", "Code of an area"),
    words("from", "Từ năm, bốn chữ số", "From a year, four digits"),
    words("to", "Đến năm, bốn chữ số", "To a year, four digits"),
)
TOO_MANY = Reply(
    413, Text(vi="Nhiều hơn Excel chứa được.", en="More than Excel holds."), {PLAIN: TEXT}
)


def described() -> Group:
    """Return what is answered about figures."""
    return Group(
        code="indicators",
        title=Text(vi="Số liệu", en="Figures"),
        text=Text(
            vi="Mỗi con số với kỳ, địa bàn và câu gốc; theo SDMX ở phần sau.",
            en="Every figure with its period, area and the words it comes from; as SDMX below.",
        ),
        operations=(
            Operation(
                "indicators:figures_csv",
                Text(vi="Các số liệu, CSV", en="Figures, CSV"),
                (file(CSV),),
                NARROWED,
            ),
            Operation(
                "indicators:figures_xlsx",
                Text(vi="Các số liệu, Excel", en="Figures, Excel"),
                (file(XLSX), TOO_MANY),
                NARROWED,
            ),
            Operation(
                "indicators:csv",
                Text(vi="Một chỉ tiêu, CSV", en="One indicator, CSV"),
                (file(CSV), NOT_FOUND),
            ),
        ),
    )
