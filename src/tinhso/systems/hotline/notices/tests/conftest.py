"""The hotline of the fictional province, and gateways that only remember."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tinhso.kernel.messages import carriers
from tinhso.kernel.messages.contracts import EMAIL, SMS, Letter, Sent
from tinhso.systems.hotline.tests.conftest import example, now

__all__ = ["example", "now"]


@pytest.fixture
def letters(now: datetime) -> Iterator[list[Letter]]:  # noqa: ARG001  one moment for all
    """Connect e-mail and SMS to a list."""
    taken: list[Letter] = []

    def carry(letter: Letter) -> Sent:
        taken.append(letter)
        return Sent(f"ref-{len(taken)}")

    for channel in (EMAIL, SMS):
        carriers.register(channel, carry)
    yield taken
    for channel in (EMAIL, SMS):
        carriers.unregister(channel)
