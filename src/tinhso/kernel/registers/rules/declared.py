"""What one file says of a register: its fields, its table, who may read and edit it."""

import re
from decimal import Decimal
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Constrained

from tinhso.kernel.declarations import Text

Type: TypeAlias = Literal[
    "text", "integer", "decimal", "date", "choice", "boolean", "unit", "place"
]
Where: TypeAlias = Literal["province", "own_unit", "keeper"]
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
FILTERED = ("choice", "boolean", "unit")


class Field(BaseModel):
    """One field. `measure` is what its numbers are in; `kinds` are the kinds of unit it names."""

    model_config = ConfigDict(frozen=True)

    type: Type
    title: Text
    help: Text | None = None
    required: bool = False
    long: bool = False
    pattern: str | None = None
    choices: dict[str, Text] = {}
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    measure: Text | None = None
    kinds: tuple[str, ...] = ("commune",)

    @model_validator(mode="after")
    def _fits_its_type(self) -> "Field":
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("a field of type choice, and only such a field, lists its choices")
        numeric = self.type in ("integer", "decimal")
        if not numeric and (self.minimum, self.maximum, self.measure) != (None, None, None):
            raise ValueError("minimum, maximum and measure belong to integer and decimal")
        if self.type != "text" and (self.long or self.pattern):
            raise ValueError("long and pattern belong to text")
        if self.pattern is not None:
            try:
                re.compile(self.pattern)
            except re.error as error:
                raise ValueError(f"the pattern can't be read: {error}") from None
        return self


class Register(BaseModel):
    """The whole file.

    `code` is its own name, written as `register`. `key` names the field whose value is a record's
    code, `name` the one that is its title.
    `table` lists the columns of the list, `filters` the fields one can choose by. `edit` gives
    roles the right to change records: of the whole province, of their own unit, or anywhere if
    their unit is the register's `keeper`. `one_for_each: commune` makes a record for each commune.
    """

    model_config = ConfigDict(frozen=True)

    code: str = Constrained(alias="register")
    title: Text
    lead: Text | None = None
    source: Text | None = None
    key: str
    name: str
    fields: dict[str, Field] = Constrained(min_length=1)
    table: tuple[str, ...] = Constrained(min_length=1)
    filters: tuple[str, ...] = ()
    read: Literal["public", "staff"] = "staff"
    edit: dict[str, Where] = {}
    keeper: str | None = None
    one_for_each: Literal["commune"] | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> "Register":
        for name in (self.code, *self.fields):
            if not NAME.fullmatch(name):
                raise ValueError(f"“{name}” should be small letters, digits and _ only")
        for used in (self.key, self.name, *self.table, *self.filters):
            if used not in self.fields:
                raise ValueError(f"“{used}” isn't among the fields")
        key, title = self.fields[self.key], self.fields[self.name]
        if key.type not in ("text", "unit") or title.type not in ("text", "unit"):
            raise ValueError("key and name are fields of type text or unit")
        if not (key.required and title.required):
            raise ValueError("key and name must be required")
        if "keeper" in self.edit.values() and self.keeper is None:
            raise ValueError("edit speaks of the keeper: name the unit's code as keeper")
        if self.one_for_each and key.type != "unit":
            raise ValueError("one_for_each needs a key of type unit")
        return self

    @model_validator(mode="after")
    def _fields_are_of_use(self) -> "Register":
        for kind in ("unit", "place"):
            if sum(field.type == kind for field in self.fields.values()) > 1:
                raise ValueError(f"a register has at most one field of type {kind}")
        if any(self.fields[name].type not in FILTERED for name in self.filters):
            raise ValueError(f"one filters by fields of type {', '.join(FILTERED)}")
        return self

    def of_type(self, kind: Type) -> str | None:
        """Return the name of the one field of a type such as unit or place, or None."""
        return next((name for name, field in self.fields.items() if field.type == kind), None)
