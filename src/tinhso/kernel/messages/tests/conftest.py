"""A carrier of one's own that remembers what it was handed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from tinhso.kernel.messages import carriers
from tinhso.kernel.messages.contracts import Letter, Sent

NOW = datetime.fromisoformat("2026-11-24T09:12:00+07:00")


@pytest.fixture
def now() -> datetime:
    return NOW


@dataclass
class Peer:
    """Takes letters, or answers with what it was told to say next."""

    letters: list[Letter] = field(default_factory=list)
    says: list[Exception] = field(default_factory=list)

    def __call__(self, letter: Letter) -> Sent:
        if self.says:
            raise self.says.pop(0)
        self.letters.append(letter)
        return Sent(f"ref-{letter.reference}")


@pytest.fixture
def peer() -> Iterator[Peer]:
    """Carry SMS for the length of a test."""
    before = carriers.of("sms")
    one = Peer()
    carriers.register("sms", one)
    yield one
    carriers.unregister("sms")
    if before:
        carriers.register("sms", before)
