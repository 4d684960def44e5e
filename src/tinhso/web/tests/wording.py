"""Finds every sentence that screens translate, and every translation that stands."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2]
FUNCTIONS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
STRING = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_TEMPLATE = re.compile(rf"\b(?:gettext|ngettext|_)\(\s*u?{STRING}(?:,\s*u?{STRING})?")


def sentences() -> dict[str, list[str]]:
    """Return each msgid of the package with the files that say it."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(PACKAGE.rglob("*.py")):
        if "tests" not in file.parts and "migrations" not in file.parts:
            for sentence in in_python(file.read_text()):
                found[sentence].append(file.relative_to(PACKAGE).as_posix())
    for file in sorted(PACKAGE.rglob("templates/**/*.html")):
        for sentence in in_template(file.read_text()):
            found[sentence].append(file.relative_to(PACKAGE).as_posix())
    return dict(found)


def in_python(source: str) -> Iterator[str]:
    """Yield the texts given to gettext and its kin, whatever name they were imported under."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            for argument in node.args[: 2 if node.func.id.startswith("n") else 1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def in_template(source: str) -> Iterator[str]:
    """Yield the texts of translate and blocktranslate tags, as Django's own extraction has them."""
    for match in IN_TEMPLATE.finditer(templatize(source)):
        for literal in match.groups():
            if literal:
                yield ast.literal_eval(literal)


def translations() -> dict[str, str]:
    """Return what the English catalogues of all rooms say; a plural form stands under its own."""
    known: dict[str, str] = {}
    for file in sorted(PACKAGE.rglob("locale/en/LC_MESSAGES/django.po")):
        with file.open("rb") as opened:
            for message in read_po(opened, locale="en", domain="django"):
                ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
                texts = (
                    message.string
                    if isinstance(message.string, tuple | list)
                    else (message.string,)
                )
                for said, english in zip(ids, texts, strict=False):
                    known[str(said)] = "" if message.fuzzy or not english else str(english)
    return known
