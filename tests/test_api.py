"""What the description of the API says is asked from outside, right and wrong, and holds.

Longer, and from another beginning: API_EXAMPLES=500 API_SEED=7 .venv/bin/pytest tests/test_api.py
"""

import os
import re
from collections.abc import Iterator
from typing import Any
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
from tests.test_rights import addresses
from tinhso.systems.hotline.open311.rest import filing
from tinhso.web.api.described import groups
from tinhso.web.api.document import document

EXAMPLES = int(os.environ.get("API_EXAMPLES", "8"))
SEED = int(os.environ.get("API_SEED", "1022"))
# Files for people at their desks, behind a sign-in or of one case; what maps and pages ask for.
NOT_FOR_PROGRAMS = (
    "administration:template",
    "api:openapi",
    "cases:export",
    "cases:points",
    "cases:receipt",
    "exchange:template",
    "hotline_calls:export",
    "insight:csv",
    "insight:lines",
    "reports:preview_paper",
    "registers:template",
)
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
@seed(SEED)
@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_nothing_asked_is_answered_otherwise_than_described(case: "schemathesis.Case[Any]") -> None:
    # Nobody in between takes a compression off again.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


def test_whatever_answers_programs_is_described() -> None:
    described = {operation.address for group in groups() for operation in group.operations}
    ends = re.compile(r"\.(?:csv|jsonl?|xml|xlsx|geojson|mvt|atom|<\w+:(?:form|serialisation)>)$")
    files = {name for name, pattern in addresses() if ends.search(pattern)}
    assert files - described - set(NOT_FOR_PROGRAMS) == set(), "describe it in the room's api.py"
    assert set(NOT_FOR_PROGRAMS) <= files, "these addresses are gone"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_description_is_openapi_in_both_languages(language: str) -> None:
    schemathesis.openapi.from_dict(document(groups(), language, server="http://x")).validate()
