"""The hotline of the fictional province, and people of every role in it."""

from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

NOW = "2026-11-17T09:12:00+07:00"


@pytest.fixture
def now() -> datetime:
    """A Tuesday morning."""
    return datetime.fromisoformat(NOW)


@pytest.fixture
def example(settings: LazySettings, request: pytest.FixtureRequest) -> Path:
    """Load the example province with its roles, registers and procedures."""
    request.getfixturevalue("db")
    from tinhso.kernel.cases.tests.scene import LOADED, load_example
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.kernel.people import loading as people
    from tinhso.kernel.registers import loading as registers

    folder = load_example(settings)
    for room in (people, registers):
        room.load(folder, actor=LOADER, now=LOADED)
    return folder


@pytest.fixture
def operator(example: Path) -> Client:
    """Give the client of an operator of the hotline, who may review what becomes public."""
    from allauth.mfa.models import Authenticator
    from django.utils import timezone

    from tinhso.kernel.people.models import Account, Membership
    from tinhso.kernel.units import queries

    assert example
    today = timezone.localdate()
    account = Account.objects.create(username="operator", created_at=timezone.now())
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    Membership.objects.create(
        account=account,
        unit=queries.by_code("tong-dai-1022", today),
        role="operator",
        since=today,
        appointed_by="system:loader",
        reason="-",
    )
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client
