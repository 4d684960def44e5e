from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from pytest_django import Settings

from tinhso.kernel.declarations import DeclarationError
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.people import demonstration
from tinhso.kernel.people.models import Account
from tinhso.kernel.units.models import Unit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FILE = """
reason: {vi: Minh họa, en: Demonstration}
since: 2025-07-01
accounts:
  demo.officer: {role: officer, unit: u, name: Nguyễn Văn Ví Dụ}
  demo.auditor: {role: auditor, unit: UNIT, name: Lê Thị Ví Dụ}
"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Any:
    (tmp_path / "people").mkdir()
    roles = settings.TINHSO_PROVINCE / "people" / "roles.yaml"
    (tmp_path / "people" / "roles.yaml").write_text(roles.read_text())
    (tmp_path / "people" / "demonstration.yaml").write_text(FILE.replace("UNIT", "u"))
    settings.TINHSO_PROVINCE = tmp_path
    return tmp_path


@pytest.fixture
def unit() -> Any:
    names = {"name_vi": "U", "name_en": "U", "short_vi": "U", "short_en": "U"}
    return Unit.objects.create(code="u", kind="department", **names, folded="u", sort_key="u")


def load(folder: Path) -> Any:
    return demonstration.load_demonstration(folder, actor=LOADER, now=NOW)


@pytest.mark.usefixtures("unit")
def test_what_is_printed_signs_in_and_is_marked(folder: Path) -> None:
    assert load(folder).created == 2
    for one in demonstration.sign_ins():
        account = Account.objects.get(username=one.username)
        assert account.demonstration
        assert account.person
        assert account.person.demonstration
        assert account.check_password(one.password)
        factor = Authenticator.objects.get(user=account)
        assert decrypt(factor.data["secret"]) == one.totp_secret
        assert one.password in demonstration.sign_ins_text()


@pytest.mark.usefixtures("unit")
def test_loading_twice_makes_nothing_new_and_a_new_secret_key_renews_the_passwords(
    folder: Path, settings: Settings
) -> None:
    load(folder)
    assert load(folder).created == 0
    settings.SECRET_KEY = "another " * 8
    assert load(folder).created == 0
    (first, _) = demonstration.sign_ins()
    assert Account.objects.get(username=first.username).check_password(first.password)


@pytest.mark.usefixtures("folder")
def test_every_deployment_has_its_own_passwords(settings: Settings) -> None:
    before = demonstration.password_of("demo.officer")
    settings.SECRET_KEY = "another " * 8
    assert demonstration.password_of("demo.officer") != before


@pytest.mark.usefixtures("folder")
def test_outside_a_demonstration_nothing_is_printed(settings: Settings) -> None:
    settings.TINHSO_DEMONSTRATION = False
    assert demonstration.sign_ins() == []
    assert demonstration.sign_ins_text() == ""


@pytest.mark.usefixtures("unit")
def test_a_unit_that_does_not_stand_is_named_with_its_line(folder: Path) -> None:
    (folder / "people" / "demonstration.yaml").write_text(FILE.replace("UNIT", "nowhere"))
    with pytest.raises(DeclarationError) as caught:
        load(folder)
    assert "nowhere" in str(caught.value)
    assert "demonstration.yaml:6:" in str(caught.value)
