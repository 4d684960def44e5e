"""The fictional province, and clients signed in as somebody in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

SignIn = Callable[..., Client]


@pytest.fixture
def example(settings: LazySettings, request: pytest.FixtureRequest) -> Path:
    """Load the example province and make it this deployment's."""
    from tinhso.kernel.cases.tests.scene import load_example

    request.getfixturevalue("db")
    return load_example(settings)


@pytest.fixture
def sign_in(request: pytest.FixtureRequest) -> SignIn:
    """Return how to get a client: sign_in("officer", "99001")."""
    from allauth.mfa.models import Authenticator
    from django.utils import timezone

    from tinhso.kernel.people.models import Account, Membership
    from tinhso.kernel.units import queries

    request.getfixturevalue("example")

    def make(*posts: str) -> Client:
        today = timezone.localdate()
        name = f"client{Account.objects.count()}"
        account = Account.objects.create(username=name, created_at=timezone.now())
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
        for role, code in zip(posts[::2], posts[1::2], strict=True):
            Membership.objects.create(
                account=account,
                unit=queries.by_code(code, today),
                role=role,
                since=today,
                appointed_by="system:loader",
                reason="-",
            )
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
