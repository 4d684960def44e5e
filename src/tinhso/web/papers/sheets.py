"""Tables as a workbook: one sheet a table, numbers as numbers, the head frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tinhso.web.cells import safe_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | Decimal | date | None
LONGEST_TITLE = 31
WIDEST, NARROWEST = 60, 9
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
COUNT, SHARE, AMOUNT, DAY = "#,##0", "0.0%", "#,##0.0", "dd/mm/yyyy"


@dataclass(frozen=True)
class Head:
    """A column's head; `form` is how its numbers are shown: COUNT, SHARE (of 1), AMOUNT or DAY."""

    title: str
    form: str = COUNT


@dataclass(frozen=True)
class Sheet:
    """One table; every row is as long as the heads. `notes` stand below it."""

    title: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the tables as XLSX."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for one in sheets:
        _write(book.create_sheet(one.title.translate(FORBIDDEN)[:LONGEST_TITLE]), one)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, one: Sheet) -> None:
    sheet.append([head.title for head in one.heads])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for row in one.rows:
        sheet.append([safe_cell(value) for value in row])
    for number, head in enumerate(one.heads, start=1):
        letter = get_column_letter(number)
        for cell in sheet[letter][1:]:
            if isinstance(cell.value, int | Decimal | float | date):
                cell.number_format = head.form
        words = [str(row[number - 1] or "") for row in one.rows]
        longest = max((len(word) for word in words), default=0)
        widest_word = max((len(word) for word in head.title.split()), default=0)
        sheet.column_dimensions[letter].width = min(
            WIDEST, max(NARROWEST, longest + 2, widest_word + 2)
        )
    sheet.freeze_panes = "B2"
    for note in one.notes:
        sheet.append([])
        sheet.append([safe_cell(note)])
        sheet[f"A{sheet.max_row}"].font = Font(italic=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
