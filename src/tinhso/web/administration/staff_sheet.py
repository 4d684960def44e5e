"""Officials in Excel: the empty form, and reading a filled one, cell by cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tinhso.kernel.documents.sheets import BadCell, bad_cell, columns, opened, saved
from tinhso.kernel.people.actions import NewOfficial
from tinhso.kernel.people.rules import (
    NotAPhoneNumberError,
    normal_phone,
    normal_text,
    normal_username,
    without_diacritics,
)

LARGEST_FILE = 2 * 2**20
LARGEST_UNPACKED = 50 * 2**20
MOST_ROWS = 1000
COLUMNS = {
    "username": gettext_lazy("Tên đăng nhập"),
    "name": gettext_lazy("Họ và tên"),
    "phone": gettext_lazy("Điện thoại"),
    "role": gettext_lazy("Vai trò"),
    "unit": gettext_lazy("Đơn vị"),
    "since": gettext_lazy("Từ ngày"),
    "reason": gettext_lazy("Quyết định"),
}
OPTIONAL = {"phone"}
DATE_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


@dataclass(frozen=True)
class Known:
    """What a sheet is read against: names already taken; roles and units by their folded titles.

    `titles` has the words in which a folded title is shown again.
    """

    usernames: frozenset[str]
    roles: Mapping[str, str]
    units: Mapping[str, int]
    titles: Mapping[str, str]


@dataclass(frozen=True)
class ReadSheet:
    """What a sheet says: officials, or the cells that keep it from being taken in."""

    officials: tuple[NewOfficial, ...]
    bad: tuple[BadCell, ...]


def folded(text: str) -> str:
    """Return the form in which titles and names are compared: no marks, case or extra spaces."""
    return without_diacritics(normal_text(text)).casefold()


def template(roles: Iterable[str], units: Iterable[str]) -> bytes:
    """Return the empty form: headed columns, and lists to choose roles and units from."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Cán bộ")
    lists = book.create_sheet(_("Danh mục"))
    for column, (name, title) in enumerate(COLUMNS.items(), 1):
        sheet.cell(1, column, str(title)).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 26
        for row in range(2, 52):
            if name != "since":
                sheet.cell(row, column).number_format = "@"
    for column, (name, options) in enumerate((("role", roles), ("unit", units)), 1):
        letter, values = get_column_letter(column), list(options)
        lists.cell(1, column, str(COLUMNS[name])).font = Font(bold=True)
        for row, option in enumerate(values, 2):
            lists.cell(row, column, option)
        target = get_column_letter(1 + list(COLUMNS).index(name))
        area = f"'{lists.title}'!${letter}$2:${letter}${len(values) + 1}"
        choose = DataValidation(type="list", formula1=area)
        choose.showErrorMessage = False
        choose.add(f"{target}2:{target}{MOST_ROWS + 1}")
        sheet.add_data_validation(choose)
    sheet.freeze_panes = "A2"
    return saved(book)


def read_sheet(content: bytes, known: Known) -> ReadSheet:
    """Return the officials a filled form names, or every bad cell; nothing is stored.

    Raises:
        UnreadableSheetError: no Excel file, too large, or without the form's columns.
    """
    sheet = opened(content, largest=LARGEST_FILE, unpacked=LARGEST_UNPACKED, most=MOST_ROWS)
    titles = {name: (str(title),) for name, title in COLUMNS.items()}
    reader = _Reader(sheet.title, columns(sheet.head, titles, COLUMNS, fold=folded), known)
    for number, cells in sheet.lines:
        reader.read(number, cells)
    return ReadSheet(tuple(reader.officials), tuple(reader.bad))


def as_plain(officials: Iterable[NewOfficial]) -> list[dict[str, Any]]:
    """Return officials as JSON can hold them."""
    return [{**asdict(one), "since": one.since.isoformat()} for one in officials]


def from_plain(rows: Iterable[Mapping[str, Any]]) -> list[NewOfficial]:
    """Return officials from what `as_plain` made."""
    return [NewOfficial(**{**row, "since": date.fromisoformat(row["since"])}) for row in rows]


class _Reader:
    """Reads rows one by one and gathers officials and bad cells."""

    def __init__(self, sheet: str, columns: Mapping[str, int], known: Known) -> None:
        self.sheet, self.columns, self.known = sheet, columns, known
        self.officials: list[NewOfficial] = []
        self.bad: list[BadCell] = []
        self.bad_rows: set[int] = set()
        self.seen: dict[str, int] = {}

    def read(self, number: int, cells: Sequence[Any]) -> None:
        """Read one row."""
        values: dict[str, Any] = {}
        readers: Mapping[str, Callable[[Any], Any]] = {
            "username": self._username,
            "phone": self._phone,
            "role": self._role,
            "unit": self._unit,
            "since": self._since,
        }
        for name, index in self.columns.items():
            raw = cells[index] if index < len(cells) else None
            try:
                values[name] = self._value(name, raw, readers.get(name, self._text))
            except ValueError as error:
                self.bad_rows.add(number)
                title = str(COLUMNS[name])
                self.bad.append(bad_cell(self.sheet, number, index, title, str(error)))
        if username := values.get("username"):
            self.seen.setdefault(username, number)
        if number not in self.bad_rows:
            unit_id = values.pop("unit")
            self.officials.append(NewOfficial(unit_id=unit_id, **values))

    @staticmethod
    def _value(name: str, raw: Any, read: Callable[[Any], Any]) -> Any:
        if raw is None or not str(raw).strip():
            if name in OPTIONAL:
                return ""
            raise ValueError(_("Ô này còn trống."))
        return read(raw)

    @staticmethod
    def _text(raw: Any) -> str:
        text = normal_text(str(raw))
        if len(text) > 200:
            raise ValueError(_("Dài quá 200 ký tự."))
        return text

    def _username(self, raw: Any) -> str:
        name = normal_username(str(raw))
        if not name:
            raise ValueError(_("Cần chữ cái không dấu hoặc chữ số."))
        if name in self.known.usernames:
            raise ValueError(_("“%(name)s” đã có người dùng.") % {"name": name})
        if name in self.seen:
            raise ValueError(_("Trùng với dòng %(row)s.") % {"row": self.seen[name]})
        return name

    @staticmethod
    def _phone(raw: Any) -> str:
        text = f"0{raw}" if isinstance(raw, int) else str(raw)
        try:
            return normal_phone(text)
        except NotAPhoneNumberError:
            raise ValueError(_("Số điện thoại có dạng 0912 345 678.")) from None

    def _role(self, raw: Any) -> str:
        return str(self._chosen(str(raw), self.known.roles))

    def _unit(self, raw: Any) -> int:
        return int(self._chosen(str(raw), self.known.units))

    def _chosen(self, text: str, options: Mapping[str, Any]) -> Any:
        wanted = folded(text)
        if wanted in options:
            return options[wanted]
        near = get_close_matches(wanted, options, n=1, cutoff=0.75)
        if near:
            raise ValueError(
                _("Không có “%(text)s”. Có phải “%(near)s”?")
                % {"text": text, "near": self.known.titles.get(near[0], near[0])}
            )
        raise ValueError(_("Không có “%(text)s” trong danh mục.") % {"text": text})

    @staticmethod
    def _since(raw: Any) -> date:
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        for form in DATE_FORMS:
            try:
                return datetime.strptime(str(raw).strip(), form).date()  # noqa: DTZ007 - a day only
            except ValueError:
                continue
        raise ValueError(_("Ngày có dạng 22/11/2026."))
