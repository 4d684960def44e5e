"""Observations written out: CSV line by line, Excel with an explanation of every column."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents.sheets import saved
from tinhso.kernel.indicators.models import Indicator, Observation
from tinhso.kernel.indicators.sheets.columns import COLUMNS, RELATIONS, exact, unit_of
from tinhso.kernel.units.models import Unit

Address = Callable[[Observation], str]
"""Gives the absolute address of the words that a figure rests on."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
WRITTEN_AT_ONCE = 200
NUMERIC = ("value", "among")


class _Line:
    """A file of which every line is handed on at once."""

    def write(self, line: str) -> str:
        return line


def cells_of(one: Observation, address: Address, *, demonstration: bool) -> list[str]:
    """Return an observation's cells, in the order of the columns."""
    note = one.note or {}
    language = get_language() or "vi"
    said = {
        "indicator": one.indicator.code,
        "indicator_title": one.indicator.name.in_language(language),
        "measure": one.measure,
        "area": area_code(one.area, one),
        "area_title": one.area.title,
        "period": one.period,
        "base_period": one.base_period,
        "value": exact(one.value),
        "unit": unit_of(one.indicator.unit, one.measure),
        "relation": RELATIONS[one.relation],
        "kind": one.kind,
        "among": "" if one.among is None else str(one.among),
        "method": one.method,
        "confidence": one.confidence,
        "source": one.source,
        "quote": one.citation.quote if one.citation else "",
        "note_vi": note.get("vi", ""),
        "note_en": note.get("en", ""),
        "citation": address(one) if one.citation else "",
        "recorded_at": one.recorded_at.isoformat(),
        "demonstration": "demonstration" if demonstration else "",
    }
    return [said[column.name] for column in COLUMNS]


def area_code(area: Unit, one: Observation) -> str:
    """Return the code of the figure's area, with its first day where the period doesn't tell."""
    began = area.valid_from is None or area.valid_from <= one.ends_on
    lasts = area.valid_to is None or area.valid_to > one.ends_on
    if began and lasts:
        return area.code
    return f"{area.code}@{area.valid_from.isoformat() if area.valid_from else ''}"


def as_csv(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a UTF-8 CSV file with the columns' names at its head, which a spreadsheet may open.

    Words that it would take for a formula get an apostrophe, which reading takes away again.
    """
    write = csv.writer(_Line()).writerow
    yield "\ufeff" + write([column.name for column in COLUMNS])
    waiting: list[str] = []
    numeric = [column.name in NUMERIC for column in COLUMNS]
    for row in rows:
        waiting.append(
            write(
                [
                    cell if is_number else safe(cell)
                    for cell, is_number in zip(row, numeric, strict=True)
                ]
            )
        )
        if len(waiting) == WRITTEN_AT_ONCE:
            yield "".join(waiting)
            waiting = []
    yield "".join(waiting)


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """Return an Excel file: the figures, and a sheet that says what each column holds."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Số liệu"))
    _head(sheet)
    for row in rows:
        sheet.append(
            [_cell(sheet, column.name, cell) for column, cell in zip(COLUMNS, row, strict=True)]
        )
    _codebook(book)
    return saved(book)


def template(indicators: Iterable[Indicator]) -> bytes:
    """Return an empty file to fill in, with what each column holds and the codes of indicators."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Số liệu"))
    _head(sheet, brought_only=True)
    _codebook(book)
    codes = book.create_sheet(_("Chỉ tiêu"))
    codes.column_dimensions["A"].width = 36
    codes.column_dimensions["B"].width = 60
    codes.append([_bold(codes, words) for words in (_("Mã chỉ tiêu"), _("Chỉ tiêu"), _("Đơn vị"))])
    for one in indicators:
        codes.append([one.code, _said(one.name), one.unit])
    return saved(book)


def _head(sheet: Any, *, brought_only: bool = False) -> None:
    shown = [column for column in COLUMNS if column.brought or not brought_only]
    for place, column in enumerate(shown, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        # As text, so that 05474 stays 05474 and 2024-09 becomes no day.
        if column.name not in NUMERIC:
            sheet.column_dimensions[get_column_letter(place)].number_format = "@"
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, _said(column.title)) for column in shown])


def _codebook(book: Workbook) -> None:
    sheet: Any = book.create_sheet(_("Hướng dẫn"))
    for letter, width in (("A", 22), ("B", 18), ("C", 100), ("D", 12)):
        sheet.column_dimensions[letter].width = width
    heads = (_("Cột"), _("Tên trong CSV"), _("Ghi gì"), _("Bắt buộc"))
    sheet.append([_bold(sheet, words) for words in heads])
    for column in COLUMNS:
        required = _("Có") if column.required else ""
        sheet.append([_said(column.title), column.name, _said(column.meaning), required])


def _bold(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, value=words)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, name: str, text: str) -> Any:
    if name in NUMERIC and text and _is_exact(text):
        return WriteOnlyCell(sheet, value=float(text) if "." in text else int(text))
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text) or None)
    if cell.value:
        cell.data_type = "s"
        cell.number_format = "@"
    return cell


def _is_exact(text: str) -> bool:
    """Return whether a spreadsheet, which keeps 15 digits, keeps this number as it is."""
    digits = len(text.replace(".", "").lstrip("-"))
    return digits <= 15 and Decimal(repr(float(text))) == Decimal(text)


def _said(words: Text) -> str:
    return words.in_language(get_language() or "vi")
