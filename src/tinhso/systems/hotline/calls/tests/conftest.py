"""The desk of the fictional province's hotline, with its operators."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tinhso.systems.hotline.tests.conftest import example, now

if TYPE_CHECKING:
    from django.test import Client

    from tinhso.kernel.people.actors import Member

__all__ = ["example", "now"]


@pytest.fixture
def operator(example: Path) -> Member:
    """Give an operator at the desk."""
    from tinhso.kernel.cases.tests.scene import appoint

    from .desk import DESK

    assert example
    return appoint("operator", DESK)


@pytest.fixture
def colleague(operator: Member) -> Member:
    """Give another operator at the same desk."""
    from tinhso.kernel.cases.tests.scene import appoint

    from .desk import DESK

    assert operator
    return appoint("operator", DESK)


@pytest.fixture
def window(operator: Member) -> Client:
    """Give the operator's browser."""
    from .desk import window_of

    return window_of(operator)
