"""The fictional province with its hotline and its further questions."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tinhso.systems.hotline.tests.conftest import example, now

__all__ = ["asked", "example", "now", "standing"]

V2 = "/open311/v2"


@pytest.fixture
def standing(example: Path) -> datetime:
    """Return an instant at which the province stands: that of the test, as pages ask the clock."""
    del example
    return timezone.now()


@pytest.fixture
def asked(standing: datetime) -> Client:
    """Return a client of the API."""
    del standing
    return Client()
