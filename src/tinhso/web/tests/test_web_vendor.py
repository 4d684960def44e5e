"""What browsers are given beside our own files is what the lock names, and names no host."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.PACKAGE).parents[1]
VENDOR = Path(settings.PACKAGE) / "web/static/vendor"


def sha384(*files: Path) -> str:
    joined = b"".join(file.read_bytes() for file in files)
    return "sha384-" + base64.b64encode(hashlib.sha384(joined).digest()).decode()


@pytest.fixture(scope="module")
def manifest() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((VENDOR / "manifest.json").read_text())
    return found


def test_every_vendored_file_is_the_one_that_was_fetched(
    manifest: dict[str, dict[str, str]],
) -> None:
    assert {name: sha384(VENDOR / name) for name in manifest["files"]} == manifest["files"]
    present = {f.relative_to(VENDOR).as_posix() for f in VENDOR.rglob("*") if f.is_file()}
    assert present == {*manifest["files"], "manifest.json"}


def test_the_lock_hashes_every_package_and_names_no_host() -> None:
    text = (ROOT / "package-lock.json").read_text()
    assert not re.search(r"://|resolved", text)
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
    own = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in own.values())


def test_every_face_and_script_a_page_asks_for_is_there(
    manifest: dict[str, dict[str, str]],
) -> None:
    asked = {
        name
        for folder in ("web/static/web", "web/templates")
        for file in (Path(settings.PACKAGE) / folder).rglob("*")
        if file.suffix in {".css", ".html"}
        for name in re.findall(r"vendor/([\w./-]+)", file.read_text())
    }
    assert asked
    assert asked <= set(manifest["files"])
