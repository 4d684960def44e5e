"""Observations read from a file: figures as they would be recorded, or every cell to be mended."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.kernel.documents.sheets import (
    BadCell,
    OpenedSheet,
    UnreadableSheetError,
    bad_cell,
    columns,
    is_empty,
    opened,
)
from tinhso.kernel.indicators.models import Kind, Measure
from tinhso.kernel.indicators.rules.periods import Period, UnknownPeriodError
from tinhso.kernel.indicators.sheets.columns import BY_NAME, COLUMNS, RELATIONS, unit_of
from tinhso.kernel.units.names import fold

LARGEST_FILE = 10 * 2**20
MOST_ROWS = 20_000
LARGEST_VALUE = Decimal(10) ** 24
MOST_DECIMALS = 6
LARGEST_COUNT = 2**31 - 1
NUMBER = re.compile(r"-?\d{1,25}(\.\d{1,6})?")
LENGTHS = {"method": 60, "source": 80, "quote": 2000, "note_vi": 1000, "note_en": 1000}
NEEDS_BASE = (Measure.CHANGE_FROM_BASE, Measure.RATIO_TO_BASE)


@dataclass(frozen=True)
class Areas:
    """Versions of units by code: row, and the days on which it stands (the last one excluded)."""

    versions: Mapping[str, list[tuple[int, date | None, date | None]]]

    def at(self, code: str, day: date) -> int | None:
        """Return the version of a code that stood on a day."""
        for row, since, until in self.versions.get(code, ()):
            if (since is None or since <= day) and (until is None or until > day):
                return row
        return None

    def since(self, code: str, first: date | None) -> int | None:
        """Return the version of a code that stands since a day."""
        return next((row for row, since, _u in self.versions.get(code, ()) if since == first), None)


@dataclass(frozen=True)
class Lists:
    """What a file is read against: indicators (code to row and unit) and areas."""

    indicators: Mapping[str, tuple[int, str]]
    areas: Areas


@dataclass(frozen=True)
class Brought:
    """One figure as a row of a file brings it, its references as rows of our tables."""

    row: int
    indicator: int
    measure: str
    area: int
    period: str
    base_period: str
    value: Decimal
    relation: str
    kind: str
    among: int | None
    method: str
    confidence: str
    source: str
    quote: str
    note: Mapping[str, str]

    @property
    def key(self) -> tuple[int, str, int, str, str, str]:
        """What makes it one figure of one source."""
        return (
            self.indicator,
            self.measure,
            self.area,
            self.period,
            self.base_period,
            self.source,
        )


@dataclass(frozen=True)
class ReadFigures:
    """What a file says: figures, or the cells that keep it from being taken in."""

    figures: tuple[Brought, ...]
    bad: tuple[BadCell, ...]


class _BadValueError(ValueError):
    """A cell holds what can't be taken; the message says what to write."""


def read_figures(content: bytes, lists: Lists, *, source: str) -> ReadFigures:
    """Return the figures of an Excel or CSV file; nothing is stored.

    `source` is that of rows which name none. Raises UnreadableSheetError where the whole file
    can't be read.
    """
    sheet = opened(content, largest=LARGEST_FILE, most=MOST_ROWS, plain=True)
    brought = [column for column in COLUMNS if column.brought]
    language = get_language() or "vi"
    other = "vi" if language.startswith("en") else "en"
    titles = {
        column.name: (column.title.in_language(language), column.title.in_language(other))
        for column in brought
    }
    required = [column.name for column in brought if column.required]
    places = columns(sheet.head, titles, required, fold=fold)
    reader = _Reader(sheet, places, lists, source)
    for number, cells in sheet.lines:
        reader.read(number, cells)
    return ReadFigures(tuple(reader.figures), tuple(reader.bad))


class _Reader:
    """Reads rows one by one and gathers figures and bad cells."""

    def __init__(
        self, sheet: OpenedSheet, places: Mapping[str, int], lists: Lists, source: str
    ) -> None:
        self.sheet, self.quoted = sheet.title, sheet.is_csv
        self.places, self.lists, self.source = places, lists, source
        self.figures: list[Brought] = []
        self.bad: list[BadCell] = []
        self.seen: dict[tuple[int, str, int, str, str, str], int] = {}

    def read(self, number: int, cells: Any) -> None:
        """Read one row."""
        before = len(self.bad)
        row = _Row(self, number, cells)
        figure = row.figure()
        if len(self.bad) > before or figure is None:
            return
        if figure.key in self.seen:
            row.complain(
                "indicator",
                _("Cùng chỉ tiêu, cách đo, địa bàn, kỳ và nguồn với dòng %(row)s: bỏ một dòng.")
                % {"row": self.seen[figure.key]},
            )
            return
        self.seen[figure.key] = number
        self.figures.append(figure)


class _Row:
    """One row: each cell read by its column's rule, what is wrong told with its place."""

    def __init__(self, reader: _Reader, number: int, cells: Any) -> None:
        self.reader, self.number, self.cells = reader, number, cells

    def complain(self, name: str, message: str) -> None:
        """Name a cell that must be mended."""
        column = BY_NAME[name]
        title = column.title.in_language(get_language() or "vi")
        place = self.reader.places.get(name, self.reader.places["indicator"])
        self.reader.bad.append(bad_cell(self.reader.sheet, self.number, place, title, message))

    def _raw(self, name: str) -> object:
        place = self.reader.places.get(name)
        raw = self.cells[place] if place is not None and place < len(self.cells) else None
        if isinstance(raw, str) and self.reader.quoted:
            raw = raw.removeprefix("'")
        if isinstance(raw, str) and name not in LENGTHS:
            raw = raw.strip()
        return None if is_empty(raw) else raw

    def _said(self, name: str, read: Callable[[Any], Any], empty: Any = "") -> Any:
        """Return a cell as `read` understands it, None after a complaint."""
        raw = self._raw(name)
        if raw is None:
            if BY_NAME[name].required:
                self.complain(name, _("Ô này còn trống."))
                return None
            return empty
        try:
            return read(raw)
        except _BadValueError as error:
            self.complain(name, str(error))
            return None

    def figure(self) -> Brought | None:
        """Return the row's figure, None where something must be mended first."""
        lists = self.reader.lists
        known = self._said("indicator", lambda raw: _one_of(str(raw), lists.indicators))
        measure = self._said("measure", lambda raw: _choice(raw, Measure), Measure.LEVEL)
        period = self._said("period", _period)
        base = self._said("base_period", _period)
        relation = self._said("relation", _relation, "=")
        figure = {
            "value": self._said("value", _number),
            "kind": self._said("kind", lambda raw: _choice(raw, Kind), Kind.ACTUAL),
            "among": self._said("among", _count, None),
            "confidence": self._said("confidence", _confidence, "M"),
            **{name: self._said(name, _text(length), "") for name, length in LENGTHS.items()},
        }
        area = self._area(period) if period is not None else None
        if None in (known, measure, period, base, relation, area, figure["value"]):
            return None
        self._fits(known[1], measure, base.code if base else "", figure)
        note = {"vi": figure["note_vi"] or "", "en": figure["note_en"] or ""}
        return Brought(
            row=self.number,
            indicator=known[0],
            measure=str(measure),
            area=area or 0,
            period=period.code,
            base_period=base.code if base else "",
            value=figure["value"],
            relation=relation,
            kind=str(figure["kind"]),
            among=figure["among"],
            method=figure["method"] or "",
            confidence=str(figure["confidence"]),
            source=figure["source"] or self.reader.source,
            quote=figure["quote"] or "",
            note={language: words for language, words in note.items() if words},
        )

    def _area(self, period: Period) -> int | None:
        areas = self.reader.lists.areas

        def find(raw: Any) -> int:
            code, at, since = str(raw).partition("@")
            try:
                first = date.fromisoformat(since) if since else None
            except ValueError:
                raise _BadValueError(_("Ngày sau @ viết như 2025-07-01.")) from None
            found = areas.since(code, first) if at else areas.at(code, period.end)
            if found is None:
                raise _BadValueError(
                    _("Không có đơn vị mang mã “%(code)s” vào ngày %(day)s.")
                    % {"code": str(raw), "day": f"{period.end:%d/%m/%Y}"}
                )
            return found

        found: int | None = self._said("area", find)
        return found

    def _fits(self, unit: str, measure: str, base: str, figure: Mapping[str, Any]) -> None:
        """Complain of cells that don't go with one another."""
        written = self._raw("unit")
        expected = unit_of(unit, measure)
        if written is not None and fold(str(written)) != fold(expected):
            self.complain(
                "unit",
                _("Đơn vị phải là %(unit)s: hãy đổi giá trị ra đơn vị ấy.") % {"unit": expected},
            )
        if measure == Measure.RANK and not figure["among"]:
            self.complain("among", _("Thứ hạng phải ghi trên tổng số bao nhiêu."))
        if measure == Measure.RANK and not figure["method"]:
            self.complain("method", _("Thứ hạng phải ghi phiên bản phương pháp."))
        if measure in NEEDS_BASE and not base:
            self.complain("base_period", _("Cách đo này phải ghi kỳ gốc."))


def _one_of(written: str, options: Mapping[str, Any]) -> Any:
    if written in options:
        return options[written]
    near = get_close_matches(written.lower(), options, n=1, cutoff=0.7)
    if near:
        raise _BadValueError(
            _("Không có “%(text)s”. Có phải “%(near)s”?") % {"text": written, "near": near[0]}
        )
    raise _BadValueError(_("Không có “%(text)s” trong danh mục.") % {"text": written})


def _choice(raw: object, choices: Any) -> Any:
    words = {value: value for value in choices.values}
    words |= {fold(str(label)): value for value, label in choices.choices}
    return _one_of(str(raw) if str(raw) in words else fold(str(raw)), words)


def _relation(raw: object) -> Any:
    return _one_of(
        str(raw), {word: sign for sign, word in RELATIONS.items()} | {s: s for s in RELATIONS}
    )


def _confidence(raw: object) -> Any:
    return _one_of(str(raw).upper(), {"H": "H", "M": "M", "L": "L"})


def _period(raw: object) -> Period:
    written = str(raw)
    if isinstance(raw, float) and raw.is_integer():
        written = str(int(raw))
    if isinstance(raw, datetime | date) and raw.day == 1:  # what Excel made of 2024-09
        written = f"{raw.year:04}-{raw.month:02}"
    try:
        return Period.parse(written)
    except (UnknownPeriodError, ValueError):
        raise _BadValueError(
            _("Kỳ viết như 2024, 2024-09, 2024-Q1, 2024-H1, 2024-M9 hoặc 2020/2025.")
        ) from None


def _number(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise _BadValueError(_("Ô này phải là một số, như 1030.5."))
    written = format(Decimal(repr(raw)), "f") if isinstance(raw, float) else str(raw)
    if isinstance(raw, str) and not NUMBER.fullmatch(written):
        raise _BadValueError(
            _("Số viết liền, dấu chấm trước phần thập phân, nhiều nhất 6 chữ số: 1030.5.")
        )
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise _BadValueError(_("Ô này phải là một số, như 1030.5.")) from None
    if not number.is_finite() or abs(number) >= LARGEST_VALUE:
        raise _BadValueError(_("Số này lớn quá: hãy xem lại đơn vị."))
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MOST_DECIMALS:
        raise _BadValueError(_("Nhiều nhất 6 chữ số thập phân."))
    return number


def _count(raw: object) -> int:
    number = _number(raw)
    if number != number.to_integral_value() or not 0 < number <= LARGEST_COUNT:
        raise _BadValueError(_("Ô này phải là số nguyên dương."))
    return int(number)


def _text(longest: int) -> Callable[[object], str]:
    def read(raw: object) -> str:
        text = str(raw)
        if "\0" in text or len(text) > longest:
            raise _BadValueError(_("Dài quá %(most)s ký tự.") % {"most": longest})
        return text

    return read


__all__ = ["Areas", "Brought", "Lists", "ReadFigures", "UnreadableSheetError", "read_figures"]
