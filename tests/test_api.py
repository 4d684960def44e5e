"""What the description of the API says is asked from outside, right and wrong, and holds."""

from collections.abc import Iterator
from unittest import mock

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import override_settings
from django.utils import timezone
from hypothesis import Phase, seed, settings

from tests.api_world import API, PROVINCE, build
from tinhso.systems.hotline.open311.rest import filing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
API.app = get_wsgi_application()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Give a small living province in which nobody is asked to wait; nothing of it remains."""
    del django_db_setup
    # It is one transaction: no request may put its connection back.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]  # untyped
        override_settings(TINHSO_PROVINCE=PROVINCE),
        mock.patch.object(filing, "OPEN_LIMIT", 10**6),
        transaction.atomic(),
    ):
        build(timezone.now())
        yield
        transaction.set_rollback(True)
    for signal in signals:
        signal.connect(close_old_connections)


@API.parametrize()
@seed(1022)
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_nothing_asked_is_answered_otherwise_than_described(case: schemathesis.Case) -> None:
    # Nobody in between takes a compression off again.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
