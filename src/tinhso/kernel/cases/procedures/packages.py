"""A procedure's folder, read: typed, with the places of its parts for what is found later.

The database keeps the texts of the files themselves (`Bundle.content`), so that what was written,
in its order and with its comments, is what a case runs under.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from pydantic import ValidationError

from tinhso.kernel.cases.rules.forms import Form
from tinhso.kernel.cases.rules.language import Procedure
from tinhso.kernel.cases.rules.tables import OTHERWISE, Row, Table
from tinhso.kernel.declarations import DeclarationError, Problem, Source, Text, read_yaml_text
from tinhso.kernel.declarations.explaining import Location, explain

PROCEDURE = "procedure.yaml"
Read = TypeVar("Read")
READ = (".yaml", ".csv", ".json")


@dataclass(frozen=True)
class TableSource:
    """A limit table with the place of each row's parts."""

    table: Table
    file: str
    source: Source[Table] | None

    def problem(self, row: int, part: str, message: str) -> Problem:
        """Return a problem in a part of a row (from 0)."""
        if self.source is not None:
            return self.source.problem(("rows", row, part), message)
        return Problem(self.file, row + 2, 1, f"column {part}: {message}")


@dataclass(frozen=True)
class Package:
    """A procedure with its forms and tables; `files` are the texts they were read from."""

    files: Mapping[str, str]
    procedure: Source[Procedure]
    form: Source[Form]
    fields: Source[Form] | None
    tables: Mapping[str, TableSource]

    @property
    def declared(self) -> Procedure:
        """The procedure itself."""
        return self.procedure.value


def texts(path: Path) -> dict[str, str]:
    """Return the texts of a procedure's folder (or of the folder `procedure.yaml` lies in).

    Raises DeclarationError where it can't be read.
    """
    folder = path if path.is_dir() else path.parent
    if not (folder / PROCEDURE).is_file():
        message = f"there is no {PROCEDURE} here: a procedure is a folder that holds one"
        raise DeclarationError([Problem(str(folder), 1, 1, message)])
    try:
        return {
            file.name: file.read_text(encoding="utf-8")
            for file in sorted(folder.iterdir())
            if file.suffix in READ
        }
    except (OSError, UnicodeDecodeError) as error:
        raise DeclarationError([Problem(str(folder), 1, 1, f"can't be read: {error}")]) from None


def parse(files: Mapping[str, str], *, folder: str = "") -> Package:
    """Return the texts as a typed package; raise DeclarationError with every mistake of form."""
    prefix = f"{folder}/" if folder else ""
    reading = _Reading(prefix)
    procedure = reading.of(PROCEDURE, files[PROCEDURE], _procedure)
    forms = {
        name: form
        for name, text in files.items()
        if name.endswith(".json") and (form := reading.of(name, text, _form))
    }
    tables = {
        name.rsplit(".", 1)[0]: table
        for name, text in files.items()
        if name != PROCEDURE
        and not name.endswith(".json")
        and (table := reading.of(name, text, _table))
    }
    if procedure is not None:
        reading.problems += _missing_forms(procedure, files)
    if reading.problems or procedure is None:
        raise DeclarationError(reading.problems)
    declared = procedure.value
    fields = forms[declared.fields] if declared.fields else None
    return Package(dict(files), procedure, forms[declared.form], fields, tables)


class _Reading:
    """Reads file after file and keeps every problem, so that all are told at once."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.problems: list[Problem] = []

    def of(self, name: str, text: str, read: Callable[[str, str], Read]) -> Read | None:
        """Return what `read` makes of a file, or None with its problems kept."""
        try:
            return read(text, self.prefix + name)
        except DeclarationError as error:
            self.problems += error.problems
            return None


def _procedure(text: str, file: str) -> Source[Procedure]:
    return read_yaml_text(text, Procedure, file=file)


def _missing_forms(procedure: Source[Procedure], files: Mapping[str, str]) -> list[Problem]:
    there = ", ".join(name for name in files if name.endswith(".json")) or "none"
    return [
        procedure.problem((key,), f"there is no file “{wanted}” here: there are {there}")
        for key in ("form", "fields")
        if (wanted := getattr(procedure.value, key)) and wanted not in files
    ]


def _form(text: str, file: str) -> Source[Form]:
    try:
        Draft202012Validator.check_schema(json.loads(text))
    except json.JSONDecodeError as error:
        raise DeclarationError(
            [Problem(file, error.lineno, error.colno, f"isn't JSON here: {error.msg}")]
        ) from None
    except SchemaError as error:
        source = read_yaml_text(text, Form, file=file)
        where: Location = tuple(error.absolute_path)
        raise DeclarationError(
            [source.problem(where, f"isn't JSON Schema 2020-12: {error.message}")]
        ) from None
    return read_yaml_text(text, Form, file=file)


def _table(text: str, file: str) -> TableSource:
    if not file.endswith(".csv"):
        source = read_yaml_text(text, Table, file=file)
        return TableSource(source.value, file, source)
    problems: list[Problem] = []
    rows: list[Row] = []
    for number, record in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            rows.append(_row(record))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where, message = explain(detail, Row)
                column = "_".join(str(part) for part in where)
                problems.append(Problem(file, number, 1, f"column {column}: {message}"))
    if not rows and not problems:
        problems.append(Problem(file, 1, 1, "the table has no rows"))
    if problems:
        raise DeclarationError(problems)
    name = Path(file).stem
    return TableSource(Table(title=Text(vi=name, en=name), rows=tuple(rows)), file, None)


def _row(record: Mapping[str, str | None]) -> Row:
    data: dict[str, object] = {}
    for column, cell in record.items():
        key, _, language = (column or "").rpartition("_")
        if language in ("vi", "en"):
            inner = data.setdefault(key, {})
            if isinstance(inner, dict):
                inner[language] = cell or ""
        elif cell:
            data[column or "?"] = cell
    return Row.model_validate(data, extra="forbid")


def is_otherwise(row: Row) -> bool:
    """Tell whether a row holds whatever the case."""
    return row.when == OTHERWISE
