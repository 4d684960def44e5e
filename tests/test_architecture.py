"""The boundaries that import-linter cannot see. The plan is ARCHITECTURE.md; this is its proof."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tinhso"
KERNEL_FROM_THE_GROUND = [
    "declarations",
    "calendar",
    "ledger",
    "documents",
    "units",
    "people",
    "post",
    "places",
    "indicators",
    "registers",
    "cases",
]
INSIDE_A_SYSTEM = ["rules", "models", "queries", "actions", "public"]
WRITES = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
}
LINES_OF_A_FILE = 400
FLOORS = {"kernel", "systems"}
# Functions that write an event, or hand it to who does.
TELLING = {"record", "record_many", "record_promise", "Entry"}
# What is no change of the domain, with the reason.
NO_EVENT = {
    "systems/hotline/monthly/actions.py follow": "rewrites rows from events that are already told",
    "systems/hotline/monthly/actions.py project": "as above",
    "systems/hotline/actions/projecting.py follow": "rewrites rows from events already told",
    "systems/hotline/actions/projecting.py project": "as above",
    "systems/hotline/actions/redacting.py propose": "boxes proposed; nothing rests on them yet",
    "systems/hotline/channels/actions/keeping.py give_up_questions": "handing over tells",
    "systems/hotline/channels/actions/reporting.py go_on": "a draft; message and filing tell",
    "systems/hotline/channels/actions/reporting.py file_draft": "the filing tells",
    "systems/hotline/notices/actions/following.py follow": "as below",
    "systems/hotline/channels/actions/telling.py follow": "each letter tells that it was queued",
    "systems/insight/actions/entering.py take_back": "a part of a decision, which tells",
    "systems/insight/actions/findings.py find_again": "computed anew from what is already told",
    "kernel/cases/actions/remarks.py remark": "a part of what its caller tells",
    "kernel/registers/actions/importing.py stage": "a draft that nothing rests on yet",
    "systems/exchange/actions.py stage": "as above",
    "systems/hotline/calls/actions.py keep_draft": "as above, and gone when the call ends",
    "gateways/memory/actions.py keep": "a gateway's own memory: nothing of the province changes",
    "gateways/memory/actions.py forget": "as above",
}
# Libraries keep these tables; the plan leaves them outside.
LIBRARIES_OWN = {"Authenticator", "EmailAddress", "Session", "session"}
# Written in pure rules only: nothing there can reach a table, so a dict's update is just that.
PURE = {"rules.py"}


def room_of(path: Path) -> Path:
    """Return the room (kernel/x, systems/x, web, ...) that a file stands in."""
    parts = path.relative_to(SOURCE).parts
    return SOURCE.joinpath(*parts[: 2 if parts[0] in FLOORS else 1])


def sources() -> list[Path]:
    """Return every module of the product, tests and migrations aside."""
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if not {"tests", "migrations", "static"} & set(path.relative_to(SOURCE).parts)
    ]


def parsed(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted names of our own that a module imports, relative ones written out."""
    package = path.parent.relative_to(SOURCE.parent).parts
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("tinhso."))
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            if module.startswith("tinhso"):
                yield from (f"{module}.{name.name}" for name in node.names)


def test_no_room_is_named_after_nothing() -> None:
    forbidden = {"common", "core", "utils", "helpers", "util", "helper", "misc"}
    names = {path.stem for path in SOURCE.rglob("*")}
    assert not names & forbidden


def test_files_have_one_reason_and_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_FILE
    }
    assert not long, "past 400 lines a file becomes a package of the same name"


def test_every_room_says_what_it_is_for() -> None:
    rooms = {room_of(path) for path in sources()}
    missing = [
        str(room.relative_to(ROOT))
        for room in sorted(rooms)
        if room.is_dir() and room.name != "__init__.py"
        if not (room / "README.md").exists()
    ]
    assert not missing


def test_foreign_keys_point_into_the_same_room_or_below() -> None:
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("tinhso."):
            continue
        home = model._meta.app_label
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey | ManyToManyField):
                continue
            target = field.related_model._meta.app_label
            if target == home or _system(model) == _system(field.related_model):
                continue
            if target not in KERNEL_FROM_THE_GROUND:
                allowed = home == "people" and target in {"auth", "contenttypes"}
            elif home in KERNEL_FROM_THE_GROUND:
                allowed = KERNEL_FROM_THE_GROUND.index(target) < KERNEL_FROM_THE_GROUND.index(home)
            else:
                allowed = True
            if not allowed:
                wrong.append(f"{model.__name__}.{field.name} -> {target}")
    assert not wrong


def _system(model: type[Model]) -> str:
    """Return the system that a model stands in, its parts included; its own name outside one."""
    parts = model.__module__.split(".")
    return parts[2] if parts[:2] == ["tinhso", "systems"] else model._meta.label


def write_calls(path: Path) -> Iterator[str]:
    """Yield the calls in a module that look like a write to a domain table."""
    for node in ast.walk(parsed(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        receiver = ast.unparse(node.func.value)
        if receiver.split(".")[0] in LIBRARIES_OWN:
            continue
        writes_rows = node.func.attr in WRITES and (
            ".objects" in receiver or "bulk" in node.func.attr
        )
        saves_row = node.func.attr in {"save", "delete"} and "storage" not in receiver
        if writes_rows or (saves_row and "objects" not in receiver and not node.args):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {receiver}.{node.func.attr}()"


def is_in_actions(path: Path) -> bool:
    """Tell whether a module is, or is in, its room's `actions`."""
    return "actions" in {path.stem, *path.relative_to(SOURCE).parts}


def test_domain_tables_are_written_in_actions_alone() -> None:
    wrong = [
        call
        for path in sources()
        if not is_in_actions(path) and path.name not in PURE
        for call in write_calls(path)
    ]
    assert not wrong, "move the write into the room's actions"


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a module that others may call."""
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def test_every_action_names_its_actor_and_its_time() -> None:
    wrong = []
    for path in sources():
        if not is_in_actions(path) or (path.name == "__init__.py" and path.stem != "actions"):
            continue
        for function in public_functions(path):
            if not any(_writes(node) for node in ast.walk(function)):
                continue
            keywords = {argument.arg for argument in function.args.kwonlyargs}
            if "now" not in keywords:
                wrong.append(f"{path.relative_to(ROOT)}:{function.lineno} {function.name}")
    assert not wrong, "a write takes keyword-only `now` (and `actor`)"


def _writes(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and ".objects" in ast.unparse(node.func.value)
    )


def called(function: ast.FunctionDef) -> set[str]:
    """Return the names that a function calls, methods by their last part."""
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = node.func
            names.add(name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", ""))
    return names


def test_every_action_tells_the_ledger() -> None:
    silent = []
    for path in sources():
        if not is_in_actions(path):
            continue
        functions = {n.name: n for n in parsed(path).body if isinstance(n, ast.FunctionDef)}
        for function in public_functions(path):
            reached, waiting = set[str](), {function.name}
            while waiting:
                name = waiting.pop()
                if name in functions and name not in reached:
                    waiting |= called(functions[name])
                reached.add(name)
            writes = any(
                _writes(node)
                for name in reached & functions.keys()
                for node in ast.walk(functions[name])
            )
            name = f"{path.relative_to(SOURCE)} {function.name}"
            if writes and not reached & TELLING and name not in NO_EVENT:
                silent.append(name)
    assert not silent, "a write appends its event in the same transaction"


def test_rules_run_without_django() -> None:
    rules = [path for path in sources() if path.stem == "rules" or path.parent.name == "rules"]
    assert rules
    modules = [
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in rules
    ]
    script = "import sys, importlib\nsys.modules['django'] = None\n" + "\n".join(
        f"importlib.import_module({module!r})" for module in modules
    )
    done = subprocess.run(
        [str(ROOT / ".venv/bin/python"), "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT / "src",
    )
    assert done.returncode == 0, done.stderr


def systems() -> list[Path]:
    """Return the folders of the systems."""
    return [path for path in sorted((SOURCE / "systems").iterdir()) if (path / "apps.py").exists()]


@pytest.mark.parametrize("system", systems(), ids=lambda path: path.name)
def test_real_imports_equal_the_manifest(system: Path) -> None:
    from importlib import import_module

    manifest = import_module(f"tinhso.systems.{system.name}.system").SYSTEM
    used = {
        name.split(".")[2]
        for path in sources()
        if path.is_relative_to(system)
        for name in imported(path)
        if name.startswith("tinhso.systems.")
    } - {system.name}
    assert used == set(manifest.depends_on)


def parts() -> list[Path]:
    """Return the folders of the systems and of their parts that have tables of their own."""
    return sorted({path.parent for path in (SOURCE / "systems").rglob("apps.py")})


@pytest.mark.parametrize("part", parts(), ids=lambda path: path.name)
def test_inside_a_system_imports_go_down(part: Path) -> None:
    order = ["urls", "pages", "public", "actions", "queries", "models", "rules"]
    same_floor = {"rest": "pages", "jobs": "pages"}

    def floor(name: str) -> int | None:
        name = same_floor.get(name, name)
        return order.index(name) if name in order else None

    wrong = []
    prefix = ".".join([*part.relative_to(SOURCE.parent).parts, ""])
    for path in sources():
        if not path.is_relative_to(part):
            continue
        here = floor(path.relative_to(part).parts[0].removesuffix(".py"))
        for name in imported(path):
            if not name.startswith(prefix) or here is None:
                continue
            there = floor(name.removeprefix(prefix).split(".")[0])
            if there is not None and there < here:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong


def test_nothing_names_a_registry_or_a_delivery_network() -> None:
    hosts = [
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "npmjs" + ".org",
        "jsdel" + "ivr",
        "unpkg" + ".com",
    ]
    files = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    found = [
        f"{name}: {host}"
        for name in files
        if (ROOT / name).is_file()
        for host in hosts
        if host in (ROOT / name).read_bytes().decode("utf-8", "ignore")
    ]
    assert not found
