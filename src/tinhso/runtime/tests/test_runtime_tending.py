"""A database that doesn't come up at once is tried again, and the house says why."""

from pathlib import Path

import pytest

from tinhso.runtime.binaries import DatabaseError
from tinhso.runtime.locks import HeldError
from tinhso.runtime.postgres import Server
from tinhso.runtime.up import started_again


class Stubborn(Server):
    """A server that fails to start as often as it is told to."""

    def __init__(self, *failures: Exception) -> None:
        super().__init__(Path("nowhere"))
        self.failures = list(failures)

    def start(self) -> "Stubborn":
        if self.failures:
            raise self.failures.pop(0)
        return self


@pytest.mark.parametrize("failure", [DatabaseError("It did not get ready."), HeldError("held")])
def test_the_house_says_why_and_tries_again(failure: Exception) -> None:
    said: list[str] = []
    server = Stubborn(failure)
    assert not started_again(server, said.append)
    assert said == [f"{failure} Trying again."]
    assert started_again(server, said.append)
