"""Filled sheets as officials send them: opened with care, columns found by their titles.

Every room that takes in a sheet reads it through this: the limits, what makes a file unreadable,
and how a bad cell is named are the same everywhere.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

UNPACKED = 20
"""How many times its size a workbook may be when it is unpacked: real ones stay below 15."""

LONGEST_CELL = 10_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class UnreadableSheetError(ValueError):
    """The whole file can't be read as a sheet; the message says why and what to do, translated."""


@dataclass(frozen=True)
class BadCell:
    """One cell that must be mended: where it is, and what to do."""

    sheet: str
    row: int
    column: str
    title: str
    message: str

    @property
    def place(self) -> str:
        """The cell's address, such as "B7"."""
        return f"{self.column}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.place} ({self.title}): {self.message}"


@dataclass(frozen=True)
class OpenedSheet:
    """A sheet's title, its first line, and the lines below with their numbers, empty ones left out.

    Reading a line raises UnreadableSheetError after the `most` that one file may have.
    """

    title: str
    head: Sequence[object]
    lines: Iterator[tuple[int, Sequence[object]]]
    is_csv: bool = False


def opened(
    content: bytes, *, largest: int, most: int, unpacked: int | None = None, plain: bool = False
) -> OpenedSheet:
    """Open the first sheet of an Excel file, or with `plain` a CSV file too; nothing is run.

    `largest` is in bytes, `unpacked` too (by default UNPACKED times the largest). Raises
    UnreadableSheetError for what is too large or no such file.
    """
    if len(content) > largest:
        raise UnreadableSheetError(
            _("Tệp lớn quá %(most)s MB: hãy chia nhỏ.") % {"most": largest // 2**20}
        )
    is_csv = plain and not content.startswith(b"PK")
    if is_csv:
        title, lines = _("tệp CSV"), _of_csv(content)
    else:
        title, lines = _of_workbook(content, unpacked or largest * UNPACKED)
    numbered = enumerate(lines, 1)
    head = next(numbered, (1, ()))[1]
    return OpenedSheet(title, head, _filled(numbered, most), is_csv)


def columns(
    head: Sequence[object],
    wanted: Mapping[str, Iterable[str]],
    required: Iterable[str],
    *,
    fold: Callable[[str], str],
) -> dict[str, int]:
    """Return each column's place in a row, from 0, found by any of its titles in any order.

    `wanted` gives a column's titles, the first of them for people. Raises UnreadableSheetError
    naming the required columns that aren't there.
    """
    titles = {name: list(words) for name, words in wanted.items()}
    names = {fold(word): name for name, words in titles.items() for word in (name, *words)}
    found: dict[str, int] = {}
    for place, title in enumerate(head):
        name = names.get(fold(str(title or "")))
        if name is not None and name not in found:
            found[name] = place
    missing = [titles[name][0] for name in required if name not in found]
    if missing:
        raise UnreadableSheetError(
            _("Dòng đầu thiếu cột %(columns)s: hãy dùng tệp mẫu.") % {"columns": ", ".join(missing)}
        )
    return found


def bad_cell(sheet: str, row: int, place: int, title: str, message: str) -> BadCell:
    """Return a bad cell in the column at `place`, from 0."""
    return BadCell(sheet, row, get_column_letter(place + 1), title, message)


def is_empty(cell: object) -> bool:
    """Return whether nothing but blanks stands in a cell."""
    return cell is None or not str(cell).strip()


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write words that no spreadsheet takes for a formula."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"


def saved(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _filled(
    lines: Iterable[tuple[int, Sequence[object]]], most: int
) -> Iterator[tuple[int, Sequence[object]]]:
    count = 0
    for number, cells in lines:
        if all(is_empty(cell) for cell in cells):
            continue
        count += 1
        if count > most:
            raise UnreadableSheetError(
                _("Nhiều nhất %(most)s dòng một lần: hãy chia tệp.") % {"most": most}
            )
        yield number, cells
    if not count:
        raise UnreadableSheetError(_("Tệp chưa có dòng dữ liệu nào dưới dòng tiêu đề."))


def _of_csv(content: bytes) -> Iterator[Sequence[object]]:
    try:
        text = content.removeprefix(BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError:
        raise UnreadableSheetError(
            _("Tệp CSV này không viết bằng UTF-8: hãy lưu lại dưới dạng “CSV UTF-8”.")
        ) from None
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    if "\0" in text:
        raise _not_a_sheet()
    return _csv_lines(text, separator)


def _csv_lines(text: str, separator: str) -> Iterator[Sequence[object]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise _not_a_sheet() from error


def _of_workbook(content: bytes, unpacked: int) -> tuple[str, Iterator[Sequence[object]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise _not_a_sheet() from error
    if size > unpacked:
        raise UnreadableSheetError(_("Tệp lớn quá khi mở ra: hãy chia nhỏ."))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()
    except Exception as error:  # whatever openpyxl finds wrong in it, the cure is the same
        raise _not_a_sheet() from error
    return sheet.title, _workbook_lines(sheet)


def _workbook_lines(sheet: Any) -> Iterator[Sequence[object]]:
    try:
        yield from sheet.iter_rows(values_only=True)
    except UnreadableSheetError:
        raise
    except Exception as error:  # a broken part is found only when it is reached
        raise _not_a_sheet() from error


def _not_a_sheet() -> UnreadableSheetError:
    return UnreadableSheetError(_("Tệp này không phải Excel (.xlsx): hãy lưu lại dưới dạng .xlsx."))
