"""What the documents say is so: their commands run, their files are read, their words are known."""

import ast
import importlib.util
import inspect
import re
import shlex
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from django.urls import Resolver404, resolve
from pytest_django import Settings

from tinhso.cli.grammar import parser
from tinhso.config.loading import load_province
from tinhso.kernel.calendar.declared import CalendarFile
from tinhso.kernel.cases import procedures
from tinhso.kernel.declarations import load_yaml
from tinhso.kernel.people.demonstration import DemonstrationAccounts
from tinhso.kernel.registers.loading import declared_in
from tinhso.kernel.units import loading as units
from tinhso.web.province import Province

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TUTORIAL = DOCS / "tutorial.md"
HOW_TOS = sorted((DOCS / "how-to").glob("*.md"))
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "src").rglob("README.md")]
    if not {"node_modules", "vendor"} & set(path.parts)
)
FENCE = re.compile(r"^```(?P<language>\w*)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.M | re.S)
LINK = re.compile(r"(?:\]\(|src=\")(?!https?:|mailto:|#)(?P<target>[^)#\s\"]+)")
ADDRESS = re.compile(r"`(/[a-z][\w/.-]*/?)`")
PATH = re.compile(r"`((?:src|docs|tests|bench)/[\w./*-]+)`")
EXAMPLE = ROOT / "src" / "tinhso" / "provinces" / "example"


@dataclass(frozen=True)
class Fence:
    """A fenced block of a page; `file` is the file that it is, where its head names one."""

    language: str
    file: str
    text: str


def fences(page: Path) -> list[Fence]:
    text = page.read_text(encoding="utf-8")
    return [Fence(f["language"], f["file"] or "", f["text"]) for f in FENCE.finditer(text)]


def follow(page: Path, folder: Path) -> None:
    """Do what a page says, top to bottom: write its files, run its `sh` blocks in one shell."""
    # A real copy: through a link a page would write into the checkout.
    shutil.copytree(EXAMPLE, folder / "src/tinhso/provinces/example")
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "tinhso").symlink_to(ROOT / ".venv" / "bin" / "tinhso")
    lines = ["set -eu"]
    for fence in fences(page):
        if fence.file:
            where = shlex.quote(fence.file)
            lines += [f"mkdir -p $(dirname {where})", f"cat > {where} <<'A PAGE ENDS'"]
            lines += [f"{fence.text}A PAGE ENDS"]
        elif fence.language == "sh":
            lines.append(fence.text)
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def the_tutorials_province(tmp_path: Path) -> Path:
    follow(TUTORIAL, tmp_path)
    return tmp_path / "song_may"


@pytest.mark.django_db
def test_the_tutorial_makes_a_province_that_loads(
    the_tutorials_province: Path, settings: Settings
) -> None:
    folder = the_tutorials_province
    settings.TINHSO_PROVINCE = folder
    rooms = {report.room: report for report in load_province(folder, now=NOW)}

    assert load_yaml(folder / "province.yaml", Province).name.vi == "Sông Mây"
    assert date(2027, 3, 10) in load_yaml(folder / "calendar.yaml", CalendarFile).days
    assert rooms["cases"].created == 3
    declared = {source.value.code for source in declared_in(folder)}
    assert declared == {"hotline_categories", "hotline_questions", "landings"}
    known = {unit.code for unit in units.read(folder).units}
    people = load_yaml(folder / "people" / "demonstration.yaml", DemonstrationAccounts)
    assert {account.unit for account in people.accounts.values()} <= known
    drawing = (folder.parent / "seedlings.svg").read_text(encoding="utf-8")
    assert drawing.startswith("<svg")
    assert "Xã xem xét" in drawing


def test_the_tutorials_mistake_is_named_with_its_line(the_tutorials_province: Path) -> None:
    file = the_tutorials_province / "procedures" / "seedlings" / "procedure.yaml"
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace("to: given", "to: givn"), encoding="utf-8")
    line = right[: right.index("to: given")].count("\n") + 1
    found = procedures.check(file)
    assert any(problem.line == line and "given" in problem.message for problem in found), found


@pytest.mark.django_db
@pytest.mark.parametrize("page", HOW_TOS, ids=lambda page: page.stem)
def test_what_a_how_to_makes_loads(page: Path, tmp_path: Path, settings: Settings) -> None:
    follow(page, tmp_path)
    folder = tmp_path / "my_province"
    if not folder.exists():  # it changes no province
        return
    for procedure in folder.glob("procedures/*"):
        assert procedures.check(procedure) == []
    declared_in(folder)
    assert units.read(folder).units
    if (folder / "units" / "units.yaml").exists():  # with the agencies that procedures name
        settings.TINHSO_PROVINCE = folder
        assert list(load_province(folder, now=NOW))


@pytest.mark.parametrize("page", [TUTORIAL, *HOW_TOS], ids=lambda page: page.stem)
def test_every_declared_file_shown_has_a_name_and_so_is_read(page: Path) -> None:
    for fence in fences(page):
        if fence.language in ("yaml", "json", "csv"):
            assert fence.file, f"a file that nobody reads:\n{fence.text}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_shown_exists(page: Path) -> None:
    for fence in fences(page):
        if fence.language not in ("sh", "console"):
            continue
        for line in fence.text.splitlines():
            words = shlex.split(line.removeprefix("$ ").split(" > ")[0], comments=True)
            while words and "=" in words[0]:
                words.pop(0)
            if words and words[0].removeprefix(".venv/bin/") == "tinhso":
                parser().parse_args(words[1:])  # ends the test where it can't be parsed


@pytest.mark.parametrize("page", HOW_TOS, ids=lambda page: page.stem)
def test_every_script_shown_calls_what_there_is(page: Path) -> None:
    for fence in fences(page):
        if fence.language != "python":
            continue
        for node in ast.walk(ast.parse(fence.text)):
            if isinstance(node, ast.ImportFrom) and node.module:
                module = importlib.import_module(node.module)
                for name in node.names:
                    assert hasattr(module, name.name) or importlib.util.find_spec(
                        f"{node.module}.{name.name}"
                    )
                    if hasattr(module, name.name):
                        keywords_fit(getattr(module, name.name), name.name, fence.text)


def keywords_fit(function: object, name: str, script: str) -> None:
    """Assert that a script's calls of a function by its own name use keywords it takes."""
    for node in ast.walk(ast.parse(script)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == name and callable(function):
            names = {keyword.arg: None for keyword in node.keywords if keyword.arg}
            inspect.signature(function).bind_partial(**names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_files_and_addresses_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    prose = FENCE.sub("", text)
    lost = [m["target"] for m in LINK.finditer(prose) if not (page.parent / m["target"]).exists()]
    lost += [
        name
        for name in PATH.findall(prose)
        if not any(list(folder.glob(name.rstrip("/"))) for folder in (ROOT, page.parent))
    ]
    for address in ADDRESS.findall(prose) if page.parent == ROOT or DOCS in page.parents else ():
        try:
            resolve(address)
        except Resolver404:
            if not on_a_machine(address):
                lost.append(address)
    assert not lost


def on_a_machine(path: str) -> bool:
    """Whether a path is a place on an administrator's machine and no address of ours."""
    return path.startswith(("/etc/", "/opt/", "/srv/", "/var/"))


def make_reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "events.md", "settings.md"])
def test_the_reference_is_what_the_code_says(name: str) -> None:
    written = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert written == make_reference().pages()[name], "run: python docs/make_reference.py"


def test_every_kind_of_event_has_both_titles() -> None:
    rows = [line.split("|") for line in make_reference().events() if line.startswith("| `")]
    assert rows
    assert [row[1] for row in rows if not row[2].strip() or not row[3].strip()] == []


def test_every_variable_is_explained_and_every_explained_one_is_read() -> None:
    made = make_reference()
    assert made.variables_read() == {*made.FOR_ADMINISTRATORS, *made.HANDED_OVER}


def words_of_rooms() -> Iterator[tuple[str, str]]:
    """Yield every term of the rooms' tables of words, as English and Vietnamese."""
    term = re.compile(r"^\| (?P<en>[^|(]+) \((?P<vi>[^)]+)\) \|", re.M)
    bold = re.compile(r"\*\*(?P<en>[a-z][a-z -]*)\*\*\s\((?P<vi>[^\W\d_][^)]*)\)")
    for readme in sorted((ROOT / "src").rglob("README.md")):
        if not {"kernel", "systems"} & set(readme.parts):
            continue
        text = readme.read_text(encoding="utf-8")
        for found in (*term.finditer(text), *bold.finditer(text)):
            if not found["vi"].isascii() or found["vi"].isalpha():
                yield found["en"].strip(), " ".join(found["vi"].split())


def glossary() -> list[tuple[str, str, str]]:
    lines = (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[6:]]
    return [(row[0], row[1], row[2]) for row in rows if len(row) == 3]


def test_the_glossary_has_every_word_of_the_rooms() -> None:
    known = {english: vietnamese for english, vietnamese, _ in glossary()}
    words = [pair for pair in words_of_rooms() if pair[1] != "Ed25519, as a C2SP checkpoint"]
    assert len(words) > 40
    missing = [
        f"{english} ({vietnamese})"
        for english, vietnamese in words
        if vietnamese.casefold() not in known.get(english, "").casefold()
    ]
    assert not missing


def test_the_glossary_is_whole_and_in_order() -> None:
    rows = glossary()
    assert all(all(row) for row in rows)
    english = [row[0].casefold() for row in rows]
    assert english == sorted(set(english))
    assert all(unicodedata.is_normalized("NFC", cell) for row in rows for cell in row)


def test_the_glossary_names_every_role_of_the_province() -> None:
    roles = yaml.safe_load((EXAMPLE / "people" / "roles.yaml").read_text(encoding="utf-8"))
    vietnamese = {row[1].casefold() for row in glossary()}
    titles = {role["title"]["vi"].casefold() for role in roles["roles"].values()}
    assert titles <= vietnamese
