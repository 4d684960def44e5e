"""Limit tables: the first row whose condition holds says how long something may take.

Every row says on what it rests: `adopted` by the province, `borrowed` from elsewhere or `assumed`
by us, with its source. Screens print that beside the date; a borrowed limit is never shown as the
province's own rule.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from tinhso.kernel.calendar.rules import Limit
from tinhso.kernel.cases.rules.conditions import Condition, Values
from tinhso.kernel.declarations import JSON, Text

Basis: TypeAlias = Literal["adopted", "borrowed", "assumed"]
OTHERWISE = "otherwise"
UNTIL = re.compile(r"until form\.(?P<field>[a-z][a-z0-9_]{0,58})")


def _limit(text: str) -> str:
    return text if UNTIL.fullmatch(text) else str(Limit.parse(text))


RowLimit: TypeAlias = Annotated[str, AfterValidator(_limit)]
"""`3 working days`, or `until form.due`: the day that whoever files names in that field."""


class Row(BaseModel):
    """One row: when it holds, how long, on what that rests and since when."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    title: Text
    when: str
    limit: RowLimit
    basis: Basis
    source: Text
    valid_from: date
    valid_to: date | None = None

    @property
    def until(self) -> str | None:
        """The form's field that names the last day, where the row's limit is such a day."""
        found = UNTIL.fullmatch(self.limit)
        return found["field"] if found else None


class Table(BaseModel):
    """A limit table; the last row holds `otherwise`."""

    model_config = ConfigDict(frozen=True)

    title: Text
    rows: tuple[Row, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Applied:
    """The row that applied, by its place from 0 in its table: kept whole with the case."""

    table: str
    index: int
    row: Row

    def as_data(self) -> dict[str, JSON]:
        """Return plain JSON data that `from_data` reads."""
        return {
            "table": self.table,
            "index": self.index,
            "row": self.row.model_dump(mode="json"),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> "Applied":
        """Return the row that `as_data` gave."""
        row = Row.model_validate(data["row"])
        return cls(str(data["table"]), int(str(data["index"])), row)


class NoRowError(LookupError):
    """No row of a table holds on that day: its author must add one."""


def first_that_holds(
    name: str,
    rows: Sequence[tuple[Row, Condition | None]],
    values: Values,
    *,
    on: date,
) -> Applied:
    """Return the first row in force on a day whose condition holds (None always does).

    A day named in the form becomes the days until then: none where it is past. Raises NoRowError.
    """
    for index, (row, condition) in enumerate(rows):
        in_force = row.valid_from <= on and (row.valid_to is None or on < row.valid_to)
        if in_force and (condition is None or condition(values)):
            return Applied(name, index, _in_days(row, values, on))
    raise NoRowError(f"no row of the table “{name}” holds on {on.isoformat()}")


def _in_days(row: Row, values: Values, on: date) -> Row:
    if row.until is None:
        return row
    last = date.fromisoformat(str(values[f"form.{row.until}"]))
    return row.model_copy(update={"limit": f"{max(0, (last - on).days)} days"})
