"""Fixtures; what they stand on is imported late, since Django isn't set up yet here."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings

if TYPE_CHECKING:
    from tinhso.kernel.cases.tests.scene import Clock


@pytest.fixture
def example(settings: LazySettings, request: pytest.FixtureRequest) -> Path:
    """Load the example province and make it this deployment's."""
    from tinhso.kernel.cases.tests.scene import load_example

    request.getfixturevalue("db")
    return load_example(settings)


@pytest.fixture
def clock() -> "Clock":
    """Return a clock that stands on Tuesday 17 November 2026, 9:12."""
    from tinhso.kernel.cases.tests.scene import Clock

    return Clock()
