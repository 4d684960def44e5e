"""Registers as Excel and CSV: the empty form, reading a filled one, and writing out."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tinhso.kernel.documents.sheets import BadCell, bad_cell, columns, opened, put_text, saved
from tinhso.kernel.registers.finding import Units
from tinhso.kernel.registers.models import Record
from tinhso.kernel.registers.rules.declared import Field, Register
from tinhso.kernel.registers.rules.values import BadValue, Value, check_code, read
from tinhso.kernel.registers.wording import said, shown, wrong
from tinhso.kernel.units.names import fold

LARGEST_FILE = 5 * 2**20
LARGEST_UNPACKED = 100 * 2**20
MOST_ROWS = 20_000
EMPTY_ROWS = 500
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ReadSheet:
    """What a sheet says: rows with their numbers, or the cells that keep it from being taken."""

    rows: tuple[tuple[int, Mapping[str, Value]], ...]
    bad: tuple[BadCell, ...]


def template(register: Register, units: Units) -> bytes:
    """Return an Excel file to fill in: headed columns, lists to choose from, and explanations."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(_("Dữ liệu"))
    help_sheet = book.create_sheet(_("Hướng dẫn"))
    lists = book.create_sheet(_("Danh mục"))
    _head(sheet, register)
    for column, (name, field) in enumerate(register.fields.items(), 1):
        options = _options(field, units)
        if options:
            letter = get_column_letter(column)
            for row, option in enumerate([said(field.title), *options], 1):
                put_text(lists, row, column, option)
            area = f"'{lists.title}'!${letter}$2:${letter}${len(options) + 1}"
            choose = DataValidation(type="list", formula1=area, allow_blank=not field.required)
            choose.showErrorMessage = False
            choose.add(f"{letter}2:{letter}{EMPTY_ROWS + 1}")
            sheet.add_data_validation(choose)
        if name == register.key or field.type == "text":
            for row in range(2, EMPTY_ROWS + 2):
                sheet.cell(row, column).number_format = "@"
    _explain(help_sheet, register)
    return saved(book)


def read_sheet(register: Register, content: bytes, units: Units) -> ReadSheet:
    """Return what an Excel file says of this register; nothing is stored.

    Columns are found by their titles in either language or by the field's name, in any order; a
    field without a column isn't spoken of and stays as it is. The first sheet is read. Raises
    UnreadableSheetError where it is no Excel file, too large, or headed otherwise.
    """
    sheet = opened(content, largest=LARGEST_FILE, unpacked=LARGEST_UNPACKED, most=MOST_ROWS)
    places = _places(register, sheet.head)
    rows: list[tuple[int, Mapping[str, Value]]] = []
    bad: list[BadCell] = []
    seen: dict[str, int] = {}
    for number, cells in sheet.lines:
        values, wrong_cells = _row(register, sheet.title, number, cells, places, units)
        code = values.get(register.key)
        if isinstance(code, str) and code in seen:
            twice = BadValue("twice", value=code)
            key = register.fields[register.key]
            place = places[register.key]
            wrong_cells.append(bad_cell(sheet.title, number, place, said(key.title), wrong(twice)))
        elif isinstance(code, str):
            seen[code] = number
        bad += wrong_cells
        rows.append((number, values))
    return ReadSheet(tuple(rows), tuple(bad))


def excel(register: Register, records: Iterable[Record]) -> bytes:
    """Return records as an Excel file that `read_sheet` reads back."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Dữ liệu"))
    sheet.freeze_panes = "A2"
    head = []
    for title in _titles(register):
        cell = WriteOnlyCell(sheet, value=title)
        cell.font = Font(bold=True)
        head.append(cell)
    sheet.append(head)
    for record in records:
        cells = []
        for name, field in register.fields.items():
            cell = WriteOnlyCell(sheet, value=_cell(field, record.data.get(name), record))
            if isinstance(cell.value, str):
                cell.data_type = "s"
            cells.append(cell)
        cells.append(WriteOnlyCell(sheet, value=_("Trình diễn") if record.demonstration else None))
        sheet.append(cells)
    return saved(book)


def comma_separated(register: Register, records: Iterable[Record]) -> str:
    """Return records as CSV (RFC 4180) under field names, with stored values, safe to open.

    A value that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*register.fields, "demonstration"])
    for record in records:
        values = [_safe(record.data.get(name)) for name in register.fields]
        writer.writerow([*values, "yes" if record.demonstration else ""])
    return out.getvalue()


def _safe(value: Value) -> str:
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(DANGEROUS) else text


def _cell(field: Field, value: Value, record: Record) -> Any:
    if value is None or field.type == "integer":
        return value
    if field.type == "decimal":
        return float(str(value))
    if field.type in ("text", "place"):
        return str(value)
    # A unit goes by its name: its code may be another unit's today.
    return shown(field, value, lambda code: record.unit.name_vi if record.unit else code)


def _titles(register: Register) -> list[str]:
    return [*(_title(field) for field in register.fields.values()), _("Ghi chú hệ thống")]


def _title(field: Field) -> str:
    return f"{said(field.title)}{' *' if field.required else ''}"


def _options(field: Field, units: Units) -> list[str]:
    if field.type == "choice":
        return [said(title) for title in field.choices.values()]
    if field.type == "boolean":
        return [_("Có"), _("Không")]
    if field.type == "unit":
        return [unit.name_vi for unit in units.of_kinds(field.kinds)]
    return []


def _head(sheet: Worksheet, register: Register) -> None:
    for column, field in enumerate(register.fields.values(), 1):
        cell = sheet.cell(1, column, _title(field))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E3EFE6")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = 22
    sheet.freeze_panes = "A2"


def _explain(sheet: Worksheet, register: Register) -> None:
    kinds = {
        "text": _("Chữ"),
        "integer": _("Số nguyên"),
        "decimal": _("Số"),
        "date": _("Ngày, như 22/11/2026"),
        "choice": _("Chọn trong danh sách"),
        "boolean": _("Có hoặc Không"),
        "unit": _("Tên hoặc mã đơn vị"),
        "place": _("Vĩ độ, kinh độ, như 21.5942, 105.8482"),
    }
    heads = (_("Cột"), _("Cách ghi"), _("Bắt buộc"), _("Giải thích"))
    for column, words in enumerate(heads, 1):
        put_text(sheet, 1, column, words)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 32
    for row, field in enumerate(register.fields.values(), 2):
        put_text(sheet, row, 1, said(field.title))
        put_text(sheet, row, 2, kinds[field.type])
        put_text(sheet, row, 3, _("Có") if field.required else "")
        put_text(sheet, row, 4, said(field.help) if field.help else "")


def _places(register: Register, head: Sequence[object]) -> dict[str, int]:
    """Return each field's place in a row, from 0."""
    language = get_language() or "vi"
    other = "vi" if language.startswith("en") else "en"
    titles = {
        name: (field.title.in_language(language), field.title.in_language(other))
        for name, field in register.fields.items()
    }
    required = [name for name, field in register.fields.items() if field.required]
    return columns(head, titles, required, fold=fold)


def _row(
    register: Register,
    sheet: str,
    number: int,
    cells: Sequence[object],
    places: Mapping[str, int],
    units: Units,
) -> tuple[dict[str, Value], list[BadCell]]:
    values: dict[str, Value] = {}
    bad: list[BadCell] = []
    for name, place in places.items():
        field = register.fields[name]
        raw = cells[place] if place < len(cells) else None
        try:
            values[name] = read(field, raw, units.find)
            if name == register.key:
                check_code(values[name])
        except BadValue as problem:
            bad.append(bad_cell(sheet, number, place, said(field.title), wrong(problem)))
    return values, bad
