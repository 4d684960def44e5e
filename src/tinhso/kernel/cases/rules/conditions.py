"""Conditions: CEL over the fields of a case, refused at once where a name or a type is wrong.

Every name of a condition always has a value: what wasn't answered is the empty text, 0, false or
the empty list, so that no condition fails in the middle of a case.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from cel_expr_python import cel

from tinhso.kernel.cases.rules.forms import COLUMNS, Form
from tinhso.kernel.declarations import JSON

Values: TypeAlias = Mapping[str, JSON]
WHERE = re.compile(r"<input>:(?P<line>\d+):(?P<column>\d+): (?P<said>[^\n]+)")
UNDECLARED = re.compile(r"undeclared reference to '(?P<name>[^']+)'")
OVERLOAD = re.compile(r"no matching overload for '(?P<of>[^']+)' applied to '(?P<to>[^']+)'")

OF_A_CASE: Mapping[str, JSON] = {
    "case.category": "",
    "case.priority": "",
    "case.unit": "",
    "case.place": "",
    "case.hops": 0,
}
EMPTY: Mapping[str, JSON] = {
    "string": "",
    "integer": 0,
    "number": 0.0,
    "boolean": False,
    "array": [],
}


class ConditionError(ValueError):
    """A condition that can't be used: where in it (columns from 1) and what to do."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message


@dataclass(frozen=True)
class Condition:
    """A checked condition; call it with the values of a case."""

    words: str
    _evaluate: Callable[[Mapping[str, Any]], bool]

    def __call__(self, values: Values) -> bool:
        """Return whether it holds."""
        return self._evaluate(values)


class Vocabulary:
    """The names that conditions of one procedure may use, with their types."""

    def __init__(self, form: Form, fields: Form) -> None:
        self.empty: dict[str, JSON] = dict(OF_A_CASE)
        for prefix, questions in (("form", form.properties), ("fields", fields.properties)):
            for name, question in questions.items():
                if name not in COLUMNS:
                    self.empty[f"{prefix}.{name}"] = EMPTY[question.type]
        self._types = {name: _type(value) for name, value in self.empty.items()}

    @cached_property
    def _env(self) -> Any:
        return cel.NewEnv(variables=self._types)

    def condition(self, words: str) -> Condition:
        """Return the condition; raise ConditionError for unknown names, wrong types, no bool."""
        try:
            expression = self._env.compile(words)
        except RuntimeError as error:
            raise self._explained(str(error)) from None
        if expression.return_type().name() != "BOOL":
            raise ConditionError(1, 'must be true or false; compare it, as in … == "x"')

        def evaluate(values: Mapping[str, Any]) -> bool:
            return bool(expression.eval(data=dict(values)).plain_value())

        return Condition(words, evaluate)

    def values(
        self, case: Mapping[str, JSON], form: Mapping[str, JSON], fields: Mapping[str, JSON]
    ) -> dict[str, JSON]:
        """Return every name's value: those of the case, else the empty one of its type."""
        found = dict(self.empty)
        for prefix, given in (("case", case), ("form", form), ("fields", fields)):
            for name, value in given.items():
                key = f"{prefix}.{name}"
                if key in found and value is not None:
                    found[key] = (
                        float(value) if self._is_double(key) and isinstance(value, int) else value
                    )
        return found

    def _is_double(self, key: str) -> bool:
        return isinstance(self.empty[key], float)

    def _explained(self, said: str) -> ConditionError:
        found = WHERE.search(said)
        if found is None:
            return ConditionError(1, f"can't be read: {said.splitlines()[0]}")
        column, words = int(found["column"]), found["said"]
        undeclared, overload = UNDECLARED.search(words), OVERLOAD.search(words)
        if undeclared:
            name = undeclared["name"]
            column = max(1, column - name.rfind("."))
            known = ", ".join(sorted(self.empty))
            return ConditionError(column, f"“{name}” isn't known. Known are: {known}")
        if overload:
            sign = overload["of"].strip("_")
            return ConditionError(
                column, f"“{sign}” can't compare or join {overload['to'].strip('()')}"
            )
        return ConditionError(column, f"can't be read here: {words.removeprefix('Syntax error: ')}")


def _type(value: JSON) -> Any:
    if isinstance(value, bool):
        return cel.Type.BOOL
    if isinstance(value, int):
        return cel.Type.INT
    if isinstance(value, float):
        return cel.Type.DOUBLE
    return cel.Type.STRING if isinstance(value, str) else cel.Type.List(cel.Type.STRING)
