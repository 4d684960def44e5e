import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tinhso.kernel.documents.sheets import UnreadableSheetError
from tinhso.web.administration import staff_sheet
from tinhso.web.administration.staff_sheet import COLUMNS, Known

KNOWN = Known(
    usernames=frozenset({"da.co"}),
    roles={"cong chuc xu ly": "officer", "officer": "officer"},
    units={"so xay dung": 5, "xa phu lac": 9},
    titles={"so xay dung": "Sở Xây dựng", "cong chuc xu ly": "Công chức xử lý"},
)
HEAD = [str(title) for title in COLUMNS.values()]
GOOD: list[Any] = ["Hoa Nguyễn", "Nguyễn Thị Hoa", "0912345678", "Công chức xử lý", "Sở Xây dựng"]
GOOD += [datetime(2026, 11, 2), "QĐ 12/QĐ-UBND"]  # noqa: DTZ001 - Excel has no zones


def book(*rows: Any, head: list[str] = HEAD) -> Any:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Cán bộ"
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def read(*rows: Any, head: list[str] = HEAD) -> Any:
    return staff_sheet.read_sheet(book(*rows, head=head), KNOWN)


def changed(**cells: Any) -> Any:
    row = list(GOOD)
    for name, value in cells.items():
        row[list(COLUMNS).index(name)] = value
    return row


def test_a_filled_form_is_read_into_its_types() -> None:
    (one,) = read(GOOD).officials
    assert (one.username, one.phone, one.role) == ("hoa.nguyen", "+84912345678", "officer")
    assert (one.unit_id, one.since) == (5, date(2026, 11, 2))


@pytest.mark.parametrize("written", ["02/11/2026", "2026-11-02", "2.11.2026"])
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    assert read(changed(since=written)).officials[0].since == date(2026, 11, 2)


def test_a_number_that_excel_robbed_of_its_zero_is_mended() -> None:
    assert read(changed(phone=912345678)).officials[0].phone == "+84912345678"


@pytest.mark.parametrize(
    ("cells", "place", "words"),
    [
        ({"name": ""}, "B2", "còn trống"),
        ({"username": "Đã Có"}, "A2", "đã có người dùng"),
        ({"username": "…"}, "A2", "không dấu"),
        ({"phone": "không có"}, "C2", "0912 345 678"),
        ({"role": "Cong chuc xu li"}, "D2", "Có phải “Công chức xử lý”"),
        ({"role": "Vua"}, "D2", "danh mục"),
        ({"unit": "Sở Xây dựn"}, "E2", "Có phải “Sở Xây dựng”"),
        ({"since": "hôm qua"}, "F2", "22/11/2026"),
        ({"since": "31/02/2026"}, "F2", "22/11/2026"),
        ({"reason": None}, "G2", "còn trống"),
    ],
)
def test_a_bad_cell_is_named_by_its_place_with_its_cure(
    cells: dict[str, Any], place: str, words: str
) -> None:
    result = read(changed(**cells))
    (cell,) = result.bad
    assert (cell.sheet, cell.place) == ("Cán bộ", place)
    assert words in cell.message
    assert result.officials == ()


def test_all_bad_cells_are_named_at_once_and_rows_keep_their_numbers() -> None:
    result = read(GOOD, ["", "", "", "", "", "", ""], changed(username="x", name="", role="y"))
    assert [cell.place for cell in result.bad] == ["B4", "D4"]


def test_a_name_used_twice_in_the_file_points_to_the_first() -> None:
    (cell,) = read(GOOD, GOOD).bad
    assert "dòng 2" in cell.message
    assert cell.place == "A3"


def test_columns_are_found_in_any_order() -> None:
    row = dict(zip(COLUMNS, GOOD, strict=True))
    order = list(reversed(COLUMNS))
    head = [str(COLUMNS[name]) for name in order]
    assert read([row[name] for name in order], head=head).officials == read(GOOD).officials


def test_a_missing_column_is_named() -> None:
    with pytest.raises(UnreadableSheetError, match="Quyết định"):
        read(GOOD[:-1], head=HEAD[:-1])


def broken_zip() -> Any:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", "<not xml")
    return out.getvalue()


def bomb() -> Any:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (staff_sheet.LARGEST_UNPACKED + 1))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"ten,ho ten", b"PK\x03\x04rubbish", broken_zip(), bomb(), b"x" * (2**21 + 1), book()],
    ids=["empty", "csv", "half", "no-xml", "bomb", "large", "no-rows"],
)
def test_what_is_no_filled_form_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(UnreadableSheetError):
        staff_sheet.read_sheet(content, KNOWN)


def test_the_empty_form_offers_roles_and_units_and_is_read_back_once_filled() -> None:
    content = staff_sheet.template(["Công chức xử lý"], ["Sở Xây dựng", "Xã Phú Lạc"])
    workbook = load_workbook(io.BytesIO(content))
    sheet = workbook.worksheets[0]
    assert [cell.value for cell in sheet[1]] == HEAD
    choices = {v.formula1 for v in sheet.data_validations.dataValidation}
    assert choices == {"'Danh mục'!$A$2:$A$2", "'Danh mục'!$B$2:$B$3"}
    for column, value in enumerate(GOOD, 1):
        sheet.cell(2, column).value = value
    out = io.BytesIO()
    workbook.save(out)
    assert len(staff_sheet.read_sheet(out.getvalue(), KNOWN).officials) == 1


def test_what_travels_between_preview_and_taking_in_stays_the_same() -> None:
    officials = read(GOOD).officials
    assert tuple(staff_sheet.from_plain(staff_sheet.as_plain(officials))) == officials
