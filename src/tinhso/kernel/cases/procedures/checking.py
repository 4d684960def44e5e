"""What is wrong in a procedure beyond its form: every mistake, with its line and its cure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from string import Formatter

from tinhso.kernel.cases.procedures import packages, ways
from tinhso.kernel.cases.procedures.packages import Package
from tinhso.kernel.cases.rules.conditions import ConditionError, Vocabulary
from tinhso.kernel.cases.rules.forms import COLUMNS, FIELD_NAME, Form
from tinhso.kernel.cases.rules.language import ANYONE, REPORTER, Action, Owner, Procedure, Step
from tinhso.kernel.declarations import Problem, Source
from tinhso.kernel.declarations.explaining import Location

OF_THE_CASE = ("case.unit", "case.place")
OF_THE_STEP = "step.unit"
SAID = ("category", "priority", "unit", "place")
TYPES_OF_COLUMNS = {
    "title": "string",
    "category": "string",
    "priority": "string",
    "unit": "string",
    "place": "string",
    "latitude": "number",
    "longitude": "number",
}


@dataclass(frozen=True)
class Known:
    """What the province knows: roles, units' codes and desks; None where nobody can tell here."""

    roles: Collection[str] | None = None
    units: Collection[str] | None = None
    desks: Collection[str] | None = None


def problems(package: Package, known: Known) -> Iterator[Problem]:
    """Yield what is wrong in a package that reads well."""
    vocabulary = Vocabulary(package.form.value, _fields(package))
    yield from _form(package.form)
    if package.fields:
        yield from _form(package.fields)
    yield from _head(package, known)
    yield from _steps(package, known, vocabulary)
    yield from _ways(package)
    yield from _tables(package, vocabulary)
    yield from _days(package)


def _fields(package: Package) -> Form:
    return package.fields.value if package.fields else Form.empty()


def _form(source: Source[Form]) -> Iterator[Problem]:
    form = source.value
    for index, name in enumerate(form.required):
        if name not in form.properties:
            yield source.problem(("required", index), _unknown("field", name, form.properties))
    for name, question in form.properties.items():
        here: Location = ("properties", name)
        if not FIELD_NAME.fullmatch(name):
            yield source.problem(here, f"“{name}”: a field has small letters a-z, digits and _")
        wanted = TYPES_OF_COLUMNS.get(name)
        if wanted and question.type != wanted:
            yield source.problem((*here, "type"), f"“{name}” is a column of the case: {wanted}")
        if (question.type == "array") != (question.widget == "photos"):
            yield source.problem(here, f"“{name}”: a list is for photos, and photos are a list")
        if question.type == "array" and question.items is None:
            yield source.problem(here, f"“{name}” needs items: {{type: string, format: uuid}}")
        if question.widget == "choice" and not (question.one_of or question.choices_from):
            yield source.problem(here, f"“{name}” is a choice: give oneOf or x-choices")
    if ("latitude" in form.properties) != ("longitude" in form.properties):
        yield source.problem(("properties",), "latitude and longitude go together: add the other")


def _head(package: Package, known: Known) -> Iterator[Problem]:
    procedure, at = package.declared, package.procedure.problem
    if procedure.limit not in package.tables:
        yield at(("limit",), _unknown("table", procedure.limit, package.tables))
    for role in sorted(procedure.filers - {ANYONE}):
        if known.roles is not None and role not in known.roles:
            yield at(("filed_by",), _unknown("role", role, [ANYONE, *known.roles]))
    for index, rule in enumerate(procedure.escalate):
        where: Location = ("escalate", index, "to")
        yield from _owner(package, known, where, rule.to, [*OF_THE_CASE, OF_THE_STEP])
        if rule.to == REPORTER:
            yield at(where, "a late step is shown to staff: name a role and where")
        if len(Owner.parse(rule.to).roles) > 1:
            yield at(where, "a late step is shown to one role: give the other a line of its own")
        for number, name in enumerate(rule.of):
            if name not in procedure.steps:
                there: Location = ("escalate", index, "of", number)
                yield at(there, _unknown("step", name, procedure.steps))


def _steps(package: Package, known: Known, vocabulary: Vocabulary) -> Iterator[Problem]:
    for name, step in package.declared.steps.items():
        if step.final:
            yield from _end(package, ("steps", name), step)
            continue
        yield from _step(package, known, name, step)
        yield from _links(package, known, name, step)
        for key, action in step.actions.items():
            here: Location = ("steps", name, "actions", key)
            yield from _action(package, vocabulary, here, name, action)


def _step(package: Package, known: Known, name: str, step: Step) -> Iterator[Problem]:
    at, here = package.procedure.problem, ("steps", name)
    if step.by is None:
        yield at(here, f"“{name}” says not whose turn it is: add “by”, or “final: true”")
    else:
        yield from _owner(package, known, (*here, "by"), step.by, OF_THE_CASE)
    if not step.actions and not step.then:
        yield at(here, f"“{name}” has no way out: add an action, or “within: …, then …”")
    if step.ask:
        yield at((*here, "ask"), f"“{name}” is no end: “ask” belongs to a final step")


def _links(package: Package, known: Known, name: str, step: Step) -> Iterator[Problem]:
    at, here, steps = package.procedure.problem, ("steps", name), package.declared.steps
    if step.then and step.then not in steps:
        yield at((*here, "within"), _unknown("step", step.then, steps))
    if known.desks is not None and step.desk not in known.desks:
        yield at((*here, "desk"), _unknown("desk", step.desk, known.desks))
    for number, earlier in enumerate(step.after):
        if earlier not in steps:
            yield at((*here, "after", number), _unknown("step", earlier, steps))


def _end(package: Package, here: Location, step: Step) -> Iterator[Problem]:
    for key in ("by", "within", "actions", "pauses", "after"):
        if getattr(step, key):
            yield package.procedure.problem(
                (*here, key), f"an end has no “{key}”: take it out, or take out “final”"
            )


def _action(
    package: Package, vocabulary: Vocabulary, here: Location, step: str, action: Action
) -> Iterator[Problem]:
    procedure, at = package.declared, package.procedure.problem
    for number, target in enumerate(action.to):
        if target not in procedure.steps:
            yield at((*here, "to", number), _unknown("step", target, procedure.steps))
    if action.stays and step in action.to:
        yield at((*here, "to"), f"“{step}” stays open: it can't be opened again")
    questions = _fields(package).properties
    for key in ("needs", "may"):
        for number, field in enumerate(getattr(action, key)):
            if field not in questions:
                there: Location = (*here, key, number)
                hint = "" if package.fields else " (the procedure names no “fields” file)"
                yield at(there, _unknown("field", field, questions) + hint)
    if action.when is not None:
        yield from _condition(package.procedure, vocabulary, (*here, "when"), action.when, package)
    yield from _said(package, here, action)


def _said(package: Package, here: Location, action: Action) -> Iterator[Problem]:
    for language in ("vi", "en") if action.says else ():
        says = action.says.in_language(language) if action.says else ""
        for _, placeholder, _, _ in Formatter().parse(says):
            if placeholder is not None and placeholder not in SAID:
                yield package.procedure.problem(
                    (*here, "says", language), _unknown("placeholder", placeholder, SAID)
                )


def _owner(
    package: Package, known: Known, here: Location, words: str, places: Collection[str]
) -> Iterator[Problem]:
    at, owner = package.procedure.problem, Owner.parse(words)
    if owner.where is None:
        return
    for role in owner.roles:
        if known.roles is not None and role not in known.roles:
            yield at(here, _unknown("role", role, known.roles))
    where, questions = owner.where, _fields(package).properties
    if where.startswith("fields."):
        field = where.removeprefix("fields.")
        if field not in questions:
            yield at(here, _unknown("field", field, questions))
        elif questions[field].widget != "unit":
            yield at(here, f"“{field}” must name a unit: give it x-widget “unit”")
    elif "." in where and where not in places:
        yield at(here, _unknown("place of work", where, places))
    elif "." not in where and known.units is not None and where not in known.units:
        yield at(here, _unknown("unit", where, known.units))


def _ways(package: Package) -> Iterator[Problem]:
    procedure, at = package.declared, package.procedure.problem
    found, ending = ways.reachable(procedure), ways.ending(procedure)
    if not any(step.final for step in procedure.steps.values()):
        yield at(("steps",), "no step is an end: mark the last one “final: true”")
        ending = frozenset(procedure.steps)
    for name in procedure.steps:
        if name not in found:
            yield at(("steps", name), f"no way leads to “{name}”: name it in a “to”, or remove it")
        elif name not in ending:
            yield at(("steps", name), f"from “{name}” no end can be reached: add a way to one")
    yield from _unnamed_units(package)


def _unnamed_units(package: Package) -> Iterator[Problem]:
    """Yield steps that somebody may reach before anybody said which unit is meant."""
    procedure = package.declared
    for name, step in procedure.steps.items():
        where = step.owner.where if step.owner else None
        field = _unit_field(where)
        if field is None or _asked_at_filing(package, field):
            continue
        if name in ways.reachable(procedure, lambda action, f=field: f not in action.needs):  # type: ignore[misc]  # mypy can't type a lambda's default
            yield package.procedure.problem(
                ("steps", name, "by"),
                f"“{name}” can be reached before anybody named its unit: let the action that"
                f" leads here need “{field}”",
            )


def _unit_field(where: str | None) -> str | None:
    if where == "case.unit":
        return "unit"
    if where == "case.place":
        return "place"
    return where.removeprefix("fields.") if where and where.startswith("fields.") else None


def _asked_at_filing(package: Package, field: str) -> bool:
    return field in COLUMNS and field in package.form.value.required


def _tables(package: Package, vocabulary: Vocabulary) -> Iterator[Problem]:
    used: Procedure = package.declared
    for name, table in package.tables.items():
        rows = table.table.rows
        if name != used.limit:
            yield table.problem(0, "title", f"the table “{name}” is used nowhere: remove its file")
        for index, row in enumerate(rows):
            if packages.is_otherwise(row):
                continue
            try:
                vocabulary.condition(row.when)
            except ConditionError as error:
                yield _moved(table.problem(index, "when", error.message), error, package)
        standing = [row for row in rows if row.valid_to is None]
        last = standing[-1] if standing else rows[-1]
        if not packages.is_otherwise(last):
            yield table.problem(
                rows.index(last), "when", "the last row must hold always: write “otherwise”"
            )
        elif last.valid_from > used.valid_from:
            yield table.problem(
                rows.index(last),
                "valid_from",
                f"the procedure begins on {used.valid_from}, before any row holds: set it earlier",
            )
        for index, row in enumerate(rows):
            hidden = [r for r in rows[:index] if packages.is_otherwise(r) and r.valid_to is None]
            if any(r.valid_from <= row.valid_from for r in hidden):
                yield table.problem(index, "when", "never reached: a row above holds always")


def _days(package: Package) -> Iterator[Problem]:
    """Yield the rows whose limit is a day that the form doesn't surely name."""
    form = package.form.value
    for table in package.tables.values():
        for index, row in enumerate(table.table.rows):
            question = form.properties.get(row.until) if row.until else None
            sure = question and question.format == "date" and row.until in form.required
            if row.until and not sure:
                message = f"“{row.until}” must be a date that filing requires"
                yield table.problem(index, "limit", message)


def _condition(
    source: Source[Procedure],
    vocabulary: Vocabulary,
    here: Location,
    words: str,
    package: Package,
) -> Iterator[Problem]:
    try:
        vocabulary.condition(words)
    except ConditionError as error:
        yield _moved(source.problem(here, error.message), error, package)


def _moved(problem: Problem, error: ConditionError, package: Package) -> Problem:
    """Return the problem at its column inside the condition, not at the condition's beginning."""
    text = package.files.get(Path(problem.file).name, "")
    lines = text.splitlines()
    line = lines[problem.line - 1] if problem.line <= len(lines) else ""
    quoted = line[problem.column - 1 : problem.column] in ("'", '"')
    if problem.file.endswith(".csv"):
        return problem
    return replace(problem, column=problem.column + quoted + error.column - 1)


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f"there is no {kind} “{name}”: did you mean “{close[0]}”?"
    if not known:
        return f"there is no {kind} “{name}”"
    shown = ", ".join(sorted(known)[:12])
    return f"there is no {kind} “{name}”: known are {shown}{' …' if len(known) > 12 else ''}"
