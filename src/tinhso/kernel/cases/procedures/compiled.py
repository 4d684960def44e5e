"""A procedure ready to run: conditions compiled, tables ordered; immutable, kept by its hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tinhso.kernel.cases.procedures import packages
from tinhso.kernel.cases.procedures.packages import Package
from tinhso.kernel.cases.rules.conditions import Condition, Vocabulary
from tinhso.kernel.cases.rules.forms import Form
from tinhso.kernel.cases.rules.language import EscalationRule, Procedure, Step
from tinhso.kernel.cases.rules.tables import Applied, Row, first_that_holds
from tinhso.kernel.declarations import JSON


@dataclass(frozen=True)
class Compiled:
    """One bundle's procedure; `bundle_id` is 0 where it was read from files."""

    bundle_id: int
    hash: str
    procedure: Procedure
    form: Form
    fields: Form
    rows: tuple[tuple[Row, Condition | None], ...]
    vocabulary: Vocabulary
    conditions: Mapping[tuple[str, str], Condition]

    @classmethod
    def of(cls, package: Package, *, bundle_id: int, hash_: str) -> "Compiled":
        """Return a checked package ready to run; raises ConditionError where it wasn't checked."""
        form = package.form.value
        fields = package.fields.value if package.fields else Form.empty()
        words = Vocabulary(form, fields)
        procedure = package.declared
        return cls(
            bundle_id=bundle_id,
            hash=hash_,
            procedure=procedure,
            form=form,
            fields=fields,
            rows=tuple(
                (row, None if packages.is_otherwise(row) else words.condition(row.when))
                for row in package.tables[procedure.limit].table.rows
            ),
            vocabulary=words,
            conditions={
                (step, name): words.condition(action.when)
                for step, declared in procedure.steps.items()
                for name, action in declared.actions.items()
                if action.when is not None
            },
        )

    @property
    def name(self) -> str:
        """The procedure's name, such as `hotline.report`."""
        return self.procedure.procedure

    @cached_property
    def asked_at_filing(self) -> dict[str, bool]:
        """The fields of the filing form, each with whether it must be answered."""
        return {name: name in self.form.required for name in self.form.properties}

    def step(self, name: str) -> Step:
        """Return a step by its name; KeyError where the bundle has none such."""
        return self.procedure.steps[name]

    def offered(self, step: str, values: Mapping[str, JSON]) -> list[str]:
        """Return the names of a step's actions whose condition holds, in their order."""
        return [
            name
            for name in self.step(step).actions
            if (condition := self.conditions.get((step, name))) is None or condition(values)
        ]

    def asked(self, step: str, action: str) -> dict[str, bool]:
        """Return the fields that an action asks for, each with whether it must be answered.

        What it needs comes first: the answer before its photo.
        """
        declared = self.step(step).actions[action]
        asked = dict.fromkeys((*declared.needs, *declared.may), False)
        return asked | dict.fromkeys(declared.needs, True)

    def limit(self, values: Mapping[str, JSON], *, on: date) -> Applied:
        """Return the row of the limit table that holds for a case filed on a day."""
        return first_that_holds(self.procedure.limit, self.rows, values, on=on)

    def escalations(self, step: str) -> tuple[EscalationRule, ...]:
        """Return to whom a step is shown when it is late, in order."""
        declared = self.step(step)
        if declared.final or declared.owner is None or declared.owner.where is None:
            return ()
        rules = self.procedure.escalate
        return tuple(rule for rule in rules if not rule.of or step in rule.of)
