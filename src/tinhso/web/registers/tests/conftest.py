"""A register that nobody coded for, and people with and without rights on it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from tinhso.kernel.registers.rules.declared import Register
    from tinhso.kernel.units.models import Unit


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def units(db: None) -> "dict[str, Unit]":  # noqa: ARG001 - the database stands
    from tinhso.kernel.registers.tests.registers_samples import unit

    return {
        one.code: one
        for one in (
            unit("05692", "commune", "Xã Đồng Hỷ"),
            unit("05710", "commune", "Phường Gia Sàng"),
            unit("so-x", "department", "Sở X"),
        )
    }


@pytest.fixture
def kilns(units: "dict[str, Unit]", tmp_path: Path) -> "Register":  # noqa: ARG001 - they stand
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.kernel.registers import queries
    from tinhso.kernel.registers.loading import load
    from tinhso.kernel.registers.tests.registers_samples import KILNS, NOW, ROWS

    (tmp_path / "registers" / "rows").mkdir(parents=True)
    (tmp_path / "registers" / "kilns.yaml").write_text(KILNS, encoding="utf-8")
    (tmp_path / "registers" / "rows" / "kilns.yaml").write_text(ROWS, encoding="utf-8")
    load(tmp_path, actor=LOADER, now=NOW)
    return queries.register("kilns")


@pytest.fixture
def sign_in(
    units: "dict[str, Unit]", monkeypatch: pytest.MonkeyPatch
) -> "Callable[[str, str], Client]":
    """Return a function that gives a client whose requests are made by a holder of a role."""
    from django.test import Client

    from tinhso.kernel.people import queries
    from tinhso.kernel.people.actors import Member, Post

    def as_(role: str, unit_code: str) -> Client:
        post = Post(role, units[unit_code].pk, unit_code)
        member = Member("account:7", 7, role, (post,), second_factor=True)
        monkeypatch.setattr(queries, "actor_of", lambda _user, *, now: member)  # noqa: ARG005
        client = Client()
        client.cookies["sessionid"] = "one"
        return client

    return as_
